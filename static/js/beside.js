// What folds on a narrow screen stands open beside the rest on a wide one; the style sheet sees to it without a script.
const wide = matchMedia("(min-width: 64rem)");

export default function beside(details) {
  const asked = details.open;
  const fit = () => {
    details.open = wide.matches || asked;
  };
  fit();
  wide.addEventListener("change", fit);
  details.querySelector("summary").addEventListener("click", (event) => {
    if (wide.matches) event.preventDefault();
  });
}
