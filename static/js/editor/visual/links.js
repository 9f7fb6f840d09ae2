// Links to other sites and to pages of the wiki: what the caret is in, putting them in, taking them off.
import { NodeSelection, TextSelection } from "../../../vendor/prosemirror/prosemirror.js";
import { schema, shown } from "./schema.js";

const { link } = schema.marks;
const { wikilink } = schema.nodes;

/** The link at the selection: { href, label } or { target, label }; null where there is none. */
export function linkAt(state) {
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.node.type === wikilink) {
    return { target: selection.node.attrs.target, label: shown(selection.node.attrs) };
  }
  const range = linkRange(state);
  return range && { href: range.mark.attrs.href, label: state.doc.textBetween(range.from, range.to, " ") };
}

/** Where the link about the caret begins and ends. */
function linkRange({ selection, doc }) {
  const { $from, $to, empty } = selection;
  if (!$from.parent.inlineContent || $from.parent !== $to.parent) return null;
  const $inside = empty ? $from : doc.resolve(Math.min($from.pos + 1, $from.end()));
  const mark = link.isInSet($inside.marks()) ?? link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  let range = null;
  $from.parent.forEach((node, offset) => {
    const from = $from.start() + offset;
    const to = from + node.nodeSize;
    if (!mark.isInSet(node.marks)) {
      if (range && range.to < $from.pos) range = null;
    } else if (range && range.to === from) range.to = to;
    else if (!range || range.to < $from.pos) range = { from, to, mark };
  });
  return range && range.from <= $from.pos && range.to >= $from.pos ? range : null;
}

/** A space on either side of what was put in from `from` to `to`, where its letters would meet others. */
export function setApart(change, from, to) {
  const isLetter = (at) => /[\p{L}\p{N}]/u.test(change.doc.textBetween(at, at + 1));
  if (isLetter(to)) change.insertText(" ", to);
  if (isLetter(from - 1)) change.insertText(" ", from);
}

/** Links the selection, or puts `text` in as a link, or gives the link at the caret another address and text. */
export function setLink({ href, text, apart = false }) {
  return (state, dispatch) => {
    const { $from, empty } = state.selection;
    if (!href || !$from.parent.inlineContent || $from.parent.type.spec.code) return false;
    if (!dispatch) return true;
    const change = state.tr;
    const found = linkRange(state);
    const { from, to } = found ?? state.selection;
    const isNew = empty && !found;
    const mark = link.create({ href, title: found?.mark.attrs.title ?? null });
    const now = state.doc.textBetween(from, to, " ");
    if (isNew || (text && text !== now)) {
      change.replaceWith(from, to, schema.text(text || href, mark.addToSet($from.marks())));
      change.setSelection(TextSelection.create(change.doc, from + (text || href).length));
      if (apart && isNew) setApart(change, from, from + (text || href).length);
    } else {
      change.removeMark(from, to, link).addMark(from, to, mark);
    }
    dispatch(change.removeStoredMark(link));
    return true;
  };
}

/** Takes the link off and leaves its words. */
export function unlink(state, dispatch) {
  const { selection } = state;
  if (selection instanceof NodeSelection && selection.node.type === wikilink) {
    dispatch?.(state.tr.replaceSelectionWith(schema.text(shown(selection.node.attrs), selection.node.marks), false));
    return true;
  }
  const range = linkRange(state) ?? (state.doc.rangeHasMark(selection.from, selection.to, link) ? selection : null);
  if (!range) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, link));
  return true;
}
