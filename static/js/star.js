// A star begins and stops watching where it stands; without script its form does the same by way of a new page.
import tell from "./toast.js";

export default function star(form) {
  const button = form.querySelector("button");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (button.ariaDisabled === "true") return;
    button.ariaDisabled = "true";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "manual",
      });
      if (!answer.ok) throw new Error(answer.status);
      const { watched, said } = await answer.json();
      show(form, watched);
      tell(said);
    } catch {
      tell(form.dataset.textFailed);
    }
    button.ariaDisabled = null;
  });
}

function show(form, watched) {
  form.action = watched ? "/unwatch" : "/watch";
  form.querySelector("button").ariaPressed = String(watched);
  form.querySelector("button").title = form.querySelector(watched ? ".star-on" : ".star-off").textContent.trim();
  form.querySelector(".star-on").hidden = !watched;
  form.querySelector(".star-off").hidden = watched;
}
