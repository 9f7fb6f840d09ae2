// Tables: new ones, rows above, and a head or none.
import {
  Selection,
  addRowAfter,
  addRowBefore,
  isInTable,
  selectedRect,
} from "../../../vendor/prosemirror/prosemirror.js";
import { insertBlock } from "./put.js";
import { schema } from "./schema.js";

const n = schema.nodes;

/** A table with a head and `rows` rows below it. */
export function insertTable({ rows = 2, columns = 3 } = {}) {
  return (state, dispatch) => {
    if (isInTable(state) || state.selection.$from.parent.type.spec.code) return false;
    if (!dispatch) return true;
    const row = (type) => n.table_row.create(null, Array.from({ length: columns }, () => type.createAndFill()));
    const table = n.table.create(null, [row(n.table_header), ...Array.from({ length: rows }, () => row(n.table_cell))]);
    const change = insertBlock(state, table);
    dispatch(change);
    return true;
  };
}

/** A row above this one, but never above the head. */
export function addRowAbove(state, dispatch) {
  if (!isInTable(state)) return false;
  const { table, top } = selectedRect(state);
  return top === 0 && hasHead(table) ? false : addRowBefore(state, dispatch);
}

const hasHead = (table) => table.firstChild.firstChild.type === n.table_header;

/** Tab and Shift+Tab: to the end of the next cell or the one before; after the last cell there comes a new row. */
export function toCell(step) {
  return (state, dispatch) => {
    if (!isInTable(state)) return false;
    const { map, table, tableStart, top, left } = selectedRect(state);
    const place = top * map.width + left + step;
    if (place < 0) return true;
    if (place < map.map.length) {
      dispatch?.(atEndOf(state.tr, tableStart + map.map[place]));
      return true;
    }
    const row = tableStart + table.content.size; // where the new one will begin
    return addRowAfter(state, dispatch && ((change) => dispatch(atEndOf(change, row + 1))));
  };
}

function atEndOf(change, cell) {
  const $end = change.doc.resolve(cell + change.doc.nodeAt(cell).nodeSize - 1);
  return change.setSelection(Selection.near($end, -1)).scrollIntoView();
}

/** Makes the first row the head of the table, or an ordinary row. */
export function toggleHead(state, dispatch) {
  if (!isInTable(state)) return false;
  if (!dispatch) return true;
  const { table, tableStart } = selectedRect(state);
  const type = hasHead(table) ? n.table_cell : n.table_header;
  const change = state.tr;
  table.firstChild.forEach((cell, offset) => change.setNodeMarkup(tableStart + 1 + offset, type, cell.attrs));
  dispatch(change);
  return true;
}

