// Keeps what is typed: on this device at once, in the wiki a little later, and tells which of them it is.
import * as local from "./local.js";

const LOCAL_PAUSE = 300; // milliseconds
const SERVER_PAUSE = 2_000;
const SERVER_AT_LEAST = 10_000;
const RETRY = [5_000, 10_000, 20_000, 40_000, 60_000];
const RETRIED = new Set(["local", "wrong"]);

export function keeping(editor, desk, wiki, tell) {
  const { form } = editor;
  const fields = form.elements;
  let kept = desk.dataset.sent || editor.isTyped?.() ? null : shown();
  let timers = {};
  let dirtySince = 0;
  let failures = 0;
  let sending = false;
  let put = null; // the text that this window last kept on the device
  let adopted = null; // the key of another window's copy that this text went on with

  function shown() {
    const minor = fields.minor?.checked ? "1" : "";
    return JSON.stringify([editor.text().trimEnd(), fields.summary?.value ?? "", minor, fields.base.value]);
  }

  const isKept = () => shown() === kept;
  const key = () => local.keyOf(desk.dataset.user, placeOf(desk), fields.hand.value);
  const copy = () => ({ text: editor.text(), summary: fields.summary?.value ?? "", base: fields.base.value });

  function changed() {
    if (isKept()) return;
    form.dataset.kept = "no";
    dirtySince ||= Date.now();
    timers.local ??= setTimeout(keepHere, LOCAL_PAUSE);
    clearTimeout(timers.server);
    timers.server = setTimeout(keepThere, Math.max(0, Math.min(SERVER_PAUSE, dirtySince + SERVER_AT_LEAST - Date.now())));
  }

  function keepHere() {
    delete timers.local;
    if (isKept()) return true;
    put = editor.text();
    return local.put(key(), copy());
  }

  async function keepThere({ leaving = false, loud = false } = {}) {
    clearTimeout(timers.server);
    if (sending && !leaving) return;
    if (isKept()) return loud && tell.again();
    sending = true;
    const sent = shown();
    const text = editor.text();
    const answer = await wiki.ask("PUT", desk.dataset.draft, body(), leaving);
    sending = false;
    dirtySince = 0;
    if (answer.trouble) return failed(answer.trouble);
    failures = 0;
    kept = sent;
    fields.draft_number.value = answer.number ?? "";
    tell.kept(answer.said, loud);
    if (adopted) local.letGo(adopted, text);
    if (isKept()) settled();
    else changed();
  }

  function body() {
    const minor = fields.minor?.checked ? { minor: "1" } : {};
    const personal = new FormData(form).getAll("personal");
    const { text, summary, base } = copy();
    const own = { hand: fields.hand.value, draft_number: fields.draft_number.value, section: desk.dataset.section };
    return { text, summary, base, ...own, ...minor, personal };
  }

  function settled() {
    clearTimeout(timers.local);
    delete timers.local;
    form.dataset.kept = "yes";
    for (const text of [put, editor.text()]) local.letGo(key(), text);
  }

  function failed(trouble) {
    tell.trouble(keepHere() ? trouble : "nowhere");
    if (!RETRIED.has(trouble)) return;
    timers.server = setTimeout(keepThere, RETRY[Math.min(failures, RETRY.length - 1)]);
    failures += 1;
  }

  function stop() {
    Object.values(timers).forEach(clearTimeout);
    timers = {};
  }

  // Goes on with a copy of another window, which may be open still and keeps its hand. What that window has stored in the
  // wiki, `stored`, has been seen.
  function adopt(found, stored) {
    if (stored?.hand === found.hand) fields.draft_number.value = stored.number;
    fields.base.value = found.base ?? "";
    if (fields.summary && !fields.summary.value) fields.summary.value = found.summary;
    adopted = found.key;
    editor.setText(found.text);
    changed();
    keepThere(); // before anything is typed, so that the wiki has the very text of the copy
  }

  return { changed, keepHere, keepThere, stop, adopt, key, isKept };
}

export const placeOf = (desk) => `${desk.dataset.draft}#${desk.dataset.section}`;
