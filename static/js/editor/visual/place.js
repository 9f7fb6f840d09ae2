// Between places in the document and places in its source: the same letters, followed one by one.

/** Where in the source the caret of `state` is, about. */
export function caretOf(origins, state) {
  const { doc, selection } = state;
  const pieces = origins.pieces(doc);
  let offset = doc.attrs.front.length;
  for (const piece of pieces) {
    const start = offset + piece.gap.length;
    if (selection.head <= piece.offset) return offset;
    if (selection.head < piece.offset + piece.node.nodeSize) {
      return start + follow(piece, selection.head - piece.offset - 1).source;
    }
    offset = start + piece.text.length;
  }
  return offset;
}

/** The place in `doc` of what stands at `offset` in its source, about. */
export function positionAt(origins, doc, offset) {
  const pieces = origins.pieces(doc);
  let passed = doc.attrs.front.length;
  for (const piece of pieces) {
    const start = passed + piece.gap.length;
    const end = start + piece.text.length;
    if (offset <= end) return piece.offset + 1 + follow(piece, Infinity, Math.max(0, offset - start)).inside;
    passed = end;
  }
  return doc.content.size;
}

/** Goes through the letters of a block in the node and in the text until either limit. */
function follow({ node, text }, inside, source = Infinity) {
  let at = 0;
  let reached = 0;
  let done = false;
  const letters = node.isTextblock ? [[node, -1]] : [];
  if (!letters.length) node.descendants((child, pos) => void (child.isTextblock && letters.push([child, pos])));
  for (const [block, start] of letters) {
    if (done) break;
    if (start + 1 > inside) break;
    reached = start + 1;
    block.forEach((child, offset) => {
      const signs = child.isText ? child.text : "";
      for (let place = 0; place < signs.length && !done; place++) {
        const here = start + 1 + offset + place;
        const found = text.indexOf(signs[place], at);
        if (here >= inside || found < 0 || found >= source) {
          done = true;
          return;
        }
        at = found + 1;
        reached = here + 1;
      }
    });
  }
  return { source: at, inside: reached };
}
