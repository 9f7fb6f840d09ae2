// Tables in wikitext: | a | b |. Rows that are not touched are left exactly as they were written.
import { lineEnd, lineStart } from "./inline.js";

const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
const CELL = /(?:\\.|\[\[[^[\]]*\]\]|`[^`]*`|[^|\\])+|\|/gs;

// The table around a place: its rows as they stand, and where in it the place is. Row 1 is the line of hyphens.
export function tableAt(text, at) {
  const isRow = (place) => text.slice(lineStart(text, place), lineEnd(text, place)).includes("|");
  if (!isRow(at)) return null;
  let [from, to] = [lineStart(text, at), lineEnd(text, at)];
  while (from > 0 && isRow(from - 1)) from = lineStart(text, from - 1);
  while (to < text.length && isRow(to + 1)) to = lineEnd(text, to + 1);
  const rows = text.slice(from, to).split("\n");
  if (rows.length < 2 || !DIVIDER.test(rows[1])) return null;
  const row = text.slice(from, at).split("\n").length - 1;
  const column = Math.max(0, cells(`${text.slice(lineStart(text, at), at)}x`).length - 1);
  return { from, to, rows, row, column: Math.min(column, cells(rows[0]).length - 1) };
}

export function newTable(rows, columns, heading) {
  const head = Array.from({ length: columns }, (_, index) => (heading ? `${heading} ${index + 1}` : ""));
  const empty = row(Array(columns).fill(""));
  return [row(head), row(Array(columns).fill("---")), ...Array(rows).fill(empty)].join("\n");
}

export const TABLE_COMMANDS = {
  rowBefore: (table) => insertRow(table, Math.max(2, table.row)),
  rowAfter: (table) => insertRow(table, Math.max(2, table.row + 1)),
  rowDelete: (table) => (table.row < 2 ? null : changed(table, table.rows.toSpliced(table.row, 1), table.row)),
  columnBefore: (table) => insertColumn(table, table.column),
  columnAfter: (table) => insertColumn(table, table.column + 1),
  columnDelete: (table) => {
    if (cells(table.rows[0]).length < 2) return null;
    return changed(table, each(table, (all) => all.toSpliced(table.column, 1)), table.row, Math.max(0, table.column - 1));
  },
  headerRow: (table) => {
    const [head, divider, ...body] = table.rows;
    const blank = row(Array(cells(head).length).fill(""));
    if (hasHeader(table)) return changed(table, [blank, divider, head, ...body], 2);
    return body.length ? changed(table, [body[0], divider, ...body.slice(1)], 0) : null;
  },
  tableDelete: (table) => ({ from: table.from, to: table.to, insert: "", start: table.from, end: table.from }),
};

export const hasHeader = (table) => cells(table.rows[0]).some((cell) => cell.trim());

export function cells(line) {
  const parts = line.trim().match(CELL) ?? [];
  const found = [""];
  for (const part of parts) {
    if (part === "|") found.push("");
    else found[found.length - 1] += part;
  }
  if (parts[0] === "|") found.shift();
  if (parts.length > 1 && parts.at(-1) === "|") found.pop();
  return found.map((cell) => cell.trim());
}

const row = (all) => `| ${all.map((cell) => cell || " ").join(" | ")} |`;

function insertRow(table, at) {
  return changed(table, table.rows.toSpliced(at, 0, row(Array(cells(table.rows[0]).length).fill(""))), at, 0);
}

function insertColumn(table, at) {
  const rows = each(table, (all, index) => all.toSpliced(at, 0, index === 1 ? "---" : ""));
  return changed(table, rows, table.row, at);
}

function each(table, change) {
  const width = cells(table.rows[0]).length;
  return table.rows.map((line, index) => {
    const all = cells(line);
    while (all.length < width) all.push("");
    return row(change(all, index));
  });
}

// The edit that writes `rows`, with the caret in a cell of them.
function changed(table, rows, at, column = table.column) {
  const nearest = Math.min(at, rows.length - 1);
  const place = nearest === 1 ? 0 : nearest; // never on the line of hyphens
  const before = rows.slice(0, place).join("\n").length + (place ? 1 : 0);
  const caret = table.from + before + cellStart(rows[place], column);
  return { from: table.from, to: table.to, insert: rows.join("\n"), start: caret, end: caret };
}

function cellStart(line, column) {
  let at = line.length - line.trimStart().length;
  let index = line.trimStart().startsWith("|") ? -1 : 0;
  for (const part of line.trim().match(CELL) ?? []) {
    if (part !== "|" && index === column) return at + (part.trim() ? part.length - part.trimStart().length : 1);
    if (part === "|") index += 1;
    at += part.length;
  }
  return line.length;
}
