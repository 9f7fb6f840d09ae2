// The visual editor: a page as one would read it, written in place. What nobody changes stays as it was written.
import {
  EditorState,
  EditorView,
  NodeSelection,
  Selection,
  TextSelection,
  closeHistory,
  dropCursor,
  gapCursor,
  history,
  tableEditing,
} from "../../vendor/prosemirror/prosemirror.js";
import { beside } from "./visual/beside.js";
import { run, stateOf } from "./visual/commands.js";
import { insertMarkdown } from "./visual/insert.js";
import { catchUp, keys, rules } from "./visual/keys.js";
import { caretOf, positionAt } from "./visual/place.js";
import { pasting } from "./visual/paste.js";
import { Origins } from "./visual/text.js";
import { tidying } from "./visual/tidy.js";
import { triggering } from "./visual/trigger.js";
import { nodeViews } from "./visual/views.js";

export { cleanHtml } from "./visual/clean.js";
export { isRedirect } from "./visual/blocks.js";
export { reserialised } from "./visual/text.js";

/** A surface in `element` that shows `source`. Rejects with an error whose `reason` says why it cannot be shown. */
export async function createVisual({ element, source, texts = {}, language = writtenIn() }) {
  return new Visual(element, source, texts, language);
}

/** A caret in words, rather than a box that is selected as a whole. */
const wordsNear = (place) => Selection.findFrom(place, 1, true) ?? Selection.findFrom(place, -1, true) ?? Selection.near(place);

/** The language that the page is written in, for spelling and screen readers, as the form's own field has it. */
const writtenIn = () => document.getElementById("mk-text")?.lang;

class Visual {
  constructor(place, source, texts, language) {
    this.origins = new Origins();
    this.listeners = new Map();
    const doc = this.origins.open(source);
    const emit = (event, detail) => this.emit(event, detail);
    this.trigger = triggering(emit, this);
    this.view = new EditorView(place, {
      state: EditorState.create({
        doc,
        selection: wordsNear(doc.resolve(0)),
        plugins: [
          this.trigger,
          pasting(emit, this),
          beside(),
          rules(),
          ...keys(),
          history(),
          tableEditing(),
          dropCursor({ color: false, class: "drop-cursor" }),
          gapCursor(),
          tidying(),
        ],
      }),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": texts.label ?? "",
        class: "visual prose",
        spellcheck: "true",
        ...(language ? { lang: language } : {}),
      },
      nodeViews: nodeViews(texts),
      dispatchTransaction: (change) => this.apply(change),
    });
    this.element = this.view.dom;
    this.written = source;
  }

  apply(change) {
    this.view.updateState(this.view.state.apply(change));
    if (change.docChanged) {
      const now = this.text();
      if (now !== this.written) {
        this.written = now;
        this.emit("change");
      }
    }
    this.emit("select");
  }

  emit(event, detail) {
    for (const listener of this.listeners.get(event) ?? []) listener(detail);
  }

  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }

  text() {
    return this.origins.text(this.view.state.doc);
  }

  setText(source) {
    if (source === this.text()) return;
    const doc = this.origins.open(source);
    const { tr, doc: old } = this.view.state;
    const start = old.content.findDiffStart(doc.content);
    if (start !== null) tr.replaceWith(0, old.content.size, doc.content);
    if (doc.attrs.front !== old.attrs.front) tr.setDocAttribute("front", doc.attrs.front);
    this.view.dispatch(closeHistory(tr).scrollIntoView());
    this.endStep();
  }

  /** The whole text anew, without a past of its own. */
  restore(source) {
    const doc = this.origins.open(source);
    const { doc: old, plugins } = this.view.state;
    const place = Math.min(old.content.findDiffStart(doc.content) ?? 0, doc.content.size);
    this.view.updateState(EditorState.create({ doc, plugins, selection: wordsNear(doc.resolve(place)) }));
    this.view.dispatch(this.view.state.tr.scrollIntoView());
    this.written = source;
    this.emit("change");
    this.emit("select");
  }

  /** What comes now is undone by itself. */
  endStep() {
    this.view.dispatch(closeHistory(this.view.state.tr));
  }

  insert(markdown) {
    this.endStep();
    insertMarkdown(this.view, this.origins, markdown);
    this.endStep();
  }

  focus() {
    this.view.focus();
  }

  caret() {
    return caretOf(this.origins, this.view.state);
  }

  setCaret(offset) {
    const { state } = this.view;
    const place = state.doc.resolve(positionAt(this.origins, state.doc, offset));
    const selection = place.parent.inlineContent ? TextSelection.create(state.doc, place.pos) : wordsNear(place);
    this.view.dispatch(state.tr.setSelection(selection).scrollIntoView());
  }

  run(command, args = {}) {
    catchUp(this.view);
    return run(this.view, command, args);
  }

  state() {
    return stateOf(this.view.state);
  }

  /** The node that is selected as a whole (a picture, a link to a page), for the dialogs that change it. */
  selected() {
    const { selection } = this.view.state;
    return selection instanceof NodeSelection ? { type: selection.node.type.name, ...selection.node.attrs } : null;
  }

  destroy() {
    this.view.destroy();
    this.listeners.clear();
  }
}
