// What can be linked to, as the wiki answers it: pages, the headings of a page, people.
// A choice: { title, note, state, target, label, isNew, exists, isPage }. `target` and `label` are what the link says.

export async function find(kind, query, signal) {
  if (kind === "@") return people(query, signal);
  if (kind === "{{") return templates(query, signal);
  const [page, heading] = parts(query);
  return heading === null ? pages(query, signal) : headings(page, heading, signal);
}

async function pages(query, signal) {
  if (!query.trim()) return [];
  const found = await ask(`/edit/links?${new URLSearchParams({ q: query })}`, signal);
  return found.map((page) => ({
    title: page.title,
    note: page.namespace_label,
    target: page.target,
    label: page.label,
    exists: page.exists,
    isNew: page.is_new,
    isPage: true,
  }));
}

// Templates that there are, and pages where one is named with its prefix: "{{Tema:Pil".
async function templates(query, signal) {
  const found = await pages(query.includes(":") ? query : `Mall:${query}`, signal);
  return found
    .filter((page) => page.exists)
    .map((page) => ({ ...page, target: page.target.replace(/^Mall:/, ""), isPage: false }));
}

export async function headings(page, words, signal) {
  const found = await ask(`/edit/headings/${encodeURIComponent(page.trim()).replaceAll("%2F", "/")}`, signal);
  const sought = words.trim().toLowerCase();
  return found
    .filter(({ text }) => text.toLowerCase().includes(sought))
    .map(({ level, text, target }) => ({ title: text, note: "", target, label: text, exists: true, level }));
}

async function people(query, signal) {
  const found = await ask(`/users/suggest?${new URLSearchParams({ q: query })}`, signal);
  return found.map(({ name, municipality, target }) => {
    return { title: name, note: municipality, target, label: `@${name}`, exists: true };
  });
}

// "Page#Heading" in two; the heading is null where none is asked for.
function parts(query) {
  const at = query.indexOf("#");
  return at > 0 ? [query.slice(0, at), query.slice(at + 1)] : [query, null];
}

async function ask(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? answer.json() : [];
}
