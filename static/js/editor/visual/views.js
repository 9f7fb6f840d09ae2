// Nodes that are more than their words: boxes of source, pictures, items with a box to tick.
import { NodeSelection } from "../../../vendor/prosemirror/prosemirror.js";
import { PromptView, isPrompt } from "./prompt.js";

export function nodeViews(texts) {
  return {
    source: (node, view, at) => (isPrompt(node) ? new PromptView(node, view, at) : new SourceView(node, view, at, texts)),
    picture: (node) => new PictureView(node, texts),
    list_item: (node, view, at) => new ItemView(node, view, at, texts),
  };
}

/** A piece of source that the editor cannot show as text: its name, and itself, to be edited as it stands. */
class SourceView {
  constructor(node, view, at, texts) {
    this.node = node;
    this.dom = element("div", "source-box");
    const name = texts[`source-${node.attrs.kind}`] ?? texts.source ?? "";
    this.field = element("textarea", "source-field");
    this.field.setAttribute("aria-label", name);
    this.field.spellcheck = false;
    this.field.addEventListener("input", () => {
      view.dispatch(view.state.tr.setNodeMarkup(at(), null, { ...this.node.attrs, text: this.field.value }));
    });
    this.field.addEventListener("keydown", (event) => this.leave(event, view, at()));
    const label = element("p", "source-name");
    label.textContent = name;
    this.dom.append(label, this.field);
    this.update(node);
  }

  /** Escape selects the box as a whole; Backspace in an empty one takes it away. */
  leave(event, view, place) {
    const empties = event.key === "Backspace" && !this.field.value;
    if (event.key !== "Escape" && !empties) return;
    event.preventDefault();
    const change = view.state.tr.setSelection(NodeSelection.create(view.state.doc, place));
    view.dispatch(empties ? change.deleteSelection() : change);
    view.focus();
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.kind !== this.node.attrs.kind || isPrompt(node)) return false;
    this.node = node;
    if (this.field.value !== node.attrs.text) this.field.value = node.attrs.text;
    this.field.rows = Math.min(20, node.attrs.text.split("\n").length);
    return true;
  }

  stopEvent(event) {
    return event.target === this.field && !/^drag|drop/.test(event.type);
  }

  ignoreMutation() {
    return true;
  }
}

/** A picture with its caption, and a word where nobody has said what it shows. */
class PictureView {
  constructor(node, texts) {
    this.texts = texts;
    this.dom = element("figure", "picture-box");
    this.update(node);
  }

  update(node) {
    if (node.type.name !== "picture") return false;
    if (node.attrs.inside === this.inside) return true;
    this.inside = node.attrs.inside;
    const { file, alt, caption, align } = readPicture(this.inside);
    this.dom.className = `picture-box ${align}`.trim();
    this.dom.dataset.inside = this.inside;
    const image = element("img");
    image.src = `/file/${encodeURIComponent(file.replaceAll(" ", "_"))}`;
    image.alt = alt ?? "";
    image.addEventListener("error", () => image.replaceWith(named(file)), { once: true });
    const parts = [image];
    if (caption) parts.push(Object.assign(element("figcaption"), { textContent: caption }));
    this.dom.replaceChildren(...parts);
    return true;
  }

  ignoreMutation() {
    return true;
  }
}

const ALIGNMENTS = { vänster: "left", venstre: "left", left: "left", höger: "right", høyre: "right", right: "right" };
const OTHER = /^(?:\d*(?:x\d+)? ?px|liten|small|mellan|middels|medium|stor|large|full|hel|mitten|midten|midt|center|centre|mini|miniatyr|thumb|thumbnail|ram|ramme|frame|frameless)$/i;

/** What the text between the brackets of a picture says. */
export function readPicture(inside) {
  const [name, ...options] = inside.split(/\|(?![^[]*\]\])/);
  const picture = { file: name.replace(/^[^:]*:/, "").replaceAll("_", " ").trim(), alt: null, decorative: false, caption: "", align: "" };
  for (const option of options.map((each) => each.trim())) {
    const word = option.toLowerCase();
    if (/^alt\s*=/.test(word)) picture.alt = option.replace(/^alt\s*=\s*/i, "");
    else if (/^de[ck]orati[v]e?$/.test(word)) picture.decorative = true;
    else if (ALIGNMENTS[word]) picture.align = ALIGNMENTS[word];
    else if (!OTHER.test(word)) picture.caption = option.replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1");
  }
  return picture;
}

/** An item; with its box to tick when it is a task. */
class ItemView {
  constructor(node, view, at, texts) {
    this.node = node;
    this.dom = element("li");
    this.contentDOM = this.dom;
    if (node.attrs.checked === null) return;
    this.dom.className = "task";
    this.box = element("input");
    this.box.type = "checkbox";
    this.box.setAttribute("aria-label", texts.done ?? "");
    this.box.addEventListener("change", () => {
      view.dispatch(view.state.tr.setNodeMarkup(at(), null, { ...this.node.attrs, checked: this.box.checked }));
    });
    const holder = element("span", "task-box");
    holder.contentEditable = "false";
    holder.append(this.box);
    this.contentDOM = element("div", "task-words");
    this.dom.append(holder, this.contentDOM);
    this.update(node);
  }

  update(node) {
    if (node.type !== this.node.type || (node.attrs.checked === null) !== !this.box) return false;
    this.node = node;
    if (this.box) this.box.checked = node.attrs.checked;
    return true;
  }

  stopEvent(event) {
    return event.target === this.box;
  }

  ignoreMutation(mutation) {
    return mutation.type !== "selection" && !this.contentDOM.contains(mutation.target);
  }
}

function element(name, className = "") {
  return Object.assign(document.createElement(name), className ? { className } : {});
}

function named(file) {
  return Object.assign(element("span", "picture-name"), { textContent: file });
}
