// What people paste from Word, Google Docs, LibreOffice and web pages, as our own blocks: headings, lists, tables, links,
// bold and italic, and nothing else.
import { officeItem, listNodes } from "./cleanlists.js";
import { takeNotes } from "./cleannotes.js";
import { tableNode } from "./cleantables.js";
import { schema } from "./schema.js";
import { wordsOf } from "./cleanwords.js";
import { writeBlock } from "./write.js";

const n = schema.nodes;
const BLOCKS =
  "p,div,h1,h2,h3,h4,h5,h6,ul,ol,li,table,pre,blockquote,hr,section,article,header,footer,main,aside,nav,figure,dl,dt,dd,address,form,center,details,summary";
const DROPPED = "head,style,script,noscript,template,title,meta,link,xml,img,svg,video,audio,iframe,object,button,select,input,textarea,figcaption:empty";

/** The Markdown of `html`, to be put into `text`, whose footnotes keep their labels. */
export function cleanHtml(html, text = "") {
  return cleanNodes(html, (label) => text.includes(`[^${label}]`))
    .map((node) => writeBlock(node))
    .join("\n\n");
}

/** The blocks that `html` consists of, its footnotes last, with labels that are not taken. */
export function cleanNodes(html, isTaken = () => false) {
  const body = parsed(html);
  const top = body.querySelector("h1") ? 1 : 0;
  const notes = takeNotes(body, isTaken);
  const blocks = blocksOf([...body.childNodes], top);
  return [...blocks, ...notes.map(({ label, element }) => n.footnote.create({ label }, wordsOf([element])))];
}

/** How many pictures there are in `html`, none of which comes along: those that are too small to see do not count. */
export function picturesIn(html) {
  const tags = html.replace(/<!--[^]*?-->/g, "").match(/<img\b[^>]*\ssrc[^>]*>/gi) ?? [];
  return tags.filter((tag) => !/\s(?:width|height)=["']?[0-3](?![\d.%])/i.test(tag)).length;
}

/** `html` as a tree that loads and styles nothing. */
function parsed(html) {
  const fragment = html.match(/<!--StartFragment-->([^]*?)<!--EndFragment-->/i)?.[1] ?? html;
  const plain = fragment
    .replace(/<!--\[if[^]*?<!\[endif\]-->/gi, "")
    .replace(/<!--[^]*?-->/g, "")
    .replace(/<!\[[^\]>]*\]>/g, "")
    .replace(/<(style|script)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"))
    .replace(/<(\/?)[ovwm]:[a-z]+[^>]*>/gi, "");
  const { body } = new DOMParser().parseFromString(plain, "text/html");
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  for (const element of body.querySelectorAll("[data-style*='mso-list:Ignore' i],[data-style*='mso-list: Ignore' i]")) {
    element.setAttribute("data-marker", element.textContent.trim());
  }
  for (const element of body.querySelectorAll("[data-style*='display:none' i],[data-style*='mso-element:comment' i]")) {
    element.remove();
  }
  return body;
}

/** The blocks among `children`; words between blocks become paragraphs. */
export function blocksOf(children, top) {
  const nodes = [];
  let words = [];
  const flush = () => {
    const inline = wordsOf(words);
    if (inline.length) nodes.push(n.paragraph.create(null, inline));
    words = [];
  };
  for (let place = 0; place < children.length; place++) {
    const child = children[place];
    if (child.nodeType !== Node.ELEMENT_NODE || !isBlock(child)) {
      words.push(child);
      continue;
    }
    flush();
    if (officeItem(child) || isList(child)) {
      const run = [];
      for (; place < children.length && (officeItem(children[place]) || isList(children[place]) || isSpace(children[place])); place++) {
        run.push(children[place]);
      }
      place -= 1;
      nodes.push(...listNodes(run.filter((each) => !isSpace(each)), (inner) => blocksOf(inner, top)));
    } else {
      nodes.push(...blockNodes(child, top));
    }
  }
  flush();
  return nodes;
}

const isSpace = (node) => node.nodeType === Node.TEXT_NODE && !node.textContent.trim();
const isList = (node) => /^[UO]L$/.test(node.nodeName);
const isBlock = (element) => element.matches(BLOCKS) || Boolean(element.querySelector(BLOCKS));

function blockNodes(element, top) {
  const level = /^H[1-6]$/.test(element.nodeName) ? Number(element.nodeName[1]) : headingClass(element);
  if (level) {
    const inline = wordsOf([...element.childNodes], { plain: true });
    return inline.length ? [n.heading.create({ level: Math.min(Math.max(2, level + top), 6) }, inline)] : [];
  }
  if (element.nodeName === "TABLE") return tableNode(element, (inner) => blocksOf(inner, top));
  if (element.nodeName === "HR") return [n.rule.create()];
  if (element.nodeName === "PRE") {
    const text = element.textContent.replace(/\n$/, "");
    return text.trim() ? [n.code_block.create(null, schema.text(text))] : [];
  }
  const inner = blocksOf([...element.childNodes], top);
  if (element.nodeName === "BLOCKQUOTE" && inner.length) return [n.quote.create(null, inner)];
  return inner;
}

/** Word gives some headings as paragraphs with a class. */
function headingClass(element) {
  if (/\bMsoTitle\b/.test(element.className)) return 1;
  const role = element.getAttribute("role") === "heading" ? Number(element.getAttribute("aria-level")) : 0;
  return role || 0;
}
