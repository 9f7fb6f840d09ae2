// Keeps the document such as Markdown can say it, whatever was done to it.
import { Plugin, canJoin } from "../../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const n = schema.nodes;
const CLOSED = new Set(["table", "picture", "source", "code_block", "note", "rule", "quote", "definitions", "footnote"]);

export function tidying() {
  const seen = new WeakSet(); // blocks that were gone through, so that each letter typed does not take the whole page
  return new Plugin({
    appendTransaction(changes, _old, { doc, tr }) {
      if (!changes.some((change) => change.docChanged)) return null;
      headFirstRowsOnly(doc, tr, seen);
      joinLists(tr, seen);
      tr.doc.forEach((node) => seen.add(node));
      if (CLOSED.has(tr.doc.lastChild.type.name)) tr.insert(tr.doc.content.size, n.paragraph.create());
      return tr.docChanged ? tr : null;
    },
  });
}

/** Only the first row of a table can be its head, and then all of it; no cell is wider or higher than one. */
function headFirstRowsOnly(doc, tr, seen) {
  doc.descendants((table, start) => {
    if (seen.has(table)) return false;
    if (table.type !== n.table) return !table.isTextblock;
    const head = table.firstChild.firstChild.type;
    table.forEach((row, rowAt, place) => {
      row.forEach((cell, cellAt) => {
        const type = place === 0 ? head : n.table_cell;
        const at = tr.mapping.map(start + 1 + rowAt + 1 + cellAt);
        if (cell.type !== type) tr.setNodeMarkup(at, type, cell.attrs);
      });
    });
    return false;
  });
}

/** Two lists of one kind with nothing between are one list to a reader of Markdown. */
function joinLists(tr, seen) {
  const places = [];
  tr.doc.descendants((node, at, parent, place) => {
    const before = place > 0 ? parent.child(place - 1) : null;
    if (before && /_list$/.test(node.type.name) && before.type === node.type) places.push(at);
    return !node.isTextblock && !seen.has(node);
  });
  for (const at of places.reverse()) if (canJoin(tr.doc, at)) tr.join(at);
}
