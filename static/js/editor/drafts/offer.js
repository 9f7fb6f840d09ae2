// Offers what was typed on this device and never reached the wiki, or reached it after the wiki had made this page.
import { ago } from "./ago.js";
import { find, keyOf, letGo, put, same } from "./local.js";
import { placeOf } from "./keeping.js";

export async function offerLocal(editor, desk, wiki, keep, texts) {
  const box = editor.form.querySelector("[data-draft-local]");
  const copies = find(desk.dataset.user, placeOf(desk));
  const isInWiki = !desk.dataset.sent && !editor.isTyped?.(); // what the editor shows
  const left = copies.filter((copy) => !same(copy.text, editor.text()) || (isInWiki && letGo(copy.key, copy.text)));
  const others = left.filter((copy) => copy.hand !== editor.form.elements.hand.value);
  const isOffered = editor.form.querySelector("[data-draft-offer]") !== null || !isInWiki;
  if (!others.length && (isOffered || !hasComeBack())) return;
  const stored = (await wiki.stored())?.draft;
  const unknown = others.filter((each) => !isOffered || !same(each.text, stored?.text) || letGo(each.key, each.text));
  const copy = unknown[0] ?? (isOffered ? null : late(stored));
  if (!copy) return;

  const when = box.querySelector("[data-when]");
  const actions = box.querySelector(".actions");
  when.textContent = texts.when.replace("{ago}", ago(copy.at));
  box.hidden = false;
  box.addEventListener("click", ({ target }) => {
    const act = target.closest("[data-act]")?.dataset.act;
    if (act === "use") use();
    if (act === "compare") {
      use();
      editor.form.requestSubmit(editor.form.querySelector("[name=changes]"));
    }
    if (act === "throw") throwAway();
  });

  // What was typed last before a reload is stored while the wiki already answers.
  function late(draft) {
    if (!draft || String(draft.number) === editor.form.elements.draft_number.value || same(draft.text, editor.text())) return null;
    return { ...draft, key: keyOf(desk.dataset.user, placeOf(desk), draft.hand), at: Date.now() };
  }

  function use() {
    box.hidden = true;
    const offer = editor.form.querySelector("[data-draft-offer]");
    if (offer?.dataset.hand === copy.hand) offer.hidden = true;
    keep.adopt(copy, stored);
    (editor.surface ?? editor.textarea).focus();
  }

  function throwAway() {
    letGo(copy.key, copy.text);
    when.textContent = texts.thrown;
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "ds-button";
    undo.dataset.variant = "secondary";
    undo.textContent = texts.undo;
    const before = [...actions.children];
    actions.replaceChildren(undo);
    undo.focus();
    undo.addEventListener("click", () => {
      put(copy.key, copy);
      when.textContent = texts.when.replace("{ago}", ago(copy.at));
      actions.replaceChildren(...before);
      before[0].focus();
    });
  }
}

const hasComeBack = () => performance.getEntriesByType("navigation")[0]?.type !== "navigate";
