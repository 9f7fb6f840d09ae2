"""What somebody asks for: a query taken apart into what shall and what shall not be in a document.

    pilot e-tjänst        both words, in any form
    "tänk stort"          the words in this order
    förs*                 words that begin so (at least three letters)
    -avslutat             not this word

Any text can be read as a question; what makes no sense is passed over.
"""

import re
from dataclasses import dataclass
from enum import Enum

from wiki.search import swedish

MOST_CHARACTERS = 400
MOST_WORDS = 24
SHORTEST_PREFIX = 3

_QUOTES = str.maketrans(dict.fromkeys("”“„«»", '"'))
_PIECE = re.compile(r'(?:(?<!\S)(?P<minus>-))?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))')


class Sort(Enum):
    """How a wish is met: by a word in any form, by words in a row, or by any word that begins so."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Wish:
    """One thing that shall, or shall not, be in a document. `words` are as they were written."""

    sort: Sort
    words: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A whole query. `shortened` says that it was longer than what is looked for."""

    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    shortened: bool = False


def read_question(query: str) -> Question:
    """Take `query` apart. Stop words are wished for only inside phrases that hold other words as well."""
    text = swedish.tidy(query).translate(_QUOTES).replace("\x00", " ")
    short = text[:MOST_CHARACTERS]
    if short.count('"') % 2:
        short = " ".join(short.rsplit('"', 1))
    wanted: list[Wish] = []
    unwanted: list[Wish] = []
    count = 0
    for piece in _PIECE.finditer(short):
        for wish in _wishes(piece):
            count += len(wish.words)
            if count <= MOST_WORDS:
                (unwanted if piece["minus"] else wanted).append(wish)
    shortened = len(text) > MOST_CHARACTERS or count > MOST_WORDS
    return Question(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)), shortened)


def _wishes(piece: re.Match[str]) -> list[Wish]:
    plain = piece["plain"]
    words = [word.text for word in swedish.words(piece["phrase"] if plain is None else plain)]
    if plain is not None and plain.endswith("*") and len(words) == 1 and len(words[0]) >= SHORTEST_PREFIX:
        return [Wish(Sort.PREFIX, (words[0],))]
    words = [word for word in words if word.lower() not in swedish.STOP_WORDS]
    if plain is None and len(words) > 1:
        return [Wish(Sort.PHRASE, tuple(words))]
    return [Wish(Sort.WORD, (word,)) for word in words]
