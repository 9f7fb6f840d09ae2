// Says for a few seconds what a script has done, to eyes and to screen readers.
let timer;

export default function tell(words) {
  const status = document.getElementById("mk-status");
  status.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => {
    status.textContent = "";
  }, 5000);
}
