// How a file shall stand in the text: its caption, size and place, or the words of the link to it.
export function place(view, editor, { done, cancelled }) {
  const form = view.form("place");
  const [asPicture, asDocument, chosen] = ["as-picture", "as-document", "chosen"].map(view.part);
  let file = null;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const said = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name.replace("place-", ""), value.trim()]));
    const words = view.texts.done.replace("{name}", file.name);
    done({ ...file, ...said });
    const status = document.querySelector("#mk-status");
    if (status) status.textContent = words;
  });
  form.querySelector("[data-back]").addEventListener("click", cancelled);

  return {
    show(next) {
      file = next;
      form.reset();
      asPicture.hidden = !file.picture;
      asDocument.hidden = file.picture;
      const image = chosen.querySelector("img");
      image.hidden = !file.thumb;
      if (file.thumb) image.src = file.thumb;
      chosen.querySelector("p").textContent = file.name;
      form.elements["place-alt"].value = file.alt ?? "";
      form.elements["place-label"].value = file.name.replace(/\.[^.]*$/, "");
      view.step("place");
    },
  };
}
