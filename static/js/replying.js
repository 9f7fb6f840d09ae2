// Replies where one reads: "Reply" opens the form below the post, "Quote" the same with the post's words in it. The form
// stands in the page already, in a template, so nothing has to be fetched first. Without this both are pages of their own.
import { get, keyOf } from "./editor/drafts/local.js";
import { bind } from "./main.js";

let made = 0;

export default function replying(talk) {
  const template = talk.querySelector("template[data-reply-form]");
  if (!template) return;
  const forms = new Map(); // by the address of the page it stands for

  talk.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-reply]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(link, true);
  });
  for (const link of talk.querySelectorAll("a[data-reply]")) {
    if (!forms.has(addressOf(link)) && hasDraft(link)) open(link, false); // what was begun before the page was left
  }

  async function open(link, asked) {
    const address = addressOf(link);
    const box = forms.get(address) ?? make(link, address);
    box.hidden = false;
    box.opener = link;
    put(box, link);
    if (!asked) return;
    const form = box.querySelector("form");
    form.elements.text.focus();
    await box.ready;
    form.dispatchEvent(new Event("post:focus"));
    if (link.dataset.reply === "quote") form.dispatchEvent(new CustomEvent("post:quote", { detail: wordsOf(link) }));
    box.scrollIntoView({ block: "nearest" });
  }

  function make(link, address) {
    const box = template.content.firstElementChild.cloneNode(true);
    const form = box.querySelector("form");
    form.setAttribute("action", address);
    makeOwn(box, `-r${(made += 1)}`);
    put(box, link);
    box.ready = bind(box, { now: true }).catch(() => null); // without network the field is what there is
    box.addEventListener("click", (event) => {
      if (!event.target.closest("[data-cancel]")) return;
      event.preventDefault();
      close(box);
    });
    closeOnEscape(box, () => close(box));
    forms.set(address, box);
    return box;
  }

  // The text stays in the form, and in the draft: who closes it by mistake opens it again.
  function close(box) {
    box.hidden = true;
    box.opener.focus();
  }
}

// Escape closes the form, unless it means something else there: to close a list of suggestions, to come back from the
// tools, and the first time in a list or a table, where Tab leads out of the text after it.
function closeOnEscape(box, close) {
  let leaving = false;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return void (leaving = false);
    const { target } = event;
    const item = document.getSelection().anchorNode?.parentElement?.closest("li, td, th");
    const inList = target.isContentEditable && item && target.contains(item);
    const isElsewhere = document.querySelector(".picker:not([hidden])") || target.closest("[role=toolbar]") || (inList && !leaving);
    leaving = Boolean(inList);
    if (isElsewhere) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }, { capture: true });
}

// Below the post that is answered; for an answer to the topic as a whole, at its end.
function put(box, link) {
  const post = link.closest(".post");
  const place = post ?? link.closest(".topic");
  if (box.parentElement !== place) place.append(box);
}

// The same form for "Reply" and for "Quote".
function addressOf(link) {
  const address = new URL(link.href);
  return address.pathname + address.search;
}

function hasDraft(link) {
  const user = link.closest("[data-user]")?.dataset.user;
  return link.dataset.reply === "reply" && Boolean(user && get(keyOf(user, addressOf(link), "talk"))?.text?.trim());
}

// Ids are unique on a page, and there are several forms.
function makeOwn(box, ending) {
  for (const element of box.querySelectorAll("[id]")) element.id += ending;
  for (const name of ["for", "aria-describedby", "aria-labelledby", "aria-controls"]) {
    for (const element of box.querySelectorAll(`[${name}]`)) {
      const all = element.getAttribute(name).split(" ");
      element.setAttribute(name, all.map((id) => id + ending).join(" "));
    }
  }
}

// What a post says, a paragraph a line, without what it quotes itself.
function wordsOf(link) {
  const text = link.closest(".post").querySelector(".post-text").cloneNode(true);
  text.querySelectorAll("blockquote, .footnote, .footnote-ref, .anchor, .heading-tools").forEach((part) => part.remove());
  text.querySelectorAll("p, li, h2, h3, h4, h5, h6, tr, pre").forEach((block) => block.append("\n"));
  return text.textContent;
}
