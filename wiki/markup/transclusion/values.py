"""What is given to the expansion of a page, and what comes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from wiki.markup.names import Namespace, PageName

FaultKind = Literal["missing", "section", "loop", "deep", "many", "large"]
Switch = Literal["toc", "notoc", "noeditsection"]

# Signs that no source holds, since `normalise` takes them out; no Markdown means anything by them, and no white space.
_FAULT, _FAULT_END = "\x0e", "\x0f"
_FOREIGN, _FOREIGN_END = "\x10", "\x11"
FAULT = f"{_FAULT}([0-9]+){_FAULT_END}"
"""Stands in an expanded text where something could not be taken in: the number of the fault."""
FOREIGN = re.compile(f"{_FOREIGN}([0-9]+){_FOREIGN_END}")
"""Stands before the words of a heading that was taken in: the number of the page it stands on."""
_MARKS = re.compile(f"{FAULT}|{FOREIGN.pattern}")


@dataclass(frozen=True)
class Taken:
    """A page as it is taken in: its source, and the number of that version."""

    source: str
    version: int


Library = Callable[[PageName], Taken | None]
"""Gives the pages that are taken in; None for one that does not exist."""


@dataclass(frozen=True)
class Fault:
    """Why something was not taken in. `words` are what to show beside the reason: a name, or the way round a loop."""

    kind: FaultKind
    page: PageName
    words: str


@dataclass(frozen=True)
class Expanded:
    """A source with everything in it that it takes in.

    `source` is what it was made of. `made_of` has each page that was asked for, with the number of the version that was
    found, 0 where there was none. `foreign` are the pages whose headings are marked in `text`.
    """

    text: str
    source: str
    made_of: tuple[tuple[PageName, int], ...] = ()
    faults: tuple[Fault, ...] = ()
    foreign: tuple[PageName, ...] = ()
    switches: frozenset[Switch] = frozenset()


def fault_mark(number: int) -> str:
    """What stands in the text for the fault with that number."""
    return f"{_FAULT}{number}{_FAULT_END}"


def foreign_mark(number: int) -> str:
    """What stands before the words of a heading from the page with that number."""
    return f"{_FOREIGN}{number}{_FOREIGN_END}"


def without_marks(text: str) -> str:
    """`text` as people may see it."""
    return _MARKS.sub("", text)


def short(name: PageName) -> str:
    """A page as those call it who take it in: a template without its prefix."""
    return name.title if name.namespace is Namespace.TEMPLATE else name.full
