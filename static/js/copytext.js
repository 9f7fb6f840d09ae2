// Buttons that copy what stands in the field they belong to.
import tell from "./toast.js";

export default function copytext(section) {
  section.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      tell(section.dataset.textCopied);
    } catch {
      tell(section.dataset.textNotCopied);
    }
  });
}
