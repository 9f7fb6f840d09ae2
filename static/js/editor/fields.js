// Keeps the form with the page's fields and the front matter of its text alike: what is chosen in the form goes into the
// text, so that drafts and previews have it, and what comes into the text from elsewhere shows in the form.
const FRONT = /^---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const OURS = /^(?:was-)?field-/;
const PAUSE = 400; // milliseconds without typing before the text is asked

export function attachFields(editor) {
  const { form } = editor;
  const box = form.querySelector("[data-fields]");
  const grid = box?.querySelector("[data-fields-grid]");
  if (!grid) return;
  const said = box.querySelector("[data-fields-said]");
  let known = frontOf(editor.textarea.value); // the front matter that the form shows
  let asking = false;
  let again = false;
  let timer = null;

  grid.addEventListener("change", weave);
  editor.on("change", () => {
    clearTimeout(timer);
    if (frontOf(editor.text()) !== known) timer = setTimeout(weave, PAUSE);
  });

  async function weave() {
    clearTimeout(timer);
    if (asking) return void (again = true);
    asking = true;
    again = false;
    const front = frontOf(editor.text());
    const sent = new FormData(form);
    try {
      const answer = await ask(front, sent);
      if (frontOf(editor.text()) !== front) again = true;
      else if (answer.readable) take(answer, front, sent);
      said.textContent = "";
    } catch {
      said.textContent = said.dataset.failed;
      again = false;
    }
    asking = false;
    if (again) weave();
  }

  async function ask(front, sent) {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    body.set("text", front);
    for (const [name, value] of sent) if (OURS.test(name)) body.append(name, value);
    const headers = { Accept: "application/json" };
    const answer = await fetch(box.dataset.fields, { method: "POST", body, headers });
    if (!answer.ok) throw new Error(`the fields answered ${answer.status}`);
    return answer.json();
  }

  // What stands between two lines of dashes may be text all the same: only what the wiki took for front matter is replaced.
  function take(answer, front, sent) {
    for (const [name, { was, values }] of Object.entries(answer.fields)) {
      form.elements[`was-${name}`].value = was;
      if (same(new FormData(form).getAll(name), sent.getAll(name))) show(grid, name, values);
    }
    if (answer.front === answer.was) return void (known = front);
    const focused = document.activeElement;
    const [left, top] = [scrollX, scrollY];
    editor.setText(answer.front + editor.text().slice(answer.was.length));
    known = frontOf(editor.text());
    if (document.activeElement === focused) return;
    focused.focus({ preventScroll: true });
    scrollTo(left, top);
  }
}

const frontOf = (text) => FRONT.exec(text)?.[0] ?? "";
const same = (some, others) => tidy(some) === tidy(others);
const tidy = (values) => JSON.stringify(values.flatMap((each) => each.split("\n")).map(inner).filter(Boolean));
const inner = (text) => text.trim().replace(/\s+/g, " ");

// Shows what a field holds, where it does not show that already.
function show(grid, name, values) {
  const controls = [...grid.querySelectorAll("[name]")].filter((each) => each.name === name);
  const [first] = controls;
  if (first.type === "checkbox") {
    for (const each of controls) each.checked = values.includes(each.value);
  } else if (first.localName === "textarea") {
    if (!same([first.value], values)) first.value = values.join("\n");
  } else if (!same(controls.map((each) => each.value), values)) {
    controls.forEach((each, number) => (each.value = values[number] ?? ""));
  }
  if (first.list && controls.at(-1).value) oneMore(controls.at(-1));
}

// A field for several pages always has an empty line for one more.
function oneMore(last) {
  const more = last.cloneNode();
  more.id = `${last.name}-${document.getElementsByName(last.name).length + 1}`;
  more.value = "";
  more.removeAttribute("value");
  if (!more.hasAttribute("aria-label")) more.setAttribute("aria-label", last.labels[0]?.textContent.trim() ?? "");
  last.after(more);
}
