// Whoever comes to write under one heading (?add=), or begins from a template (?kind=), begins below the heading, in
// whichever editor it is; but nobody's caret is moved who has begun to type.
export function attachStart(editor) {
  const wished = new URLSearchParams(location.search);
  if (!wished.has("add") && !wished.has("kind")) return;
  const begin = () => {
    const prompt = !editor.isTyped() && editor.text().match(/^<!-- \? .+ -->$/m);
    if (!prompt) return;
    if (editor.mode === "visual") return editor.form.querySelector(".prompt-box button")?.click();
    editor.surface.focus();
    editor.surface.setCaret(prompt.index + prompt[0].length + 1);
  };
  editor.on("surface", () => setTimeout(begin));
  begin();
}
