// Keeps what is filled in in a form on this device, and puts it back when the form is opened again. The page that comes
// when the form has been taken lets go of it (published.js).
import { sayBack } from "./editor/drafts/back.js";
import { get, keyOf, markSent, put, remove, takeSent } from "./editor/drafts/local.js";

const PAUSE = 300; // milliseconds
const NOT_OURS = new Set(["csrf_token", "personal", "email", "password"]);

export default function keepform(form) {
  const { user, texts } = form.dataset;
  takeSent(); // what was sent has come back: it is not published
  if (!user) return;
  const key = keyOf(user, new URL(form.action).pathname, "form");
  const words = JSON.parse(texts);
  const line = form.querySelector("[data-draft-state]");
  const before = untouched();
  let timer = null;

  putBack();
  form.addEventListener("input", () => {
    timer ??= setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    keep();
    markSent({ key, text: values() });
  });
  addEventListener("pagehide", () => timer && keep());

  // All that is filled in, as one text, which can be compared and kept like any other.
  function values(from = form) {
    return JSON.stringify([...new FormData(from)].filter(([name]) => !NOT_OURS.has(name)));
  }

  // The same as the wiki sent it: whoever is quick has written before this script was there.
  function untouched() {
    const copy = form.cloneNode(true);
    copy.reset();
    return values(copy);
  }

  function keep() {
    clearTimeout(timer);
    timer = null;
    if (values() === before && !("sent" in form.dataset)) remove(key);
    else if (put(key, { text: values() })) form.dataset.kept = "yes";
  }

  function fill(entries, leave = new Set()) {
    for (const control of form.elements) {
      if (!control.name || NOT_OURS.has(control.name) || leave.has(control.name)) continue;
      const said = entries.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["checkbox", "radio"].includes(control.type)) control.checked = said.includes(control.value);
      else control.value = said[0] ?? "";
    }
    form.querySelectorAll("details").forEach((each) => (each.open ||= Boolean(each.querySelector(":checked"))));
  }

  function putBack() {
    const copy = get(key);
    const written = new Set(JSON.parse(values()).filter((entry) => !before.includes(JSON.stringify(entry))).map(([name]) => name));
    if (!copy?.text || "sent" in form.dataset || copy.text === before) {
      if (written.size) keep();
      return;
    }
    fill(JSON.parse(copy.text), written);
    if (written.size) keep();
    form.dataset.kept = "yes";
    sayBack(line, words, copy.at, () => {
      fill(JSON.parse(before));
      remove(key);
      form.elements.title.focus();
    });
  }
}
