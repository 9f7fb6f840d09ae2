// Puts blocks in at the caret, as one step that can be undone.
import { Fragment, Selection, Slice } from "../../../vendor/prosemirror/prosemirror.js";
import { isWholeBlock } from "./beside.js";
import { endOfNotes } from "./put.js";
import { schema } from "./schema.js";

export function insertMarkdown(view, origins, markdown) {
  if (view.state.selection.$from.parent.type.spec.code) {
    view.dispatch(view.state.tr.insertText(markdown).scrollIntoView());
  } else if (markdown.trim()) {
    insertNodes(view, origins.read(markdown));
  }
}

/** Blocks become words where only words can stand; a single paragraph joins the one it is put into; notes go last. */
export function insertNodes(view, all) {
  const { state } = view;
  const isNote = (node) => node.type === schema.nodes.footnote;
  const notes = all.some((node) => !isNote(node)) ? all.filter(isNote) : [];
  const nodes = notes.length ? all.filter((node) => !isNote(node)) : all;
  const { selection } = state;
  const { $from } = selection;
  if (!nodes.length) return;
  const narrow = isNarrow($from);
  const change = state.tr;
  if (isWholeBlock(selection)) {
    change.insert(selection.to, Fragment.from(nodes));
    change.setSelection(Selection.near(change.doc.resolve(change.mapping.map(selection.to)), -1));
  } else if (narrow || (nodes.length === 1 && nodes[0].type.name === "paragraph")) {
    change.replaceSelection(new Slice(narrow ? flattened(nodes) : nodes[0].content, 0, 0));
  } else if (selection.empty && $from.parent.type.name === "paragraph" && !$from.parent.content.size) {
    change.replaceRange($from.before(), $from.after(), new Slice(Fragment.from(nodes), 0, 0));
  } else {
    const open = (node) => (node.type.name === "paragraph" ? 1 : 0);
    change.replaceSelection(new Slice(Fragment.from(nodes), open(nodes[0]), open(nodes.at(-1))));
  }
  for (const note of notes) change.insert(endOfNotes(change.doc), note);
  view.dispatch(change.scrollIntoView());
}

/** Whether only words can stand here: in a cell, a heading, a definition. */
function isNarrow($from) {
  if (["heading", "term", "meaning", "footnote"].includes($from.parent.type.name)) return true;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type.spec.tableRole) return true;
  }
  return false;
}

function flattened(nodes) {
  let words = Fragment.empty;
  const add = (node) => {
    if (words.size) words = words.addToEnd(schema.text(" "));
    words = words.append(node.type.spec.code ? Fragment.from(schema.text(node.textContent || " ")) : node.content);
  };
  for (const node of nodes) {
    if (node.isTextblock) add(node);
    else node.descendants((child) => void (child.isTextblock && add(child)));
  }
  return words;
}
