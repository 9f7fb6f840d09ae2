// The words of what is pasted: text, links, bold and italic.
import { isCategory, schema, shown } from "./schema.js";

const m = schema.marks;

/** The inline nodes of some HTML. `plain` leaves out bold, for what is bold anyway. */
export function wordsOf(children, { plain = false } = {}) {
  const words = [];
  for (const child of children) collect(child, [], words);
  return tidied(plain ? words.map((word) => ({ ...word, marks: word.marks.filter((mark) => mark.type !== m.strong) })) : words);
}

function collect(node, marks, words) {
  if (node.nodeType === Node.TEXT_NODE) {
    words.push({ text: node.textContent.replace(/[\s\u00a0\u200b]+/g, " "), marks });
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || node.hasAttribute("data-marker")) return;
  if (node.nodeName === "BR") {
    if (!node.classList.contains("Apple-interchange-newline")) words.push({ break: true, marks: [] });
    return;
  }
  const inner = styled(node, marks);
  if (node.nodeName === "A") {
    if (node.dataset.note) {
      words.push({ node: "footnote_mark", attrs: { label: node.dataset.note }, marks: [] });
      return;
    }
    if (isNoteLink(node)) return;
    const address = unwrapped(node.getAttribute("href") ?? "");
    const target = ownPage(address);
    if (target) {
      words.push({ ...wikilink(target, node.textContent), marks: inner });
      return;
    }
    if (/^(?:https?:\/\/|mailto:|tel:)/i.test(address)) inner.push(m.link.create({ href: address }));
  }
  for (const child of node.childNodes) collect(child, inner, words);
}

const isNoteLink = (node) => /^#?_(?:ftn|edn|msocom)/.test((node.getAttribute("href") ?? "").replace(/^.*#/, ""));

/** The marks within `node`: what its name and its style say, in that order. */
function styled(node, marks) {
  const style = node.dataset.style ?? "";
  const weight = style.match(/(?:^|;)\s*font-weight\s*:\s*(\w+)/i)?.[1];
  const slant = style.match(/(?:^|;)\s*font-style\s*:\s*(\w+)/i)?.[1];
  let inner = [...marks];
  inner = switched(inner, m.strong, weight ? /^(?:bold|bolder|[6-9]00)$/i.test(weight) : /^(?:B|STRONG)$/.test(node.nodeName) || null);
  inner = switched(inner, m.em, slant ? /^(?:italic|oblique)$/i.test(slant) : /^(?:I|EM)$/.test(node.nodeName) || null);
  return /^(?:CODE|KBD|SAMP|TT)$/.test(node.nodeName) ? switched(inner, m.code, true) : inner;
}

function switched(marks, type, on) {
  if (on === null) return marks;
  const others = marks.filter((mark) => mark.type !== type);
  return on ? [...others, type.create()] : others;
}

/** An address without the detour that Google and Outlook wrap it in. */
export function unwrapped(address) {
  try {
    const url = new URL(address);
    const google = /(?:^|\.)google\.[a-z.]+$/.test(url.hostname) && url.pathname === "/url";
    const outlook = url.hostname.endsWith(".safelinks.protection.outlook.com");
    const inner = google ? (url.searchParams.get("q") ?? url.searchParams.get("url")) : outlook ? url.searchParams.get("url") : null;
    return inner && /^https?:/i.test(inner) ? inner : address.trim();
  } catch {
    return address.trim();
  }
}

/** The name of the page of this wiki that an address leads to; null for any other address. */
export function ownPage(address) {
  let url;
  try {
    url = new URL(address, location.href);
  } catch {
    return null;
  }
  if (url.origin !== location.origin || !url.pathname.startsWith("/wiki/") || url.search) return null;
  const read = (text) => decodeURIComponent(text).replaceAll("_", " ");
  try {
    const name = read(url.pathname.slice("/wiki/".length)) + (url.hash.length > 1 ? `#${read(url.hash.slice(1))}` : "");
    return /[[\]|\n]/.test(name) || name.startsWith("#") ? null : name;
  } catch {
    return null;
  }
}

/** A link to the page `target` that reads `text`. */
export function wikilink(target, text) {
  const page = isCategory(target) ? `:${target}` : target;
  const words = text.replace(/[\s\u00a0]+/g, " ").replace(/[[\]]/g, "").trim();
  const label = !words || words === shown({ target: page, label: null }) || /^https?:/.test(words) ? null : words;
  return { node: "wikilink", attrs: { target: page, label } };
}

/** The nodes of words, with single spaces, and none and no line breaks at either end. */
function tidied(words) {
  const kept = [];
  for (const word of words) {
    const last = kept.at(-1);
    if (word.text === undefined) {
      if (word.break && last?.text) last.text = last.text.trimEnd();
      if (!word.break || kept.length) kept.push(word);
      continue;
    }
    const spaced = !last || last.break || last.text?.endsWith(" ");
    const text = spaced ? word.text.replace(/^ /, "") : word.text;
    if (text) kept.push({ ...word, text });
  }
  while (kept.length && (kept.at(-1).break || !(kept.at(-1).text?.trimEnd() ?? "x"))) kept.pop();
  if (kept.at(-1)?.text) kept.at(-1).text = kept.at(-1).text.trimEnd();
  return kept.map(({ text, node, attrs, marks }) => {
    const set = marks.reduce((all, mark) => mark.addToSet(all), []);
    if (text !== undefined) return schema.text(text, text.trim() ? set : set.filter((mark) => mark.type === m.link));
    return node ? schema.nodes[node].create(attrs, null, set) : schema.nodes.hard_break.create();
  });
}
