// Says that what was typed before is back, and how old it is, with a button that empties the form again.
import { ago } from "./ago.js";

export function sayBack(line, words, at, empty) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset.variant = "tertiary";
  button.textContent = words.empty;
  button.addEventListener("click", () => {
    line.textContent = "";
    empty();
  });
  line.replaceChildren(words.back.replace("{ago}", ago(at)), " ", button);
}
