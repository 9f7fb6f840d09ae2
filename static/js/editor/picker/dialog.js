// The same search from the toolbar, in a dialog: choose a page, perhaps a heading on it, and the words of the link.
import { find, headings } from "./choices.js";
import { count, listbox } from "./listbox.js";

const WAIT = 90; // milliseconds from the last key to the question

export function pickerDialog(dialog, texts) {
  const part = (name) => dialog.querySelector(`[data-part=${name}]`);
  const [query, heading, label, status, wanted] = ["query", "heading", "label", "status", "wanted"].map(part);
  let kind = "[[";
  let chosen = null;
  let insert = () => {};
  let timer;
  let question = new AbortController();

  const list = listbox({
    id: "mk-picker-list",
    label: texts.list,
    texts,
    onMove: (id) => (id ? query.setAttribute("aria-activedescendant", id) : query.removeAttribute("aria-activedescendant")),
    onChoose: (choice) => choose(choice),
  });
  part("list").replaceWith(list.element);
  list.element.hidden = true;

  const fold = () => {
    list.element.hidden = true;
    query.setAttribute("aria-expanded", "false");
    query.removeAttribute("aria-activedescendant");
  };

  // What is wrong with what stands in the field; never its colour alone.
  const fault = (words) => {
    wanted.textContent = words;
    wanted.hidden = !words;
    if (words) query.setAttribute("aria-invalid", "true");
    else query.removeAttribute("aria-invalid");
  };

  const begin = () => {
    clearTimeout(timer);
    question.abort();
    question = new AbortController();
    return question.signal;
  };

  const ask = async () => {
    const signal = begin();
    const text = kind === "category" ? `Kategori:${query.value}` : query.value;
    const found = query.value.trim() || kind === "@" ? await look(text, signal) : [];
    if (signal.aborted) return;
    list.show(found, false);
    list.element.hidden = found.length === 0;
    query.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = query.value.trim() ? count(found, texts) : "";
  };

  const look = (text, signal) => find(kind === "category" ? "[[" : kind, text, signal).catch(() => []);

  const choose = async (choice) => {
    chosen = choice;
    query.value = choice.isNew ? choice.target : choice.title;
    fault("");
    fold();
    const found = choice.isPage && choice.exists && kind === "[[" ? await headings(choice.target, "", begin()).catch(() => []) : [];
    if (chosen !== choice) return;
    heading.replaceChildren(new Option(texts.whole, ""), ...found.map(({ target, title, level }) => {
      return new Option("\u2003".repeat(Math.max(level - 2, 0)) + title, target);
    }));
    part("headings").hidden = found.length === 0;
    status.textContent = found.length > 0 ? texts.headingsOf.replace("{n}", found.length).replace("{name}", choice.title) : choice.title;
  };

  query.addEventListener("input", () => {
    chosen = null;
    fault("");
    part("headings").hidden = true;
    begin();
    timer = setTimeout(ask, WAIT);
  });
  query.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.element.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) list.move(event.key === "ArrowDown" ? 1 : -1);
      else ask();
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the first Escape closes the list, the next one the dialog
      fold();
    } else if (event.key === "Enter" && open && list.current) {
      event.preventDefault();
      choose(list.current);
    }
  });

  dialog.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) end("");
  });
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (chosen) return end("insert");
    await ask(); // who has written a whole name need not press it in the list
    const typed = query.value.trim().toLowerCase();
    if (list.length > 0) list.move(1);
    const [first, all] = [list.current, list.length];
    if (!first) {
      fault(typed ? texts.none : texts.wanted);
      return query.focus();
    }
    const isNamed = [first.title, first.target].some((name) => name.toLowerCase() === typed);
    await choose(first);
    if (isNamed || all === 1) return end("insert");
    query.focus(); // the first one stands in the field now, to be seen before it is put in
  });
  dialog.addEventListener("close", () => dialog.open || finish());

  // At once, not when the browser tells that the dialog is closed: the next key belongs in the text.
  function end(value) {
    dialog.close(value);
    finish();
  }

  function finish() {
    begin();
    fold();
    const then = insert;
    insert = () => {};
    then(dialog.returnValue === "insert" && chosen ? link() : null);
  }

  const link = () => {
    const section = heading.selectedIndex > 0 && !part("headings").hidden ? heading.selectedOptions[0] : null;
    const words = part("labels").hidden ? "" : label.value.trim();
    const target = section ? section.value : chosen.target;
    const usual = section ? section.label.trim() : chosen.label;
    return words || usual ? { target, label: words || usual } : { target };
  };

  // `then` is called once, with what the link says, or with null when nothing is to be put in.
  return (asked, selection, then) => {
    [kind, chosen, insert] = [asked, null, then];
    part("title").textContent = texts.titles[kind];
    part("headings").hidden = true;
    part("labels").hidden = kind !== "[[";
    query.value = kind === "[[" && !/\n/.test(selection) ? selection.slice(0, 100) : "";
    label.value = kind === "[[" ? selection : "";
    fault("");
    status.textContent = "";
    fold();
    dialog.returnValue = "";
    dialog.showModal();
    query.focus();
    query.select();
    if (query.value || kind === "@") ask();
  };
}
