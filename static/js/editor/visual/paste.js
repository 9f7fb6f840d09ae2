// Paste and drop: text from other programs comes in clean, files are told of.
import { Plugin, Selection } from "../../../vendor/prosemirror/prosemirror.js";
import { cleanNodes, picturesIn } from "./clean.js";
import { ownPage, unwrapped, wikilink } from "./cleanwords.js";
import { insertNodes } from "./insert.js";
import { setLink } from "./links.js";
import { labelsIn } from "./put.js";
import { schema } from "./schema.js";

export { cleanHtml } from "./clean.js";

const n = schema.nodes;
const ADDRESS = /^(?:https?:\/\/|mailto:)\S+$/i;

export function pasting(emit, surface) {
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste(view, event) {
          return take(view, event, event.clipboardData);
        },
        drop(view, event) {
          if (view.dragging || !event.dataTransfer) return false;
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (place) view.dispatch(view.state.tr.setSelection(Selection.near(view.state.doc.resolve(place.pos))));
          return take(view, event, event.dataTransfer);
        },
      },
    },
  });

  function take(view, event, brought) {
    if (!brought) return false;
    const html = brought.getData("text/html");
    const text = brought.getData("text/plain");
    const files = [...(brought.files ?? [])];
    if (html.includes("data-pm-slice")) return false;
    const labels = labelsIn(view.state.doc);
    const nodes = html && !view.state.selection.$from.parent.type.spec.code ? cleanNodes(html, (label) => labels.has(label)) : [];
    if (files.length && !nodes.length) emit("files", { files, offset: surface.caret() });
    else if (nodes.length) {
      insertNodes(view, nodes);
      emit("pasted", { left: picturesIn(html) });
    }
    else if (text) insertText(view, text.replace(/\r\n?/g, "\n"));
    else return false;
    event.preventDefault();
    view.focus();
    return true;
  }
}

/** Text as it stands, in paragraphs; an address becomes a link of the words that are selected, or to our own page. */
function insertText(view, text) {
  const { state } = view;
  const single = text.trim();
  if (state.selection.$from.parent.type.spec.code) {
    view.dispatch(state.tr.insertText(text).scrollIntoView());
  } else if (ADDRESS.test(single) && ownPage(single)) {
    const { node, attrs } = wikilink(ownPage(single), state.doc.textBetween(state.selection.from, state.selection.to, " "));
    insertNodes(view, [n.paragraph.create(null, n[node].create(attrs))]);
  } else if (ADDRESS.test(single) && !state.selection.empty) {
    setLink({ href: unwrapped(single) })(state, view.dispatch);
  } else {
    insertNodes(view, text.trim() ? paragraphs(text) : [n.paragraph.create(null, schema.text(" "))]);
  }
}

function paragraphs(text) {
  const single = !text.includes("\n");
  return (single ? [text] : text.split(/\n[ \t]*\n\s*/).filter((part) => part.trim())).map((part) => {
    const lines = single ? [part] : part.trim().split("\n").map((line) => line.trim());
    const words = lines.flatMap((line, place) => [
      ...(place ? [n.hard_break.create()] : []),
      ...(line ? [schema.text(line)] : []),
    ]);
    return n.paragraph.create(null, words);
  });
}
