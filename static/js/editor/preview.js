// Shows what readers will see, and what has been changed: above the text without leaving it, or all the time beside it.
import { follow } from "./follow.js";

const PAUSE = 400; // milliseconds without typing before the preview beside the text is made anew
const KEY = "mk-preview-beside";
const FIELDS = /^(?:was-)?field-/;

export function attachPreview(editor) {
  const place = editor.form.querySelector("[data-look]");
  if (!place) return;
  lookAbove(editor, place);
  lookBeside(editor, place, editor.form.querySelector("[data-beside]"));
}

// The ordinary buttons, answered on the spot. If that fails the form is sent, and the page that comes says what is wrong.
function lookAbove(editor, place) {
  let asked = null;
  let button = null;
  let was = null; // where on the page one was, which the preview leads away from
  editor.form.addEventListener("submit", async (event) => {
    const kind = event.submitter?.name;
    if (event.defaultPrevented || !["preview", "changes"].includes(kind) || event.submitter.dataset.sends) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nothing leaves, so nobody need hear of it
    button = event.submitter;
    if (!place.children.length) was = button.getBoundingClientRect().top;
    asked?.abort();
    const mine = (asked = new AbortController());
    button.setAttribute("aria-busy", "true");
    try {
      const look = await fetchLook(editor, place, kind, mine.signal);
      tame(look, "mk-look-");
      place.replaceChildren(look);
      place.querySelector("h2").focus();
    } catch (fault) {
      if (fault.name !== "AbortError") send(editor.form, button);
    } finally {
      button.removeAttribute("aria-busy");
    }
  }, { capture: true });
  place.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close-look]")) return;
    place.replaceChildren();
    if (was === null) return editor.surface.focus();
    button.focus({ preventScroll: true });
    scrollBy({ top: button.getBoundingClientRect().top - was, behavior: "instant" });
  });
}

function send(form, button) {
  button.dataset.sends = "yes";
  form.requestSubmit(button);
  delete button.dataset.sends;
}

// One request at a time: what is typed meanwhile is asked for when the answer has come.
function lookBeside(editor, place, pane) {
  const { form } = editor;
  const button = form.querySelector("[data-beside-toggle]");
  const [text, status] = [pane.querySelector("[data-beside-text]"), pane.querySelector("[data-beside-status]")];
  const wide = matchMedia("(min-width: 64rem)");
  let timer, asked, again, shown;

  const isOpen = () => button.getAttribute("aria-pressed") === "true" && wide.matches;

  async function refresh() {
    if (asked) return void (again = true);
    asked = new AbortController();
    const wanted = editor.text();
    try {
      if (wanted !== shown) {
        const look = await fetchLook(editor, place, "beside", asked.signal);
        const body = look.querySelector(".prose");
        tame(body, "mk-beside-");
        text.replaceChildren(body);
        shown = wanted;
      }
      status.textContent = "";
      follow(editor, text);
    } catch (fault) {
      if (fault.name !== "AbortError") status.textContent = pane.dataset.failed;
    } finally {
      asked = null;
    }
    if (again && isOpen()) {
      again = false;
      refresh();
    }
  }

  function refreshSoon() {
    clearTimeout(timer);
    if (isOpen()) timer = setTimeout(refresh, PAUSE);
  }

  function arrange() {
    const open = isOpen();
    pane.hidden = !open;
    form.classList.toggle("has-beside", open);
    if (open) refresh();
    else asked?.abort();
  }

  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", open);
    remember(open);
    arrange();
  });
  const listen = () => editor.surface?.on("select", () => isOpen() && follow(editor, text));
  wide.addEventListener("change", arrange);
  editor.on("change", refreshSoon);
  editor.on("surface", listen);
  listen();
  button.setAttribute("aria-pressed", remembered());
  arrange();
}

async function fetchLook(editor, place, kind, signal) {
  const form = new FormData();
  for (const name of ["csrf_token", "base", "section"]) form.set(name, editor.form.elements[name]?.value ?? "");
  form.set("text", editor.text());
  form.set(kind, "1");
  for (const [name, value] of new FormData(editor.form)) if (FIELDS.test(name)) form.append(name, value);
  const answer = await fetch(place.dataset.look, { method: "POST", body: form, signal });
  if (!answer.ok) throw new Error(`the preview answered ${answer.status}`);
  const template = document.createElement("template");
  template.innerHTML = await answer.text();
  return template.content;
}

// A preview must not take ids that the page has, nor lead away from what is being written.
function tame(look, prefix) {
  for (const tools of look.querySelectorAll(".heading-tools")) tools.remove();
  for (const element of look.querySelectorAll(".prose [id], :scope [id]")) {
    if (!element.id.startsWith("mk-")) element.id = prefix + element.id;
  }
  for (const link of look.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (address.startsWith("#")) {
      link.setAttribute("href", `#${prefix}${address.slice(1)}`);
    } else {
      link.target = "_blank";
      link.rel = "noopener";
    }
  }
}

function remember(open) {
  try {
    localStorage.setItem(KEY, open ? "1" : "");
  } catch {
    // not remembered, then
  }
}

function remembered() {
  try {
    return localStorage.getItem(KEY) === "1";
  } catch {
    return false;
  }
}
