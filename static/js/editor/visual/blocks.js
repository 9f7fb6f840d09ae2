// Divides lines into blocks as the server does (wiki/markup/blocks.py): what begins where, what interrupts what.
// A block is { type, from, to, ... }, lines `from` to `to`, not included. Whatever is unusual becomes type "source".
import { readList } from "./items.js";

export const FENCE = /^( *)(`{3,}|~{3,})([^`]*)$/;
const QUOTE = /^ {0,3}> ?/;
const HEADING = /^ *(#{1,6})(?:[ \t]+(.*))?$/;
const RULE = /^ {0,3}([-*_])(?: {0,2}\1){2,} *$/;
export const WIDE_RULE = /^ {0,3}([-*_])(?: *\1){2,} *$/;
export const ITEM = /^( *)(?:([-*+])|(\d{1,9})[.)])( +)(\S.*)$/;
const SEPARATOR = /^ {0,3}\|?[ :|-]*-[ :|-]*$/;
const HTML = /^ *(?:<details( open)?>|<summary>.*<\/summary> *$|<div(?: lang=["']?[A-Za-z0-9-]{2,20}["']?)?> *$|<\/(?:details|div)> *$)/;
export const FOOTNOTE = /^ {0,3}\[\^([^\]]*)\]: *(.*)$/;
export const REFERENCE = /^ {0,3}\[[^[\]]*\]:/;
export const DEFINITION = /^ {0,3}: {1,3}/;
const PICTURE = /^ *\[\[[ _]*(?:fil|file|bild|bilde|image)[ _]*:(?:[^[\]]|\[\[[^[\]]*\]\]|\[[^[\]]*\])*\]\] *$/i;
const PICTURE_NAME = /\.(?:png|jpe?g|jpe|jfif|gif|webp|avif|svg)\s*(?:\||\]\])/i;
const TRANSCLUSION = /^\s*\{\{[^]*\}\}\s*$/;
const REDIRECT = /^\s*#(?:REDIRECT|OMDIRIGERING|OMDIRIGER)[ \t]*:?[ \t]*\[\[[^[\]\n]{1,1000}\]\]/i;
export const HARD_TO_HOLD = /^(?:#{1,6}(?:\s|$)|>|[-*+] |\d+[.)] |`{3}|~{3}|<|\[\^[^\]]*\]:|:\s|\[\[[ _]*(?:fil|file|bild|bilde|image)[ _]*:| {4}|\t)/i;

/** Whether a page with this source only leads on to another. */
export const isRedirect = (source) => REDIRECT.test(source);

export const isBlank = (line) => line.trim() === "";

/** The blocks of `lines`. `inside` is true within lists and quotations. */
export function readBlocks(lines, inside = false) {
  const blocks = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at])) {
      at += 1;
      continue;
    }
    const first = !inside && !blocks.length && REDIRECT.test(lines[at]);
    const block = first ? source(at, at + 1, "redirect") : readBlock(lines, at);
    if (block.type === "terms" && block.orphan && blocks.at(-1)?.type === "paragraph") {
      blocks[blocks.length - 1] = source(blocks.at(-1).from, block.to, "definitions");
    } else {
      blocks.push(block);
    }
    at = block.to;
  }
  return blocks;
}

export const source = (from, to, kind = "other") => ({ type: "source", from, to, kind });

function readBlock(lines, at) {
  const line = expanded(lines[at]);
  return (
    readFence(lines, at) ??
    readComment(lines, at) ??
    readQuote(lines, at) ??
    readHeading(line, at) ??
    readHtml(lines, at) ??
    readPicture(line, at) ??
    readRule(line, at) ??
    readList(lines, at) ??
    readTable(lines, at) ??
    readFootnote(lines, at) ??
    readParagraph(lines, at)
  );
}

/** A line with its tabs as spaces, to columns of four. */
export function expanded(line) {
  if (!line.includes("\t")) return line;
  let column = 0;
  return line.replace(/[^\t]|\t/gu, (sign) => {
    const wide = sign === "\t" ? 4 - (column % 4) : 1;
    column += wide;
    return sign === "\t" ? " ".repeat(wide) : sign;
  });
}

function nextBlank(lines, at) {
  let end = at;
  while (end < lines.length && !isBlank(lines[end])) end++;
  return end;
}

export function readFence(lines, at) {
  const opening = expanded(lines[at]).match(FENCE);
  if (!opening) return null;
  const [, { length: indent }, marks, info] = opening;
  const closing = new RegExp(`^ *${marks}${marks[0]}* *$`);
  const rows = [];
  let end = at + 1;
  for (; end < lines.length && !closing.test(lines[end]); end++) {
    rows.push(lines[end].replace(new RegExp(`^ {0,${indent}}`), ""));
  }
  if (end === lines.length) return source(at, end); // a fence that nothing closes
  return { type: "code_block", from: at, to: end + 1, rows, fence: marks, info: info.trim() };
}

function readComment(lines, at) {
  if (!lines[at].trimStart().startsWith("<!--")) return null;
  const end = lines.findIndex((line, place) => place >= at && line.includes("-->"));
  if (end < 0 || end >= at + 500) return null;
  const more = !isBlank(lines[end].split("-->").slice(1).join("-->"));
  return source(at, more ? nextBlank(lines, end) : end + 1, "comment");
}

function readQuote(lines, at) {
  if (!QUOTE.test(expanded(lines[at]))) return null;
  let end = at;
  while (end < lines.length && QUOTE.test(expanded(lines[end]))) end++;
  if (end < lines.length && !isBlank(lines[end]) && !standsAlone(lines, end) && !isItem(expanded(lines[end]))) {
    return source(at, nextBlank(lines, end), "quote"); // the quotation goes on without its sign
  }
  return { type: "quote", from: at, to: end, lines: lines.slice(at, end).map((line) => expanded(line).replace(QUOTE, "")) };
}

function readHeading(line, at) {
  const heading = line.match(HEADING);
  if (!heading) return null;
  const text = (heading[2] ?? "").replace(/[# ]+$/, "");
  if (!text.trim()) return source(at, at + 1);
  return { type: "heading", from: at, to: at + 1, level: heading[1].length, text };
}

function readHtml(lines, at) {
  const found = lines[at].match(HTML);
  if (!found) return null;
  const tag = lines[at].match(/^ *<(details|div)\b/)?.[1];
  if (!tag) return source(at, at + 1, "html");
  let open = 0;
  for (let end = at; end < lines.length; end++) {
    if (new RegExp(`^ *<${tag}\\b`).test(lines[end])) open++;
    if (new RegExp(`^ *</${tag}> *$`).test(lines[end]) && --open === 0) return source(at, end + 1, "html");
  }
  return source(at, at + 1, "html");
}

function readPicture(line, at) {
  if (!PICTURE.test(line) || !PICTURE_NAME.test(line)) return null;
  return { type: "picture", from: at, to: at + 1, inside: line.trim().slice(2, -2) };
}

function readRule(line, at) {
  if (RULE.test(line)) return { type: "rule", from: at, to: at + 1, markup: line.trim() };
  return WIDE_RULE.test(line) ? source(at, at + 1) : null;
}

export function isItem(line, afterText = false) {
  const item = line.match(ITEM);
  return Boolean(item) && (!afterText || Boolean(item[2]) || item[3] === "1");
}

/** Whether the line begins a block by itself, also right after a line of text. */
export function standsAlone(lines, at) {
  const line = expanded(lines[at]);
  const comment = line.trimStart().startsWith("<!--");
  return comment || FENCE.test(line) || QUOTE.test(line) || HEADING.test(line) || HTML.test(line) || isPicture(line);
}

const isPicture = (line) => PICTURE.test(line) && PICTURE_NAME.test(line);

export const startsTable = (lines, at) =>
  lines[at].includes("|") && at + 1 < lines.length && lines[at + 1].includes("-") && SEPARATOR.test(expanded(lines[at + 1]));

function readTable(lines, at) {
  if (!startsTable(lines, at)) return null;
  let end = at + 2;
  while (end < lines.length && !isBlank(lines[end]) && !standsAlone(lines, end)) {
    const line = expanded(lines[end]);
    if (isItem(line, true) || WIDE_RULE.test(line) || startsTable(lines, end)) return source(at, nextBlank(lines, end));
    end++;
  }
  const rows = lines.slice(at, end).map((line) => expanded(line).trim());
  const bordered = rows[0].startsWith("|") || /(?<!\\)(?:\\\\)*\|$/.test(rows[0]);
  const cells = rows.map((row) => splitRow(row, bordered));
  const width = cells[0].length;
  const single = width === 1 && (!bordered || rows.slice(1).some((row) => !/^\||\|$/.test(row)));
  if (single || cells[1].length !== width || !/^[|:\- ]*$/.test(rows[1])) return source(at, end);
  if (cells.some((row) => row.length > width)) return source(at, end);
  const align = cells[1].map((cell) => alignment(cell.trim()));
  return { type: "table", from: at, to: end, cells, align, rows: lines.slice(at, end) };
}

const alignment = (cell) => {
  if (cell.startsWith(":")) return cell.endsWith(":") ? "center" : "left";
  return cell.endsWith(":") ? "right" : null;
};

/** The cells of a row; strokes within code and links, and those with a backslash, divide nothing. */
function splitRow(row, bordered) {
  const inner = bordered ? row.replace(/^\|/, "").replace(/(?<!\\)((?:\\\\)*)\|$/, "$1") : row;
  const cells = [""];
  for (const part of inner.match(/\[\[[^[\]]*\]\]|\\.|(`+)(?!`)(?:.*?[^`])\1(?!`)|[^]/gu) ?? []) {
    if (part === "|") cells.push("");
    else cells[cells.length - 1] += part;
  }
  return cells.map((cell) => cell.trim());
}

function readFootnote(lines, at) {
  const found = lines[at].match(FOOTNOTE);
  if (!found) return null;
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end]) && !FOOTNOTE.test(lines[end]) && !interrupts(lines, end)) end++;
  let next = end;
  while (next < lines.length && isBlank(lines[next])) next++;
  const more = end < lines.length && (isBlank(lines[end]) ? /^ {4}/.test(expanded(lines[next] ?? "")) : !FOOTNOTE.test(lines[end]));
  if (more) return source(at, indentedEnd(lines, end), "footnote");
  const text = [found[2], ...lines.slice(at + 1, end).map((line) => line.trimStart())];
  if (!found[1].trim() || found[1].includes("[") || HARD_TO_HOLD.test(found[2]) || WIDE_RULE.test(found[2]) || !found[2].trim()) {
    return source(at, end, "footnote");
  }
  return { type: "footnote", from: at, to: end, label: found[1], lines: text };
}

/** Where what is indented by four columns, with the blank lines between, ends. */
function indentedEnd(lines, at) {
  let end = nextBlank(lines, at);
  for (let place = end; place < lines.length; place++) {
    if (isBlank(lines[place])) continue;
    if (!/^ {4}|^\t/.test(lines[place])) break;
    end = place + 1;
  }
  return end;
}

function interrupts(lines, at) {
  const line = expanded(lines[at]);
  return standsAlone(lines, at) || WIDE_RULE.test(line) || isItem(line, true) || startsTable(lines, at);
}

function readParagraph(lines, at) {
  let end = at + 1;
  while (end < lines.length && !isBlank(lines[end])) {
    if (end === at + 1 && /^(?:=+|-+) *$/.test(lines[end])) {
      const text = lines[at].trim();
      return { type: "heading", from: at, to: end + 1, level: lines[end][0] === "=" ? 1 : 2, text };
    }
    if (interrupts(lines, end) || FOOTNOTE.test(lines[end])) break;
    end++;
  }
  const rows = lines.slice(at, end);
  if (rows.some((row) => DEFINITION.test(row))) return readTerms(lines, at);
  if (rows.some((row) => REFERENCE.test(row))) return source(at, nextBlank(lines, at), "reference");
  if (TRANSCLUSION.test(rows.join("\n"))) return source(at, end, "template");
  return { type: "paragraph", from: at, to: end, lines: rows.map((row) => expanded(row).trimStart()) };
}

/** A list of definitions: terms, each line one, and what they mean, in lines that begin with a colon. */
function readTerms(lines, at) {
  const orphan = DEFINITION.test(lines[at]);
  let end = nextBlank(lines, at);
  const parts = [];
  let plain = !orphan;
  for (const line of lines.slice(at, end)) {
    const mark = line.match(DEFINITION);
    const text = mark ? line.slice(mark[0].length) : line;
    plain &&= !HARD_TO_HOLD.test(text) && !/^\s/.test(text) && (Boolean(mark) || parts.at(-1)?.type !== "term");
    parts.push({ type: mark ? "meaning" : "term", text });
  }
  const after = indentedEnd(lines, end);
  const next = lines.slice(after).find((line) => !isBlank(line));
  if (plain && after === end && !DEFINITION.test(next ?? "")) return { type: "terms", from: at, to: end, parts };
  for (end = after; end < lines.length; end++) {
    if (isBlank(lines[end])) continue;
    if (!DEFINITION.test(lines[end])) break;
    end = indentedEnd(lines, end) - 1;
  }
  while (isBlank(lines[end - 1])) end--;
  return { type: orphan ? "terms" : "source", orphan, from: at, to: end, kind: "definitions" };
}
