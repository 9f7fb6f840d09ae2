// Pairs the signs about words (stars, underscores, tildes, carets) as the server does, by the rules of CommonMark.

const PAIRS = { "*": ["em", "strong"], _: ["em", "strong"], "~": ["sub", "strike"], "^": ["sup", "ins"] };

/** Words that the editor cannot hold, or that nobody reads with certainty. */
export class OddWords extends Error {}

/** Leaves with a mark about them. */
export const within = (mark, leaves) => leaves.map((each) => ({ ...each, marks: [mark, ...each.marks] }));

/** Pairs the delimiters of `items`, and gives their leaves. */
export function pair(items) {
  for (let close = 0; close < items.length; close++) {
    while (items[close].sign && items[close].closes && items[close].count) {
      const open = opener(items, close);
      if (open < 0) break;
      close = wrap(items, open, close);
    }
  }
  const groups = items.map(toLeaves).filter((leaves) => leaves.length);
  if (groups.some((leaves, place) => place && touch(groups[place - 1].at(-1), leaves[0]))) throw new OddWords();
  return join(groups.flat());
}

/** Whether the same mark ends and begins anew, which the document cannot say. */
function touch(one, other) {
  const [left] = one.marks;
  const [right] = other.marks;
  return Boolean(left && right) && left.type === right.type && left.attrs.href === right.attrs.href;
}

function opener(items, close) {
  const closer = items[close];
  for (let place = close - 1; place >= 0; place--) {
    const item = items[place];
    if (item.sign !== closer.sign || !item.opens || !item.count) continue;
    const ambiguous = closer.opens || item.closes;
    const sum = item.length + closer.length;
    if (ambiguous && sum % 3 === 0 && (item.length % 3 || closer.length % 3)) continue;
    if (sized(item, closer) === 1 && "~^".includes(item.sign) && hasSpace(items.slice(place + 1, close))) continue;
    return place;
  }
  return -1;
}

function sized(open, close) {
  const least = Math.min(open.count, close.count);
  return least === 3 ? 1 : Math.min(least, 2);
}

const hasSpace = (items) =>
  items.some((item) => (!item.fixed && /\s/.test(item.text ?? "")) || item.leaves?.some((each) => /_break$/.test(each.type)));

/** Makes one item of what lies between two delimiters; gives the new place of the closing one. */
function wrap(items, open, close) {
  const size = sized(items[open], items[close]);
  const { sign } = items[open];
  const mark = { type: PAIRS[sign][size - 1], attrs: { delim: sign.repeat(size) } };
  const leaves = within(mark, join(items.slice(open + 1, close).flatMap(toLeaves)));
  items[open].count -= size;
  items[close].count -= size;
  items.splice(open + 1, close - open - 1, { leaves });
  return open + 2;
}

function toLeaves(item) {
  if (item.leaves) return item.leaves;
  const text = item.sign ? item.sign.repeat(item.count) : item.text;
  return text ? [{ type: "text", text, marks: [] }] : [];
}

/** Leaves with texts of the same marks put together. */
function join(leaves) {
  const joined = [];
  for (const each of leaves) {
    const last = joined.at(-1);
    const alike = last?.type === "text" && each.type === "text" && JSON.stringify(last.marks) === JSON.stringify(each.marks);
    if (alike) joined[joined.length - 1] = { ...last, text: last.text + each.text };
    else joined.push(each);
  }
  return joined;
}
