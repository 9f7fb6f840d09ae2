// What a page can consist of in the visual editor. What our Markdown can say but this cannot is kept as `source`.
import { Schema, tableNodes } from "../../../vendor/prosemirror/prosemirror.js";

export const NOTE_KINDS = ["note", "tip", "important", "warning", "caution"];
const LEADS_SOMEWHERE = /^(https?:|mailto:|tel:|www\.|[/#])/i;
const FILES = /^[ _]*(?:fil|file|bild|bilde|image)[ _]*:/i;
const CATEGORIES = /^[ _]*(?:kategori|category)[ _]*:/i;

export const isFile = (inside) => FILES.test(inside);
export const isCategory = (inside) => CATEGORIES.test(inside);

const block = { group: "block", content: "inline*" };
const atom = { inline: true, group: "inline", atom: true };
const said = (name, fallback = "") => ({ [name]: { default: fallback } });

const cells = tableNodes({
  tableGroup: "block",
  cellContent: "paragraph",
  cellAttributes: {
    align: {
      default: null,
      getFromDOM: (dom) => dom.dataset.align || null,
      setDOMAttr: (value, attrs) => value && (attrs["data-align"] = value),
    },
  },
});

const nodes = {
  doc: { content: "block+", attrs: said("front") },
  paragraph: { ...block, parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
  heading: {
    ...block,
    defining: true,
    attrs: said("level", 2),
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => [`h${Math.max(node.attrs.level, 2)}`, 0], // the page's title is the only h1
  },
  bullet_list: {
    group: "block",
    content: "list_item+",
    attrs: { ...said("bullet", "-"), ...said("indent", null), ...said("spaced", false) },
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  ordered_list: {
    group: "block",
    content: "list_item+",
    attrs: { ...said("start", 1), ...said("same", false), ...said("indent", null), ...said("spaced", false) },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: dom.start || 1 }) }],
    toDOM: (node) => ["ol", node.attrs.start === 1 ? {} : { start: node.attrs.start }, 0],
  },
  list_item: {
    content: "paragraph (paragraph | bullet_list | ordered_list | code_block)*",
    defining: true,
    attrs: { ...said("checked", null), ...said("loose", false) },
    parseDOM: [{ tag: "li", getAttrs: (dom) => ({ checked: { yes: true, no: false }[dom.dataset.checked] ?? null }) }],
    toDOM: (node) => ["li", node.attrs.checked === null ? {} : { "data-checked": node.attrs.checked ? "yes" : "no" }, 0],
  },
  quote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  note: {
    group: "block",
    content: "block+",
    defining: true,
    attrs: { ...said("kind", "note"), ...said("mark", null) },
    parseDOM: [{ tag: "div[data-note]", getAttrs: (dom) => ({ kind: dom.dataset.note }) }],
    toDOM: ({ attrs: { kind } }) => [
      "div",
      { class: `note ${{ note: "", caution: "warning" }[kind] ?? kind}`.trim(), "data-note": kind },
      0,
    ],
  },
  code_block: {
    group: "block",
    content: "text*",
    marks: "",
    code: true,
    defining: true,
    attrs: { ...said("info"), ...said("fence", "```") },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: () => ["pre", { spellcheck: "false" }, ["code", 0]],
  },
  rule: {
    group: "block",
    attrs: said("markup", "---"),
    parseDOM: [{ tag: "hr" }],
    toDOM: () => ["hr"],
  },
  ...cells,
  definitions: {
    group: "block",
    content: "term (term | meaning)*",
    defining: true,
    parseDOM: [{ tag: "dl" }],
    toDOM: () => ["dl", 0],
  },
  term: { content: "inline*", defining: true, parseDOM: [{ tag: "dt" }], toDOM: () => ["dt", 0] },
  meaning: { content: "inline*", defining: true, parseDOM: [{ tag: "dd" }], toDOM: () => ["dd", 0] },
  footnote: {
    ...block,
    defining: true,
    attrs: said("label", "1"),
    parseDOM: [{ tag: "p[data-footnote]", priority: 60, getAttrs: (dom) => ({ label: dom.dataset.footnote }) }],
    toDOM: (node) => ["p", { class: "footnote-text", "data-footnote": node.attrs.label }, 0],
  },
  picture: {
    group: "block",
    atom: true,
    draggable: true,
    attrs: said("inside"),
    parseDOM: [{ tag: "figure[data-inside]", getAttrs: (dom) => ({ inside: dom.dataset.inside }) }],
    toDOM: (node) => ["figure", { "data-inside": node.attrs.inside }],
  },
  source: {
    group: "block",
    atom: true,
    draggable: true,
    attrs: { ...said("text"), ...said("kind", "other") },
    parseDOM: [
      {
        tag: "div[data-source]",
        getAttrs: (dom) => ({ text: dom.dataset.source, kind: dom.dataset.kind || "other" }),
      },
    ],
    toDOM: (node) => ["div", { "data-source": node.attrs.text, "data-kind": node.attrs.kind }],
  },
  text: { group: "inline" },
  hard_break: {
    inline: true,
    group: "inline",
    selectable: false,
    attrs: said("markup", "  \n"),
    leafText: () => "\n",
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
  soft_break: {
    inline: true,
    group: "inline",
    selectable: false,
    leafText: () => " ",
    parseDOM: [{ tag: "span[data-soft]" }],
    toDOM: () => ["span", { "data-soft": "" }, " "],
  },
  wikilink: {
    ...atom,
    attrs: { target: {}, label: { default: null }, tail: { default: "" } },
    leafText: (node) => shown(node.attrs),
    parseDOM: [
      {
        tag: "a[data-target]",
        priority: 60,
        getAttrs: (dom) => ({
          target: dom.dataset.target,
          label: dom.dataset.label ?? null,
          tail: dom.dataset.tail ?? "",
        }),
      },
    ],
    toDOM: ({ attrs }) => [
      "a",
      {
        class: isCategory(attrs.target) ? "category" : isFile(attrs.target) ? "wikilink file" : "wikilink",
        title: attrs.target,
        "data-target": attrs.target,
        "data-label": attrs.label,
        "data-tail": attrs.tail || null,
      },
      shown(attrs),
    ],
  },
  footnote_mark: {
    ...atom,
    attrs: { label: {} },
    leafText: () => "",
    parseDOM: [{ tag: "sup[data-mark]", getAttrs: (dom) => ({ label: dom.dataset.mark }) }],
    toDOM: (node) => ["sup", { class: "footnote-mark", "data-mark": node.attrs.label }, node.attrs.label],
  },
  source_inline: {
    ...atom,
    attrs: { text: {} },
    leafText: () => "",
    parseDOM: [{ tag: "code[data-raw]", priority: 60, getAttrs: (dom) => ({ text: dom.dataset.raw }) }],
    toDOM: (node) => ["code", { class: "source-inline", "data-raw": node.attrs.text }, node.attrs.text],
  },
};

/** The words that a reader sees of a wikilink. */
export function shown({ target, label, tail = "" }) {
  if (isFile(target) && label) return label.split("|").at(-1).trim() || target;
  const plain = target.trim().replace(/^:/, "").replaceAll("_", " ");
  if (label === null) return (plain.startsWith("#") ? plain.slice(1) : plain) + tail;
  return (label.trim() || plain.replace(/^[^:]*:\s*/, "").replace(/#.*/, "")) + tail;
}

// `level` says how deep a mark stood in another when it was read, so that it is written there again.
const level = { level: { default: 0 } };
const simple = (tag, delim, more = []) => ({
  attrs: { ...level, delim: { default: delim } },
  parseDOM: [{ tag }, ...more],
  toDOM: () => [tag, 0],
});

const marks = {
  link: {
    inclusive: false,
    attrs: { ...level, href: {}, title: { default: null }, auto: { default: false } },
    parseDOM: [
      {
        tag: "a[href], a[data-href]",
        getAttrs: (dom) => ({ href: dom.dataset.href ?? dom.getAttribute("href"), title: dom.title || null }),
      },
    ],
    // An address that leads nowhere for readers, such as javascript:, leads nowhere here either.
    toDOM: ({ attrs: { href, title } }) => [
      "a",
      { href: LEADS_SOMEWHERE.test(href) ? href : null, "data-href": href, title: title || href },
      0,
    ],
  },
  strong: simple("strong", "**", [{ tag: "b" }]),
  em: simple("em", "*", [{ tag: "i" }]),
  strike: simple("del", "~~", [{ tag: "s" }]),
  ins: simple("ins", "^^"),
  sub: simple("sub", "~"),
  sup: simple("sup", "^"),
  element: {
    excludes: "",
    attrs: { ...level, open: {}, tag: {} },
    toDOM: ({ attrs: { tag, open } }) => [tag, tag === "span" && /lang=/.test(open) ? { lang: language(open) } : {}, 0],
  },
  code: { attrs: level, parseDOM: [{ tag: "code" }], toDOM: () => ["code", { spellcheck: "false" }, 0] },
};

const language = (open) => open.match(/lang=["']?([A-Za-z0-9-]+)/)?.[1];

export const schema = new Schema({ nodes, marks });
