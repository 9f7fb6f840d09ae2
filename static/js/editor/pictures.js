// Puts pictures and documents in: by button, drag or paste. One file after the other goes through three steps: choose
// one (or take one that is here), tell about it while it is being sent, and say how it shall stand in the text.
import { showFound } from "./pictures/found.js";
import { place } from "./pictures/place.js";
import { tell } from "./pictures/tell.js";

export function attachPictures(editor) {
  const dialog = document.querySelector("#mk-pictures");
  if (!dialog) return;
  const view = makeView(dialog);
  let waiting = [];
  let total = 0;
  let offset = null;

  const telling = tell(view, editor, { done: (file) => placing.show(file), cancelled: () => next() });
  const placing = place(view, editor, {
    done(file) {
      view.leave(() => insert(editor, file, offset));
      offset = null;
      if (waiting.length > 0) open();
    },
    cancelled: () => next(),
  });
  const found = showFound(view, (file) => placing.show(file));

  function open() {
    if (!dialog.open) dialog.showModal();
    next();
  }

  function next() {
    const file = waiting.shift();
    if (file) return telling.show(file, total > 1 ? view.texts.oneOf.replace("{number}", total - waiting.length).replace("{total}", total) : "");
    view.step("choose");
    found.refresh();
  }

  function take(files, at = null) {
    waiting = [...files];
    total = waiting.length;
    offset = at;
    if (total > 0) open();
  }

  dialog.querySelector("[data-step=choose] input[type=file]").addEventListener("change", (event) => {
    const files = [...event.target.files];
    event.target.value = ""; // the same file may be chosen again
    take(files);
  });
  dialog.addEventListener("close", () => {
    if (dialog.open) return; // for the next file, by the time that this is told
    waiting = [];
    telling.cancel();
  });
  for (const button of dialog.querySelectorAll("[data-close]")) button.addEventListener("click", () => view.leave());

  editor.openPictures = () => {
    waiting = [];
    offset = null;
    open();
  };
  const listen = () => editor.surface?.on("files", ({ files, offset: at }) => take(files, at ?? null));
  listen();
  editor.on("surface", listen);
}

// The window: which step is shown, and what is said in it.
function makeView(dialog) {
  const part = (name) => dialog.querySelector(`[data-part="${name}"]`);
  const view = {
    dialog,
    part,
    texts: JSON.parse(dialog.dataset.texts),
    limit: Number(dialog.dataset.limit),
    form: (name) => dialog.querySelector(`form[data-step="${name}"]`),
    say: (words) => (dialog.querySelector("[role=status]").textContent = words),
    step(name) {
      for (const each of dialog.querySelectorAll("[data-step]")) each.hidden = each.dataset.step !== name;
      view.fault("");
      view.say("");
      dialog.scrollTop = 0;
      dialog.querySelector("h2").focus();
    },
    fault(words, { retry, use } = {}) {
      const box = part("fault");
      box.hidden = !words;
      if (words) dialog.scrollTop = 0;
      box.querySelector("p").textContent = words;
      for (const [name, act] of Object.entries({ retry, use })) {
        const button = box.querySelector(`[data-${name}]`);
        button.hidden = !act;
        button.onclick = act ?? null;
      }
    },
    showFault() {
      dialog.scrollTop = 0;
      part("fault").focus();
    },
    // Native dialogs give the focus back to where it was; whoever acts afterwards may move it on.
    leave(act) {
      if (dialog.open) dialog.close();
      act?.();
    },
  };
  return view;
}

function insert(editor, { name, picture, alt, size, align, caption, label }, offset) {
  const { surface } = editor;
  surface.focus();
  if (offset !== null) surface.setCaret(offset);
  if (!picture) return surface.run("wikilink", { target: `Fil:${name}`, label: label || name });
  return surface.run("picture", { name, alt: alt || "dekorativ", size, align, caption });
}
