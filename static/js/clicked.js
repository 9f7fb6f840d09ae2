// Tells the wiki that somebody went on from a search to one of its hits: the words that were searched for, and nothing
// about who it was. The links lead where they lead, whether this works or not.
export default function clicked(hits) {
  const tell = (event) => {
    if (event.button > 1 || !event.target.closest("a[href]")) return; // the right button opens a menu only
    hits.removeEventListener("click", tell);
    hits.removeEventListener("auxclick", tell);
    navigator.sendBeacon("/search/clicked", new URLSearchParams({ said: hits.dataset.said }));
  };
  hits.addEventListener("click", tell);
  hits.addEventListener("auxclick", tell);
}
