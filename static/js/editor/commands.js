// What the tools and the keys do: some commands ask something first, some belong to other parts of the editor.
import { dialogs } from "./dialogs.js";

export function commands(editor) {
  const ask = dialogs();

  const asking = {
    async link(state) {
      const old = state.link?.href === undefined ? null : state.link;
      const remove = document.querySelector("#mk-ask-link [data-unlink]");
      if (remove) remove.hidden = !old;
      const given = await ask("link", { href: old?.href ?? "", text: old?.label ?? state.selection.split("\n")[0] });
      if (given?.pressed === "unlink") return ["unlink"];
      return given && ["link", { href: address(given.href), text: given.text || given.href, apart: true }];
    },
    async wikilink(state) {
      const old = state.link?.target === undefined ? null : state.link;
      const given = await ask("page", { target: old?.target ?? state.selection.split("\n")[0], label: old?.label ?? "" });
      return given && ["wikilink", { target: given.target, label: given.label, apart: true }];
    },
    async table() {
      const heading = document.querySelector("#mk-ask-table [data-heading]")?.dataset.heading ?? "";
      const given = await ask("table");
      if (!given) return null;
      const [rows, columns] = [Number(given.rows), Number(given.columns)];
      return ["table", { rows, columns, header: Boolean(given.header), heading: given.header ? heading : "" }];
    },
    async footnote() {
      const given = await ask("footnote");
      return given && ["footnote", { text: given.text }];
    },
  };

  return async function perform(command, args) {
    if (command === "keys") return ask("keys").then(() => editor.surface.focus());
    if (command === "pictures") return editor.openPictures?.();
    if (command === "wikilink" && editor.openPicker) return editor.openPicker("[[");
    if (command === "undo" || command === "redo") return stepped(editor, command);
    const { surface } = editor;
    if (command === "clear") return clear(surface);
    const chosen = asking[command] ? await asking[command](surface.state()) : [command, args];
    surface.focus(); // a dialog gives the focus back to where it was, which may be the toolbar
    if (chosen) surface.run(...chosen);
    return chosen;
  };
}

function stepped(editor, command) {
  editor.surface.focus();
  return editor.past.step(command);
}

// Plain words: by the surface's own means, or by taking off what is on.
function clear(surface) {
  const { active, enabled } = surface.state();
  surface.focus();
  if (enabled.has("clear")) return surface.run("clear");
  for (const mark of ["bold", "italic", "strike", "code"]) if (active.has(mark)) surface.run(mark);
  if (active.has("link")) surface.run("unlink");
  return true;
}

// What somebody wrote as an address: www.example.org lacks its beginning, name@example.org is for letters.
function address(written) {
  if (/^(?:[a-z][a-z0-9+.-]*:|[/#])/i.test(written)) return written;
  return /^[^\s/@]+@[^\s/@]+$/.test(written) ? `mailto:${written}` : `https://${written}`;
}

const PLAIN = { KeyB: ["bold"], KeyI: ["italic"], KeyK: ["wikilink"] };
const LEVELS = { Digit0: 0, Digit2: 2, Digit3: 3, Digit4: 4 };
const SHIFTED = { KeyK: ["link"], Digit7: ["orderedList"], Digit8: ["bulletList"] };
for (const [code, level] of Object.entries(LEVELS)) SHIFTED[code] = ["heading", { level }];

// Whether a key undoes or redoes: by what is written on it, since keyboards have Z and Y in different places.
export function steps({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (!(ctrlKey || metaKey) || altKey) return null;
  if (key.toLowerCase() === "z") return shiftKey ? ["redo"] : ["undo"];
  return key.toLowerCase() === "y" && !shiftKey ? ["redo"] : null;
}

// The command that a key asks for, if it does. Ctrl+Alt is also what AltGr is, which writes @ and £ on our keyboards:
// with it only a key that would write its own digit counts, and Ctrl+Shift does the same everywhere.
export function commandOf(event) {
  if (!(event.ctrlKey || event.metaKey) || event.isComposing) return null;
  if (steps(event)) return steps(event);
  if (event.altKey) {
    const plain = event.code in LEVELS && (event.metaKey || event.key === event.code.at(-1));
    return plain ? ["heading", { level: LEVELS[event.code] }] : null;
  }
  return (event.shiftKey ? SHIFTED : PLAIN)[event.code] ?? null;
}
