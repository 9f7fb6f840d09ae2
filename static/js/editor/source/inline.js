// Marks within a line of wikitext: which of them stand around a place, and the edit that puts one on or takes it off.
// An edit is { from, to, insert, start, end }: what is replaced by what, and what is selected afterwards.
const MARKS = { bold: "**", italic: "*", strike: "~~", code: "`" };
const SPANS = {
  bold: /\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)/g,
  italic: /(?<=^|[^*]|\*\*)\*(?![\s*])(.+?)(?<![\s*])\*(?=$|[^*]|\*\*)/g,
  strike: /~~(?=\S)(.+?)(?<=\S)~~/g,
  code: /`([^`]+)`/g,
};
const LINK = /(?<!!)\[([^[\]]*)\]\(([^()\s]*)\)/g;
const WIKILINK = /\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\]/g;
const OPENING = /^\s*(?:>\s?)*\s*(?:#{1,6}\s+|[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,9}[.)]\s+)?/;

export const lineStart = (text, at) => text.lastIndexOf("\n", at - 1) + 1;
export const lineEnd = (text, at) => (text.indexOf("\n", at) + 1 || text.length + 1) - 1;

// The marks that are on for all of a selection, by name.
export function marksAt(text, from, to) {
  return Object.keys(MARKS).filter((name) => spanAt(text, from, to, name));
}

export function toggleMark(text, from, to, name) {
  const mark = MARKS[name];
  if (text.slice(from, to).includes("\n")) return toggleLines(text, from, to, name);
  const span = spanAt(text, from, to, name);
  if (span && from === to && span.found && from + mark.length === span.to) {
    return { from, to, insert: "", start: span.to, end: span.to }; // done writing: the caret goes on behind the mark
  }
  if (span) return unwrap(text, span, from, to, mark.length);
  [from, to] = from === to ? wordAt(text, from) : trimmed(text, from, to);
  const insert = mark + text.slice(from, to) + mark;
  return { from, to, insert, start: from + mark.length, end: to + mark.length };
}

// Plain words instead of whatever stands in the selection, or in its line where nothing is selected.
export function clearMarks(text, from, to) {
  if (from === to) [from, to] = [lineStart(text, from), lineEnd(text, to)];
  let insert = text.slice(from, to).replace(LINK, "$1");
  for (const name of ["code", "strike", "bold", "italic"]) insert = insert.replace(SPANS[name], "$1");
  return { from, to, insert, start: from, end: from + insert.length };
}

// The link around a selection: { from, to, label, and href or target }.
export function linkAt(text, from, to) {
  const web = around(text, from, to, LINK);
  if (web) return { from: web.from, to: web.to, label: web.found[1], href: web.found[2] };
  const page = around(text, from, to, WIKILINK);
  if (!page) return null;
  return { from: page.from, to: page.to, label: page.found[2] ?? "", target: page.found[1] };
}

// `apart` puts a space on either side, where letters would meet those of the link.
export function writeLink(text, from, to, markup, apart = false) {
  const old = linkAt(text, from, to);
  if (old) ({ from, to } = old);
  const isNew = apart && !old && from === to;
  const before = isNew && /[\p{L}\p{N}]$/u.test(text.slice(0, from)) ? " " : "";
  const after = isNew && /^[\p{L}\p{N}]/u.test(text.slice(to)) ? " " : "";
  const insert = before + markup + after;
  return { from, to, insert, start: from + insert.length, end: from + insert.length };
}

export function unlink(text, from, to) {
  const old = linkAt(text, from, to);
  if (!old) return null;
  const words = old.label || old.target || "";
  return { from: old.from, to: old.to, insert: words, start: old.from, end: old.from + words.length };
}

function spanAt(text, from, to, name) {
  const size = MARKS[name].length;
  const empty = MARKS[name].repeat(2);
  if (from === to && size > 1 && text.slice(from - size, from + size) === empty) {
    return { from: from - size, to: from + size };
  }
  return around(text, from, to, SPANS[name]);
}

// The first thing of a kind, on the line of the selection, that holds all of the selection.
function around(text, from, to, pattern) {
  const begin = lineStart(text, from);
  const line = text.slice(begin, lineEnd(text, to));
  for (const found of line.matchAll(pattern)) {
    const place = { from: begin + found.index, to: begin + found.index + found[0].length, found };
    if (place.from <= from && to <= place.to && (from < to || (place.from < from && to < place.to))) return place;
  }
  return null;
}

function unwrap(text, span, from, to, size) {
  const insert = text.slice(span.from + size, span.to - size);
  const inside = (at) => Math.min(Math.max(at - size, span.from), span.from + insert.length);
  return { from: span.from, to: span.to, insert, start: inside(from), end: inside(to) };
}

function toggleLines(text, from, to, name) {
  const mark = MARKS[name];
  const lines = text.slice(from, to).split("\n");
  const whole = (line) => line.length >= 2 * mark.length && line.startsWith(mark) && line.endsWith(mark);
  const parts = lines.map((line) => {
    const opening = line.match(OPENING)[0];
    return [opening, line.slice(opening.length).trimEnd()];
  });
  const off = parts.every(([, words]) => !words || whole(words));
  const change = (words) => (off ? words.slice(mark.length, -mark.length) : mark + words + mark);
  const insert = parts.map(([opening, words]) => opening + (words && (off || !whole(words)) ? change(words) : words)).join("\n");
  return { from, to, insert, start: from, end: from + insert.length };
}

function wordAt(text, at) {
  const before = text.slice(0, at).match(/[\p{L}\p{N}_-]*$/u)[0].length;
  const after = text.slice(at).match(/^[\p{L}\p{N}_-]*/u)[0].length;
  return before && after ? [at - before, at + after] : [at, at];
}

function trimmed(text, from, to) {
  const words = text.slice(from, to);
  if (!words.trim()) return [from, to];
  return [from + words.length - words.trimStart().length, to - words.length + words.trimEnd().length];
}
