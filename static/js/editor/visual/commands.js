// What the toolbar's buttons do, and what can be done where the caret is.
import {
  addColumnAfter,
  addColumnBefore,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  findWrapping,
  isInTable,
  redo,
  setBlockType,
  toggleMark,
  undo,
} from "../../../vendor/prosemirror/prosemirror.js";
import { indent, outdent, toggleList } from "./lists.js";
import { linkAt, setLink, unlink } from "./links.js";
import { insertFootnote, insertPicture, insertRule, insertWikilink } from "./put.js";
import { schema } from "./schema.js";
import { addRowAbove, insertTable, toggleHead } from "./tables.js";

const n = schema.nodes;
const m = schema.marks;
const MARKS = { bold: m.strong, italic: m.em, strike: m.strike, code: m.code };
const WRAPS = { quote: n.quote, note: n.note };

// Each makes a command of ProseMirror: (state, dispatch) => whether it can be done.
const COMMANDS = {
  ...Object.fromEntries(Object.entries(MARKS).map(([name, mark]) => [name, () => toggleMark(mark)])),
  heading: ({ level = 0 }) => (level ? setBlockType(n.heading, { level }) : setBlockType(n.paragraph)),
  bulletList: () => toggleList("bulletList"),
  orderedList: () => toggleList("orderedList"),
  taskList: () => toggleList("taskList"),
  indent: () => indent,
  outdent: () => outdent,
  quote: () => toggleWrap(n.quote),
  note: ({ kind }) => toggleNote(kind),
  link: setLink,
  unlink: () => unlink,
  wikilink: insertWikilink,
  picture: insertPicture,
  table: insertTable,
  rowBefore: () => addRowAbove,
  rowAfter: () => inTable(addRowAfter),
  rowDelete: () => inTable(deleteRow),
  columnBefore: () => inTable(addColumnBefore),
  columnAfter: () => inTable(addColumnAfter),
  columnDelete: () => inTable(deleteColumn),
  headerRow: () => toggleHead,
  tableDelete: () => inTable(deleteTable),
  footnote: insertFootnote,
  rule: () => insertRule,
  undo: () => undo,
  redo: () => redo,
};

/** Does `command`; false where it cannot be done. */
export function run(view, command, args = {}) {
  const make = COMMANDS[command];
  if (!make) return false;
  return Boolean(make(args)(view.state, (change) => view.dispatch(change.scrollIntoView()), view));
}

/** What is on, what can be done, and what the caret is in. */
export function stateOf(state) {
  const { selection, doc } = state;
  const link = linkAt(state);
  const around = ancestors(selection.$from);
  const active = new Set(Object.keys(MARKS).filter((name) => isMarked(state, MARKS[name])));
  for (const [name, type] of Object.entries(WRAPS)) if (around.some((node) => node.type === type)) active.add(name);
  const list = around.findLast((node) => /_list$/.test(node.type.name));
  const item = around.findLast((node) => node.type === n.list_item);
  if (list) active.add(item?.attrs.checked != null ? "taskList" : list.type === n.bullet_list ? "bulletList" : "orderedList");
  if (link) active.add(link.href === undefined ? "wikilink" : "link");
  const inside = isInTable(state);
  if (inside) active.add("table");
  const { parent } = selection.$from;
  const level = parent.type === n.heading ? Math.max(2, parent.attrs.level) : 0;
  if (level) active.add("heading");
  const note = around.findLast((node) => node.type === n.note);
  return {
    active,
    enabled: new Set(Object.keys(COMMANDS).filter((name) => COMMANDS[name]({ ...SAMPLE, level: level ? 0 : 2 })(state))),
    heading: level,
    note: note?.attrs.kind ?? null,
    inTable: inside,
    selection: doc.textBetween(selection.from, selection.to, " "),
    link,
  };
}

const SAMPLE = { href: "x", text: "x", target: "x", name: "x.png", kind: "" };

function ancestors($place) {
  return Array.from({ length: $place.depth + 1 }, (_, depth) => $place.node(depth));
}

function isMarked({ selection, storedMarks, doc }, mark) {
  if (selection.empty) return Boolean(mark.isInSet(storedMarks ?? selection.$from.marks()));
  return doc.rangeHasMark(selection.from, selection.to, mark);
}

const inTable = (command) => (state, dispatch) => isInTable(state) && command(state, dispatch);

function toggleWrap(type, attrs) {
  return (state, dispatch) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      if ($from.node(depth).type === type) return unwrap(state, dispatch, $from, depth);
    }
    return !isInTable(state) && wrap(state, dispatch, type, attrs);
  };
}

/** About whole blocks of the page: a list goes in with all its items. */
function wrap(state, dispatch, type, attrs) {
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => OUTER.has(node.type));
  const around = range && findWrapping(range, type, attrs);
  if (!around || range.parent.type === n.note) return false;
  dispatch?.(state.tr.wrap(range, around));
  return true;
}

const OUTER = new Set([n.doc, n.quote, n.note]);

function unwrap(state, dispatch, $from, depth) {
  if (dispatch) {
    const start = $from.before(depth);
    dispatch(state.tr.replaceWith(start, $from.after(depth), $from.node(depth).content));
  }
  return true;
}

/** A note box about the selection, of another kind if it is one already, and none if it is of this kind. */
function toggleNote(wanted) {
  const kind = wanted || "note";
  return (state, dispatch) => {
    const { $from } = state.selection;
    for (let depth = $from.depth; depth > 0; depth--) {
      const node = $from.node(depth);
      if (node.type !== n.note) continue;
      if (node.attrs.kind === kind) return unwrap(state, dispatch, $from, depth);
      dispatch?.(state.tr.setNodeMarkup($from.before(depth), null, { ...node.attrs, kind }));
      return true;
    }
    return toggleWrap(n.note, { kind })(state, dispatch);
  };
}

