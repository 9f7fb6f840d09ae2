// Suggests pages after [[, templates after {{ and people after @, and opens the same search from the toolbar.
// Who is spoken to, is spoken to in discussions; templates are for pages.
import { pickerDialog } from "./picker/dialog.js";
import { suggestIn } from "./picker/inline.js";

export function attachPicker(editor, kinds = ["[[", "{{"]) {
  const home = document.getElementById("mk-picker");
  if (!home) return;
  const texts = JSON.parse(home.dataset.texts);
  let stop = () => {};

  const attach = () => {
    stop();
    stop = editor.surface ? suggestIn(editor.surface, { kinds, texts }) : () => {};
  };
  editor.on?.("surface", attach);
  attach();

  const dialog = document.getElementById("mk-picker-dialog");
  if (!dialog) return;
  const open = pickerDialog(dialog, texts);
  editor.openPicker = (kind = "[[") => {
    const { surface } = editor;
    open(kind, surface.state().selection, (link) => {
      surface.focus();
      if (link) surface.run("wikilink", { ...link, apart: true });
    });
  };
}
