// A click on a heading's "#" also copies the whole address of that place.
export default function copylink(text, event) {
  text.addEventListener("click", copy);
  copy(event); // for the click that fetched this
}

async function copy(event) {
  const anchor = event.target.closest("a.anchor");
  if (!anchor) return;
  const status = document.getElementById("mk-status");
  try {
    await navigator.clipboard.writeText(anchor.href);
    status.textContent = status.dataset.textCopied;
  } catch {
    status.textContent = status.dataset.textNotCopied;
  }
  clearTimeout(copy.timer);
  copy.timer = setTimeout(() => {
    status.textContent = "";
  }, 5000);
}
