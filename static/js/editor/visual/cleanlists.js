// Lists that are pasted, in the ways that programs write them: nested, as neighbours, or as paragraphs with a marker.
import { schema } from "./schema.js";
import { wordsOf } from "./cleanwords.js";

const n = schema.nodes;
const NUMBER = /^\(?(?:\d+|[a-z]{1,2}|[ivxlc]+)[.)]/i;

/** Level and kind of a paragraph that Word means as an item; null for any other element. */
export function officeItem(node) {
  if (node.nodeType !== 1 || !/^(?:P|DIV)$/.test(node.nodeName)) return null;
  const level = node.dataset.style?.match(/mso-list\s*:\s*l\d+\s+level(\d+)/i)?.[1];
  if (!level) return null;
  const marker = node.querySelector("[data-marker]")?.dataset.marker ?? "";
  return { level: Number(level), ordered: NUMBER.test(marker), start: Number(marker.match(/\d+/)?.[0] ?? 1) };
}

/** The lists that neighbours make together. `inside` gives the blocks of what an item holds. */
export function listNodes(elements, inside) {
  const items = elements.flatMap((element) => {
    const item = officeItem(element);
    return item ? [{ ...item, blocks: [n.paragraph.create(null, wordsOf([...element.childNodes]))] }] : flat(element, 1, inside);
  });
  return grown(items.filter((item) => item.blocks.some((block) => block.content.size || block.isAtom)));
}

/** The items of a list with their levels, also where a list within is a neighbour of the item it belongs to. */
function flat(list, level, inside) {
  const ordered = list.nodeName === "OL";
  const start = Number(list.getAttribute("start") ?? 1) || 1;
  const items = [];
  for (const child of list.children) {
    if (/^[UO]L$/.test(child.nodeName)) {
      items.push(...flat(child, level + 1, inside));
      continue;
    }
    const said = Number(child.getAttribute("aria-level") ?? child.dataset.ariaLevel);
    const own = said > 0 ? said : level;
    const lists = [...child.children].filter((each) => /^[UO]L$/.test(each.nodeName));
    const others = [...child.childNodes].filter((each) => !lists.includes(each));
    items.push({ level: own, ordered, start: start + items.filter((item) => item.level === own).length, blocks: inside(others) });
    for (const inner of lists) items.push(...flat(inner, own + 1, inside));
  }
  return items;
}

/** Lists within lists, from items with levels. */
function grown(items) {
  const lists = [];
  let at = 0;
  while (at < items.length) {
    const { level, ordered } = items[at];
    const children = [];
    const { start } = items[at];
    while (at < items.length && (items[at].level > level || items[at].ordered === ordered)) {
      if (items[at].level < level) break;
      const item = items[at++];
      const deeper = [];
      while (at < items.length && items[at].level > level) deeper.push(items[at++]);
      children.push(n.list_item.create(null, [...content(item.blocks), ...grown(deeper)]));
    }
    if (!children.length) break;
    lists.push(ordered ? n.ordered_list.create({ start }, children) : n.bullet_list.create(null, children));
  }
  return lists;
}

/** What an item can hold: paragraphs, with code and lists after the first. */
function content(blocks) {
  const held = blocks.flatMap((block) => {
    if (["paragraph", "bullet_list", "ordered_list", "code_block"].includes(block.type.name)) return [block];
    if (block.isTextblock) return [n.paragraph.create(null, block.content)];
    const inner = [];
    block.descendants((child) => void (child.type === n.paragraph && inner.push(child)));
    return inner;
  });
  return held[0]?.type === n.paragraph ? held : [n.paragraph.create(), ...held];
}
