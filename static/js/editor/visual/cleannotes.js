// The footnotes of what is pasted, from Word and LibreOffice: a mark in the text, and its words as a note of ours.

const NOTE = "[data-style*='mso-element:footnote' i],[data-style*='mso-element:endnote' i],div[id^=sdfootnote],div[id^=sdendnote]";
const LIST = /mso-element\s*:\s*(?:foot|end)note-list/i;
const BACK = "a[href*='#_ftnref'],a[href*='#_ednref'],a.sdfootnotesym,a.sdendnotesym";
const MARK = "a[href*='#_ftn'],a[href*='#_edn'],a.sdfootnoteanc,a.sdendnoteanc";

/** Takes the notes out of `body`, gives their marks the labels that are free, and gives { label, element } of each. */
export function takeNotes(body, isTaken) {
  const all = [...body.querySelectorAll(NOTE)];
  const known = new Map(all.filter((each) => !isList(each)).map((each) => [keyOf(each.id), each]));
  const notes = [];
  let number = 0;
  const free = () => {
    do number += 1;
    while (isTaken(String(number)));
    return String(number);
  };
  for (const mark of body.querySelectorAll(MARK)) {
    const element = known.get(keyOf(mark.getAttribute("href")));
    if (mark.matches(BACK) || !element || element.contains(mark)) continue;
    let note = notes.find((each) => each.element === element);
    if (!note) notes.push((note = { label: free(), element }));
    mark.dataset.note = note.label;
  }
  for (const { element } of notes) {
    for (const back of element.querySelectorAll(BACK)) back.remove();
    element.remove();
  }
  for (const list of all.filter(isList)) for (const line of list.querySelectorAll("hr,br[clear]")) line.remove();
  return notes;
}

const isList = (element) => LIST.test(element.dataset.style ?? "");

/** "ftn1" of "#_ftn1" and of "ftn1"; "sdfootnote1" of "#sdfootnote1sym". */
const keyOf = (name) => name.replace(/^.*#_?/, "").replace(/sym$/, "");
