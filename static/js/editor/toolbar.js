// The tools above the text: one toolbar for both ways of writing. Arrow keys walk in it, Escape leads back to the text,
// as the ARIA Authoring Practices Guide describes toolbars and menu buttons. What a tool does stands in commands.js.
export function toolbar(editor, root, perform) {
  const bar = root.querySelector("[role=toolbar]");
  const stops = () => [...bar.querySelectorAll(".tool")].filter((tool) => tool.checkVisibility());
  const items = (menu) => [...menu.querySelectorAll("[role^=menuitem]")].filter((item) => item.checkVisibility());
  const openMenu = () => bar.querySelector("[role=menu]:not([hidden])");
  const openerOf = (menu) => bar.querySelector(`[data-menu="${menu.id}"]`);

  function close(back) {
    const menu = openMenu();
    if (!menu) return;
    menu.hidden = true;
    openerOf(menu).setAttribute("aria-expanded", "false");
    if (back) focusTool(openerOf(menu));
  }

  // `from` is the item that gets the focus; none, where a finger or the mouse opened the menu.
  function open(opener, from) {
    const menu = document.getElementById(opener.dataset.menu);
    const wasOpen = !menu.hidden;
    close();
    if (wasOpen) return;
    show(editor.surface.state());
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    fit(menu, bar);
    items(menu).forEach((item, place) => (item.tabIndex = place === 0 ? 0 : -1));
    if (from !== undefined) items(menu).at(from)?.focus();
  }

  function focusTool(tool) {
    const target = tool.checkVisibility() ? tool : bar.querySelector("[data-menu=mk-more-menu]");
    bar.querySelectorAll(".tool").forEach((each) => (each.tabIndex = each === target ? 0 : -1));
    target.focus();
  }

  // One place of the toolbar is in the order of Tab: the one used last, or the first that can be seen.
  function keepOneStop() {
    const seen = stops();
    const present = seen.find((tool) => tool.tabIndex === 0) ?? seen[0];
    bar.querySelectorAll(".tool").forEach((tool) => (tool.tabIndex = tool === present ? 0 : -1));
  }

  function press(button, byKey) {
    if (button.getAttribute("aria-disabled") === "true") return;
    const menu = button.closest("[role=menu]");
    const inTable = editor.surface.state().inTable;
    if (button.dataset.menu && (button.dataset.command !== "table" || inTable)) return open(button, byKey ? 0 : undefined);
    close();
    if (menu && button.dataset.command === "table" && inTable) {
      return open(bar.querySelector("[data-menu=mk-table-menu]"), byKey ? 0 : undefined);
    }
    perform(button.dataset.command, button.dataset.args ? JSON.parse(button.dataset.args) : undefined);
  }

  function show(state) {
    for (const button of bar.querySelectorAll("[data-command]")) {
      const { command, args } = button.dataset;
      const on = isOn(state, command, args ? JSON.parse(args) : {});
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(on));
      if (button.hasAttribute("aria-checked")) button.setAttribute("aria-checked", String(on));
      const known = state.enabled.has(command) || ALWAYS.has(command) || editor.past?.can(command);
      if (known) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
    const table = bar.querySelector("#mk-table");
    table.setAttribute("aria-haspopup", state.inTable ? "menu" : "dialog");
    if (state.inTable) table.setAttribute("aria-expanded", String(!document.getElementById("mk-table-menu").hidden));
    else table.removeAttribute("aria-expanded");
    table.toggleAttribute("data-on", state.inTable);
    bar.querySelector("#mk-heading").toggleAttribute("data-on", state.heading > 0);
    bar.querySelector("#mk-note").toggleAttribute("data-on", state.active.has("note"));
    bar.querySelector("[data-command=wikilink]").toggleAttribute("data-on", state.active.has("wikilink"));
    bar.querySelectorAll("[data-command=link]").forEach((tool) => tool.toggleAttribute("data-on", state.active.has("link")));
  }

  function walk(event) {
    const menu = event.target.closest("[role=menu]");
    const all = menu ? items(menu) : stops();
    const place = all.indexOf(event.target);
    const [back, on] = menu ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
    const next = { [back]: place - 1, [on]: place + 1, Home: 0, End: -1 }[event.key];
    if (next !== undefined) return all.at(next === all.length ? 0 : next);
    if (menu && event.key.length === 1 && /\S/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      const after = [...all.slice(place + 1), ...all.slice(0, place + 1)];
      return after.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    }
    return null;
  }

  bar.addEventListener("keydown", (event) => {
    const menu = event.target.closest("[role=menu]");
    if (event.key === "Escape") {
      event.preventDefault();
      if (menu) close(true);
      else editor.surface.focus();
    } else if (event.key === "Tab" && menu) {
      close(true); // and Tab goes on from the tool
    } else if (event.key === "ArrowDown" && event.target.getAttribute("aria-haspopup") === "menu") {
      event.preventDefault();
      open(event.target, 0);
    } else if (event.key === "ArrowUp" && event.target.getAttribute("aria-haspopup") === "menu") {
      event.preventDefault();
      open(event.target, -1);
    } else {
      const next = walk(event);
      if (!next) return;
      event.preventDefault();
      if (menu) next.focus();
      else focusTool(next);
    }
  });
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) press(button, event.detail === 0);
  });
  // A press with mouse or finger leaves the focus in the text, so that a phone keeps its keyboard.
  bar.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("focusout", (event) => event.relatedTarget && !bar.contains(event.relatedTarget) && close());
  document.addEventListener("pointerdown", (event) => !bar.contains(event.target) && close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && !bar.contains(event.target) && close());
  const settle = () => {
    makeRoom(root, bar);
    keepOneStop();
  };
  new ResizeObserver(settle).observe(root);
  settle();

  let asked = 0;
  const later = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => show(editor.surface.state()));
  };
  const follow = () => {
    editor.surface.on("select", later);
    editor.surface.on("change", later);
    later();
  };
  editor.on("surface", follow);
  follow();
  return { focus: () => focusTool(stops().find((tool) => tool.tabIndex === 0) ?? stops()[0]) };
}

const ALWAYS = new Set(["pictures", "keys", "table", "clear"]);

function isOn(state, command, args) {
  if (command === "heading") return state.heading === args.level;
  if (command === "note") return state.active.has("note") && (state.note === "note" ? "" : state.note) === args.kind;
  return state.active.has(command);
}

// Move into the last menu as many tools as there is no room for (toolbar.css says which).
function makeRoom(root, bar) {
  delete root.dataset.tight;
  for (const step of ["1", "2"]) {
    if (bar.scrollWidth <= bar.clientWidth) return;
    root.dataset.tight = step;
  }
}

// Keep a menu within the screen: what would stick out to the right is moved, what is too high is scrolled.
function fit(menu, bar) {
  menu.style.removeProperty("inset-inline-start");
  menu.style.removeProperty("max-block-size");
  menu.scrollIntoView({ block: "nearest" });
  const view = globalThis.visualViewport;
  const edge = bar.getBoundingClientRect();
  const box = menu.getBoundingClientRect();
  const over = box.right - Math.min(document.documentElement.clientWidth - 8, Math.max(edge.right, box.width + 8));
  if (over > 0) menu.style.insetInlineStart = `${menu.offsetLeft - over}px`;
  const bottom = view ? view.offsetTop + view.height : innerHeight;
  menu.style.maxBlockSize = `${Math.max(160, bottom - box.top - 8)}px`;
}
