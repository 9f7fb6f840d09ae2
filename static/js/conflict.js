// Tells how many places are left to choose, leads to one's own wording, and warns before choices are lost.
import { markSent, takeSent } from "./editor/drafts/local.js";

export default function conflict(form) {
  const copy = takeSent(); // the text as it was sent: it stays on this device until something is published
  const meetings = form.querySelector("[data-meetings]");
  const left = form.querySelector("[data-left]");
  const places = [...form.querySelectorAll("fieldset.meeting")];
  let chosen = false;
  let sent = false;

  form.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return;
    chosen = true;
    tell();
    if (target.value === "own") target.closest("fieldset").querySelector("textarea").focus();
  });
  form.addEventListener("submit", () => {
    sent = true;
    if (copy) markSent(copy);
  });
  tell();
  addEventListener("pageshow", () => {
    sent = false;
    tell(); // a browser that goes back puts choices back
  });
  addEventListener("beforeunload", (event) => {
    if (chosen && !sent) event.preventDefault();
  });

  function tell() {
    const open = places.filter((place) => !place.querySelector("input:checked"));
    for (const place of places) if (!open.includes(place)) place.classList.remove("is-open");
    const { count, textLeft, textDone } = meetings.dataset;
    left.textContent = open.length ? textLeft.replace("{left}", open.length).replace("{all}", count) : textDone;
  }
}
