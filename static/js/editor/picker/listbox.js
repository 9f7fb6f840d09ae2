// The list of choices. Focus stays where one writes (ARIA Authoring Practices: combobox); `onMove` tells which choice is
// the current one, by its id or null, and `onChoose` which one was pressed.
export function listbox({ id, label, texts, onMove, onChoose, onOpen }) {
  const element = make("ul", { id, role: "listbox", "aria-label": label, class: "picker-list" });
  let choices = [];
  let place = -1;

  const mark = (next) => {
    element.children[place]?.setAttribute("aria-selected", "false");
    place = next;
    const option = element.children[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    onMove(option?.id ?? null);
  };

  element.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the text
  element.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    const choice = choices[[...element.children].indexOf(option)];
    if (event.target.closest(".picker-open")) onOpen(choice);
    else onChoose(choice);
  });

  return {
    element,
    get current() {
      return choices[place] ?? null;
    },
    get length() {
      return choices.length;
    },
    show(found, first) {
      choices = found;
      place = -1;
      element.replaceChildren(...found.map((choice, index) => option(choice, `${id}-${index}`, texts, onOpen)));
      mark(first && found.length > 0 ? 0 : -1);
    },
    move(step) {
      if (choices.length > 0) mark((place + step + choices.length + (place < 0 && step < 0 ? 1 : 0)) % choices.length);
    },
  };
}

function option(choice, id, texts, onOpen) {
  const item = make("li", { id, role: "option", "aria-selected": "false" });
  if (choice.level > 2) item.classList.add(`level-${Math.min(choice.level, 4)}`);
  if (!choice.exists) item.classList.add("red");
  item.append(make("span", { class: "title" }, choice.isNew ? texts.make.replace("{name}", choice.target) : choice.title));
  if (choice.isNew) return item;
  if (choice.note) item.append(" ", make("span", { class: "kind-of" }, choice.note));
  if (!choice.exists) item.append(" ", make("span", { class: "kind-of" }, texts.missing));
  // For the pointer. By keyboard it is the right arrow, which the message about the list tells of.
  if (choice.isPage && choice.exists && onOpen) {
    item.append(" ", make("span", { class: "picker-open", "aria-hidden": "true" }, `${texts.headings} ›`));
  }
  return item;
}

export function make(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

export function count(found, texts) {
  if (found.length === 0) return texts.none;
  return found.length === 1 ? texts.one : texts.many.replace("{n}", found.length);
}
