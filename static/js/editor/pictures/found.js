// The files that are in the wiki already: search, look, choose.
const WAIT = 200; // milliseconds from the last key to the question

export function showFound(view, choose) {
  const list = view.part("found");
  const input = view.dialog.querySelector("#mk-pictures-q");
  let timer;
  let question = new AbortController();

  async function refresh() {
    question.abort();
    question = new AbortController();
    try {
      const address = `/files?${new URLSearchParams({ q: input.value.trim() })}`;
      const answer = await fetch(address, { signal: question.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const { files, total } = await answer.json();
      list.replaceChildren(...files.map((file) => row(file, view, choose)));
      if (input.value.trim()) view.say(total ? view.texts.found.replace("{number}", total) : view.texts.none);
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
  input.form.addEventListener("submit", (event) => {
    event.preventDefault();
    refresh();
  });
  return { refresh };
}

function row(file, view, choose) {
  const frame = make("span", "frame");
  if (file.thumb) frame.append(Object.assign(make("img"), { src: file.thumb, alt: "", loading: "lazy" }));
  else frame.append(make("span", "kind-of", view.texts.document));
  const button = Object.assign(make("button"), { type: "button" });
  button.append(frame, make("span", "file-name", file.name), make("span", "small muted", file.words));
  button.addEventListener("click", () => choose(file));
  const item = make("li");
  item.append(button);
  return item;
}

function make(name, className = "", text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}
