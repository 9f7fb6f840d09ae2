// Writing wikitext in a textarea, as the toolbar, the pickers and everybody else know an editor: as a Surface.
// Every change goes through the browser's own editing, so that its undo knows of it.
import { pictureMarkup } from "./picture.js";
import { block, blockAt, enter, footnote, heading, indent, list, note, outdent, quote } from "./source/blocks.js";
import { caretRect } from "./source/caret.js";
import { clearMarks, linkAt, marksAt, toggleMark, unlink, writeLink } from "./source/inline.js";
import { TABLE_COMMANDS, hasHeader, newTable, tableAt } from "./source/table.js";
import { watchTriggers } from "./source/trigger.js";

// What a command does to (text, from, to, args): an edit, or null where it has nothing to do.
const COMMANDS = {
  bold: (text, from, to) => toggleMark(text, from, to, "bold"),
  italic: (text, from, to) => toggleMark(text, from, to, "italic"),
  strike: (text, from, to) => toggleMark(text, from, to, "strike"),
  code: (text, from, to) => toggleMark(text, from, to, "code"),
  clear: clearMarks,
  heading: (text, from, to, { level }) => heading(text, from, to, level),
  bulletList: (text, from, to) => list(text, from, to, "bulletList"),
  orderedList: (text, from, to) => list(text, from, to, "orderedList"),
  taskList: (text, from, to) => list(text, from, to, "taskList"),
  indent,
  outdent,
  quote,
  note: (text, from, to, { kind = "" } = {}) => note(text, from, to, kind),
  link: (text, from, to, args) => writeLink(text, from, to, MARKUP.link(args), args.apart),
  unlink,
  wikilink: (text, from, to, args) => writeLink(text, from, to, MARKUP.wikilink(args), args.apart),
  picture: (text, from, to, args) => block(text, from, to, `${MARKUP.picture(args)}\n\n`), // and on with words below it
  table: (text, from, to, { rows, columns, heading: words = "" }) => {
    return block(text, from, to, newTable(rows, columns, words), 2, words ? `${words} 1`.length : 0);
  },
  footnote: (text, from, to, args) => footnote(text, from, to, args.text),
  rule: (text, from, to) => block(text, to, to, "---"),
};

const MARKUP = {
  link: ({ href, text }) => `[${(text || href).replace(/[[\]]/g, "\\$&")}](${href.replace(/\s/g, "%20").replace(/[()]/g, escape)})`,
  wikilink: ({ target, label }) => (label && label !== target ? `[[${target}|${label}]]` : `[[${target}]]`),
  picture: (args) => `[[${pictureMarkup(args)}]]`,
};

const escape = (sign) => (sign === "(" ? "%28" : "%29");

export function createSource(textarea) {
  const listeners = new Map();
  const gone = new AbortController();
  const { signal } = gone;
  const emit = (event, value) => listeners.get(event)?.forEach((fn) => fn(value));
  let kept = null; // what was selected when the focus went elsewhere
  const selection = () => [textarea.selectionStart, textarea.selectionEnd];

  const surface = {
    element: textarea,
    text: () => textarea.value,
    setText: (source) => apply(least(textarea.value, source)),
    // Without a step of its own: what the browser remembers of earlier texts is never asked for after this.
    restore(source) {
      const { end } = least(textarea.value, source);
      textarea.value = source;
      textarea.setSelectionRange(end, end);
      emit("change");
      emit("select");
    },
    insert: (markup) => apply(inserted(textarea.value, ...selection(), markup)),
    focus: () => textarea.focus(),
    caret: () => textarea.selectionStart,
    setCaret(offset) {
      kept = null;
      textarea.setSelectionRange(offset, offset);
    },
    rectAt: (offset) => caretRect(textarea, offset),
    replaceRange: (from, to, insert) => apply({ from, to, insert, start: from + insert.length, end: from + insert.length }),
    markupFor: (command, args) => MARKUP[command](args),
    run(command, args) {
      if (command === "undo" || command === "redo") return native(command);
      const [text, range] = [textarea.value, selection()];
      const table = TABLE_COMMANDS[command] && tableAt(text, range[0]);
      const edit = table ? TABLE_COMMANDS[command](table) : COMMANDS[command]?.(text, ...range, args);
      if (edit) apply(edit);
      else textarea.focus();
      return Boolean(edit);
    },
    state: () => stateOf(textarea),
    on(event, fn) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(fn));
      return () => listeners.get(event).delete(fn);
    },
    destroy: () => gone.abort(),
  };

  function native(command, value) {
    textarea.focus({ preventScroll: command !== "undo" && command !== "redo" });
    return document.execCommand(command, false, value);
  }

  function apply({ from, to, insert, start, end }) {
    if (textarea.value.slice(from, to) !== insert) {
      textarea.focus({ preventScroll: true });
      textarea.setSelectionRange(from, to);
      const done = insert ? native("insertText", insert) : native("delete");
      if (!done) {
        textarea.setRangeText(insert, from, to, "end");
        textarea.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
    }
    textarea.focus({ preventScroll: true });
    textarea.setSelectionRange(start, end);
    emit("select");
  }

  textarea.addEventListener("input", () => emit("change"), { signal });
  textarea.addEventListener("blur", () => (kept = selection()), { signal });
  // Where a dialog gives the focus back, Chromium forgets the caret.
  textarea.addEventListener("focus", () => kept && textarea.selectionEnd === 0 && textarea.setSelectionRange(...kept), { signal });
  document.addEventListener("selectionchange", () => document.activeElement === textarea && emit("select"), { signal });
  textarea.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || event.defaultPrevented) return;
    const edit = enter(textarea.value, ...selection());
    if (!edit) return;
    event.preventDefault();
    apply(edit);
  }, { signal });
  textarea.addEventListener("paste", (event) => paste(event, surface, emit), { signal });
  textarea.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault(), { signal });
  textarea.addEventListener("drop", (event) => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    emit("files", { files, offset: textarea.selectionStart });
  }, { signal });
  watchTriggers(surface, emit, signal);
  return surface;
}

// Files go to whoever takes them; what comes with its looks (from Word, say) is written down as wikitext.
async function paste(event, surface, emit) {
  const [html, plain] = ["text/html", "text/plain"].map((type) => event.clipboardData.getData(type));
  const files = [...event.clipboardData.files];
  if (files.length > 0 && !plain.trim()) {
    event.preventDefault();
    emit("files", { files, offset: surface.caret() });
    return;
  }
  if (!/<(?:h[1-6]|li|table|a|b|strong|em|i)\b/i.test(html)) return;
  event.preventDefault(); // before anything is waited for, or the browser pastes too
  let markup = plain;
  try {
    const { cleanHtml, picturesIn } = await import("./visual/clean.js");
    markup = cleanHtml(html, surface.text()).trim() || plain;
    emit("pasted", { left: picturesIn(html) });
  } catch {
    // without the cleaner, plain words are better than nothing
  }
  const text = surface.text();
  const { selectionStart: from, selectionEnd: to } = surface.element;
  surface.replaceRange(from, to, markup.includes("\n\n") && text.slice(0, from).trim() ? spaced(text, from, markup) : markup);
}

function spaced(text, from, markup) {
  return text.slice(0, from).endsWith("\n") ? markup : `\n\n${markup}`;
}

function inserted(text, from, to, markup) {
  if (/\n/.test(markup.trim()) || /^(?:[-*+#>|]|\d+\.)\s/.test(markup)) return block(text, from, to, markup.trim());
  return { from, to, insert: markup, start: from + markup.length, end: from + markup.length };
}

// The smallest edit that makes `after` of `before`, so that undo and caret have little to do.
function least(before, after) {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - from;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const insert = after.slice(from, after.length - tail);
  return { from, to: before.length - tail, insert, start: from + insert.length, end: from + insert.length };
}

function stateOf(textarea) {
  const { value: text, selectionStart: from, selectionEnd: to } = textarea;
  const { level, list: kind, quoted, note: box, indented } = blockAt(text, from);
  const active = new Set(marksAt(text, from, to));
  const table = tableAt(text, from);
  const link = linkAt(text, from, to);
  if (kind) active.add(kind);
  if (quoted) active.add("quote");
  if (box !== null) active.add("note");
  if (link) active.add("href" in link ? "link" : "wikilink");
  if (table && hasHeader(table)) active.add("headerRow");
  const enabled = new Set(Object.keys(COMMANDS));
  if (!link) enabled.delete("unlink");
  if (!kind) enabled.delete("indent");
  if (!indented) enabled.delete("outdent");
  if (table) Object.keys(TABLE_COMMANDS).forEach((name) => enabled.add(name));
  for (const name of ["undo", "redo"]) if (canStep(textarea, name)) enabled.add(name);
  return {
    active,
    enabled,
    heading: level,
    inTable: table !== null,
    note: box,
    selection: text.slice(from, to),
    link: link && { label: link.label, ..."href" in link ? { href: link.href } : { target: link.target } },
  };
}

function canStep(textarea, name) {
  return document.activeElement !== textarea || document.queryCommandEnabled(name);
}
