// Suggestions under a search field: the combobox with a listbox of the ARIA Authoring Practices Guide.
// The address is asked for what is typed; last stands the way to what the texts say, instead of titles. No answer at all
// leaves a plain search field.
const WAIT = 120; // milliseconds from the last key to the question

export default function suggest(form) {
  const input = form.querySelector("input[type=search]");
  const list = make("ul", { id: "mk-suggestions", role: "listbox", class: "suggestions", hidden: "", "aria-label": form.dataset.textList });
  const status = make("p", { class: "ds-sr-only", role: "status" });
  form.append(list, status);
  set(input, { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" });

  let timer;
  let question = new AbortController();
  let typed = input.value;

  const options = () => [...list.children];
  const current = () => list.querySelector("[aria-selected=true]");

  const close = () => {
    clearTimeout(timer);
    question.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    current()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const inTexts = () => ({
    title: form.dataset.textAll.replace("{words}", () => typed),
    url: `${form.getAttribute("action")}?${new URLSearchParams({ q: typed })}`,
    last: true,
  });

  const show = (found) => {
    list.replaceChildren(...[...found, inTexts()].map(option));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    input.removeAttribute("aria-activedescendant");
    status.textContent = count(found.length, form.dataset);
  };

  const ask = async () => {
    question.abort();
    typed = input.value.trim();
    if (typed.length < 2) return close();
    question = new AbortController();
    try {
      const address = `/search/suggest?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: question.signal, headers: { Accept: "application/json" } });
      if (answer.ok) show(await answer.json());
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const move = (step) => {
    clearTimeout(timer); // a later answer must not take away the list that somebody walks in
    question.abort();
    const all = options();
    const place = all.indexOf(current());
    // One more place than there are options: the field itself, from which both ways lead into the list.
    const next = (place + 1 + step + all.length + 1) % (all.length + 1);
    choose(all[next - 1]);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) move(event.key === "ArrowDown" ? 1 : -1);
      else ask();
    } else if (event.key === "Escape" && open) {
      event.preventDefault(); // the first Escape closes the list, the next one empties the field
      close();
    } else if (event.key === "Enter" && open && current()) {
      event.preventDefault();
      location.assign(current().dataset.url);
    }
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus in the field
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) location.assign(chosen.dataset.url);
  });
  input.addEventListener("blur", close);
  if (document.activeElement === input && input.value !== input.defaultValue) ask(); // typed while this was fetched
}

function option({ title, url, kind, last }, index) {
  const item = make("li", { id: `mk-suggestion-${index}`, role: "option", "aria-selected": "false", "data-url": url });
  item.append(make("span", { class: "title" }, title));
  if (last) item.classList.add("last");
  if (kind) item.append(" ", make("span", { class: "kind-of" }, kind));
  return item;
}

function count(number, texts) {
  if (number === 0) return texts.textNone;
  return number === 1 ? texts.textOne : texts.textMany.replace("{n}", number);
}

function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  set(element, attributes);
  element.textContent = text;
  return element;
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
