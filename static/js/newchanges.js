// Says quietly that changes have come since the list was read, and how to see them. The list itself stays as it is:
// what somebody reads must not move. Asks only while the page is looked at; as long as nothing has happened, the wiki
// answers "not modified".
const PAUSE = 20_000; // milliseconds between two questions
const LONGEST = 300_000; // … when the wiki does not answer

export default function newchanges(element) {
  const said = element.querySelector("[role=status]");
  const link = element.querySelector("a");
  let etag = "";
  let pause = PAUSE;
  let timer = 0;
  let asking = false;

  async function ask() {
    clearTimeout(timer);
    if (asking || document.hidden) return;
    asking = true;
    try {
      const headers = etag ? { "If-None-Match": etag } : {};
      const answer = await fetch(element.dataset.address, { headers, cache: "no-store" });
      if (answer.status === 200) {
        etag = answer.headers.get("ETag") ?? "";
        say(await answer.json());
      }
      pause = answer.status < 400 ? PAUSE : Math.min(pause * 2, LONGEST);
    } catch {
      pause = Math.min(pause * 2, LONGEST);
    } finally {
      asking = false;
      timer = setTimeout(ask, pause);
    }
  }

  function say({ number, words, lead }) {
    if (!number || said.textContent === words) return;
    said.textContent = words;
    link.textContent = lead;
    element.classList.add("has-news");
  }

  document.addEventListener("visibilitychange", ask);
  ask();
}
