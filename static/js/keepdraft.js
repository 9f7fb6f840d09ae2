// Keeps what is typed in a discussion on this device, and puts it back when the form is opened again.
import { sayBack } from "./editor/drafts/back.js";
import { get, keyOf, letGo, markSent, put, remove, takeSent } from "./editor/drafts/local.js";

const PAUSE = 300; // milliseconds
const FIELDS = ["title", "quote", "section", "before", "revision", "text", "base"];
const join = (...texts) => texts.map((text) => text.trim()).filter(Boolean).join("\n\n");
const PUBLISHED = /^#(topic|reply)-/; // where one comes when a post has been published

export default function keepdraft(form) {
  const { user, texts } = form.dataset;
  if (!user) return;
  const key = keyOf(user, new URL(form.action).pathname + new URL(form.action).search, "talk");
  const fields = FIELDS.map((name) => form.elements[name]).filter(Boolean);
  const words = JSON.parse(texts);
  const line = form.querySelector("[data-draft-state]");
  let timer = null;

  const values = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const before = Object.fromEntries(fields.map((field) => [field.name, field.defaultValue]));
  const isEmpty = () => fields.every((field) => field.type === "hidden" || !field.value.trim());
  const fill = (from) => {
    fields.forEach((field) => (field.value = from[field.name] ?? ""));
    form.dataset.back = form.elements.text.value;
    form.dispatchEvent(new Event("keepdraft:filled")); // what is written on may be something else than the field
  };
  const keep = () => {
    timer = null;
    if (isEmpty()) remove(key);
    else if (put(key, values())) form.dataset.kept = "yes";
  };

  const sent = takeSent();
  if (sent && PUBLISHED.test(location.hash)) letGo(sent.key, sent.text);
  putBack();
  form.addEventListener("input", () => {
    timer ??= setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep();
    markSent({ key, text: values().text });
  });
  addEventListener("pagehide", () => timer && keep());

  // Whoever is quick, or whose browser has put something back itself, has written before this script was there.
  function putBack() {
    const copy = get(key);
    const written = values();
    const isNew = written.text !== before.text || (written.title ?? "") !== (before.title ?? "");
    const kept = copy?.text?.trim();
    if (!kept || kept === before.text.trim() || (isNew && written.text.includes(kept))) {
      if (isNew) keep();
      return;
    }
    fill(isNew ? { ...copy, title: written.title || copy.title, text: join(copy.text, written.text) } : copy);
    form.dataset.kept = "yes";
    if (isNew) keep();
    sayBack(line, words, copy.at, () => {
      fill(before);
      remove(key);
      form.elements.text.focus(); // where it is hidden, the editor sees to it
    });
  }
}
