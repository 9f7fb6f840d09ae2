// What is typed while a box, a picture or a rule is selected as a whole comes in a paragraph below it: only Backspace and
// Delete take such a thing away.
import { NodeSelection, Plugin, TextSelection } from "../../../vendor/prosemirror/prosemirror.js";
import { schema } from "./schema.js";

export function beside() {
  return new Plugin({
    props: {
      handleTextInput(view, _from, _to, text) {
        if (!stepAside(view)) return false;
        view.dispatch(view.state.tr.insertText(text).scrollIntoView());
        return true;
      },
      handleDOMEvents: {
        compositionstart: (view) => void stepAside(view),
        beforeinput(view, event) {
          if (!event.inputType.startsWith("insert") || !stepAside(view)) return false;
          if (event.isComposing || !event.data) return false;
          event.preventDefault();
          view.dispatch(view.state.tr.insertText(event.data).scrollIntoView());
          return true;
        },
      },
    },
  });
}

/** Whether a whole block is selected that no words can stand in. */
export const isWholeBlock = (selection) =>
  selection instanceof NodeSelection && selection.node.isBlock && selection.node.isAtom;

/** Puts the caret in a new paragraph below the block that is selected; false where none is. */
function stepAside(view) {
  const { selection, tr } = view.state;
  if (!isWholeBlock(selection)) return false;
  tr.insert(selection.to, schema.nodes.paragraph.create());
  view.dispatch(tr.setSelection(TextSelection.create(tr.doc, selection.to + 1)).scrollIntoView());
  return true;
}
