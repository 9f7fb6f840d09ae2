// From a source to a document: front matter apart, each block as a node, and what each node was written as.
import { readBlocks, isBlank } from "./blocks.js";
import { OddWords, readInline } from "./inline.js";
import { NOTE_KINDS, schema } from "./schema.js";

const FRONT = /^---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const FRONT_KEY = /^[^\s:[{#-][^:]*:(?:\s|$)/;
const FRONT_LINE = /^(?:\s*|\s*#.*|\s*-(?:\s.*)?|\s*[^\s:[{][^:]*:(?:\s.*)?|\s*["'].*["']\s*:.*|\s+.*|[\]}],?)$/;
const NOTE = /^\s*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*/i;
const TASK = /^\s*\[([ xX])\]\s+(?=\S)/;
const n = schema.nodes;

/** Whether `text` begins as front matter does, whatever stands between its two lines of dashes. */
export const opensFront = (text) => FRONT.test(text);

/** The front matter as it is written, and the body; `unreadable` where it is not plain what is which. */
export function divide(source) {
  const found = source.startsWith("---") ? source.match(FRONT) : null;
  if (!found) return { front: "", body: source, unreadable: false };
  const lines = found[1].split("\n");
  const isText = !lines.some((line) => FRONT_KEY.test(line)) && lines.some((line) => !/^\s*(?:#|$)/.test(line));
  const unreadable = isText || !lines.every((line) => FRONT_LINE.test(line));
  return { front: found[0], body: source.slice(found[0].length), unreadable };
}

/** The top-level nodes of `body`, each with the lines it stands on: [{ node, from, to }]. */
export function readBody(body, rows) {
  const lines = body.split("\n");
  return readBlocks(lines).map((block) => {
    const written = lines.slice(block.from, block.to).join("\n");
    return { node: toNode(block, written, rows), from: block.from, to: block.to, written };
  });
}

export const sourceNode = (text, kind = "other") => n.source.create({ text, kind });

function toNode(block, written, rows) {
  try {
    return TO_NODE[block.type](block, rows) ?? sourceNode(written, block.kind);
  } catch (error) {
    if (error instanceof OddWords) return sourceNode(written);
    throw error;
  }
}

const inline = (text) => readInline(text.trim());

const TO_NODE = {
  source: () => null,
  paragraph: ({ lines }) => n.paragraph.create(null, inline(lines.join("\n"))),
  heading: ({ level, text }) => n.heading.create({ level }, inline(text)),
  rule: ({ markup }) => n.rule.create({ markup }),
  picture: ({ inside }) => n.picture.create({ inside }),
  code_block: ({ rows, fence, info }) =>
    n.code_block.create({ fence, info }, rows.length && rows.join("\n") ? schema.text(rows.join("\n")) : null),
  footnote: ({ label, lines }) => n.footnote.create({ label }, inline(lines.join("\n"))),
  terms: ({ parts, orphan }) =>
    orphan ? null : n.definitions.create(null, parts.map(({ type, text }) => n[type].create(null, inline(text)))),
  quote: readQuoted,
  bullet_list: readListNode,
  ordered_list: readListNode,
  table: readTableNode,
};

function readQuoted({ lines }, rows) {
  if (lines.every(isBlank)) return null;
  const mark = lines.find((line) => !isBlank(line)).match(NOTE);
  const inner = [...lines];
  const first = inner.findIndex((line) => !isBlank(line));
  if (mark) {
    inner[first] = inner[first].slice(mark[0].length);
    if (isBlank(inner[first])) inner.splice(0, first + 1);
  }
  const blocks = readBlocks(inner, true);
  const starts = blocks.filter((block) => block.type === "paragraph" && NOTE.test(block.lines[0]));
  const odd = blocks.some(({ type }) => ["source", "footnote", "terms"].includes(type));
  if (starts.length || odd || !blocks.length) return null;
  if (mark && blocks[0].type !== "paragraph" && isBlank(inner[0] ?? "") === false) return null;
  const children = blocks.map((block) => TO_NODE[block.type](block, rows));
  if (children.includes(null)) return null;
  if (!mark) return n.quote.create(null, children);
  const kind = NOTE_KINDS.find((each) => each === mark[1].toLowerCase());
  return n.note.create({ kind }, children);
}

function readListNode({ type, items, spaced = false, parent }, rows) {
  const children = items.map((item) => {
    const [first, ...others] = item.blocks;
    const task = first.lines[0].match(TASK);
    const text = [...first.lines];
    if (task) text[0] = text[0].slice(task[0].length);
    const paragraph = n.paragraph.create(null, inline(text.join("\n")));
    const content = [paragraph, ...others.map((block) => TO_NODE[block.type]({ ...block, parent: item }, rows))];
    const attrs = { checked: task ? task[1] !== " " : null, loose: item.loose };
    const node = n.list_item.create(attrs, content);
    rows?.set(node, { ...item, bullet: type === "bullet_list" ? item.bullet : null });
    return node;
  });
  const common = { spaced, indent: parent || items[0].column ? items[0].column + 2 : null };
  if (type === "bullet_list") return n.bullet_list.create({ ...common, bullet: items[0].bullet }, children);
  const start = Number(items[0].number);
  const same = items.length > 1 && items.every((item) => item.number === items[0].number);
  return n.ordered_list.create({ ...common, start, same }, children);
}

function readTableNode({ cells, align, rows: written }, rows) {
  const cell = (type, text = "", column) =>
    type.create({ align: align[column] }, n.paragraph.create(null, inline(text)));
  const table = { separator: written[1], head: null, align };
  const row = (type, texts, line) => {
    const node = n.table_row.create(null, align.map((_, column) => cell(type, texts[column], column)));
    rows?.set(node, { line, table });
    return node;
  };
  const [head, , ...body] = cells;
  const bare = head.every((text) => !text) && body.length > 0;
  const all = body.map((texts, place) => row(n.table_cell, texts, written[place + 2]));
  if (!bare) all.unshift(row(n.table_header, head, written[0]));
  if (bare) table.head = written[0];
  return n.table.create(null, all);
}
