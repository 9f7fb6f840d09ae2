// The contents stand open beside the text on wide screens and folded above it on narrow ones, and show where one is.
const wide = matchMedia("(min-width: 64rem)");

export default function toc(details) {
  const fit = () => {
    details.open = wide.matches;
  };
  fit();
  wide.addEventListener("change", fit);
  details.addEventListener("click", (event) => {
    if (event.target.closest("summary") && wide.matches) event.preventDefault();
    if (event.target.closest("a") && !wide.matches) details.open = false;
  });
  follow([...details.querySelectorAll("a[href^='#']")]);
}

function follow(links) {
  const linkOf = new Map();
  for (const link of links) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) linkOf.set(heading, link);
  }
  const headings = [...linkOf.keys()];
  const mark = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3);
    const here = passed.at(-1) ?? headings[0];
    for (const [heading, link] of linkOf) {
      if (heading === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  // One band from the top of the window to a third of it: a heading that crosses its edge changes where one is.
  const observer = new IntersectionObserver(mark, { rootMargin: "0px 0px -66% 0px" });
  headings.forEach((heading) => observer.observe(heading));
}
