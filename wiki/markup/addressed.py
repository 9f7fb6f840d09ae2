"""Whom a text speaks to: "@" and a name in the text, or a link whose words begin with "@", as the picker writes it.

Read in sanitised HTML, where "<" stands in tags only. Who is called what is not known here: of a name that is written
plainly, all that it may be is told, the longest first, since names have spaces in them.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice

from wiki.markup.names import PageName
from wiki.markup.reading import page_at

MOST = 50
"""How many are spoken to in one text at most: the rest is text."""
LONGEST = 120  # characters after "@" that are looked at
MOST_WORDS = 12  # words and signs of a name

_PIECE = re.compile(
    r'<a class="wikilink" href="(?P<path>/wiki/[^"#]*)">(?P<words>@(?:(?!</a>).)*)</a>'
    r'|<(?P<end>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*>'
    r"|(?<![\w@/.+-])@(?=[^\W_])",
    re.DOTALL,
)
_UNIT = re.compile(r"&[a-zA-Z0-9#]+;|\w+|[^\w\s&<]|\s+")
_QUOTING = frozenset({"blockquote", "code", "kbd", "pre", "q", "samp", "var"})
_SILENT = _QUOTING | {"a"}


@dataclass(frozen=True)
class Addressed:
    """A place in the HTML where somebody is spoken to: `html[start:end]`.

    `page` is where a link leads, and `words` the HTML within it. Of what is written plainly there is no page, but
    `names`: each with where it ends, the longest first. `quoted` when it is not the writer who speaks.
    """

    start: int
    end: int
    words: str = ""
    page: PageName | None = None
    names: tuple[tuple[str, int], ...] = ()
    quoted: bool = False


def addressed(html: str) -> list[Addressed]:
    """All places where `html` speaks to somebody, in order, at most `MOST`."""
    return list(islice(_addressed(html), MOST))


def _addressed(html: str) -> Iterator[Addressed]:
    quoting = linking = 0
    for piece in _PIECE.finditer(html):
        if piece["path"]:
            page = page_at(piece["path"])
            if page:
                yield Addressed(piece.start(), piece.end(), piece["words"], page, quoted=quoting > 0)
        elif piece["tag"]:
            step = -1 if piece["end"] else 1
            quoting += step * (piece["tag"] in _QUOTING)
            linking += step * (piece["tag"] == "a")
        elif not quoting and not linking:
            names = tuple(_names(html, piece.end()))
            yield Addressed(piece.start(), piece.end(), names=names)


def _names(html: str, start: int) -> list[tuple[str, int]]:
    """What the name that begins at `start` may be."""
    found: list[tuple[str, int]] = []
    at = start
    while len(found) < MOST_WORDS and at - start < LONGEST:
        unit = _UNIT.match(html, at)
        if not unit:
            break
        at = unit.end()
        if not unit[0].isspace():
            found.append((" ".join(unescape(html[start:at]).split()), at))
    return found[::-1]


def replaced(html: str, written: Callable[[Addressed], tuple[int, str] | None]) -> str:
    """`html` where each such place that `written` knows is replaced, up to where it says and by what it says."""
    done: list[str] = []
    at = 0
    for each in addressed(html):
        new = written(each)
        if new and each.start >= at:
            done += (html[at : each.start], new[1])
            at = new[0]
    return "".join([*done, html[at:]])
