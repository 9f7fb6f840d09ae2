// From nodes to Markdown: what was not changed as it was written, the rest afresh.
import { isBlank } from "./blocks.js";
import { writeInline } from "./words.js";

/** The Markdown of one block, written afresh but for rows and items in `rows`, which are as they were. */
export function writeBlock(node, rows) {
  return blockLines(node, rows).map((line) => (isBlank(line) && !line.endsWith("  ") ? "" : line)).join("\n");
}

/** Whether a block says nothing at all, and therefore is not written. */
export function isEmpty(node) {
  if (node.isAtom && !node.isText) return node.type.name === "source" && !node.attrs.text.trim();
  if (node.isTextblock) return node.type.name !== "code_block" && node.type.name !== "footnote" && isEmptyText(node);
  if (node.type.name === "table") return false;
  let empty = true;
  node.forEach((child) => (empty &&= isEmpty(child)));
  return empty;
}

function isEmptyText(node) {
  let empty = true;
  node.forEach((child) => (empty &&= /_break$/.test(child.type.name) || Boolean(child.isText && !child.text.trim())));
  return empty;
}

function blockLines(node, rows) {
  return WRITERS[node.type.name](node, rows);
}

const WRITERS = {
  paragraph: (node) => writeInline(node).split("\n"),
  heading: (node) => [`${"#".repeat(node.attrs.level)} ${writeInline(node, { heading: true })}`],
  rule: (node) => [node.attrs.markup],
  picture: (node) => [`[[${node.attrs.inside}]]`],
  source: (node) => node.attrs.text.split("\n"),
  code_block: codeLines,
  footnote: (node) => `[^${node.attrs.label}]: ${writeInline(node)}`.split("\n"),
  definitions: definitionLines,
  quote: (node, rows) => quoted(inside(node, rows)),
  note: (node, rows) => quoted([`[!${node.attrs.kind.toUpperCase()}]`, ...inside(node, rows)]),
  bullet_list: listLines,
  ordered_list: listLines,
  table: tableLines,
};

function codeLines(node) {
  const { info, fence } = node.attrs;
  const text = node.textContent;
  const longest = Math.max(0, ...(text.match(/^ *(`{3,}|~{3,})/gm) ?? []).map((run) => run.trim().length));
  const marks = longest >= fence.length ? fence[0].repeat(longest + 1) : fence;
  return [marks + info, ...(text ? text.split("\n") : []), marks];
}

function definitionLines(node) {
  const lines = [];
  node.forEach((child) => {
    const text = writeInline(child, { heading: true });
    if (text) lines.push(child.type.name === "meaning" ? `: ${text}` : text);
  });
  return lines;
}

const quoted = (lines) => lines.map((line) => (line ? `> ${line}` : ">"));

/** The blocks within a block, with an empty line between each. */
function inside(node, rows) {
  const lines = [];
  node.forEach((child) => {
    if (isEmpty(child)) return;
    if (lines.length) lines.push("");
    lines.push(...blockLines(child, rows));
  });
  return lines;
}

const pad = (columns, lines) => lines.map((line) => (line ? " ".repeat(columns) + line : ""));

/** A list whose items stand at the column that the list has within its parent, from two columns in. */
function listLines(list, rows, inherited = 2) {
  const column = Math.max(0, (list.attrs.indent ?? inherited) - 2);
  const lines = [];
  let number = list.attrs.start;
  let apart = false; // after an item of several blocks, the next one needs an empty line before it
  list.forEach((item) => {
    if (isEmpty(item)) return;
    const marker = list.type.name === "bullet_list" ? list.attrs.bullet : `${number}.`;
    if (lines.length && (item.attrs.loose || apart)) lines.push("");
    const before = lines.length;
    lines.push(...(asWritten(item, list, column, number, rows) ?? pad(column, itemLines(item, marker, rows))));
    apart = lines.slice(before).some(isBlank) || item.lastChild.type.name === "code_block";
    if (!list.attrs.same) number += 1;
  });
  return lines;
}

/** The lines of an item that nobody has changed, if they still can stand where they would stand. */
function asWritten(item, list, column, number, rows) {
  const found = rows?.get(item);
  if (!found || found.column !== column) return null;
  const fits = found.bullet ? found.bullet === list.attrs.bullet : found.number === String(number);
  return fits && Boolean(found.bullet) === (list.type.name === "bullet_list") ? found.written : null;
}

function itemLines(item, marker, rows) {
  const width = marker.length + 1;
  const task = item.attrs.checked === null ? "" : `[${item.attrs.checked ? "x" : " "}] `;
  const lines = [];
  item.forEach((child, _, place) => {
    if (place > 0 && isEmpty(child)) return;
    if (place === 0) {
      const [first, ...others] = writeInline(child).split("\n");
      lines.push(`${marker} ${task}${safeStart(first, task)}`, ...pad(width, others));
    } else if (/_list$/.test(child.type.name)) {
      if (child.attrs.spaced || place > 1) lines.push("");
      lines.push(...pad(2, listLines(child, rows, width)));
    } else {
      lines.push("", ...pad(width, blockLines(child, rows)));
    }
  });
  return lines;
}

/** The first words of an item, which must not look like a box to tick when they are none. */
const safeStart = (text, task) => (!task && /^\[[ xX]\]\s/.test(text) ? `\\${text}` : text);

function tableLines(table, rows) {
  const known = writtenTable(table, rows);
  const first = table.firstChild;
  const width = first.childCount;
  const align = [];
  first.forEach((cell) => align.push(cell.attrs.align));
  const same = known && known.align.length === width && known.align.every((each, place) => each === align[place]);
  const lines = [];
  table.forEach((row) => {
    const found = same && rows.get(row);
    lines.push(found ? found.line : `${cellTexts(row).map((text) => (text ? `| ${text} ` : "| ")).join("")}|`);
  });
  if (first.firstChild.type.name !== "table_header") {
    lines.unshift((same && known.head) || `|${" |".repeat(width)}`);
  }
  lines.splice(1, 0, same ? known.separator : `| ${align.map((each) => DASHES[each] ?? "---").join(" | ")} |`);
  return lines;
}

const DASHES = { left: ":---", center: ":---:", right: "---:" };

/** How the table was written that the rows come from. */
function writtenTable(table, rows) {
  let known = null;
  table.forEach((row) => (known ??= rows?.get(row)?.table ?? null));
  return known;
}

function cellTexts(row) {
  const texts = [];
  row.forEach((cell) => {
    const parts = [];
    cell.forEach((child) => parts.push(writeInline(child, { cell: true })));
    texts.push(parts.filter(Boolean).join("<br>"));
  });
  return texts;
}
