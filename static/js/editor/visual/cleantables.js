// Tables that are pasted: rows of equal length, words in the cells, the first row as head, since ours have one.
import { schema } from "./schema.js";

const n = schema.nodes;
const { strong } = schema.marks;

/** The blocks of a table: itself, or what is in it where it is there for the layout alone. */
export function tableNode(element, inside) {
  const rows = [...element.querySelectorAll("tr")].filter((row) => row.closest("table") === element);
  const grid = expanded(rows, (cell) => inside([...cell.childNodes]));
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (!width) return [];
  if (width === 1 && grid.length === 1) return grid[0][0].blocks;
  const texts = grid.map((row) => Array.from({ length: width }, (_, column) => words(row[column]?.blocks ?? [])));
  const kept = texts.filter((row) => row.some((cell) => cell.length));
  if (!kept.length) return [];
  const head = kept[0] === texts[0] && (kept.length > 1 || isHead(rows[0], texts[0]));
  return [
    n.table.create(
      null,
      kept.map((row, place) => tableRow(row, head && place === 0)),
    ),
  ];
}

/** Cells by row and column: one that is several wide is followed by empty ones, one that is several high says it again. */
function expanded(rows, read) {
  const grid = rows.map(() => []);
  rows.forEach((row, place) => {
    let column = 0;
    for (const cell of row.cells) {
      while (grid[place][column]) column += 1;
      const blocks = read(cell);
      const wide = Math.min(cell.colSpan, 100);
      const high = Math.min(cell.rowSpan || 1, rows.length - place);
      for (let down = 0; down < high; down++) {
        for (let across = 0; across < wide; across++) {
          grid[place + down][column + across] = { blocks: across ? [] : blocks };
        }
      }
      column += wide;
    }
  });
  return grid;
}

/** The words of all blocks in a cell, with a line break between them. */
function words(blocks) {
  const parts = [];
  const add = (node) => {
    if (!node.content.size) return;
    if (parts.length) parts.push(n.hard_break.create({ markup: "<br>" }));
    node.forEach((child) => parts.push(child));
  };
  for (const block of blocks) {
    if (block.isTextblock) add(block);
    else block.descendants((child) => void (child.isTextblock && add(child)));
  }
  return parts;
}

function isHead(row, texts) {
  if (row.closest("thead") || [...row.cells].every((cell) => cell.nodeName === "TH")) return true;
  const said = texts.flat().filter((node) => node.isText && node.text.trim());
  return said.length > 0 && said.every((node) => strong.isInSet(node.marks));
}

function tableRow(texts, head) {
  const type = head ? n.table_header : n.table_cell;
  const plain = (node) => (head ? node.mark(strong.removeFromSet(node.marks)) : node);
  return n.table_row.create(
    null,
    texts.map((cell) => type.create(null, n.paragraph.create(null, cell.map(plain)))),
  );
}
