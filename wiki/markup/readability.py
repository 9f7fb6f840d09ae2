"""Readability: LIX, "läsbarhetsindex" (C. H. Björnsson, Läsbarhet, 1968), and what is counted for it.

LIX is the mean number of words in a sentence plus the share, in per cent, of words of more than six letters. It was
made for Swedish and is used alike for Norwegian; for English it is a hint.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wiki.markup.sentences import Sentences

ENOUGH = 60  # words: in fewer than that a single long word weighs too much
LONG = 6  # letters: a word with more is a long one
CLASSES = ((30, "very easy"), (40, "easy"), (50, "medium"), (60, "hard"))
HARDEST = "very hard"

_WORD = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")


@dataclass(frozen=True)
class Readability:
    """How hard a text is to read: `value` is its LIX, `level` one of the names in CLASSES or HARDEST."""

    value: int
    words: int

    @property
    def level(self) -> str:
        """The class that the value belongs to, after Björnsson's scale."""
        return next((name for limit, name in CLASSES if self.value < limit), HARDEST)

    @property
    def place(self) -> int:
        """Where the value stands on a scale on which easy ends at 40 and hard begins at 60: 0 to 100, in tens."""
        return min(max(10 * round((40 + 2 * (self.value - 40)) / 10), 0), 100)


def words(text: str) -> list[str]:
    """The words of `text`; "e-tjänst" is one."""
    return _WORD.findall(text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a paragraph begin and end, spaces around them left out."""
    start = 0
    for end in (*Sentences(text).ends, len(text)):
        piece = text[start:end]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        start = end


def readability(paragraphs: Iterable[str]) -> Readability | None:
    """The readability of a text; None where it has fewer than ENOUGH words."""
    count = long = ends = 0
    for paragraph in paragraphs:
        for start, end in sentences(paragraph):
            said = words(paragraph[start:end])
            count += len(said)
            long += sum(len(word) > LONG for word in said)
            ends += bool(said)
    if count < ENOUGH:
        return None
    return Readability(round(count / ends + 100 * long / count), count)
