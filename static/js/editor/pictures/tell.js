// Tell about a new file, which is being sent meanwhile. What is wrong is said at its field; nothing has to be sent twice.
import { describing } from "../../uploads/describing.js";
import { send } from "./send.js";

const PREFIX = "file-";

export function tell(view, editor, { done, cancelled }) {
  const form = view.form("tell");
  const bar = form.querySelector("progress");
  const describe = describing(form, PREFIX);
  const button = form.querySelector("[type=submit]");
  let file = null;
  let held = null; // what the wiki says of the file once it has it
  let sending = null;
  let wantsToGoOn = false;

  const token = () => editor.form.elements.csrf_token.value;

  async function show(chosen, words) {
    cancel();
    file = chosen;
    form.reset();
    describe.clear();
    describe.begin(file);
    view.step("tell");
    if (file.size > view.limit * 1_000_000) return view.fault(view.texts.tooLarge);
    view.say([words, view.texts.sending.replace("{name}", file.name)].filter(Boolean).join(": "));
    await arrive();
  }

  async function arrive() {
    view.fault("");
    bar.value = 0;
    view.part("sending").hidden = false;
    const progress = (share) => {
      bar.value = Math.round(share * 100);
      if (share === 1) view.say(view.texts.looking.replace("{name}", file.name));
    };
    const answer = await asked({ file, hold: "1" }, progress);
    if (!answer) return void (view.part("sending").hidden = true);
    view.part("sending").classList.add("arrived");
    held = answer;
    describe.arrived(answer);
    view.say(view.texts.arrived.replace("{name}", file.name));
    if (wantsToGoOn) form.requestSubmit();
  }

  // The answer, or null when there is nothing to go on with; then the reason has been said.
  async function asked(fields, progress) {
    const current = (sending = send("/upload", fields, { token: token(), progress }));
    button.setAttribute("aria-busy", "true");
    try {
      const reply = await current.ask;
      if (!reply || sending !== current) return null;
      if (reply.status < 400) return reply.answer;
      refused(reply.answer);
    } catch {
      if (sending === current) view.fault(view.texts.failed, { retry: () => (held ? form.requestSubmit() : arrive()) });
    } finally {
      if (sending === current) {
        sending = null;
        button.removeAttribute("aria-busy");
        wantsToGoOn = false;
      }
    }
    return null;
  }

  function refused({ error, faults = {}, existing, note }) {
    view.say("");
    if (held && note) held.note = note;
    describe.faults(faults);
    const { file: wrong, ...others } = faults;
    if (wrong || Object.keys(others).length === 0) view.fault(error, existing ? { use: () => useExisting(existing) } : {});
    view.part("fault").querySelector("[data-use]").textContent = view.texts.useExisting;
    if (!wrong) describe.focusFirst();
  }

  async function useExisting(name) {
    const title = name.replace(/^[^:]*:/, "");
    const answer = await fetch(`/files?${new URLSearchParams({ q: title })}`, { headers: { Accept: "application/json" } });
    const { files } = await answer.json();
    const found = files.find((each) => each.target === name);
    if (found) done(found);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!held) {
      wantsToGoOn = sending !== null; // as soon as the file is here
      if (sending) view.say(view.texts.sending.replace("{name}", file.name));
      else view.showFault(); // the file was refused: there is nothing to tell about
      return;
    }
    if (sending) return;
    view.fault("");
    describe.clear();
    const answer = await asked({ ...describe.fields(), note: held.note });
    if (answer) done(answer);
  });
  form.querySelector("[data-back]").addEventListener("click", () => {
    cancel();
    cancelled();
    view.say(view.texts.cancelled);
  });

  function cancel() {
    const current = sending;
    sending = null;
    held = null;
    wantsToGoOn = false;
    button.removeAttribute("aria-busy");
    view.part("sending").classList.remove("arrived");
    current?.cancel();
  }

  return { show, cancel };
}
