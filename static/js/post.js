// Where one writes a post: the same two ways of writing as on pages, with the few tools that a post needs, and
// suggestions of people after @ and of pages after [[. Without it the form works as it is.
import { bar } from "./editor/bar.js";
import { commandOf, steps } from "./editor/commands.js";
import { makeEditor } from "./editor/made.js";
import { modes } from "./editor/modes.js";
import { past } from "./editor/past.js";
import { attachPicker } from "./editor/picker.js";
import { stayWithoutNetwork } from "./editor/reach.js";

const KEYS = new Set(["bold", "italic", "bulletList", "orderedList", "wikilink", "undo", "redo"]);

export default function post(form) {
  const textarea = form.elements.text;
  const editor = makeEditor(form, textarea);
  editor.past = past(editor);
  stayWithoutNetwork(form);
  editor.on("mode", (mode) => {
    textarea.required = mode === "source"; // a hidden field that is wanted would stop the form without a word
  });
  modes(editor, form.querySelector("[data-paper]"), form.querySelector("[data-writing]"));
  attachPicker(editor, ["[[", "@"]);
  const perform = (command) => act(editor, command);
  const tools = bar(editor, form.querySelector("[role=toolbar]"), perform);
  editor.on("change", () => {
    // Whatever keeps drafts listens to the form, which hears of what is typed in the textarea only.
    if (editor.mode === "visual") textarea.dispatchEvent(new Event("input", { bubbles: true }));
  });
  form.addEventListener("keepdraft:filled", () => {
    if (editor.mode !== "visual") return;
    editor.setText(textarea.value);
    editor.surface.focus();
  });
  form.addEventListener("post:focus", () => editor.surface.focus());
  form.addEventListener("post:quote", ({ detail }) => quote(editor, detail));
  form.addEventListener("keydown", (event) => {
    if (!editor.surface.element.contains(event.target)) return;
    const command = commandOf(event)?.[0];
    if (event.altKey && event.key === "F10") tools.focus();
    else if (event.target !== editor.surface.element && steps(event)) return;
    else if (KEYS.has(command)) perform(command);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { capture: true });
  if (textarea.value !== textarea.defaultValue) textarea.dispatchEvent(new Event("input")); // typed while this was fetched
}

function act(editor, command) {
  const { surface } = editor;
  if (command === "undo" || command === "redo") {
    surface.focus();
    return editor.past.step(command);
  }
  if (command === "wikilink") return editor.openPicker("[[");
  surface.focus();
  if (command === "mention") return document.execCommand("insertText", false, afterWord(editor) ? " @" : "@");
  return surface.run(command);
}

// An @ within a word would be an address.
function afterWord(editor) {
  if (editor.mode === "visual") return /\S$/.test(document.getSelection().anchorNode?.textContent.slice(0, document.getSelection().anchorOffset) ?? "");
  const { value, selectionStart } = editor.textarea;
  return /\S/.test(value[selectionStart - 1] ?? " ");
}

// The words of somebody else's post, as a quotation that one writes below.
function quote(editor, words) {
  const lines = words.trim().split(/\n+/).map((line) => `> ${line.trim()}`);
  const text = editor.text().trimEnd();
  editor.setText(`${text ? `${text}\n\n` : ""}${lines.join("\n>\n")}\n\n`);
  editor.surface.setCaret(editor.text().length);
  editor.surface.focus();
}
