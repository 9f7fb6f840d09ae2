// Warns before one leaves a form whose text has been changed and neither sent nor kept (data-kept, set by whatever keeps
// drafts). The browser words the warning.
export default function unsaved(form) {
  const text = () => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  const before = text();
  let sent = false;
  form.addEventListener("submit", () => {
    sent = true;
  });
  addEventListener("pageshow", () => {
    sent = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!sent && form.dataset.kept !== "yes" && text() !== before) event.preventDefault();
  });
}
