"""`make bench`: the wiki beside bare Flask, on generated wikis of several sizes.

Figures are ratios of one run, because machines differ; read them together with the line that names the load.
"""

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.bench.generated import source, title, write_examples, write_folder
from tests.bench.lists import ADDRESSES, large_wiki, report
from tests.bench.lists import measure as measure_lists
from tests.bench.load import rate, spread
from tests.bench.moving import measure as measure_moving
from tests.bench.search import measure as measure_search
from tests.bench.servers import PASSWORD, TOKEN, Browser, Server, bare_server, wiki, wiki_server

SECONDS = 4.0
WARMING = 15.0
PAGES_READ = 200
EXAMPLES = 3000
SLOWEST = 8  # lists that are told of
QUERIES = ("testmiljö", "äldreomsorgen piloter", "digitala lås", "utvärdera", "kommun", "öppna data", "nyttokalkyl")


def main() -> None:
    """Measure each size in turn."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--pages", default="1000,10000", help="sizes of wiki, separated by commas")
    parser.add_argument("--list-pages", type=int, default=10_000, help="the same for lists by themselves; try 100000")
    parser.add_argument("--search-pages", default="10000", help="the same for the search by itself; try 10000,100000")
    parser.add_argument("--postgres", default="", metavar="ADDRESS", help="measure the search in PostgreSQL too")
    chosen = parser.parse_args()
    client = "wrk" if shutil.which("wrk") else "a client in Python, which takes part of the two cores itself"
    print(f"8 connections; load by {client}")
    for pages in (int(size) for size in chosen.pages.split(",")):
        with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
            measure(Path(folder), pages)
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        compare(Path(folder))
    if chosen.list_pages:
        with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
            print(f"\n{chosen.list_pages} pages as rows: the slowest lists, of {len(ADDRESSES)}")
            with large_wiki(Path(folder), chosen.list_pages) as app:
                report(sorted(measure_lists(app), key=lambda each: -each.processor), SLOWEST)
    with tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder:
        measure_moving(Path(folder))
    measure_search(chosen.search_pages, chosen.postgres)


def measure(folder: Path, pages: int) -> None:
    """One size of wiki: fill it, then read, search and write."""
    print(f"\n{pages} pages")
    data = folder / "data"
    write_folder(folder / "pages", pages)
    began = time.perf_counter()
    wiki(data, "migrate")
    wiki(data, "import", str(folder / "pages"))
    taken = time.perf_counter() - began
    print(f"  import                      {pages / taken:8.0f} pages/s")
    wiki(data, "user", "add", "Asp", "asp@example.org", "--password-stdin", said=PASSWORD)
    with wiki_server(data) as server:
        print(f"  first answer                {server.seconds_to_start:8.1f} s")
        until_found(Browser(server.base), title(pages - 1), title(pages - 1))
        read(server, folder, pages)
        search(server)
        write(server, pages)
        advise(server, pages)
        lists(server)
        print("  memory (PSS), a process    " + ", ".join(f"{size:4.0f}" for size in server.memory()) + " MB")


def read(server: Server, folder: Path, pages: int) -> None:
    """Views of pages a second, against bare Flask with the same bytes."""
    step = max(1, pages // PAGES_READ)
    addresses = [f"{server.base}/wiki/{title(number).replace(' ', '_')}" for number in range(0, pages, step)]
    urls = [quoted(address) for address in addresses]
    member = Browser(server.base)
    member.sign_in("Asp")
    member.get("/")  # which gives the session its token, as the first page after signing in does
    body = folder / "body.html"
    body.write_text(Browser(server.base).get(urls[0].removeprefix(server.base)))
    anonymous, signed_in = steady_rate(urls), steady_rate(urls, member.cookie)
    with bare_server(body) as bare:
        bare_urls = [url.replace(server.base, bare.base) for url in urls]
        rate(bare_urls, 1.0)
        most = rate(bare_urls, SECONDS)
    print(f"  bare Flask, {body.stat().st_size / 1000:3.0f} kB           {most:8.0f} /s")
    print(f"  page view, anonymous        {anonymous:8.0f} /s   {anonymous / most:.2f} of bare Flask")
    print(f"  page view, signed in        {signed_in:8.0f} /s   {signed_in / most:.2f} of bare Flask")
    reader = Browser(server.base)
    first = spread(lambda number: reader.get(f"{urls[number].removeprefix(server.base)}?first={number}"), 100)
    print(f"  page view, the first of one {first}")


def steady_rate(urls: list[str], cookie: str = "") -> float:
    """The rate when every process has made each page once; what the first reader of a page pays is told by itself."""
    rate(urls, WARMING, cookie)
    return rate(urls, SECONDS, cookie)


def quoted(address: str) -> str:
    """An address as it is sent."""

    return quote(address, safe="/:")


def search(server: Server) -> None:
    """Searches and suggestions, one after the other."""
    reader = Browser(server.base)
    reader.get(f"/search?q={QUERIES[0]}")
    found = spread(lambda number: reader.get(f"/search?q={QUERIES[number % len(QUERIES)].replace(' ', '+')}"), 100)
    print(f"  search                      {found}")
    typed = spread(lambda number: reader.get(f"/search/suggest?q={QUERIES[number % len(QUERIES)][:3]}"), 100)
    print(f"  suggestions                 {typed}")


def write(server: Server, pages: int) -> None:
    """Saves of a 5 kB page, from sending the form to the redirect, and how soon a word can be found."""
    member = Browser(server.base)
    member.sign_in("Asp")
    *_, text = source(1, pages).split("---\n", 2)  # without fields: the themes they name have no pages here

    def save(number: int) -> None:
        form = editor(member, f"/edit/Mätning_{number}", f"{text}\n\nOrdet är mätord{number}x.")
        member.post(f"/edit/Mätning_{number}", form)

    forms = [editor(member, f"/edit/Mätning_{number}", f"{text}\n\nOrdet är mätord{number}x.") for number in range(60)]
    saved = spread(lambda number: member.post(f"/edit/Mätning_{number}", forms[number]), 60)
    print(f"  save, 5 kB                  {saved}")
    waits = []
    for number in range(60, 65):
        save(number)
        waits.append(until_found(Browser(server.base), f"mätord{number}x", f"Mätning {number}"))
    print(f"  findable after              {max(waits):8.2f} s at most")


def advise(server: Server, pages: int) -> None:
    """Advice on a 5 kB text whose paragraphs stand on other pages already, as the editor's script asks for it."""
    member = Browser(server.base)
    member.sign_in("Asp")
    token = TOKEN.search(member.get("/edit/Utkast"))
    assert token
    texts = [source(37 * number % pages, pages) for number in range(60)]
    asked = spread(lambda number: member.ask("/advice", {"text": texts[number], "name": "Utkast"}, token[1]), 60)
    print(f"  advice, duplicate check     {asked}")


def editor(member: Browser, address: str, text: str) -> dict[str, str]:
    """The form of the editor at `address`, filled in."""
    token = TOKEN.search(member.get(address))
    assert token
    return {"csrf_token": token[1], "base": "", "text": text, "summary": "mätning", "publish": "1"}


def until_found(reader: Browser, words: str, name: str) -> float:
    """Seconds until a search for `words` finds the page called `name`."""
    address = quoted(f"/wiki/{name.replace(' ', '_')}")
    began = time.perf_counter()
    while f'href="{address}"' not in reader.get(f"/search?q={words.replace(' ', '+')}"):
        time.sleep(0.02)
    return time.perf_counter() - began


def lists(server: Server) -> None:
    """Long lists, made anew each time."""
    reader = Browser(server.base)
    first = title(0).replace(" ", "_")
    for label, address in (
        ("backlinks of all pages", f"/backlinks/{first}?x="),
        ("recent changes", "/changes?x="),
        ("all pages", "/pages?x="),
    ):
        taken = spread(lambda number, address=address: reader.get(f"{address}{number}"), 20)  # type: ignore[misc]
        print(f"  {label:27} {taken}")


def compare(folder: Path) -> None:
    """A wiki with 3,000 examples of all municipalities: the lists that compare them, made anew each time."""
    print(f"\n{EXAMPLES} examples")
    data = folder / "data"
    write_examples(folder / "pages", EXAMPLES)
    wiki(data, "migrate")
    wiki(data, "import", str(folder / "pages"))
    with wiki_server(data) as server:
        reader = Browser(server.base)
        for label, address in (
            ("matrix, 290 × 22", "/matrix?x="),
            ("examples", "/examples?x="),
            ("front page", "/?x="),
        ):
            taken = spread(lambda number, address=address: reader.get(f"{address}{number}"), 20)  # type: ignore[misc]
            print(f"  {label:27} {taken}")


if __name__ == "__main__":
    main()
