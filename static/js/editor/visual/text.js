// The source of a document: blocks that nobody changed as they were written, with the gaps that were between them.
import { divide, opensFront, readBody, sourceNode } from "./read.js";
import { schema } from "./schema.js";
import { isEmpty, writeBlock } from "./write.js";

const MAX_CHARACTERS = 200_000;
const TOUCHING = new Set(["heading", "code_block"]);

/** Why a text cannot be opened; `reason` is "too-large", "differs" or "front-matter". */
export class CannotOpen extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Remembers, for all documents of one editor, what each of their nodes was written as. */
export class Origins {
  constructor() {
    this.blocks = new WeakMap();
    this.rows = new WeakMap();
    this.alike = new Map();
  }

  /** Reads `source` into a document; raises CannotOpen where something would be lost. */
  open(source) {
    if (source.length > MAX_CHARACTERS) throw new CannotOpen("too-large");
    const { front, body, unreadable } = divide(source);
    if (unreadable) throw new CannotOpen("front-matter");
    const doc = schema.nodes.doc.create({ front }, this.read(body));
    doc.check();
    if (this.text(doc) !== source) throw new CannotOpen("differs");
    return doc;
  }

  /** The nodes of `body`, remembered with what they were written as. */
  read(body) {
    const lines = body.split("\n");
    const found = readBody(body, this.rows).map(kept);
    let before = null;
    let end = 0;
    for (const { node, from, to, written } of found) {
      const gap = lines.slice(end, from).map((line) => line + "\n").join("");
      const origin = { written, node, before, lead: before ? "\n" + gap : gap, trail: "" };
      if (before) before.trail = origin.lead;
      this.remember(origin);
      before = origin;
      end = to;
    }
    if (before) before.trail = lines.slice(end).map((line) => "\n" + line).join("");
    if (before) before.last = true;
    return found.length ? found.map(({ node }) => node) : [this.nothing(body)];
  }

  nothing(body) {
    const node = schema.nodes.paragraph.create();
    this.remember({ written: "", node, before: null, lead: "", trail: body, last: true });
    return node;
  }

  remember(origin) {
    this.blocks.set(origin.node, origin);
    const key = `${origin.node.type.name} ${origin.node.textContent}`;
    this.alike.set(key, [origin, ...(this.alike.get(key) ?? [])].slice(0, 20));
  }

  /** What `node` was written as; after an undo it is another node that says the same. */
  of(node) {
    const known = this.blocks.get(node);
    if (known) return known;
    const alike = this.alike.get(`${node.type.name} ${node.textContent}`) ?? [];
    const origin = alike.find((each) => each.node.eq(node));
    if (origin) this.blocks.set(node, origin);
    return origin;
  }

  /** The whole source of `doc`; `fresh` writes every block anew (to see that nothing would be lost). */
  text(doc, fresh = false) {
    const pieces = this.pieces(doc, fresh);
    const body = pieces.map(({ gap, text }) => gap + text).join("") + (pieces.end ?? "");
    if (doc.attrs.front || !opensFront(body)) return doc.attrs.front + body;
    return body.replace(/^---/, "***"); // two lines across the page, and no front matter between them
  }

  /** Each block that is written: { node, place, gap, text }, and what follows the last as `end`. */
  pieces(doc, fresh = false) {
    const pieces = [];
    let previous = null;
    doc.forEach((node, offset, place) => {
      const origin = this.of(node);
      if (!origin?.written && isEmpty(node)) return;
      const text = origin && !fresh ? origin.written : writeBlock(node, fresh ? null : this.rows);
      const current = { node, origin, offset, place };
      pieces.push({ node, offset, gap: this.gap(previous, current), text });
      previous = current;
    });
    const last = previous?.origin?.last ? previous.origin.trail : "\n";
    pieces.end = previous ? last : (this.of(doc.firstChild)?.trail ?? "");
    return pieces;
  }

  gap(previous, current) {
    const { origin } = current;
    if (!previous) return origin && !origin.before ? origin.lead : "";
    if (origin && previous.origin && origin.before === previous.origin) return origin.lead;
    const next = previous.origin && !previous.origin.last ? previous.origin.trail : null;
    const wanted = next ?? (origin?.before ? origin.lead : null) ?? "\n\n";
    const touching = TOUCHING.has(previous.node.type.name) || TOUCHING.has(current.node.type.name);
    return wanted.split("\n").length > 2 || (touching && wanted) ? wanted : "\n\n";
  }
}

/** The block, or a box with its source where the node, written afresh, would be read as something else. */
function kept(found) {
  return isFaithful(found) ? found : { ...found, node: sourceNode(found.written) };
}

/** Where backslashes are needed that nobody wrote, the server may have read something that we did not. */
function isFaithful({ node, written }) {
  if (node.type.name === "source") return true;
  const fresh = writeBlock(node, null);
  if (count(fresh) > count(written)) return false;
  const [again, ...more] = readBody(fresh);
  return !more.length && Boolean(again) && plain(again.node) === plain(node);
}

const count = (text) => text.split("\\").length + text.split("&#").length;

// How marks and lists were written is no difference.
const WRITING = { level: 0, delim: "", auto: false, indent: null, fence: "", markup: "", same: false };

function plain(node) {
  const attrs = (all) => Object.fromEntries(Object.entries(all).map(([name, value]) => [name, WRITING[name] ?? value]));
  return JSON.stringify(node.toJSON(), (key, value) => (key === "attrs" ? attrs(value) : value));
}

/** `source` with every block written afresh, and how many of its blocks are boxes of source. */
export function reserialised(source) {
  const origins = new Origins();
  const doc = origins.open(source);
  let boxes = 0;
  doc.forEach((node) => (boxes += node.type.name === "source"));
  return { text: origins.text(doc, true), blocks: doc.childCount, boxes };
}
