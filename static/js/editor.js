// The editor: puts together the text, its tools and all that helps while writing. Without it the form works as it is.
import { commandOf, commands, steps } from "./editor/commands.js";
import { makeEditor } from "./editor/made.js";
import { modes } from "./editor/modes.js";
import { past } from "./editor/past.js";
import { stayWithoutNetwork } from "./editor/reach.js";
import { keepInSight } from "./editor/sight.js";
import { toolbar } from "./editor/toolbar.js";

export default function start(form) {
  const textarea = form.elements.text;
  const tools = form.querySelector("[data-tools]");
  const editor = makeEditor(form, textarea);
  editor.past = past(editor);
  stayWithoutNetwork(form);
  editor.setMode = modes(editor, form.querySelector("[data-paper]"), form.querySelector(".editor-head"));
  const perform = commands(editor);
  const { focus } = toolbar(editor, tools, perform);
  bindKeys(editor, perform, focus);
  keepInSight(editor, tools);
  tellOfPictures(editor, tools.querySelector("[data-said]"));
  foldOnPhones(form);
  return Promise.all(PARTS.map(([load, name]) => attach(load, name, editor)));
}

// What helps while writing. Each is fetched by itself: one that fails must not take the text or the others with it.
const PARTS = [
  [() => import("./editor/drafts.js"), "attachDrafts"],
  [() => import("./editor/picker.js"), "attachPicker"],
  [() => import("./editor/pictures.js"), "attachPictures"],
  [() => import("./editor/advice.js"), "attachAdvice"],
  [() => import("./editor/preview.js"), "attachPreview"],
  [() => import("./editor/fields.js"), "attachFields"],
  [() => import("./editor/start.js"), "attachStart"],
];

// What was pasted may have held pictures, which have to be put in by themselves.
function tellOfPictures(editor, said) {
  const texts = JSON.parse(said.dataset.texts);
  const tell = ({ left }) => {
    said.textContent = left ? (left === 1 ? texts.one : texts.several).replace("{number}", left) : "";
  };
  const listen = (surface) => surface.on("pasted", tell);
  listen(editor.surface);
  editor.on("surface", listen);
}

// On a phone the page's instructions would stand between the writer and the text, and its fields between the text and
// the button; their headings are enough.
function foldOnPhones(form) {
  if (!matchMedia("(max-width: 47.99rem)").matches) return;
  for (const box of form.querySelectorAll(".to-writers details, [data-folds]")) box.open = false;
}

async function attach(load, name, editor) {
  try {
    await (await load())[name](editor);
  } catch (fault) {
    console.error(fault);
  }
}

function bindKeys(editor, perform, focusTools) {
  const { form } = editor;
  const act = (event, act) => {
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  form.addEventListener("keydown", (event) => {
    const modified = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (modified && event.code === "KeyS") return act(event, () => form.dispatchEvent(new Event("editor:save-draft")));
    if (!editor.surface.element.contains(event.target)) return;
    if (modified && event.key === "Enter") return act(event, () => form.elements.summary.focus());
    if (event.altKey && event.key === "F10") return act(event, focusTools);
    if (event.target !== editor.surface.element && steps(event)) return; // a field within the text undoes by itself
    const command = commandOf(event);
    if (command) act(event, () => perform(...command));
  }, { capture: true });
}
