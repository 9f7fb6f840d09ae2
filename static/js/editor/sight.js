// Keeps tools and caret in sight, also where the keyboard of a phone covers half of the page and the page is pushed up.
const LONG = 60_000; // characters: to measure where the caret is in more than that would be felt at each key
const KEYBOARD = 0.75; // of the window's height: if less can be seen, a keyboard is open

export function keepInSight(editor, tools) {
  const view = globalThis.visualViewport;

  function place() {
    const open = view.height < innerHeight * KEYBOARD && view.scale < 1.1;
    tools.toggleAttribute("data-keyboard", open);
    // Zoomed in with two fingers, people look where they want to; only a keyboard moves the tools.
    tools.style.setProperty("--view-top", open ? `${Math.max(0, view.offsetTop)}px` : "0px");
  }

  function reveal() {
    const rect = caretOf(editor);
    if (!rect || rect.height === 0) return;
    const top = tools.getBoundingClientRect().bottom + 8;
    const bottom = (view ? view.offsetTop + view.height : innerHeight) - 12;
    const high = tools.getBoundingClientRect().top <= (view?.offsetTop ?? 0) + 1 && rect.top < top;
    if (high) scrollBy({ top: rect.top - top, behavior: "instant" });
    else if (rect.bottom > bottom) scrollBy({ top: rect.bottom - bottom, behavior: "instant" });
  }

  if (view) {
    view.addEventListener("resize", place);
    view.addEventListener("scroll", place);
    place();
  }
  let asked = 0;
  editor.on("change", () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(reveal);
  });
}

function caretOf(editor) {
  const { surface, mode } = editor;
  if (!surface.element?.contains(document.activeElement)) return null;
  if (mode === "source") return surface.caret() > LONG ? null : surface.rectAt(surface.caret());
  const selection = getSelection();
  return selection.rangeCount ? selection.getRangeAt(0).getBoundingClientRect() : null;
}
