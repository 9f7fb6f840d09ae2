// A toolbar of buttons only, without menus: arrow keys walk in it, Escape leads back to the text (ARIA Authoring Practices
// Guide: toolbar). What does not fit a narrow screen is on a second row.
export function bar(editor, root, perform) {
  const tools = [...root.querySelectorAll("button")];
  let present = tools[0];

  const stop = (tool) => {
    present = tool;
    tools.forEach((each) => (each.tabIndex = each === tool ? 0 : -1));
  };
  stop(present);

  root.addEventListener("keydown", (event) => {
    const place = tools.indexOf(event.target);
    const next = { ArrowLeft: place - 1, ArrowRight: (place + 1) % tools.length, Home: 0, End: -1 }[event.key];
    if (next !== undefined) {
      stop(tools.at(next));
      present.focus();
    } else if (event.key === "Escape") {
      editor.surface.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation(); // what is around the form has an Escape of its own
  });
  // A press with mouse or finger leaves the focus in the text, so that a phone keeps its keyboard.
  root.addEventListener("pointerdown", (event) => event.target.closest("button") && event.preventDefault());
  root.addEventListener("mousedown", (event) => event.preventDefault());
  root.addEventListener("click", (event) => {
    const tool = event.target.closest("button");
    if (!tool) return;
    stop(tool);
    perform(tool.dataset.command);
  });

  const show = () => {
    const { active } = editor.surface.state();
    tools.forEach((tool) => tool.ariaPressed && tool.setAttribute("aria-pressed", String(active.has(tool.dataset.command))));
  };
  const follow = () => {
    editor.surface.on("select", show);
    editor.surface.on("change", show);
    show();
  };
  editor.on("surface", follow);
  follow();
  return { focus: () => present.focus() };
}
