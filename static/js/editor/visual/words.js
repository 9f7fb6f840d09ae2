// Writes the words of a paragraph as Markdown, with as few backslashes as the server's reading allows.
import { OddWords, readLeaves } from "./inline.js";

const ADDRESS = /(?<![^\s*_~^[('"])(?:(?:ht|f)tps?:\/\/|www\.)\S+/gi;
const AS_HTML = { em: "em", strong: "strong", strike: "del", ins: "ins", sub: "sub", sup: "sup" };
const WORD = /[\p{L}\p{N}_]/u;

/** The leaves of a node's inline content: what `readLeaves` gives for the text that says the same. */
export function leavesOf(node) {
  const leaves = [];
  node.forEach((child) => {
    const marks = child.marks.map((mark) => ({ type: mark.type.name, attrs: mark.attrs }));
    leaves.push({ type: child.type.name, attrs: child.attrs, text: child.text, marks });
  });
  return leaves;
}

/** The Markdown of the inline content of `node`. In a table (`cell`) there are no lines, and "|" divides. */
export function writeInline(node, { cell = false, heading = false } = {}) {
  const leaves = leavesOf(node);
  const wanted = meaning(leaves, cell || heading);
  let text = "";
  for (const how of [{ apart: true }, {}, { plain: true }, { escape: true }, { escape: true, plain: true }, { escape: true, html: true }]) {
    text = trimmed(write(leaves, { ...how, cell, oneLine: cell || heading }));
    const unsplit = cell ? text.replace(/\\\|/g, "|") : text;
    if (meaningOf(unsplit, cell || heading) === wanted) break;
  }
  return cell || heading ? text : text.split("\n").map(guarded).join("\n");
}

function meaningOf(text, oneLine) {
  try {
    return meaning(readLeaves(text), oneLine);
  } catch (error) {
    if (error instanceof OddWords) return null;
    throw error;
  }
}

/** What leaves say, as a string to compare: depth, delimiters and spaces within marks make no difference. */
export function meaning(leaves, oneLine = false) {
  const said = leaves.flatMap(({ type, attrs, text, marks }) => {
    const all = marks.map(({ type: name, attrs: { href, title, tag } }) => [name, href, title, tag].filter(Boolean).join(" "));
    const key = [...new Set(all)].sort().join(",");
    if (type === "text") return [...text].map((sign) => (/\s/.test(sign) ? sign : sign + key));
    if (type === "hard_break") return ["\n\n"];
    if (type === "soft_break") return [oneLine ? " " : "\n"];
    const { target, label, tail, ...others } = attrs;
    return [type + JSON.stringify([target, label, tail, others]) + key];
  });
  return said
    .join("\u0001")
    .replace(/(?:[ \u0001])*\n\u0001?\n[ \n\u0001]*/g, "\n\n") // no spaces about line breaks
    .replace(/[ \u0001]*(?<!\n)\n(?!\n)[ \u0001]*/g, "\n")
    .replace(/^[\s\u0001]+|[\s\u0001]+$/g, "");
}

const trimmed = (text) => text.replace(/^\s+|\s+$/g, "");

/** The Markdown of leaves; `how.apart` keeps marks that were read at different depths apart where they touch. */
function write(leaves, how) {
  let at = 0;
  let text = "";
  while (at < leaves.length) {
    const run = longestRun(leaves, at, how.apart);
    if (!run) {
      text += leafText(leaves[at], how, text);
      at += 1;
    } else {
      const inner = leaves.slice(at, run.end).map((leaf) => ({
        ...leaf,
        marks: leaf.marks.filter((mark) => mark.type !== run.mark.type || !alike(mark, run.mark)),
      }));
      text += wrapped(run.mark, inner, how);
      at = run.end;
    }
  }
  return text;
}

const alike = (one, other) =>
  one.type === other.type && one.attrs.href === other.attrs.href && one.attrs.open === other.attrs.open;

/** The mark at `at` that goes on for longest, outermost first among those of equal length; code always last. */
function longestRun(leaves, at, apart) {
  let best = null;
  for (const mark of leaves[at].marks) {
    if (mark.type === "code" && leaves[at].marks.length > 1) continue;
    let end = at + 1;
    const goesOn = (other) => alike(mark, other) && (!apart || mark.attrs.level === other.attrs.level);
    while (end < leaves.length && !mark.attrs.auto && leaves[end].marks.some(goesOn)) end++;
    const closer = !best || end > best.end || (end === best.end && mark.attrs.level < best.mark.attrs.level);
    if (closer) best = { mark, end };
  }
  return best;
}

function wrapped(mark, inner, how) {
  if (mark.type === "code") return codeText(inner);
  if (mark.type === "link") return linkText(mark.attrs, inner, how);
  const [, before, text, after] = write(inner, how).match(/^(\s*)([^]*?)(\s*)$/);
  if (!text) return before;
  if (mark.type === "element") return `${before}${mark.attrs.open}${text}</${mark.attrs.tag}>${after}`;
  const { delim } = mark.attrs;
  const tag = how.html || delim[0] === "<" ? AS_HTML[mark.type] : null;
  if (tag) return `${before}<${tag}>${text}</${tag}>${after}`;
  const sign = how.plain ? delim.replaceAll("_", "*") : delim;
  return before + sign + text + sign + after;
}

function codeText(leaves) {
  const text = leaves.map((leaf) => leaf.text ?? "\n").join("");
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  const room = /^`|`$/.test(text) ? " " : "";
  return ticks + room + text + room + ticks;
}

function linkText({ href, title, auto }, inner, how) {
  const plain = inner.map((leaf) => leaf.text ?? "").join("");
  if (auto && (plain === href || `mailto:${plain}` === href)) return `<${plain}>`;
  const address = /[\s()<>"'\\]/.test(href) ? `<${href.replace(/[<>\n]/g, encodeURIComponent)}>` : href;
  const said = title ? ` "${title.replaceAll('"', "”")}"` : "";
  return `[${write(inner, how)}](${address}${said})`;
}

function leafText({ type, attrs, text }, how, before) {
  if (type === "text") {
    const escaped = how.escape ? escape(text, before.at(-1) ?? " ") : text;
    return how.cell ? stroked(escaped) : escaped;
  }
  if (type === "wikilink") return `[[${attrs.target}${attrs.label === null ? "" : `|${attrs.label}`}]]${attrs.tail ?? ""}`;
  if (type === "footnote_mark") return `[^${attrs.label}]`;
  if (type === "hard_break") return how.oneLine ? "<br>" : attrs.markup;
  if (type === "soft_break") return how.oneLine ? " " : "\n";
  return attrs.text;
}

const stroked = (text) => text.replace(/\\?\|/g, "\\|");

/** `text` with backslashes before the signs that could mean something where they stand. */
function escape(text, previous) {
  const addresses = [...text.matchAll(ADDRESS)].map((found) => [found.index, found.index + found[0].length]);
  return [...text.matchAll(/[^]/gu)]
    .map(({ 0: sign, index: at }) => {
      if (addresses.some(([from, to]) => at >= from && at < to)) return sign;
      const before = text[at - 1] ?? previous;
      const after = text[at + sign.length] ?? " ";
      return means(sign, before, after, text.slice(at)) ? (REPLACED[sign] ?? `\\${sign}`) : sign;
    })
    .join("");
}

const REPLACED = { "<": "&lt;", "&": "&amp;" };

function means(sign, before, after, rest) {
  if (sign === "`" || sign === "[") return true;
  if (sign === "\\") return /[\\`*_{}[\]()>#+\-.!|~^ ]/.test(after);
  if (sign === "<") return /[a-z/!]/i.test(after);
  if (sign === "&") return /^&(?:#\w+|\w+);/.test(rest);
  if (sign === "{") return after === "{";
  if (sign === "_") return !(WORD.test(before) && WORD.test(after));
  return "*~^".includes(sign) && !(/\s/.test(before) && /\s/.test(after));
}

/** A line whose beginning would make it something else than words, with a backslash before that beginning. */
function guarded(line) {
  const numbered = line.match(/^(\d{1,9})([.)] )/);
  if (numbered) return `${numbered[1]}\\${line.slice(numbered[1].length)}`;
  if (/^(?:#{1,6}(?:\s|$)|>|[-*+](?: |$)|`{3}|~{3}|-+ *$|([-*_])(?: *\1){2,} *$)/.test(line)) return `\\${line}`;
  if (/^(?:: |=+ *$)/.test(line)) return `&#${line.charCodeAt(0)};${line.slice(1)}`;
  if (/^\[\^?[^\]]*\]:/.test(line)) return line.replace("]:", "]&#58;");
  if (/^<(?:details|summary|div|\/details|\/div)\b/.test(line)) return `&lt;${line.slice(1)}`;
  return line;
}
