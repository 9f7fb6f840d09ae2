// Texts that have not reached the wiki, kept on this device. Each belongs to an account, a place and one open editor, so
// that two windows never overwrite each other. Where the browser keeps nothing (full, forbidden), nothing is kept.
const PREFIX = "draft:";
const SENT = "draft sent";
const DAY = 86_400_000;
const KEPT_DAYS = 30;

export const keyOf = (user, place, hand) => `${PREFIX}${user}:${place}:${hand}`;

export function put(key, copy) {
  return attempt(() => {
    localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now() }));
    return true;
  }, false);
}

export const get = (key) => attempt(() => JSON.parse(localStorage.getItem(key)), null);

export const remove = (key) => attempt(() => localStorage.removeItem(key));

export const same = (one, other) => tidy(one) === tidy(other);
const tidy = (text) => (text ?? "").replaceAll("\r\n", "\n").trimEnd();

// Lets go of a copy because the wiki has its text: only of that very text, for another window may have put one there since.
export function letGo(key, text) {
  const copy = get(key);
  if (copy && same(copy.text, text)) remove(key);
}

// What an account has at a place, the latest first. What is too old goes, whosever it is.
export function find(user, place) {
  const stem = keyOf(user, place, "");
  const found = [];
  for (const key of keys()) {
    const copy = get(key);
    if (!copy || Date.now() - copy.at > KEPT_DAYS * DAY) remove(key);
    else if (key.startsWith(stem)) found.push({ key, hand: key.slice(stem.length), ...copy });
  }
  return found.sort((one, other) => other.at - one.at);
}

// Whoever signs out leaves nothing behind on a shared computer.
export const isEmpty = () => keys().length === 0;

export function forgetAll() {
  keys().forEach(remove);
}

// The copy {key, text} of a form that has been sent goes when the next page says that it was published.
export const markSent = ({ key, text }) => attempt(() => sessionStorage.setItem(SENT, JSON.stringify({ key, text })));

export function takeSent() {
  return attempt(() => {
    const copy = JSON.parse(sessionStorage.getItem(SENT));
    sessionStorage.removeItem(SENT);
    return copy;
  }, null);
}

const keys = () => attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)), []);

function attempt(act, otherwise) {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
