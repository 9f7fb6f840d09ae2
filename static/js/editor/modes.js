// The two ways of writing: visually, and in wikitext. The textarea holds the whole text in both, and is the one that is
// sent. Whatever keeps the visual editor from opening is told in a sentence, and the textarea is there meanwhile.
import { createSource } from "./source.js";

export function modes(editor, paper, head) {
  const { textarea } = editor;
  const status = head.querySelector("[data-editor-status]");
  const texts = JSON.parse(status.dataset.texts);
  const buttons = head.querySelectorAll("[data-mode]");
  let opening = 0; // counts, so that only the last wish comes true

  const say = (words) => {
    status.textContent = words ?? "";
  };

  function use(surface, mode) {
    editor.surface?.destroy();
    editor.surface = surface;
    editor.mode = mode;
    if (editor.form.elements.way) editor.form.elements.way.value = mode; // comes back with a form that is shown again
    textarea.hidden = mode === "visual";
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.mode === mode)));
    surface.on("change", editor.changed);
    editor.emit("surface", surface);
    editor.emit("mode", mode);
  }

  function openSource({ focus = false } = {}) {
    opening += 1;
    const before = editor.surface;
    const caret = before ? before.caret() : 0;
    if (before) editor.sync();
    const box = paper.querySelector("[data-visual]");
    use(createSource(textarea), "source");
    box?.remove();
    if (before) textarea.setSelectionRange(caret, caret);
    if (focus) textarea.focus();
  }

  // `asked` is whether somebody pressed the button; otherwise nothing is changed under their hands.
  async function openVisual({ asked = false } = {}) {
    const mine = (opening += 1);
    if (asked) say(texts.loading);
    const box = document.createElement("div");
    box.dataset.visual = "";
    box.hidden = true;
    try {
      const { createVisual, isRedirect } = await import("./visual.js");
      if (mine !== opening) return false;
      if (!asked && editor.isTyped()) return offer();
      if (!asked && isRedirect(textarea.value)) return void say(texts.redirect);
      paper.append(box);
      const typedBefore = textarea.value;
      const surface = await createVisual({ element: box, source: typedBefore, texts: JSON.parse(paper.dataset.texts), language: textarea.lang });
      if (mine !== opening || (!asked && textarea.value !== typedBefore)) {
        surface.destroy();
        box.remove();
        return mine === opening && offer();
      }
      if (textarea.value !== typedBefore) surface.setText(textarea.value); // typed while it was fetched
      const caret = textarea.selectionStart;
      const focused = asked || document.activeElement === textarea;
      box.hidden = false;
      use(surface, "visual");
      say("");
      if (focused) {
        surface.setCaret(caret);
        surface.focus();
      }
      return true;
    } catch (refusal) {
      box.remove();
      if (mine === opening) say(sentence(refusal, asked));
      return false;
    }
  }

  function offer() {
    say(texts.ready);
    return false;
  }

  function sentence({ reason }, asked) {
    if (reason) return texts[reason] ?? texts.differs;
    return asked ? texts.failed : "";
  }

  async function setMode(mode) {
    if (mode === editor.mode && mode === "visual") return;
    if (mode === "visual") {
      if (await openVisual({ asked: true })) await remember(editor.form, mode);
      return;
    }
    opening += 1; // whoever chooses wikitext no longer waits for the visual editor
    say("");
    if (editor.mode === "visual") openSource({ focus: true });
    await remember(editor.form, mode);
  }

  buttons.forEach((button) => button.addEventListener("click", () => setMode(button.dataset.mode)));
  openSource();
  if (paper.dataset.editor === "visual") openVisual();
  return setMode;
}

// The choice is kept in the account. If that fails, it still holds for this page.
async function remember(form, mode) {
  const body = new URLSearchParams({ editor: mode });
  const headers = { Accept: "application/json", "X-CSRFToken": form.elements.csrf_token.value };
  await fetch("/settings/editor", { method: "POST", body, headers }).catch(() => null);
}
