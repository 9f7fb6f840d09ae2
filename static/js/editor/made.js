// What holds an editor together: its form, the surface one writes on at the moment, and those who want to know of changes.
// A text that was kept and has been put back (form.dataset.back) is not something that somebody is typing.
export function makeEditor(form, textarea) {
  const listeners = new Map();
  let typed = textarea.value !== (form.dataset.back ?? textarea.defaultValue); // before this was fetched
  const editor = {
    form,
    textarea,
    mode: "source",
    surface: null,
    text: () => editor.surface.text(),
    setText: (source) => editor.surface.setText(source),
    on(event, fn) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(fn));
      return () => listeners.get(event).delete(fn);
    },
    emit: (event, value) => listeners.get(event)?.forEach((fn) => fn(value)),
    isTyped: () => typed,
    changed() {
      typed = true;
      editor.sync();
      editor.past.changed();
      editor.emit("change");
    },
    // The textarea is what is sent, and what warns of unsaved text: it always has what stands on the surface.
    sync() {
      if (editor.mode !== "visual") return;
      const text = editor.surface.text();
      if (text !== textarea.value) textarea.value = text;
    },
  };
  form.addEventListener("submit", editor.sync, { capture: true });
  form.addEventListener("formdata", (event) => editor.mode === "visual" && event.formData.set("text", editor.text()));
  return editor;
}
