// Suggestions where one writes: a list below the line, for as long as [[, {{ or @ is open there.
import { find, headings } from "./choices.js";
import { count, listbox, make } from "./listbox.js";
import { placeAt } from "./place.js";

const WAIT = 90; // milliseconds from the last key to the question
let made = 0;

export function suggestIn(surface, { kinds, texts }) {
  const { element } = surface;
  const gone = new AbortController();
  const popup = make("div", { class: "picker", hidden: "" });
  const status = make("p", { class: "ds-sr-only", role: "status" });
  const hint = make("p", { class: "picker-hint", "aria-hidden": "true" });
  const list = listbox({
    id: `mk-picker-list-${(made += 1)}`,
    label: texts.list,
    texts,
    onMove: (id) => (id ? element.setAttribute("aria-activedescendant", id) : element.removeAttribute("aria-activedescendant")),
    onChoose: (choice) => choose(choice),
    onOpen: (choice) => openHeadings(choice),
  });
  popup.append(list.element, hint);
  (element.closest("main") ?? document.body).append(popup, status); // within the landmark that the text is in

  let trigger = null;
  let timer;
  let question = new AbortController();
  let place = null;

  const close = () => {
    clearTimeout(timer);
    question.abort();
    place?.stop();
    place = trigger = null;
    popup.hidden = true;
    status.textContent = "";
    // What takes many lines is no combobox, so it has no aria-expanded: the message says that there is a list.
    for (const name of ["aria-controls", "aria-activedescendant", "aria-autocomplete"]) element.removeAttribute(name);
  };

  const show = (found, words) => {
    if (!trigger) return;
    list.show(found, true);
    status.textContent = words;
    hint.textContent = found.some((choice) => choice.isPage && choice.exists) ? texts.hint : "";
    popup.hidden = found.length === 0;
    if (popup.hidden) return;
    element.setAttribute("aria-controls", list.element.id);
    element.setAttribute("aria-autocomplete", "list");
    place ??= placeAt(popup, trigger.rect);
    place.move(trigger.rect);
  };

  const answer = async (looking, words) => {
    question.abort();
    question = new AbortController();
    try {
      const found = await looking(question.signal);
      show(found, words(found));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const ask = () => {
    const { kind, query } = trigger;
    if (kind !== "@" && !query.trim()) return show([], "");
    answer((signal) => find(kind, query, signal), (found) => count(found, texts));
  };

  const openHeadings = ({ target, title }) => {
    answer((signal) => headings(target.replace(/^:/, ""), "", signal), (found) => {
      return texts.headingsOf.replace("{n}", found.length).replace("{name}", title);
    });
  };

  const choose = ({ target, label }) => {
    const { kind, replace } = trigger;
    close();
    if (kind === "{{") return replace(`{{${target}}}`);
    replace("wikilink", label ? { target, label } : { target });
  };

  const keys = {
    ArrowDown: () => list.move(1),
    ArrowUp: () => list.move(-1),
    ArrowRight: () => list.current.isPage && list.current.exists && openHeadings(list.current),
    Enter: () => choose(list.current),
    Tab: () => choose(list.current),
    Escape: () => {
      const { cancel } = trigger;
      close();
      cancel();
    },
  };

  element.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || !trigger || popup.hidden || !list.current) return;
    if (event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    clearTimeout(timer); // a later answer must not take away the list that somebody walks in
    question.abort();
    if (act() === false) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // nobody else shall make a new line of it
  }, { capture: true, signal: gone.signal });

  surface.on("trigger", (now) => {
    if (gone.signal.aborted || !kinds.includes(now.kind)) return;
    if (now.query === null) return close();
    trigger = now;
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });

  return () => {
    close();
    gone.abort();
    popup.remove();
    status.remove();
  };
}
