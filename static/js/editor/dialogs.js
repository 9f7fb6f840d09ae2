// Asks for what a command needs to know: ask("link", { text: "…" }) gives what was filled in, or null.
export function dialogs() {
  const found = new Map();
  for (const dialog of document.querySelectorAll("dialog[data-ask]")) {
    found.set(dialog.dataset.ask, dialog);
    for (const button of dialog.querySelectorAll("[data-close]")) {
      button.addEventListener("click", () => dialog.close(button.value));
    }
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && outside(dialog, event) && dialog.close(""));
    dialog.querySelector("form").addEventListener("submit", (event) => {
      if (!filledIn(dialog)) event.preventDefault();
    });
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
      dialog.addEventListener("close", () => {
        const filled = Object.fromEntries([...new FormData(form)].map(([field, value]) => [field, value.trim()]));
        answer(dialog.returnValue ? { ...filled, pressed: dialog.returnValue } : null);
      }, { once: true });
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
