// Reads the words of a paragraph as the server does: what comes first here comes first there (wiki/markup/dialect.py).
import { OddWords, pair, within } from "./pairs.js";
import { isFile, schema } from "./schema.js";

export { OddWords };

// A leaf is { type, attrs, text?, marks: [{type, attrs}] }, marks from the outermost; nodes are made of leaves at last.
const ESCAPED = /[\\`*_{}[\]()>#+\-.!|~^ ]/;
const WIKILINK = /\[\[([^[\]]+)\]\](\p{L}*)/uy;
const FILE = /\[\[[ _]*(?:fil|file|bild|bilde|image)[ _]*:(?:[^[\]]|\[\[[^[\]]*\]\]|\[[^[\]]*\])*\]\]/iuy;
const FOOTNOTE = /\[\^([^[\]]{1,200})\]/uy;
const AUTO = /<((?:https?|ftp):\/\/[^<>\s]*)>/iuy;
const MAIL = /<(?:mailto:)?([^<> !]+@[^@<> ]+)>/uy;
const COMMENT = /<!--(?:(?!<!--|-->)[^]){0,2000}-->/uy;
const BREAK = /<br ?\/?>/uy;
const OPEN =
  /<(?:(sup|sub|kbd|small|mark|ins|del|u|s|b|i|em|strong|code|var|samp|cite|q|dfn|bdi|abbr|span)|(abbr) title=(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')|(span) lang=["']?[A-Za-z0-9-]{2,20}["']?)>/uy;
const STRAY = /<(?:\/(?:sup|sub|kbd|small|mark|ins|del|u|s|b|i|em|strong|code|var|samp|cite|q|dfn|bdi|abbr|span)|wbr ?\/?)>/uy;
const ENTITY = /&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z0-9]{1,31});/uy;
const TRANSCLUSION = /\{\{\{?(?:[^{}]|\{\{\{?(?:[^{}]|\{\{\{?[^{}]*\}\}\}?)*\}\}\}?)*\}\}\}?/uy; // three deep
const URL_START = /(?:(?:ht|f)tps?:\/\/|www\.)[^_\W][-\p{L}\p{N}_.]*[^\s<]*/iuy;
const ADDRESS = /[-+\p{L}\p{N}_][-+.\p{L}\p{N}_]*@[-\p{L}\p{N}_]+\.[-.\p{L}\p{N}_]*[a-z]/iuy;
const OWN = { em: "em", strong: "strong", del: "strike", ins: "ins", sub: "sub", sup: "sup" };
const WORD = /[\p{L}\p{N}_]/u;

/** The inline nodes of `text`, whose line breaks are plain newlines. */
export function readInline(text) {
  return leavesToNodes(readLeaves(text));
}

export function leavesToNodes(leaves) {
  return leaves.map((leaf) => {
    const types = leaf.marks.filter((mark) => mark.type !== "element").map((mark) => mark.type);
    if (new Set(types).size < types.length) throw new OddWords();
    const marks = leaf.marks.map((mark, level) => schema.marks[mark.type].create({ ...mark.attrs, level }));
    const sorted = marks.reduce((set, mark) => mark.addToSet(set), []);
    return leaf.type === "text" ? schema.text(leaf.text, sorted) : schema.nodes[leaf.type].create(leaf.attrs, null, sorted);
  });
}

export function readLeaves(text) {
  const items = [];
  let at = 0;
  let whole = -1; // where something ended that is no text, beside which signs stand as beside a full stop
  const put = (string) => {
    const last = items.at(-1);
    if (last?.text !== undefined && !last.fixed) last.text += string;
    else items.push({ text: string });
  };
  while (at < text.length) {
    const rule = RULES[text[at]] ?? (WORD.test(text[at]) && !WORD.test(text[at - 1] ?? " ") ? [bareAddress] : []);
    const found = rule.map((read) => read(text, at, at === whole)).find(Boolean);
    if (!found) put(text[at++]);
    else {
      if (found.plain !== undefined) put(found.plain);
      else items.push(found.item);
      at = found.end;
      if (found.item && !found.item.sign && !/_break$/.test(found.item.leaves?.[0].type)) whole = at;
    }
  }
  return pair(items);
}

// Each rule reads one construct at `at`, or nothing.
const RULES = {
  "`": [code],
  "\\": [escaped],
  "[": [footnote, wikilink, link],
  "!": [image],
  "<": [angled],
  "&": [entity],
  "{": [transclusion],
  " ": [spaces],
  "\n": [newline],
  "*": [delimiter],
  _: [delimiter],
  "~": [delimiter],
  "^": [delimiter],
};

const leaf = (type, attrs = {}, marks = []) => ({ type, attrs, marks });
const kept = (text) => ({ leaves: [leaf("source_inline", { text })] });

function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function code(text, at) {
  const ticks = text.slice(at).match(/^`+/)[0];
  const closing = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
  closing.lastIndex = at + ticks.length;
  const end = closing.exec(text);
  if (!end) return { plain: ticks, end: at + ticks.length };
  const inside = text.slice(at + ticks.length, end.index).trim();
  const mark = { type: "code", attrs: {} };
  const leaves = inside
    .split(/(\n)/)
    .filter(Boolean)
    .map((part) => (part === "\n" ? leaf("soft_break", {}, [mark]) : { type: "text", text: part, marks: [mark] }));
  const item = leaves.length ? { leaves } : kept(text.slice(at, end.index + ticks.length));
  return { item, end: end.index + ticks.length };
}

function escaped(text, at) {
  if (!ESCAPED.test(text[at + 1] ?? "")) return null;
  return { item: { text: text[at + 1], fixed: true }, end: at + 2 };
}

function footnote(text, at) {
  const found = match(FOOTNOTE, text, at);
  return found && { item: { leaves: [leaf("footnote_mark", { label: found[1] })] }, end: at + found[0].length };
}

function wikilink(text, at) {
  const file = match(FILE, text, at);
  if (file) {
    const [target, ...options] = file[0].slice(2, -2).split("|");
    const attrs = { target, label: options.length ? options.join("|") : null, tail: "" };
    return { item: { leaves: [leaf("wikilink", attrs)] }, end: at + file[0].length };
  }
  const found = match(WIKILINK, text, at);
  if (!found || !found[1].trim() || /^[^|]*[<>{}]/.test(found[1])) return null;
  if (found[1].includes("\n") || found[1].includes("`") || isFile(found[1])) {
    return { item: kept(found[0]), end: at + found[0].length };
  }
  const [target, ...label] = found[1].replaceAll("\\|", "|").split("|");
  const attrs = { target, label: label.length ? label.join("|") : null, tail: found[2] };
  return { item: { leaves: [leaf("wikilink", attrs)] }, end: at + found[0].length };
}

function closingBracket(text, at) {
  let open = 0;
  for (let place = at; place < text.length; place++) {
    if (text[place] === "\\") place++;
    else if (text[place] === "`") {
      const skipped = code(text, place);
      place = skipped.end - 1;
    } else if (text[place] === "[") open++;
    else if (text[place] === "]" && --open === 0) return place;
  }
  return -1;
}

const DESTINATION = /\(\s*(?:<([^<>\n]*)>|([^\s()<>"'\\]*(?:\([^\s()<>"'\\]*\)[^\s()<>"'\\]*)*))(?:\s+"([^"\n]*)")?\s*\)/uy;

function link(text, at) {
  const close = closingBracket(text, at);
  if (close < 0 || text[close + 1] !== "(") return null;
  const found = match(DESTINATION, text, close + 1);
  if (!found) return null;
  const inner = text.slice(at + 1, close);
  const end = close + 1 + found[0].length;
  const leaves = readLeaves(inner);
  const nested = leaves.some((each) => each.type === "wikilink" || each.marks.some((mark) => mark.type === "link"));
  if (!leaves.length || nested || (text[at - 1] === "!" && text[at - 2] !== "\\")) return { item: kept(text.slice(at, end)), end };
  const mark = { type: "link", attrs: { href: (found[1] ?? found[2]).trim(), title: found[3] ?? null } };
  return { item: { leaves: within(mark, leaves) }, end };
}

function image(text, at) {
  if (text[at + 1] !== "[" || text[at + 2] === "[") return null;
  const close = closingBracket(text, at + 1);
  const found = close > 0 && text[close + 1] === "(" && match(DESTINATION, text, close + 1);
  return found ? { item: kept(text.slice(at, close + 1 + found[0].length)), end: close + 1 + found[0].length } : null;
}

function angled(text, at) {
  const auto = match(AUTO, text, at) ?? match(MAIL, text, at);
  if (auto) {
    const href = auto[0].includes("://") ? auto[1] : `mailto:${auto[1]}`;
    const item = { leaves: [{ type: "text", text: auto[1], marks: [{ type: "link", attrs: { href, auto: true } }] }] };
    return { item, end: at + auto[0].length };
  }
  const line = match(BREAK, text, at);
  if (line) {
    const newline = text[at + line[0].length] === "\n" ? "\n" : "";
    const markup = line[0] + newline;
    return { item: { leaves: [leaf("hard_break", { markup })] }, end: at + markup.length };
  }
  const lost = match(COMMENT, text, at) ?? match(STRAY, text, at);
  if (lost) return { item: kept(lost[0]), end: at + lost[0].length };
  const open = match(OPEN, text, at);
  if (!open) return null;
  return element(text, at, open[0], open[1] ?? open[2] ?? open[3]) ?? { item: kept(open[0]), end: at + open[0].length };
}

function element(text, at, open, tag) {
  const closing = `</${tag}>`;
  const from = at + open.length;
  const to = text.indexOf(closing, from);
  const inner = text.slice(from, to);
  if (to < 0 || !inner.trim() || inner.includes(`<${tag}`) || inner.includes("`")) return null;
  const own = OWN[tag];
  const mark = own
    ? { type: own, attrs: { delim: open } }
    : { type: "element", attrs: { open, tag } };
  const leaves = readLeaves(inner);
  if (leaves.some((each) => each.type === "source_inline")) return null;
  return { item: { leaves: within(mark, leaves) }, end: to + closing.length };
}

function entity(text, at) {
  const found = match(ENTITY, text, at);
  if (!found) return null;
  const sign = decoded(found[0]);
  return { ...(sign ? { item: { text: sign, fixed: true } } : { plain: found[0] }), end: at + found[0].length };
}

function decoded(entity) {
  const sign = new DOMParser().parseFromString(entity, "text/html").body.textContent;
  return sign !== entity && /^[^\s\p{C}]$|^\u00a0$/u.test(sign) ? sign : null;
}

function transclusion(text, at) {
  const found = match(TRANSCLUSION, text, at);
  return found && { item: kept(found[0]), end: at + found[0].length };
}

function spaces(text, at) {
  const found = text.slice(at).match(/^ +\n/);
  if (!found) return null;
  if (found[0].length < 3) return { item: { leaves: [leaf("soft_break")] }, end: at + found[0].length };
  return { item: { leaves: [leaf("hard_break", { markup: "  \n" })] }, end: at + found[0].length };
}

function newline(text, at) {
  return { item: { leaves: [leaf("soft_break")] }, end: at + 1 };
}

function bareAddress(text, at) {
  if (/[^\s*_~^[('"]/.test(text[at - 1] ?? " ")) return null;
  const found = match(URL_START, text, at) ?? match(ADDRESS, text, at);
  if (!found) return null;
  const address = found[0].replace(/[?!.,:*_~^'"]+$/, "");
  return { item: { text: address, fixed: true }, end: at + address.length };
}

function delimiter(text, at, beside) {
  const sign = text[at];
  let end = at;
  while (text[end] === sign) end++;
  if (end - at > 3) throw new OddWords();
  const before = beside ? "." : (text[at - 1] ?? " ");
  const after = text[end] ?? " ";
  const wordly = sign === "_";
  const opens = !/\s/.test(after) && !(wordly && WORD.test(before));
  const closes = !/\s/.test(before) && !(wordly && WORD.test(after));
  return { item: { sign, count: end - at, length: end - at, opens, closes }, end };
}
