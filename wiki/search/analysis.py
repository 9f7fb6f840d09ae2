"""From texts and words to the terms that the index holds and a query asks for."""

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from wiki.search import worths
from wiki.search.features import ALL, Features
from wiki.search.language import LONGEST_WORD, folded, terms, words
from wiki.search.language.asked import SEPARATOR as FOLDED
from wiki.search.language.asked import corrected, parts_of, unfolded
from wiki.search.language.terms import PART, rows_of, terms_for, terms_in
from wiki.search.synonyms import synonyms_of

__all__ = [
    "ANALYSIS_VERSION",
    "FOLDED",
    "PART",
    "Analysed",
    "Posting",
    "analyse",
    "corrected",
    "folded",
    "parts_of",
    "rows_of",
    "synonyms_of",
    "terms_for",
    "terms_in",
    "unfolded",
]

ANALYSIS_VERSION = 1  # raise it when texts give other terms than before: every index is then built anew
GAP = 100  # positions between title, headings and text, so that no phrase reaches across


class Posting(NamedTuple):
    """A term in its place, and how much it weighs there."""

    term: str
    position: int
    weight: float


class Analysed(NamedTuple):
    """What a document is found by. The lengths count its words, and no parts of them."""

    content: list[Posting]
    title: list[Posting]
    forms: list[str]
    length: int
    title_length: int


class Readable(Protocol):
    """What is read of a row of the index."""

    @property
    def title(self) -> str: ...
    @property
    def other_names(self) -> str: ...
    @property
    def headings(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str | None: ...


def analyse(row: Readable, features: Features = ALL) -> Analysed:
    """What `row` is found by: title and other names weigh most, then headings, then text."""
    content: list[Posting] = []
    title: list[Posting] = []
    for name in (row.title, *row.other_names.splitlines()):
        _append(title, name, row.language, worths.TITLE, features)
    content += title
    for heading in row.headings.splitlines():
        _append(content, heading, row.language, worths.HEADING, features)
    _append(content, row.text, row.language, worths.TEXT, features)
    forms = sorted(_forms(f"{row.title}\n{row.other_names}\n{row.headings}\n{row.text}", features))
    return Analysed(content, title, forms, _length(content), _length(title))


def _append(postings: list[Posting], text: str, language: str | None, weight: float, features: Features) -> None:
    """Add the terms of `text` so far behind what is there that no phrase reaches across."""
    base = postings[-1].position + GAP if postings else 0
    factor = weight if features.places else 1.0
    postings += [
        Posting(name, base + position, worth * factor) for name, position, worth in terms(text, language, features)
    ]


def _forms(text: str, features: Features) -> Iterator[str]:
    """The words of `text` as they are written, in small letters; those with dots also without."""
    for form in {word.text.lower() for word in words(text)}:
        if len(form) <= LONGEST_WORD:
            yield form
            if features.folding and (plain := folded(form)) != form:
                yield f"{plain}{FOLDED}{form}"


def _length(postings: list[Posting]) -> int:
    return sum(not posting.term.startswith(PART) for posting in postings)
