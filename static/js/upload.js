// The form for a file: suggests a name, and asks only for what the chosen file needs.
import { describing } from "./uploads/describing.js";

export default function upload(form) {
  if (!form.querySelector('[data-part="alt"]')) return;
  const describe = describing(form);
  form.elements.file.addEventListener("change", () => {
    const file = form.elements.file.files[0];
    if (file) describe.begin(file);
  });
}
