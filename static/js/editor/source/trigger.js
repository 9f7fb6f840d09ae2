// Notices that somebody begins to name a page ([[), a template ({{) or a person (@), and tells those who can suggest one.
const OPEN = /(\[\[|(?<!\{)\{\{|(?<![\p{L}\p{N}@./])@)([^[\]{}|\n@]{0,120})$/u;
const CLOSING = { "[[": /^[^[\]|\n]{0,120}\]\]/, "{{": /^\}\}/, "@": /^/ };
const PERSON = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,40}$|^$/u;

// `surface` has element (a textarea), replaceRange(from, to, markup), markupFor(command, args) and rectAt(offset).
export function watchTriggers(surface, emit, signal) {
  const textarea = surface.element;
  let open = null; // { kind, at } of what is being written now
  let refused = -1; // where somebody has said no to suggestions

  const end = () => {
    if (!open) return;
    const { kind } = open;
    open = null;
    emit("trigger", { kind, query: null });
  };

  const found = () => {
    const caret = textarea.selectionStart;
    if (caret !== textarea.selectionEnd) return null;
    const match = textarea.value.slice(Math.max(0, caret - 160), caret).match(OPEN);
    if (!match || (match[1] === "@" && !PERSON.test(match[2]))) return null;
    return { kind: match[1], query: match[2], at: caret - match[0].length, caret };
  };

  const look = () => {
    const now = found();
    if (!now || now.at === refused) return end();
    if (open && open.at !== now.at) end();
    open = now;
    emit("trigger", {
      kind: now.kind,
      query: now.query,
      rect: surface.rectAt(now.at),
      replace: (command, args) => {
        const markup = args === undefined ? command : surface.markupFor(command, args);
        const rest = textarea.value.slice(now.caret);
        const closing = rest.match(CLOSING[now.kind])?.[0].length ?? 0;
        surface.replaceRange(now.at, now.caret + closing, markup);
        end();
      },
      cancel: () => {
        refused = now.at;
        end();
      },
    });
  };

  textarea.addEventListener("input", () => {
    if (refused >= 0 && !OPEN.test(textarea.value.slice(refused, textarea.selectionStart))) refused = -1;
    look();
  }, { signal });
  document.addEventListener("selectionchange", () => {
    if (!open || document.activeElement !== textarea) return;
    const now = found();
    if (!now || now.at !== open.at) end();
  }, { signal });
  textarea.addEventListener("blur", end, { signal });
}
