// Starts the behaviours that a page asks for with data-behaviour="name". All of them only make pleasant what already
// works without. Those with `on` are fetched at the first such event, so that reading a page fetches next to nothing;
// with `from`, only where such an element is met: what comes must not move a button while it is pressed.
// data-ready="name" on the element says that a behaviour is at work, and on <html> that all are that need no event.
const behaviours = {
  askabout: { on: "selectstart", load: () => import("./askabout.js") },
  beside: { load: () => import("./beside.js") },
  clicked: { load: () => import("./clicked.js") },
  conflict: { load: () => import("./conflict.js") },
  copylink: { on: "click", load: () => import("./copylink.js") },
  copytext: { load: () => import("./copytext.js") },
  diffnav: { load: () => import("./diffnav.js") },
  editor: { load: () => import("./editor.js") },
  goingon: { load: () => import("./goingon.js") },
  keepdraft: { load: () => import("./keepdraft.js") },
  keepform: { load: () => import("./keepform.js") },
  menu: { on: "toggle", load: () => import("./menu.js") },
  newchanges: { load: () => import("./newchanges.js") },
  post: { on: "focusin", from: "input, textarea", load: () => import("./post.js") },
  print: { on: "click", load: () => import("./print.js") },
  published: { load: () => import("./published.js") },
  replying: { load: () => import("./replying.js") },
  signout: { on: "toggle", load: () => import("./signout.js") },
  sendonce: { load: () => import("./sendonce.js") },
  star: { load: () => import("./star.js") },
  suggest: { on: "focusin", load: () => import("./suggest.js") },
  toc: { load: () => import("./toc.js") },
  upload: { load: () => import("./upload.js") },
  unsaved: { load: () => import("./unsaved.js") },
  whose: { load: () => import("./whose.js") },
};

async function start(name, element, event) {
  const module = await behaviours[name].load();
  await module.default(element, event);
  element.dataset.ready = element.dataset.ready ? `${element.dataset.ready} ${name}` : name;
}

// Starts what `root` and all in it ask for. With `now`, also what else would wait for its event.
export async function bind(root, { now = false } = {}) {
  const starting = [];
  for (const element of [root, ...root.querySelectorAll("[data-behaviour]")]) {
    for (const name of element.dataset?.behaviour?.split(" ") ?? []) {
      const behaviour = behaviours[name];
      if (!behaviour) continue;
      if (behaviour.on && !now) {
        startLater(name, element);
      } else {
        starting.push(start(name, element));
      }
    }
  }
  await Promise.all(starting);
}

function startLater(name, element) {
  const { on, from } = behaviours[name];
  const begin = (event) => {
    if (from && !event.target.matches(from)) return;
    element.removeEventListener(on, begin);
    start(name, element, event);
  };
  element.addEventListener(on, begin);
}

bind(document).then(() => (document.documentElement.dataset.ready = ""));
