// Tells when somebody has opened "[[", "{{" or "@" and what they have written since, so that a list of choices can be shown.
import { Plugin, TextSelection } from "../../../vendor/prosemirror/prosemirror.js";
import { run } from "./commands.js";

const OPEN = /\[\[([^[\]|\ufffc]{0,100})$|(?<!\{)\{\{([^{}|\ufffc]{0,100})$|(?:^|[\s(])@([\p{L}\p{N}_.-]{0,60})$/u;

export function triggering(emit, surface) {
  let open = null; // where the sign stands, while there is a list
  let refused = -1; // where somebody wanted no list
  const end = () => {
    if (open) emit("trigger", { kind: open.kind, query: null });
    open = null;
  };

  function look(view) {
    const found = view.editable && opened(view.state);
    if (!found || found.from === refused) {
      if (!found) refused = -1;
      end();
      return;
    }
    if (open && open.kind !== found.kind) end();
    open = found;
    emit("trigger", { ...found, rect: rectangle(view, found.from), replace, cancel });

    function cancel() {
      refused = found.from;
      end();
    }
    function replace(command, args) {
      const now = opened(view.state) ?? found;
      open = null;
      const range = TextSelection.create(view.state.doc, now.from, view.state.selection.head);
      view.dispatch(view.state.tr.setSelection(range).deleteSelection());
      if (args === undefined) surface.insert(command);
      else run(view, command, args);
      end();
      view.focus();
    }
  }

  return new Plugin({ view: () => ({ update: (view) => look(view), destroy: end }) });
}

function opened({ selection, doc }) {
  const { $head, empty } = selection;
  if (!empty || !$head.parent.inlineContent || $head.parent.type.spec.code) return null;
  const text = doc.textBetween($head.start(), $head.pos, null, "\ufffc");
  const found = text.match(OPEN);
  if (!found) return null;
  const kind = found[1] !== undefined ? "[[" : found[2] !== undefined ? "{{" : "@";
  const query = found[1] ?? found[2] ?? found[3];
  return { kind, query, from: $head.pos - query.length - kind.length };
}

function rectangle(view, from) {
  const { left, right, top, bottom } = view.coordsAtPos(from);
  return new DOMRect(left, top, right - left, bottom - top);
}
