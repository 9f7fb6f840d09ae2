// The fields that tell about a file, on the page and in the editor's window: `prefix` stands before their names.
// Suggests a name, shows the picture, leaves out what a document does not need, and says what is wrong at its field.
const PICTURE = /\.(?:png|jpe?g|jfif|gif|webp|avif|svg)$/i;

export function describing(form, prefix = "") {
  const field = (name) => form.elements[prefix + name];
  const part = (name) => form.querySelector(`[data-part="${name}"]`);
  const canvas = form.querySelector("canvas");

  const showOther = () => (part("other").hidden = field("licence").value !== "annan");
  const showAlt = () => (field("alt").disabled = field("decorative").checked);
  field("licence").addEventListener("change", showOther);
  field("decorative").addEventListener("change", showAlt);
  showOther();
  showAlt();

  const mark = (name, words) => {
    const input = field(name);
    if (!input) return;
    const id = `${input.id}-error`;
    input.closest(".field").querySelector(`#${CSS.escape(id)}`)?.remove();
    const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((each) => each && each !== id);
    if (words) {
      const line = Object.assign(document.createElement("p"), { id, className: "ds-validation-message", textContent: words });
      line.dataset.field = "validation";
      input.closest(".field").append(line);
      others.push(id);
    }
    input.toggleAttribute("aria-invalid", false);
    if (words) input.setAttribute("aria-invalid", "true");
    if (others.length) input.setAttribute("aria-describedby", others.join(" "));
    else input.removeAttribute("aria-describedby");
  };
  const names = ["title", "alt", "source", "licence", "other_licence", "description"];

  return {
    /** A file was chosen: guess by its name what it is, until the wiki says. */
    begin(file) {
      showOther();
      showAlt();
      part("alt").hidden = !(PICTURE.test(file.name) || file.type.startsWith("image/"));
      draw(file, canvas);
    },
    arrived({ suggested, picture }) {
      part("alt").hidden = !picture;
      if (!field("title").value && suggested) field("title").value = suggested;
    },
    clear: () => names.forEach((name) => mark(name, "")),
    faults: (faults) => names.forEach((name) => mark(name, faults[name])),
    focusFirst: () => form.querySelector("[aria-invalid=true]")?.focus(),
    fields() {
      const filled = [...new FormData(form)].filter(([name]) => name.startsWith(prefix));
      return Object.fromEntries(filled.map(([name, value]) => [name.slice(prefix.length), value]));
    },
  };
}

/** The picture in small, drawn here: nothing has to be fetched for it. What cannot be drawn leaves no trace. */
async function draw(file, canvas) {
  if (!canvas) return;
  canvas.hidden = true;
  if (!file.type.startsWith("image/")) return;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(canvas.width / image.width, canvas.height / image.height);
    const [width, height] = [image.width * scale, image.height * scale];
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
    canvas.hidden = false;
  } catch {
    // a drawing or a picture this browser does not know
  }
}
