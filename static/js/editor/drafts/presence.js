// Says each half minute that the editor is open, and shows who else has one.
const BEAT = 30_000;
const ASLEEP = 600_000; // a window that nobody looks at or types in

const SVG = "http://www.w3.org/2000/svg";

export function presence(editor, desk, wiki, texts) {
  const box = editor.form.querySelector("[data-editing-now]");
  let told = [...box.querySelectorAll("p")].slice(0, -1).map((line) => line.textContent.trim()).join("\n");
  let active = Date.now();

  editor.on("change", () => {
    active = Date.now();
  });
  const beat = async () => {
    if (document.hidden && Date.now() - active > ASLEEP) return;
    const { others } = await wiki.ask("POST", desk.dataset.presence, {});
    if (others) show(others);
  };
  const leave = () => wiki.ask("POST", desk.dataset.presence, { left: "1" }, true);
  let timer = setInterval(beat, BEAT);
  beat();
  addEventListener("pagehide", () => {
    clearInterval(timer);
    leave();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    timer = setInterval(beat, BEAT);
    beat();
  });

  // What has been said is not said again: the box changes only when the people do.
  function show(others) {
    if (others.join("\n") === told) return;
    told = others.join("\n");
    box.hidden = others.length === 0;
    if (!others.length) return box.replaceChildren();
    const lines = document.createElement("div");
    for (const words of [...others, box.dataset.more]) {
      const line = document.createElement("p");
      line.textContent = words;
      lines.append(line);
    }
    box.replaceChildren(sign(), lines);
  }

  function sign() {
    const svg = document.createElementNS(SVG, "svg");
    svg.classList.add("icon");
    for (const [name, value] of [["width", 20], ["height", 20], ["aria-hidden", "true"]]) svg.setAttribute(name, value);
    const use = document.createElementNS(SVG, "use");
    use.setAttribute("href", texts.icon);
    svg.append(use);
    return svg;
  }
}
