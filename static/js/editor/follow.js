// Keeps the preview beside the text near what is being written: the same heading, and about as far below it.
const HEADING = /^ {0,3}#{1,6}[ \t]+\S/;
const FENCE = /^ *(`{3,}|~{3,})/;

export function follow(editor, pane) {
  const source = editor.text();
  const starts = headings(source);
  const caret = editor.surface.caret();
  const shown = [...pane.querySelectorAll("h2, h3, h4, h5, h6")].filter((each) => !each.closest("blockquote, li"));
  if (shown.length !== starts.length) starts.length = shown.length = 0; // by the length of the text alone
  const above = starts.filter((start) => start <= caret).length;
  const [from, to] = [starts[above - 1] ?? 0, starts[above] ?? source.length];
  const top = (heading, otherwise) => (heading ? heading.offsetTop - pane.firstElementChild.offsetTop : otherwise);
  const [first, last] = [top(shown[above - 1], 0), top(shown[above], pane.scrollHeight)];
  const share = to > from ? Math.min(1, Math.max(0, caret - from) / (to - from)) : 0;
  pane.scrollTop = first + (last - first) * share - pane.clientHeight / 3;
}

// Where the lines start that are headings.
function headings(source) {
  const starts = [];
  let [at, fence] = [0, ""];
  for (const line of source.split("\n")) {
    const marks = FENCE.exec(line)?.[1] ?? "";
    if (fence) {
      if (marks.startsWith(fence)) fence = "";
    } else if (marks) {
      fence = marks;
    } else if (HEADING.test(line)) {
      starts.push(at);
    }
    at += line.length + 1;
  }
  return starts;
}
