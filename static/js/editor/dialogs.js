// Asks for what a command needs to know: ask("link", { text: "…" }) gives what was filled in, or null.
export function dialogs() {
  const found = new Map();
  const answers = new Map(); // of the dialogs that are open

  // What follows must not wait for the event that says that a dialog has been closed: it comes later than the next key
  // that somebody presses who is quick, and that key belongs in the text.
  function end(dialog, value) {
    dialog.close(value);
    answers.get(dialog)?.();
  }

  for (const dialog of document.querySelectorAll("dialog[data-ask]")) {
    found.set(dialog.dataset.ask, dialog);
    for (const button of dialog.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => end(dialog, button.value));
    }
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && outside(dialog, event) && end(dialog, ""));
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      if (filledIn(dialog)) end(dialog, event.submitter?.value ?? "");
    });
    dialog.addEventListener("close", () => dialog.open || answers.get(dialog)?.());
  }

  return function ask(name, values = {}) {
    const dialog = found.get(name);
    if (!dialog) return Promise.resolve(null);
    const form = dialog.querySelector("form");
    form.reset();
    filledIn(dialog, true);
    for (const [field, value] of Object.entries(values)) if (form.elements[field]) form.elements[field].value = value;
    dialog.returnValue = "";
    return new Promise((answer) => {
      answers.set(dialog, () => {
        answers.delete(dialog);
        const filled = Object.fromEntries([...new FormData(form)].map(([field, value]) => [field, value.trim()]));
        answer(dialog.returnValue ? { ...filled, pressed: dialog.returnValue } : null);
      });
      dialog.showModal();
      const first = form.querySelector("input");
      first?.focus();
      if (first?.type === "text") first.select();
    });
  };
}

// Whether all that must be filled in is; says at each field what is missing, and goes to the first. `quiet` says nothing.
function filledIn(dialog, quiet = false) {
  const fields = [...dialog.querySelectorAll("input[required]")];
  const wrong = quiet ? [] : fields.filter((input) => !input.validity.valid || !input.value.trim());
  for (const input of fields) {
    const isWrong = wrong.includes(input);
    if (isWrong) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    const words = dialog.querySelector(`#${input.id}-error`);
    if (words) words.hidden = !isWrong;
  }
  wrong[0]?.focus();
  return wrong.length === 0;
}

function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
