// A button that prints the page. It is hidden where scripts do not run, since the browser's own menu does the same.
export default function print(button) {
  button.addEventListener("click", () => window.print());
  window.print(); // for the click that fetched this
}
