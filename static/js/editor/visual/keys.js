// Keys and signs: what Enter, Tab and the shortcuts do, and what becomes a heading or a list while it is typed.
import {
  InputRule,
  TextSelection,
  baseKeymap,
  chainCommands,
  exitCode,
  inputRules,
  keymap,
  redo,
  setBlockType,
  splitBlock,
  textblockTypeInputRule,
  toggleMark,
  undo,
  undoInputRule,
  wrappingInputRule,
} from "../../../vendor/prosemirror/prosemirror.js";
import { indent, outdent, splitItem, toggleList } from "./lists.js";
import { schema } from "./schema.js";
import { toCell } from "./tables.js";

const n = schema.nodes;
const m = schema.marks;

/** Read where the caret stands: a key right after a click can come before the browser has told of the click. */
export function catchUp(view) {
  view.domObserver.flush();
}

export function keys() {
  let leaving = false; // Escape, then Tab: out of the editor, also from within a list or a table
  const within = (command) => (state, dispatch, view) => !leaving && command(state, dispatch, view);
  const escape = () => {
    leaving = true;
    return false;
  };
  const own = {
    Enter: chainCommands(splitCell, splitItem, splitDefinition, leaveFootnote),
    "Shift-Enter": chainCommands(exitCode, lineBreak),
    "Mod-Enter": exitCode,
    Backspace: undoInputRule,
    Tab: within(chainCommands(toCell(1), indent)),
    "Shift-Tab": within(chainCommands(toCell(-1), outdent)),
    Escape: escape,
    "Mod-b": toggleMark(m.strong),
    "Mod-i": toggleMark(m.em),
    "Mod-`": toggleMark(m.code),
    "Mod-z": undo,
    "Mod-y": redo,
    "Shift-Mod-z": redo,
    "Ctrl-Alt-0": setBlockType(n.paragraph),
    "Mod-Shift-7": toggleList("orderedList"),
    "Mod-Shift-8": toggleList("bulletList"),
    "Mod-Shift-9": toggleList("taskList"),
  };
  for (const level of [2, 3, 4]) own[`Ctrl-Alt-${level}`] = setBlockType(n.heading, { level });
  const staying = {
    props: {
      handleDOMEvents: {
        keydown: (view, event) => {
          catchUp(view);
          if (!["Escape", "Tab", "Shift"].includes(event.key)) leaving = false;
          return false;
        },
        blur: () => {
          leaving = false;
          return false;
        },
      },
    },
  };
  const map = keymap(own);
  Object.assign(map.props, staying.props);
  return [map, keymap(baseKeymap)];
}

/** Enter in a cell: a new line in it. */
function splitCell(state, dispatch) {
  const { $from } = state.selection;
  return $from.node(-1)?.type.spec.tableRole ? lineBreak(state, dispatch) : false;
}

function lineBreak(state, dispatch) {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || $from.parent.type.spec.code || $from.parent.type === n.heading) return false;
  dispatch?.(state.tr.replaceSelectionWith(n.hard_break.create(), true).scrollIntoView());
  return true;
}

/** Enter in a list of definitions: from the term to its meaning, on to the next meaning, and out when it is empty. */
function splitDefinition(state, dispatch, view) {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (parent.type !== n.term && parent.type !== n.meaning) return false;
  if (empty && !parent.content.size) {
    const list = $from.node(-1);
    const change = state.tr;
    if (list.childCount > 1) change.delete($from.before(), $from.after());
    const after = change.mapping.map($from.after(-1));
    change.insert(after, n.paragraph.create());
    dispatch?.(change.setSelection(TextSelection.create(change.doc, after + 1)).scrollIntoView());
    return true;
  }
  return splitBlock(state, dispatch && ((change) => dispatch(asMeaning(change))), view);
}

function asMeaning(change) {
  const { $from } = change.selection;
  return change.setNodeMarkup($from.before(), n.meaning);
}

/** Enter in a footnote: on with the text below it, since a note is one paragraph. */
function leaveFootnote(state, dispatch) {
  const { $from } = state.selection;
  if ($from.parent.type !== n.footnote) return false;
  const after = $from.after();
  const change = state.tr.insert(after, n.paragraph.create());
  dispatch?.(change.setSelection(TextSelection.create(change.doc, after + 1)).scrollIntoView());
  return true;
}

export function rules() {
  return inputRules({
    rules: [
      textblockTypeInputRule(/^(#{1,4})\s$/, n.heading, ([, { length }]) => ({ level: Math.max(2, length) })),
      wrappingInputRule(/^([-*])\s$/, n.bullet_list),
      wrappingInputRule(
        /^(\d{1,4})[.)]\s$/,
        n.ordered_list,
        (found) => ({ start: Number(found[1]) }),
        (found, node) => node.childCount + node.attrs.start === Number(found[1]),
      ),
      wrappingInputRule(/^>\s$/, n.quote),
      textblockTypeInputRule(/^```$/, n.code_block),
      new InputRule(/^\[([ xX]?)\]\s$/, box),
      new InputRule(/^---$/, rule),
      new InputRule(/\[\[([^[\]|]+)(?:\|([^[\]]*))?\]\]$/, link),
    ],
  });
}

/** "[ ] " first in an item: a box to tick. */
function box(state, [, sign], start, end) {
  const $start = state.doc.resolve(start);
  const item = $start.node(-1);
  if (item?.type !== n.list_item || $start.index(-1) !== 0) return null;
  return state.tr
    .delete(start, end)
    .setNodeMarkup($start.before(-1), null, { ...item.attrs, checked: sign.toLowerCase() === "x" });
}

function rule(state, _, start, end) {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== n.paragraph) return null;
  const change = state.tr.delete(start, end);
  change.insert($start.before(), n.rule.create());
  return change;
}

function link(state, [, target, label], start, end) {
  if (state.doc.resolve(start).parent.type.spec.code) return null;
  return state.tr.replaceWith(start, end, n.wikilink.create({ target: target.trim(), label: label ?? null }));
}

