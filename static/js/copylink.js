// A click on a heading's "#" also copies the whole address of that place.
import tell from "./toast.js";

export default function copylink(text, event) {
  text.addEventListener("click", copy);
  copy(event); // for the click that fetched this
}

async function copy(event) {
  const anchor = event.target.closest("a.anchor");
  if (!anchor) return;
  const said = document.getElementById("mk-status").dataset;
  try {
    await navigator.clipboard.writeText(anchor.href);
    tell(said.textCopied);
  } catch {
    tell(said.textNotCopied);
  }
}
