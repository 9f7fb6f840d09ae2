// Puts things in at the caret: links to pages, pictures, footnotes, rules.
import { NodeSelection, Selection, TextSelection, isInTable } from "../../../vendor/prosemirror/prosemirror.js";
import { pictureMarkup } from "../picture.js";
import { setApart } from "./links.js";
import { schema, shown } from "./schema.js";

const n = schema.nodes;
const PICTURE = /\.(?:png|jpe?g|jpe|jfif|gif|webp|avif|svg)$/i;

/** A link to a page; the words that are selected become its label where none is given. */
export function insertWikilink({ target, label, apart = false }) {
  return (state, dispatch) => {
    const { selection } = state;
    if (!target || !selection.$from.parent.inlineContent || selection.$from.parent.type.spec.code) return false;
    if (!dispatch) return true;
    const name = target.replace(/[[\]\n|]/g, " ").trim();
    const replaced = selection instanceof NodeSelection ? null : state.doc.textBetween(selection.from, selection.to, " ").trim();
    const words = (label ?? replaced ?? "").replace(/[[\]\n]/g, " ").trim();
    const plain = { target: name, label: null };
    const node = n.wikilink.create(words && words !== shown(plain) ? { target: name, label: words } : plain);
    const change = state.tr.replaceSelectionWith(node, true);
    if (apart && selection.empty) setApart(change, selection.from, selection.from + node.nodeSize);
    const after = change.mapping.map(selection.to);
    dispatch(change.setSelection(TextSelection.create(change.doc, after)));
    return true;
  };
}

/** A picture on a line of its own; a file that is no picture becomes a link to it. */
export function insertPicture({ name, alt, size, align, caption }) {
  return (state, dispatch, view) => {
    if (!name) return false;
    const file = `Fil:${name.replace(/^(?:fil|file|bild|bilde|image):/i, "")}`;
    if (!PICTURE.test(name)) return insertWikilink({ target: file, label: caption || alt || null })(state, dispatch, view);
    const inside = pictureMarkup({ name: file.slice("Fil:".length), alt, size, align, caption });
    const { selection } = state;
    if (selection instanceof NodeSelection && selection.node.type === n.picture) {
      dispatch?.(state.tr.setNodeMarkup(selection.from, null, { inside }));
      return true;
    }
    if (isInTable(state)) return insertWikilink({ target: file, label: null })(state, dispatch, view);
    if (dispatch) dispatch(insertBlock(state, n.picture.create({ inside })));
    return true;
  };
}

export function insertRule(state, dispatch) {
  if (isInTable(state)) return false;
  if (dispatch) dispatch(insertBlock(state, n.rule.create()));
  return true;
}

/** Puts a block after the outermost one about the caret, or in place of an empty paragraph. */
export function insertBlock(state, node) {
  const { $from, $to } = state.selection;
  const change = state.tr;
  const empty = $from.parent.type === n.paragraph && !$from.parent.content.size && $from.depth === 1;
  const at = empty ? $from.before(1) : $to.depth ? $to.after(1) : $to.pos;
  if (empty) change.replaceWith(at, $from.after(1), node);
  else change.insert(at, node);
  const end = at + node.nodeSize;
  if (node.isAtom ? change.doc.nodeAt(end)?.type !== n.paragraph : end >= change.doc.content.size) {
    change.insert(end, n.paragraph.create()); // to write on in; it is not written down while it is empty
  }
  return change.setSelection(Selection.near(change.doc.resolve(node.isAtom ? end : at + 1)));
}

/** A mark here, and its note with the other notes at the end. */
export function insertFootnote({ text = "" } = {}) {
  return (state, dispatch) => {
    const { $to } = state.selection;
    const parent = $to.parent.type;
    if (!$to.parent.inlineContent || parent.spec.code || parent === n.footnote || parent === n.heading) return false;
    if (!dispatch) return true;
    const label = freeLabel(state.doc);
    const change = state.tr.insert($to.pos, n.footnote_mark.create({ label }));
    const words = text.trim().replace(/\s+/g, " ");
    const note = n.footnote.create({ label }, words ? schema.text(words) : null);
    change.insert(endOfNotes(change.doc), note);
    dispatch(change.setSelection(TextSelection.create(change.doc, $to.pos + 1)));
    return true;
  };
}

/** The labels of all notes and marks. */
export function labelsIn(doc) {
  const used = new Set();
  doc.descendants((node) => void (node.attrs.label && used.add(node.attrs.label)));
  return used;
}

function freeLabel(doc) {
  const used = labelsIn(doc);
  let number = 1;
  while (used.has(String(number))) number += 1;
  return String(number);
}

/** After the last note; where there is none, at the end, but before an empty last paragraph. */
export function endOfNotes(doc) {
  let place = 0;
  doc.forEach((node, offset) => {
    if (node.type === n.footnote) place = offset + node.nodeSize;
  });
  if (place) return place;
  const last = doc.lastChild;
  return last.type === n.paragraph && !last.content.size ? doc.content.size - last.nodeSize : doc.content.size;
}
