// Keeps a popup near a place in the text, within what can be seen: above the keyboard of a phone, and as wide as a
// narrow screen.
const GAP = 6;
const NARROW = 480;
const ENOUGH = 220; // pixels below the line, where the list needs that much

export function placeAt(popup, first) {
  const gone = new AbortController();
  const view = window.visualViewport;
  let rect = first;
  let scrolled = [scrollX, scrollY];

  const fit = () => {
    const left = rect.left + scrolled[0] - scrollX;
    const top = rect.top + scrolled[1] - scrollY;
    const bottom = rect.bottom + scrolled[1] - scrollY;
    const seen = { left: view?.offsetLeft ?? 0, top: view?.offsetTop ?? 0, width: view?.width ?? innerWidth, height: view?.height ?? innerHeight };
    const below = seen.top + seen.height - bottom - 2 * GAP;
    const above = top - seen.top - 2 * GAP;
    const { style } = popup;
    style.maxHeight = "";
    style.width = seen.width <= NARROW ? `${seen.width - 2 * GAP}px` : "";
    const under = below >= Math.min(ENOUGH, popup.offsetHeight) || below >= above;
    style.maxHeight = `${Math.max(under ? below : above, 88)}px`;
    const width = popup.offsetWidth;
    style.left = `${Math.max(seen.left + GAP, Math.min(left, seen.left + seen.width - width - GAP))}px`;
    style.top = `${under ? bottom + GAP : Math.max(top - GAP - popup.offsetHeight, seen.top + GAP)}px`;
  };

  const options = { signal: gone.signal, passive: true };
  addEventListener("scroll", fit, options);
  addEventListener("resize", fit, options);
  view?.addEventListener("resize", fit, options);
  view?.addEventListener("scroll", fit, options);
  return {
    move(to) {
      rect = to;
      scrolled = [scrollX, scrollY];
      fit();
    },
    stop: () => gone.abort(),
  };
}
