// Searches a copy of the wiki that stands by itself. The index lies beside the pages in scripts, one for each first
// letter of words, because a page that is read from a disk may fetch scripts and nothing else. No module, for the same
// reason. `wikiSearch` is what those scripts call.
(() => {
  const AT_ONCE = 20;
  // What the forms of a word differ by, in Swedish, bokmål and English.
  const ENDINGS = new Set([
    ..."a ad ade ades ane ar are aren arna arnas ars as at d de den e ed en ena ene enes ens er ere eren".split(" "),
    ..."erna ernas erne ernes ers es et ets ing n na nas ne nes ns or orna ornas ors r s t te ts".split(" "),
    "",
  ]);
  const STEM = 4; // letters that are left of a word at least
  const ALIKE = { æ: "ae", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th", ß: "ss", œ: "oe" };
  const WORTHS = [1, 3, 6]; // of a word in the text, in a heading, in the title
  const place = document.getElementById("mk-site-search");
  const input = document.getElementById("mk-search");
  const found = document.getElementById("mk-found");
  const list = document.getElementById("mk-hits");
  const index = { words: new Map(), pages: [] };

  window.wikiSearch = {
    pages: (rows) => (index.pages = rows),
    words: (shard, words) => index.words.set(shard, Object.entries(words)),
  };

  // The same as `folded` in wiki/exporting/site/search_index.py.
  function wordsIn(text) {
    const plain = text.toLowerCase().replace(/[æøđðłþßœ]/g, (letter) => ALIKE[letter]);
    return plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];
  }

  function shardOf(word) {
    if (/^[a-z]/.test(word)) return word[0];
    return /^[0-9]/.test(word) ? "0" : "other";
  }

  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `search/${name}.js`;
      script.onload = resolve;
      script.onerror = () => reject(new Error(name));
      document.head.append(script);
    });
  }

  function stemsOf(word) {
    const stems = [];
    for (let end = word.length; end >= STEM; end -= 1) {
      if (ENDINGS.has(word.slice(end))) stems.push(word.slice(0, end));
    }
    return stems;
  }

  // The pages with a form of the word, or with a longer one that begins so.
  function scoresOf(asked) {
    const scores = new Map();
    const stems = stemsOf(asked);
    for (const [word, places] of index.words.get(shardOf(asked)) ?? []) {
      const isForm = word === asked || stems.some((stem) => word.startsWith(stem) && ENDINGS.has(word.slice(stem.length)));
      if (!isForm && !word.startsWith(asked)) continue;
      for (const each of places) {
        const worth = WORTHS[each % 4] * (isForm ? 2 : 1);
        const page = Math.floor(each / 4);
        scores.set(page, Math.max(scores.get(page) ?? 0, worth));
      }
    }
    return scores;
  }

  function look(asked) {
    const [first, ...others] = asked.map(scoresOf);
    const hits = [];
    for (const [page, worth] of first) {
      if (!others.every((scores) => scores.has(page))) continue;
      const said = others.reduce((sum, scores) => sum + scores.get(page), worth);
      hits.push([page, said + 1 / wordsIn(index.pages[page][0]).length]); // a title that says little else comes first
    }
    return hits.sort((one, other) => other[1] - one[1] || one[0] - other[0]).map(([page]) => page);
  }

  function hit(page) {
    const [title, kind, address, lead, language] = index.pages[page];
    const row = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    const meta = document.createElement("p");
    if (language !== document.documentElement.lang) heading.lang = language;
    link.href = address;
    link.textContent = title;
    heading.append(link);
    meta.className = "meta";
    meta.textContent = kind;
    row.append(heading);
    if (lead) {
      const text = document.createElement("p");
      text.lang = language;
      text.textContent = lead;
      row.append(text);
    }
    row.append(meta);
    return row;
  }

  function show(hits, from = 0) {
    list.append(...hits.slice(from, from + AT_ONCE).map(hit));
    if (hits.length <= from + AT_ONCE) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "secondary";
    button.textContent = place.dataset.textMore;
    button.addEventListener("click", () => {
      button.remove();
      show(hits, from + AT_ONCE);
      list.children[from + AT_ONCE].querySelector("a").focus();
    });
    list.after(button);
  }

  function count(number) {
    if (number === 0) return place.dataset.textNone;
    return number === 1 ? place.dataset.textOne : place.dataset.textMany.replace("{n}", number);
  }

  async function start() {
    const query = new URLSearchParams(location.search).get("q") ?? "";
    input.value = query;
    const asked = [...new Set(wordsIn(query))];
    if (asked.length === 0) return;
    document.title = `${query} – ${document.title}`;
    const shards = new Set(asked.map(shardOf));
    try {
      await Promise.all([load("pages"), ...[...shards].map(load)]);
    } catch {
      found.textContent = place.dataset.textBroken;
      return;
    }
    const hits = look(asked);
    found.textContent = count(hits.length);
    show(hits);
  }

  start().then(() => (document.documentElement.dataset.ready = ""));
})();
