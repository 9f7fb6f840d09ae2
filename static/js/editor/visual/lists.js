// Lists: on and off, from one kind to another, deeper and less deep.
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "../../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

const n = schema.nodes;

export const indent = sinkListItem(n.list_item);
export const outdent = liftListItem(n.list_item);

/** Enter in an item: a new item, with a box to tick where this one has one. */
export function splitItem(state, dispatch, view) {
  const item = itemAround(state.selection.$from);
  if (!item) return false;
  const attrs = item.attrs.checked === null ? { loose: item.attrs.loose } : { checked: false, loose: item.attrs.loose };
  return splitListItem(n.list_item, attrs)(state, dispatch, view);
}

export function toggleList(kind) {
  const type = kind === "orderedList" ? n.ordered_list : n.bullet_list;
  const checked = kind === "taskList" ? false : null;
  return (state, dispatch, view) => {
    const { $from, $to } = state.selection;
    const range = $from.blockRange($to, (node) => /_list$/.test(node.type.name));
    if (!range) return wrap(type, checked)(state, dispatch);
    const list = range.parent;
    const isTask = list.child(range.startIndex).attrs.checked !== null;
    if (list.type === type && isTask === (kind === "taskList")) return outdent(state, dispatch, view);
    if (dispatch) dispatch(changed(state.tr, range, list, type, checked));
    return true;
  };
}

function wrap(type, checked) {
  return (state, dispatch) =>
    wrapInList(type)(state, dispatch && ((change) => dispatch(checked === null ? change : boxed(change))));
}

function boxed(change) {
  const { from, to } = change.selection;
  change.doc.nodesBetween(from, to, (node, at) => {
    if (node.type === n.list_item) change.setNodeMarkup(at, null, { ...node.attrs, checked: false });
  });
  return change;
}

function changed(change, range, list, type, checked) {
  const start = range.start - offsetOf(list, range.startIndex) - 1;
  if (list.type !== type) change.setNodeMarkup(start, type, { indent: list.attrs.indent, spaced: list.attrs.spaced });
  list.forEach((item, offset) => {
    const wanted = checked === null ? null : (item.attrs.checked ?? false);
    if (item.attrs.checked !== wanted) change.setNodeMarkup(start + 1 + offset, null, { ...item.attrs, checked: wanted });
  });
  return change;
}

function offsetOf(list, index) {
  let offset = 0;
  for (let place = 0; place < index; place++) offset += list.child(place).nodeSize;
  return offset;
}

export function itemAround($place) {
  for (let depth = $place.depth; depth > 0; depth--) {
    if ($place.node(depth).type === n.list_item) return $place.node(depth);
  }
  return null;
}
