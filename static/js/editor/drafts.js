// Keeps what is typed, offers what was typed before, and tells who else is writing.
import { keeping } from "./drafts/keeping.js";
import { markSent, takeSent } from "./drafts/local.js";
import { offerLocal } from "./drafts/offer.js";
import { presence } from "./drafts/presence.js";
import { server } from "./drafts/server.js";

export function attachDrafts(editor) {
  takeSent(); // what was sent has come back: it is not published
  const { form } = editor;
  const desk = form.querySelector("[data-drafts]");
  if (!desk) return; // nobody is signed in
  const texts = JSON.parse(desk.dataset.texts);
  const wiki = server(form, desk);
  const keep = keeping(editor, desk, wiki, teller(form, texts));

  editor.on("change", keep.changed);
  form.addEventListener("input", keep.changed);
  form.addEventListener("editor:save-draft", () => keep.keepThere({ loud: true }));
  let sent = false; // a draft that came after the text was published would bring it back
  form.addEventListener("submit", () => {
    sent = true;
    keep.stop();
    if (!keep.isKept()) keep.keepHere();
    markSent({ key: keep.key(), text: editor.text() });
  });
  addEventListener("pageshow", ({ persisted }) => {
    sent = false;
    if (persisted) keep.changed();
  });
  addEventListener("online", () => keep.keepThere());
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : sent || keep.keepThere()));
  addEventListener("pagehide", leave);
  if (!keep.isKept()) keep.changed();
  offerLocal(editor, desk, wiki, keep, texts);
  presence(editor, desk, wiki, texts);

  function leave() {
    if (sent || keep.isKept()) return;
    keep.keepHere();
    keep.keepThere({ leaving: true });
  }
}

// The line says what is kept where. Only trouble, and what was asked for, is also said aloud.
function teller(form, texts) {
  const line = form.querySelector("[data-draft-state]");
  const aloud = form.querySelector("[data-draft-aloud]");
  return {
    kept(words, loud) {
      line.textContent = words;
      delete line.dataset.trouble;
      aloud.textContent = loud ? words : "";
    },
    again() {
      aloud.textContent = "";
      setTimeout(() => (aloud.textContent = line.textContent));
    },
    trouble(which) {
      if (line.dataset.trouble === which) return;
      line.textContent = aloud.textContent = texts[which];
      line.dataset.trouble = which;
    },
  };
}
