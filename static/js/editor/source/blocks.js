// Whole lines of wikitext: headings, lists, quotes, note boxes, and what stands between empty lines.
// Each function gives an edit (see inline.js), or null where there is nothing to do.
import { lineEnd, lineStart } from "./inline.js";

const LINE = /^((?:\s{0,3}>\s?)*)(\s*)(?:([-*+])\s+(\[[ xX]\]\s+)?|(\d{1,9})[.)]\s+)?(.*)$/;
const HEADING = /^(#{1,6})\s+/;
const CALLOUT = /^\s{0,3}>\s?\[!(\w+)\]\s*$/;
const QUOTED = /^\s{0,3}>\s?/;
const NOTES = { "": "NOTE", tip: "TIP", important: "IMPORTANT", warning: "WARNING" };
const FOOTNOTE = /\[\^(\d+)\]/g;

// What a line is: { quote, indent, kind: ""|"bulletList"|"taskList"|"orderedList", number, text }.
export function readLine(line) {
  const [, quote, indent, bullet, task, number, text] = line.match(LINE);
  const kind = task ? "taskList" : bullet ? "bulletList" : number ? "orderedList" : "";
  return { quote, indent, kind, bullet, task, number: Number(number), text };
}

// What the line of a place is, for the toolbar: its heading's level, its list, whether it is quoted, and its note's kind.
export function blockAt(text, at) {
  const line = readLine(text.slice(lineStart(text, at), lineEnd(text, at)));
  const level = line.text.match(HEADING)?.[1].length ?? 0;
  const note = line.quote ? noteOf(text, quoteAround(text, at, at)) : null;
  return { level, list: line.kind, quoted: Boolean(line.quote) && note === null, note, indented: line.indent.length > 0 };
}

export function heading(text, from, to, level) {
  return lines(text, from, to, (line) => {
    const words = line.replace(/^\s*(?:[-*+]|\d+[.)])\s+/, "").replace(HEADING, "");
    return line.trim() === "" && from !== to ? line : (level ? `${"#".repeat(level)} ` : "") + words;
  });
}

export function list(text, from, to, kind) {
  const all = selected(text, from, to).split("\n").map(readLine);
  const filled = all.filter((line) => line.text || line.kind);
  const off = filled.length > 0 && filled.every((line) => line.kind === kind);
  const numbers = {};
  return lines(text, from, to, (line) => {
    const { quote, indent, text: words } = readLine(line);
    if (!line.trim() && filled.length > 0) return line;
    numbers[indent.length] = (numbers[indent.length] ?? 0) + 1;
    const sign = { bulletList: "- ", taskList: "- [ ] ", orderedList: `${numbers[indent.length]}. ` }[kind];
    return quote + indent + (off ? "" : sign) + words.replace(HEADING, "");
  });
}

export function indent(text, from, to) {
  const above = readLine(text.slice(lineStart(text, lineStart(text, from) - 1), Math.max(lineStart(text, from) - 1, 0)));
  if (!above.kind || !lineStart(text, from)) return null;
  const deepest = above.indent.length + (above.kind === "orderedList" ? `${above.number}. `.length : 2);
  const first = readLine(selected(text, from, to).split("\n")[0]);
  const more = deepest - first.indent.length;
  if (!first.kind || more <= 0) return null;
  // A numbered list within another begins at 1, or it would be read as words.
  return lines(text, from, to, (line) => shift(line, more).replace(/^(\s*)\d+([.)])/, (_, space, sign) => `${space}1${sign}`));
}

export function outdent(text, from, to) {
  const first = readLine(selected(text, from, to).split("\n")[0]);
  if (!first.indent) return null;
  let target = 0;
  for (const line of text.slice(0, lineStart(text, from)).split("\n").reverse().slice(1)) {
    const above = readLine(line);
    if (!above.kind && line.trim()) break;
    if (above.kind && above.indent.length < first.indent.length) {
      target = above.indent.length;
      break;
    }
  }
  return lines(text, from, to, (line) => shift(line, target - first.indent.length));
}

export function quote(text, from, to) {
  const off = selected(text, from, to).split("\n").every((line) => QUOTED.test(line));
  return lines(text, from, to, (line) => (off ? line.replace(QUOTED, "") : line ? `> ${line}` : from === to ? "> " : ">"));
}

// A note box is a quotation whose first line says its kind: > [!TIP]. The same kind once more takes it away.
export function note(text, from, to, kind) {
  const sign = `> [!${NOTES[kind] ?? "NOTE"}]`;
  const box = quoteAround(text, from, to);
  if (!box) {
    const [start, end] = [lineStart(text, from), lineEnd(text, to)];
    const rows = text.slice(start, end).split("\n").map((line) => `> ${line}`.trimEnd());
    if (rows.length === 1 && rows[0] === ">") rows[0] = "> ";
    return block(text, start, end, [sign, ...rows].join("\n"));
  }
  const present = noteOf(text, box);
  const rows = text.slice(box.from, box.to).split("\n");
  if (present === null) rows.unshift(sign);
  else if (present !== kind) rows[0] = sign;
  else rows.splice(0, rows.length, ...rows.slice(1).map((line) => line.replace(QUOTED, "")));
  const insert = rows.join("\n");
  const end = box.from + insert.length - (text.slice(box.from, box.to).length - (to - box.from));
  const caret = Math.max(box.from, Math.min(end, box.from + insert.length));
  return { from: box.from, to: box.to, insert, start: caret, end: caret };
}

// `markup` between empty lines, instead of the selection. `caret` is a place in it, its end if not told.
export function block(text, from, to, markup, caret = markup.length, length = 0) {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const above = !before.trim() ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = !after.trim() ? (after ? "" : "\n") : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  const start = from + above.length + caret;
  return { from, to, insert: above + markup + below, start, end: start + length };
}

// A number at the selection's end, and the note after the last of its kind, before the categories.
export function footnote(text, from, to, words) {
  const next = 1 + Math.max(0, ...[...text.matchAll(FOOTNOTE)].map((found) => Number(found[1])));
  const rest = text.slice(to);
  const categories = rest.match(/(?:\n\s*)*(?:\n\[\[(?:Kategori|Category):[^\]]*\]\][ \t]*)*\s*$/i);
  const body = rest.slice(0, categories.index);
  const known = /(?:^|\n)\[\^[^\]\n]+\]:[^\n]*$/.test(body);
  const insert = `[^${next}]${body}${known ? "\n" : "\n\n"}[^${next}]: ${words}${rest.slice(categories.index) || "\n"}`;
  const caret = to + `[^${next}]`.length;
  return { from: to, to: text.length, insert, start: caret, end: caret };
}

// What Enter does within a list or a quotation: goes on with it, or ends it where the item is empty.
export function enter(text, from, to) {
  if (from !== to) return null;
  const start = lineStart(text, from);
  const line = text.slice(start, lineEnd(text, from));
  const { quote: marks, indent: space, kind, bullet, task, number, text: words } = readLine(line);
  const opening = line.length - words.length;
  if ((!kind && !marks.trim()) || from - start < opening) return null;
  if (!words.trim()) return { from: start, to: start + line.length, insert: "", start, end: start };
  const sign = !kind ? "" : kind === "orderedList" ? `${number + 1}. ` : `${bullet} ${task ? "[ ] " : ""}`;
  const insert = `\n${marks}${space}${sign}`;
  return { from, to, insert, start: from + insert.length, end: from + insert.length };
}

function selected(text, from, to) {
  return text.slice(lineStart(text, from), lineEnd(text, to));
}

// Each selected line changed by `change`; what was selected stays so, and a caret keeps its distance to the line's end.
function lines(text, from, to, change) {
  const start = lineStart(text, from);
  const end = lineEnd(text, to);
  const insert = text.slice(start, end).split("\n").map(change).join("\n");
  const caret = Math.max(start, start + insert.length - (end - to));
  return { from: start, to: end, insert, start: from === to ? caret : start, end: from === to ? caret : start + insert.length };
}

function shift(line, by) {
  if (!line.trim()) return line;
  const { quote: marks, indent: space } = readLine(line);
  return marks + " ".repeat(Math.max(0, space.length + by)) + line.slice(marks.length + space.length);
}

function quoteAround(text, from, to) {
  const isQuoted = (at) => QUOTED.test(text.slice(lineStart(text, at), lineEnd(text, at)));
  if (!isQuoted(from) || !isQuoted(to)) return null;
  let [start, end] = [lineStart(text, from), lineEnd(text, to)];
  while (start > 0 && isQuoted(start - 1)) start = lineStart(text, start - 1);
  while (end < text.length && isQuoted(end + 1)) end = lineEnd(text, end + 1);
  return { from: start, to: end };
}

function noteOf(text, box) {
  const name = box && text.slice(box.from, lineEnd(text, box.from)).match(CALLOUT)?.[1].toUpperCase();
  if (!name) return null;
  return name === "CAUTION" ? "warning" : (Object.keys(NOTES).find((kind) => NOTES[kind] === name) ?? "");
}
