// An act on many pages goes on by itself, a part at a time, and tells how far it has come; "Stop" ends it after the part
// that is on its way. Without this the same button is pressed for each part.
export default function goingon(box) {
  let stopped = false;

  box.addEventListener("click", (event) => {
    if (!event.target.closest("[data-stop]")) return;
    stopped = true;
    event.target.closest("[data-stop]").setAttribute("aria-disabled", "true"); // a disabled one would lose the focus
  });
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    stopped = false;
    goOn();
  });
  if (form()) goOn();

  async function goOn() {
    while (form() && !stopped) {
      show(true);
      const page = await send(form());
      if (!page) break; // the net is gone, or we have been signed out: the button is there to try again
      put(page);
    }
    show(false);
  }

  // What is told stands in the same element all the time, or a screen reader would not hear that it has changed; and
  // the button that stops it keeps the focus.
  function put(page) {
    for (const part of ["progress", "[role=status]"]) {
      const [old, fresh] = [box, page].map((where) => where.querySelector(part));
      old.value = fresh.value;
      old.hidden = fresh.hidden;
      if (part !== "progress") old.textContent = fresh.textContent;
    }
    const [alert, told] = [box, page].map((where) => where.querySelector(".ds-alert"));
    alert.dataset.color = told.dataset.color;
    alert.querySelectorAll(":scope > :not([role=status])").forEach((each) => each.remove());
    alert.append(...told.querySelectorAll(":scope > :not([role=status])"));
    if (page.querySelector("form")) {
      const [fields, left] = [form(), page.querySelector("form")].map((each) => each.querySelectorAll("input"));
      fields.forEach((each) => each.remove());
      form().prepend(...left);
    } else {
      const had = box.contains(document.activeElement) && document.activeElement !== document.body;
      form().replaceWith(page.querySelector(".actions"));
      if (had) box.querySelector(".actions a").focus();
    }
  }

  // While it goes on there is one button, and it stops; else one that goes on.
  function show(going) {
    const own = form();
    if (!own) return;
    const [go, stop] = [own.querySelector("[type=submit]"), own.querySelector("[data-stop]")];
    const pressed = own.contains(document.activeElement);
    go.hidden = going;
    stop.hidden = !going;
    stop.removeAttribute("aria-disabled");
    own.querySelector("[data-stopped]").hidden = going;
    if (pressed) (going ? stop : go).focus();
  }

  function form() {
    return box.querySelector("form");
  }
}

async function send(form) {
  const body = new URLSearchParams(new FormData(form)); // the server counts the parts of a multipart form
  try {
    const answer = await fetch(form.action, { method: "POST", body, redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return answer.ok ? page.querySelector("[data-behaviour=goingon]") : null;
  } catch {
    return null;
  }
}
