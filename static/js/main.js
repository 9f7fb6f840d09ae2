// Starts the behaviours that a page asks for with data-behaviour="name". All of them only make pleasant what already
// works without. Those with `on` are fetched at the first such event, so that reading a page fetches next to nothing.
const behaviours = {
  copylink: { on: "click", load: () => import("./copylink.js") },
  diffnav: { load: () => import("./diffnav.js") },
  menu: { on: "toggle", load: () => import("./menu.js") },
  print: { on: "click", load: () => import("./print.js") },
  suggest: { on: "focusin", load: () => import("./suggest.js") },
  toc: { load: () => import("./toc.js") },
  unsaved: { load: () => import("./unsaved.js") },
};

async function start(behaviour, element, event) {
  const module = await behaviour.load();
  module.default(element, event);
}

for (const element of document.querySelectorAll("[data-behaviour]")) {
  for (const name of element.dataset.behaviour.split(" ")) {
    const behaviour = behaviours[name];
    if (!behaviour) continue;
    if (behaviour.on) {
      element.addEventListener(behaviour.on, (event) => start(behaviour, element, event), { once: true });
    } else {
      start(behaviour, element);
    }
  }
}
