// Says what could be better in the text: asks the wiki when somebody has stopped typing, and shows what it answers.
import { placed, whereNow } from "./advice/places.js";
import { button, tips } from "./advice/tips.js";

const PAUSE = 1500; // milliseconds without typing
const ENOUGH = 3; // tips: with more than that the ones that are always true would be in the way
const ANSWER = "\ufffc"; // stands in a remedy for what the writer answers

export function attachAdvice(editor) {
  const panel = editor.form.querySelector("[data-advice]");
  if (!panel) return;
  const find = (name) => editor.form.querySelector(`[data-${name}]`);
  const texts = JSON.parse(panel.dataset.texts);
  const hidden = hiddenTips(`advice:${panel.dataset.name}`);
  const said = find("advice-said");
  let findings = [];
  let timer = 0;
  let asking = null;
  let refused = null; // the token of a form that nobody is signed in for any more

  const update = tips(panel, find("found"), texts, { show, mend, hide });

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  async function ask() {
    clearTimeout(timer);
    asking?.abort();
    asking = new AbortController();
    const text = editor.text();
    const answer = await answerTo(text, asking.signal).catch(() => null);
    if (!answer || text !== editor.text()) return; // offline, or something else has been written meanwhile
    findings = placed(answer.findings, text).filter((finding) => !hidden.has(finding.key));
    render();
    renderEase(answer.ease);
  }

  async function answerTo(text, signal) {
    const { csrf_token: token, section } = editor.form.elements;
    if (token.value === refused) return null;
    const answer = await fetch(panel.dataset.advice, {
      method: "POST",
      signal,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token.value },
      body: JSON.stringify({ text, name: panel.dataset.name, section: section?.value ?? "" }),
    });
    if ([400, 401, 403].includes(answer.status)) refused = token.value;
    return answer.ok ? answer.json() : null;
  }

  function render() {
    const seen = new Map(findings.map((finding) => [finding.key, finding])); // the same words twice are one tip
    findings = [...seen.values()];
    update(findings);
    find("always").hidden = findings.length > ENOUGH;
    const toMend = findings.filter((finding) => finding.severity === "fix");
    const words = (toMend.length === 1 ? texts.one : texts.several).replace("%(count)s", toMend.length);
    for (const place of ["pill", "last-look"]) {
      const element = find(place);
      if (!element) continue;
      element.hidden = toMend.length === 0;
      element.querySelector("[data-count]").textContent = words;
    }
    find("last-look")?.querySelector("[data-list]").replaceChildren(...toMend.map(line));
  }

  function line(finding) {
    const item = document.createElement("li");
    item.append(button(finding.title, () => show(finding)));
    return item;
  }

  function renderEase(ease) {
    find("ease").hidden = !ease;
    if (!ease) return;
    find("ease-value").textContent = ease.value;
    find("ease-words").textContent = ease.words;
    find("ease").querySelector(".at").dataset.at = ease.place;
  }

  function show(finding) {
    const start = whereNow(editor.text(), finding.about, finding.start);
    if (start === -1) return changedMeanwhile();
    reveal(editor.surface, start, start + finding.about.length);
  }

  function mend(finding, number, answer = "") {
    const fix = finding.fixes[number];
    const text = editor.text();
    const from = whereNow(text, fix.before, fix.from);
    if (from === -1) return changedMeanwhile();
    const insert = fix.text.replace(ANSWER, () => plain(answer));
    editor.setText(text.slice(0, from) + insert + text.slice(from + fix.before.length));
    reveal(editor.surface, from + insert.length, from + insert.length);
    findings = findings.filter((each) => each !== finding);
    finish(texts.done);
    ask();
  }

  function hide(finding) {
    hidden.add(finding.key);
    findings = findings.filter((each) => each !== finding);
    finish(texts.hidden);
  }

  function finish(words) {
    render();
    said.textContent = findings.length ? words : `${words} ${texts.none}`;
  }

  function changedMeanwhile() {
    said.textContent = texts.gone;
    ask();
  }

  editor.on("change", plan);
  editor.on("surface", plan);
  plan();
}

// The caret goes to the place, and the place into sight.
function reveal(surface, start, end) {
  surface.focus();
  surface.setCaret(start);
  const { element } = surface;
  if (element instanceof HTMLTextAreaElement) element.setSelectionRange(start, end);
  const box = surface.rectAt?.(start) ?? (getSelection().rangeCount > 0 && getSelection().getRangeAt(0).getBoundingClientRect());
  if (box && (box.top < innerHeight * 0.2 || box.bottom > innerHeight * 0.7)) scrollBy({ top: box.top - innerHeight * 0.35 });
}

function selectedPlace() {
  const selection = getSelection();
  return selection.rangeCount > 0 ? selection.getRangeAt(0).getBoundingClientRect() : null;
}

// What stands within a link or a picture may not end it.
const plain = (answer) => answer.replace(/[[\]|\s]+/g, " ").trim();

// Which tips the writer does not want to see, as long as the window is open.
function hiddenTips(name) {
  const read = () => {
    try {
      return new Set(JSON.parse(sessionStorage.getItem(name) ?? "[]"));
    } catch {
      return new Set(); // no storage here: forget them with the page
    }
  };
  const keys = read();
  return {
    has: (key) => keys.has(key),
    add(key) {
      keys.add(key);
      try {
        sessionStorage.setItem(name, JSON.stringify([...keys]));
      } catch {
        // the set itself still knows
      }
    },
  };
}
