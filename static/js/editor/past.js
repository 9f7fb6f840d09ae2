// Undo and redo across the two ways of writing. Each surface undoes what was done in it by its own means; below that
// lie the texts that there were before it was opened, and those are put back as wholes.
const PAUSE = 1000; // milliseconds without typing, after which a text is worth going back to
const LEAP = 20; // characters at once, that are more than typing
const MOST = 3_000_000; // characters kept in all

export function past(editor) {
  let before = []; // texts from earlier surfaces, the latest last
  let since = []; // texts of this surface, from the one it began with
  let after = []; // texts to redo, the nearest last
  let [base, last, peak] = ["", "", null]; // what the surface began with, has now, and had before undoing
  let isFresh = true; // nothing is left in the surface's own history
  let at = 0;
  let stepping = false;

  editor.on("surface", () => {
    const now = editor.text();
    if (peak !== null && peak !== now) after.push(peak);
    before = slim([...before, ...since].filter((text) => text !== now));
    begin(now);
  });

  function begin(text) {
    [base, last, peak] = [text, text, null];
    since = [];
    isFresh = true;
  }

  function changed() {
    const now = editor.textarea.value; // which the editor keeps up with the surface
    if (stepping || now === last) return;
    const worth = isFresh || Date.now() - at > PAUSE || Math.abs(now.length - last.length) > LEAP;
    if (worth) since = slim([...since, last]);
    [last, peak, at, isFresh, after] = [now, null, Date.now(), false, []];
  }

  /** One step of "undo" or "redo". */
  function step(command) {
    const whole = isFresh && (command === "undo" || after.length > 0);
    if (!whole && own(command)) return true;
    if (command === "redo") return isFresh && back(after, before);
    return back(last === base || !since.length ? before : since, after);
  }

  function own(command) {
    const was = last;
    stepping = true;
    editor.surface.run(command);
    stepping = false;
    last = editor.text();
    if (last === was) return false;
    if (command === "undo") peak ??= was;
    const known = since.indexOf(last);
    if (known >= 0) since.length = known;
    isFresh = command === "undo" && last === base;
    return true;
  }

  // Puts back the last of `texts` that can be shown. Those that cannot are kept, for the other way of writing.
  function back(texts, others) {
    const now = last;
    const passed = [];
    while (texts.length) {
      const text = texts.pop();
      if (text === now) continue;
      if (!restored(text)) {
        passed.push(text);
        continue;
      }
      if (peak !== null && peak !== now && others === after) others.push(peak);
      others.push(now, ...passed);
      if (texts === since) before = [...before, ...since];
      begin(text);
      return true;
    }
    texts.push(...passed.reverse());
    return false;
  }

  function restored(text) {
    stepping = true;
    try {
      editor.surface.restore(text);
      return true;
    } catch {
      return false;
    } finally {
      stepping = false;
    }
  }

  const can = (command) => {
    if (command === "undo") return before.length > 0 || since.length > 0;
    return command === "redo" && isFresh && after.length > 0;
  };

  return { changed, step, can };
}

function slim(texts) {
  let room = MOST;
  const first = texts.findLastIndex((text) => (room -= text.length) < 0);
  return texts.slice(first + 1);
}
