// Marked words on a page can be asked about: a quiet button below them opens the form for a new topic, with the words in
// it. It stands after the paragraph in the page's order, and Tab from the marked words comes to it.
const PAUSE = 150; // milliseconds after the last change of what is marked
const SHORTEST = 3; // characters
const LONGEST = 600;
const AROUND = 80;
const NO_WORDS = ".heading-tools, .file-kind, .footnote-ref, .footnote-backref, .quoted-by, .ask-about, .examples-panel";
const BLOCKS = "p, li, dt, dd, td, th, h2, h3, h4, h5, h6, pre, figcaption, tr";

export default function askabout(article) {
  const { words, address, revision } = JSON.parse(article.dataset.ask);
  const link = document.createElement("a");
  link.className = "ds-button ask-about";
  link.dataset.variant = "secondary";
  link.textContent = words;
  let timer;

  const look = () => {
    const range = marked(article);
    const text = range ? wordsOf(range) : "";
    if (text.length < SHORTEST) return link.remove();
    link.href = `${address}?${new URLSearchParams({
      quote: text.slice(0, LONGEST),
      section: sectionOf(article, range),
      before: before(article, range),
      revision,
    })}#new`;
    const block = [...article.children].find((child) => child.contains(range.endContainer)) ?? article.lastElementChild;
    if (block.nextElementSibling !== link) block.after(link); // what is moved loses the focus
    place(link, range, article);
  };
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") link.remove();
    // A click in the text puts the focus on all of the page's content, from whose beginning Tab would go.
    if (event.key !== "Tab" || event.shiftKey || !link.isConnected || !document.activeElement.matches("main, body")) return;
    event.preventDefault();
    link.focus();
  });
  link.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay marked
  look(); // a double click has marked a word before this was fetched
}

// What is marked of the page's text, if it begins there. Three clicks on its last paragraph mark into what follows it.
function marked(article) {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!article.contains(range.startContainer)) return null;
  if (!article.contains(range.endContainer)) range.setEnd(article, article.childNodes.length);
  return whole(range);
}

// Half words at either end become whole ones: nobody marks with care on a phone.
function whole(range) {
  const { startContainer: first, endContainer: last } = range;
  const isLetter = (text, at) => /[\p{L}\p{N}]/u.test(text[at] ?? "");
  if (first.nodeType === Node.TEXT_NODE) {
    let at = range.startOffset;
    while (at > 0 && isLetter(first.data, at) && isLetter(first.data, at - 1)) at -= 1;
    range.setStart(first, at);
  }
  if (last.nodeType === Node.TEXT_NODE) {
    let at = range.endOffset;
    while (at > 0 && isLetter(last.data, at - 1) && isLetter(last.data, at)) at += 1;
    range.setEnd(last, at);
  }
  return range;
}

function wordsOf(range) {
  const part = range.cloneContents();
  part.querySelectorAll(NO_WORDS).forEach((each) => each.remove());
  part.querySelectorAll(BLOCKS).forEach((block) => block.append(" "));
  return part.textContent.replace(/\s+/g, " ").trim();
}

function sectionOf(article, range) {
  const above = [...article.querySelectorAll("h2[id], h3[id], h4[id], h5[id], h6[id]")].filter((heading) => {
    return heading.compareDocumentPosition(range.startContainer) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY);
  });
  return above.at(-1)?.id ?? "";
}

function before(article, range) {
  const until = document.createRange();
  until.setStart(article, 0);
  until.setEnd(range.startContainer, range.startOffset);
  return wordsOf(until).slice(-AROUND);
}

// Below the end of what is marked, where a phone's own menu does not stand, and within the text's width.
function place(link, range, article) {
  const end = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
  const frame = article.getBoundingClientRect();
  link.style.insetBlockStart = `${end.bottom - frame.top + 8}px`;
  link.style.insetInlineStart = `${Math.max(0, Math.min(end.left - frame.left, frame.width - link.offsetWidth))}px`;
}
