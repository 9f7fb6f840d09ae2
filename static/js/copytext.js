// Buttons that copy what stands in the field they belong to.
export default function copytext(section) {
  section.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    const status = document.getElementById("mk-status");
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = section.dataset.textCopied;
    } catch {
      status.textContent = section.dataset.textNotCopied;
    }
    clearTimeout(copytext.timer);
    copytext.timer = setTimeout(() => {
      status.textContent = "";
    }, 5000);
  });
}
