// The tips beside the text. A tip that is still true when the wiki is asked again stays the element that it was, so that
// neither the focus nor an answer that is being written is lost.
let made = 0; // tips, for ids
const ICONS = { copy: "link", missing: "link", address: "link", lix: "book", personal: "user" };

/** Keeps `list` as a list of findings. `act` has show(finding), mend(finding, fix, answer) and hide(finding). */
export function tips(panel, list, texts, act) {
  const shown = new Map();
  const clone = (name) => panel.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);

  return function update(findings) {
    const wanted = new Set(findings.map((finding) => finding.key));
    for (const [key, tip] of shown) {
      if (wanted.has(key)) continue;
      if (tip.element.contains(document.activeElement)) panel.querySelector("h2").focus();
      tip.element.remove();
      shown.delete(key);
    }
    findings.forEach((finding, place) => {
      const tip = shown.get(finding.key) ?? make(finding);
      tip.finding = finding;
      shown.set(finding.key, tip);
      if (list.children[place] !== tip.element) list.insertBefore(tip.element, list.children[place] ?? null);
    });
    list.hidden = findings.length === 0;
  };

  function make(finding) {
    const tip = { finding, element: clone("finding") };
    const { element } = tip;
    element.classList.toggle("fix", finding.severity === "fix");
    const icon = ICONS[finding.code] ?? (finding.severity === "fix" ? "warn" : "info");
    element.querySelector("use").setAttribute("href", `${panel.dataset.icons}#${icon}`);
    const title = element.querySelector("[data-title]");
    title.textContent = finding.title;
    title.id = `mk-tip-${++made}`;
    element.querySelector("[data-text]").textContent = finding.text;
    const acts = element.querySelector("[data-acts]");
    const show = acts.querySelector("[data-show]");
    show.hidden = finding.start === finding.end;
    show.addEventListener("click", () => act.show(tip.finding));
    const asking = finding.fixes.find((fix) => fix.question);
    if (asking) acts.before(question(tip, asking));
    else finding.fixes.forEach((fix, number) => acts.append(button(fix.label, () => act.mend(tip.finding, number))));
    acts.append(button(finding.code === "copy" ? texts.keep : texts.hide, () => act.hide(tip.finding)));
    for (const each of element.querySelectorAll("button, summary")) each.setAttribute("aria-describedby", title.id);
    return tip;
  }

  // What cannot be mended without a word from whoever writes: a field for it, and the other ways out beside it.
  function question(tip, asking) {
    const details = clone("question");
    details.querySelector("[data-words]").textContent = asking.question;
    const input = details.querySelector("input");
    const choices = details.querySelector("[data-choices]");
    tip.finding.fixes.forEach((fix, number) => {
      const mend = () => {
        if (fix.question && !input.value.trim()) return input.focus();
        return act.mend(tip.finding, number, input.value);
      };
      choices.append(button(fix.label, mend));
      if (fix !== asking) return;
      input.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing) return;
        event.preventDefault(); // or the page would be published
        mend();
      });
    });
    details.addEventListener("toggle", () => details.open && input.focus());
    for (const name of ["input", "change"]) input.addEventListener(name, (event) => event.stopPropagation());
    return details;
  }
}

export function button(words, act) {
  const element = document.createElement("button");
  element.type = "button";
  element.textContent = words;
  element.addEventListener("click", act);
  return element;
}
