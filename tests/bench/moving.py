"""Moving in from MediaWiki: a generated export with full history, as a municipality's wiki has it."""

import random
import resource
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from tests.bench.generated import OBJECTS, REASONS, SUBJECTS, VERBS, title
from tests.bench.servers import wiki

PAGES = 300
BEGUN = date(2009, 3, 2)
TEMPLATE = "{| class='wikitable'\n! Ansvarig\n| {{{ansvarig|okänd}}}\n|-\n! Status\n| {{{status|pågår}}}\n|}"
HEAD = """<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="sv">
<siteinfo><sitename>Gamla wikin</sitename><dbname>gamla</dbname><base>http://wiki.example.se/wiki/Huvudsida</base>
<namespaces><namespace key="0" /><namespace key="1">Diskussion</namespace><namespace key="10">Mall</namespace>
<namespace key="14">Kategori</namespace></namespaces></siteinfo>
"""


def measure(folder: Path, pages: int = PAGES) -> None:
    """How many versions a second are brought in, with links, search rows and renderings, and what a thousand cost."""
    export = folder / "old.xml"
    revisions = write_export(export, pages)
    wiki(folder / "data", "migrate")
    began, spent = time.perf_counter(), _children()
    wiki(folder / "data", "import", "mediawiki", str(export))
    taken, spent = time.perf_counter() - began, _children() - spent
    print(f"\nimport from MediaWiki, {pages} pages with {revisions} revisions, {export.stat().st_size / 1e6:.0f} MB")
    print(f"  revisions                   {revisions / taken:8.0f} /s   {1000 * spent / revisions:.1f} CPU s for 1,000")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def write_export(path: Path, pages: int) -> int:
    """Write an export with so many pages, most of which use a template; how many revisions it has."""
    number = 1
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        file.write(_page(pages + 1, "Mall:Fakta", 10, [_revision(number, 0, TEMPLATE)]))
        for page in range(pages):
            texts = enumerate(_versions(page, pages))
            versions = [_revision(number + 1 + place, page + 20 * place, text) for place, text in texts]
            number += len(versions)
            file.write(_page(page + 1, title(page), 0, versions))
        file.write("</mediawiki>\n")
    return number


def _page(number: int, name: str, namespace: int, revisions: list[str]) -> str:
    said = f"<title>{escape(name)}</title><ns>{namespace}</ns><id>{number}</id>"
    return f"<page>{said}\n{''.join(revisions)}</page>\n"


def _revision(number: int, day: int, text: str) -> str:
    at = f"{BEGUN + timedelta(days=day):%Y-%m-%dT10:00:00Z}"
    who = f"<contributor><username>Person {number % 17}</username><id>{number % 17}</id></contributor>"
    said = f"<id>{number}</id><timestamp>{at}</timestamp>{who}<comment>/* Steg */ {number}</comment>"
    return f"<revision>{said}<model>wikitext</model><text>{escape(text)}</text></revision>\n"


def _versions(page: int, pages: int) -> Iterator[str]:
    """A page that grows: on average ten versions, of which the last has about four thousand characters."""
    chance = random.Random(page)
    text = f"{{{{Fakta|ansvarig=[[{title(chance.randrange(pages))}]]}}}}\n'''{title(page)}''' {_sentence(chance)}\n"
    for step in range(chance.choice((1, 2, 3, 5, 8, 12, 18, 30))):
        text += f"\n== Steg {step} ==\n"
        text += f"{_sentence(chance)} {_sentence(chance)}<ref>[https://example.se/{page}/{step} Beslut {step}]</ref>\n"
        text += f"Se [[{title(chance.randrange(pages))}]] och [[{title(chance.randrange(pages))}|''mer'']].\n"
        text += f"* {_sentence(chance)}\n* {_sentence(chance)}\n"
        if step % 3 == 2:
            text += '\n{| class="wikitable"\n! År !! Antal\n|-\n| 2011 || 12\n|-\n| 2012 || 14\n|}\n'
        yield f"{text}\n[[Kategori:Grupp {page % 20}]]\n"


def _sentence(chance: random.Random) -> str:
    return " ".join(map(chance.choice, (SUBJECTS, VERBS, OBJECTS, REASONS))).capitalize() + "."
