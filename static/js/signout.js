// Leaves nothing that was written on a shared computer, and asks first where something has not reached the wiki.
import { forgetAll, isEmpty } from "./editor/drafts/local.js";

export default function signout(menu) {
  const form = menu.querySelector("form[action='/signout']");
  form?.addEventListener("submit", (event) => {
    if (isEmpty()) return;
    if (confirm(form.dataset.confirm)) forgetAll();
    else event.preventDefault();
  });
}
