// A prompt ("<!-- ? … -->") as a quiet line that one presses to begin writing below it. It vanishes when the page is
// published, so nothing can be written into it.
import { TextSelection } from "../../../vendor/prosemirror/prosemirror.js";

const PROMPT = /^<!-- \? (.+) -->\s*$/;

export function isPrompt(node) {
  return node.attrs.kind === "comment" && PROMPT.test(node.attrs.text);
}

export class PromptView {
  constructor(node, view, at) {
    this.node = node;
    this.dom = Object.assign(document.createElement("div"), { className: "prompt-box", contentEditable: "false" });
    const [, words] = node.attrs.text.match(PROMPT);
    this.button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    this.button.addEventListener("click", () => writeBelow(view, at() + this.node.nodeSize));
    this.dom.append(this.button);
  }

  update(node) {
    const same = node.type === this.node.type && node.attrs.text === this.node.attrs.text;
    if (same) this.node = node;
    return same;
  }

  stopEvent(event) {
    return !/^drag|drop/.test(event.type);
  }

  ignoreMutation() {
    return true;
  }
}

// The caret goes into the paragraph at `place`; where there is none, an empty one is made.
function writeBelow(view, place) {
  const { paragraph } = view.state.schema.nodes;
  const change = view.state.tr;
  if (change.doc.nodeAt(place)?.type !== paragraph) change.insert(place, paragraph.create());
  change.setSelection(TextSelection.create(change.doc, place + 1)).scrollIntoView();
  view.dispatch(change);
  view.focus();
}
