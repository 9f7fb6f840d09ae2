// Says whose page it will be as soon as another municipality than one's own is chosen in the form.
export default function whose(note) {
  const choice = document.getElementById(note.dataset.chosenIn);
  const theirs = note.querySelector("[data-theirs]");
  const tell = () => {
    note.hidden = !choice.value || choice.value === note.dataset.own;
    if (!note.hidden) theirs.textContent = choice.selectedOptions[0].textContent;
  };
  choice.addEventListener("change", tell);
  tell();
}
