"""One text of the other wiki made into one of ours, whatever kind of text it is."""

import re

from wiki.core.errors import N_
from wiki.markup import PageName
from wiki.mediawiki.notes import LOST, NO_WIKITEXT, Note
from wiki.mediawiki.wikitext import convert
from wiki.mediawiki.wikitext.names import Names

WIKITEXT = frozenset({"wikitext", ""})
UNREAD = N_("The page could not be converted: it takes too long, or breaks the converter. It stands as it is written.")
_FENCE = re.compile(r"`{3,}")


def converted(text: str, model: str, title: str, name: PageName, names: Names) -> tuple[str, tuple[Note, ...]]:
    """Our source for `text`, and what of it could not be converted. Pure; may be slow for strange texts."""
    if model not in WIKITEXT:
        return as_code(text), (Note(LOST, title, NO_WIKITEXT, {"model": model}),)
    found = convert(text, name, names)
    lost = (Note(LOST, title, each.sentence, {}, each.line, each.original) for each in found.lost)
    return found.text, tuple(lost)


def kept_as_written(text: str, title: str) -> tuple[str, tuple[Note, ...]]:
    """`text` unchanged, as code, for what will not be converted."""
    return as_code(text), (Note(LOST, title, UNREAD),)


def as_code(text: str) -> str:
    """`text` in a block of code, which shows it as it is."""
    longest = max((len(fence) for fence in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{text.rstrip()}\n{fence}\n"
