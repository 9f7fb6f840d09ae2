// Before a form with somebody's text is sent, asks whether the wiki can be reached, since a browser that cannot reach it
// leaves the text for a page of its own. If it cannot, the form stays, and says so.
const PATIENCE = 8_000; // milliseconds

export function stayWithoutNetwork(form) {
  const alert = form.querySelector("[data-no-network]");
  let asking = false;
  let reached = null; // the button whose form may be sent

  form.addEventListener("submit", async (event) => {
    const { submitter } = event;
    alert.textContent = "";
    if (reached && reached === submitter) return void (reached = null);
    if (["preview", "changes"].includes(submitter?.name) && !submitter.dataset.sends) return; // these are fetched
    event.preventDefault();
    event.stopImmediatePropagation(); // nothing leaves yet
    if (asking) return;
    asking = true;
    submitter?.setAttribute("aria-busy", "true");
    const isThere = await answers();
    asking = false;
    submitter?.removeAttribute("aria-busy");
    if (isThere) return go(submitter);
    alert.textContent = alert.dataset.noNetwork;
    alert.scrollIntoView({ block: "nearest" });
  }, { capture: true });
  addEventListener("online", () => (alert.textContent = ""));

  function go(submitter) {
    reached = submitter ?? form.querySelector("[name=publish]");
    form.requestSubmit(reached);
    reached = null;
  }
}

async function answers() {
  if (!navigator.onLine) return false;
  try {
    await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return true;
  } catch {
    return false;
  }
}
