// Reads lists as the server does: which item a line belongs to, how deep, and what stands apart from what.
import {
  DEFINITION,
  FENCE,
  FOOTNOTE,
  HARD_TO_HOLD,
  ITEM,
  REFERENCE,
  WIDE_RULE,
  expanded,
  isBlank,
  isItem,
  readBlocks,
  readFence,
  source,
  standsAlone,
  startsTable,
} from "./blocks.js";

class Unusual extends Error {}

/** The list that begins at `at`, or nothing. */
export function readList(lines, at) {
  if (!isItem(expanded(lines[at]))) return null;
  const end = listEnd(lines, at);
  try {
    return readItems(lines, at, end);
  } catch (error) {
    if (error instanceof Unusual) return source(at, end, "list");
    throw error;
  }
}

/** Where the whole list with all that is in it ends: at what an empty line and too little indentation separates. */
function listEnd(lines, at) {
  const first = expanded(lines[at]).match(ITEM);
  let end = at + 1;
  for (let place = at + 1; place < lines.length; place++) {
    const line = expanded(lines[place]);
    if (isBlank(line)) continue;
    const item = line.match(ITEM);
    const afterBlank = isBlank(lines[place - 1]);
    const column = line.length - line.trimStart().length;
    const shallow = column < first[1].length + 2;
    if (shallow && standsAlone(lines, place)) break;
    if (shallow && WIDE_RULE.test(line)) break;
    if (shallow && afterBlank && !(item && Boolean(item[2]) === Boolean(first[2]))) break;
    if (FENCE.test(line)) place = readFence(lines, place).to - 1;
    end = place + 1;
  }
  return end;
}

/** A list whose items all begin at one depth; raises `Unusual` where the server's reading is not plain. */
function readItems(lines, at, end) {
  const items = [];
  let item = null;
  let together = true; // whether what stands together, without an empty line, began with an item of this depth
  let apart = false; // whether an empty line, or a block of code, which stands by itself, is right before
  for (let place = at; place < end; place++) {
    const line = expanded(lines[place]);
    const found = line.match(ITEM);
    const column = line.length - line.trimStart().length;
    if (FENCE.test(line) && column >= item.column + 2) {
      const fence = readFence(lines, place);
      if (fence.type === "source") throw new Unusual();
      for (; place < fence.to; place++) item.lines.push(dedented(lines[place], item.column + 2));
      place -= 1;
      item.to = place + 1;
      apart = true;
      continue;
    } else if (found && !WIDE_RULE.test(line) && (!item || found[1].length < item.column + 2)) {
      if (item && Boolean(found[2]) !== Boolean(items[0].bullet)) throw new Unusual();
      if (HARD_TO_HOLD.test(found[5]) || startsTable(lines, place) || !(together || apart)) throw new Unusual();
      const loose = Boolean(item) && apart;
      together = true;
      const wide = found[0].length - found[5].length;
      item = { from: place, column: found[1].length, bullet: found[2], number: found[3], loose, lines: [found[5]], wide };
      items.push(item);
    } else if (isBlank(line)) {
      item.lines.push("");
    } else {
      const alone = standsAlone(lines, place) || WIDE_RULE.test(line) || startsTable(lines, place) || DEFINITION.test(line);
      if (alone || FOOTNOTE.test(line.trim()) || REFERENCE.test(line.trim()) || /^(?:=+|-+) *$/.test(line.trim())) throw new Unusual();
      item.lines.push(apart || found ? dedented(line, item.column + 2) : line.trimStart());
      together &&= !apart;
    }
    apart = isBlank(line);
    item.to = place + 1;
  }
  for (const each of items) {
    while (isBlank(each.lines.at(-1))) each.lines.pop();
    while (isBlank(lines[each.to - 1])) each.to--;
    each.written = lines.slice(each.from, each.to);
    each.blocks = readContent(each.lines);
  }
  return { type: items[0].bullet ? "bullet_list" : "ordered_list", from: at, to: end, items };
}

const dedented = (line, columns) => expanded(line).replace(new RegExp(`^ {0,${columns}}`), "");

/** What an item holds: a paragraph first, then paragraphs, lists and code. */
function readContent(lines) {
  const blocks = readBlocks(lines, true);
  blocks.forEach((block, place) => {
    if (!["paragraph", "bullet_list", "ordered_list", "code_block"].includes(block.type)) throw new Unusual();
    block.spaced = place > 0 && isBlank(lines[block.from - 1]);
    const before = blocks[place - 1]?.type;
    if (place > 0 && !block.spaced && block.type !== "code_block" && !(before === "paragraph" && place === 1)) throw new Unusual();
  });
  if (blocks[0].type !== "paragraph") throw new Unusual();
  return blocks;
}
