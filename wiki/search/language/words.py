"""Words of a text as they are written: where they begin and end, their hyphens, and those that say nothing."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_WORD = 60

# "it", "is" and the "e" of e-tjänst are words that people look for, though other lists of stop words hold them.
_SWEDISH = """
    alla allt andra att av blev bli blir de dem den denna deras dess dessa det detta dig din ditt du där då efter eller
    en er ett från för ha hade han har hon hur här i icke in inte jag kan kunde man med mellan men mig min mot mycket
    när någon något några och om oss på samma sedan sig sin sina ska skall skulle som så till under upp ut utan vad var
    vara varit vem vi vid vilka vilken vilket vår våra är än även över
"""
_NORWEGIAN = """
    av da der deres det dette et for fra hva hvor hvordan ikke jeg og også på seg til ved være å
"""
_ENGLISH = """
    a about an and are as at be by for from has have how of on or that the their this to was were what which will with
"""
STOP_WORDS = frozenset(f"{_SWEDISH} {_NORWEGIAN} {_ENGLISH}".split())

_LETTERS = r"[^\W_]+"
_HYPHENS = "-\u2010\u2011"
_ENDING = r"[:'’](?:s|n|t|en|et|er|ar|na|arna|erna)(?![^\W_])"  # EU:s, IT:n
_WORD = re.compile(f"({_LETTERS}(?:[{_HYPHENS}]{_LETTERS})*)(?:{_ENDING})?", re.IGNORECASE)
_HYPHEN = re.compile(f"[{_HYPHENS}]")
_ALIKE = str.maketrans("æø", "äö")  # so that "miljø" and "miljö" meet
_KEPT = frozenset("åäö")


class Word(NamedTuple):
    """A word as it stands in a text; a hyphenated word is one word."""

    text: str
    start: int
    end: int


def tidy(text: str) -> str:
    """`text` with composed letters, which is how all functions here want it."""
    return unicodedata.normalize("NFC", text)


def words(text: str) -> Iterator[Word]:
    """The words of `text`, without the endings that abbreviations take after a colon ("EU:s")."""
    for found in _WORD.finditer(text):
        yield Word(found[1], found.start(1), found.end(1))


def distinct(text: str) -> set[str]:
    """The words of `text`, each once."""
    return set(_WORD.findall(text))


def parts(word: str) -> list[str]:
    """The parts of a hyphenated word; of another, the word."""
    return _HYPHEN.split(word)


def says_something(word: str) -> bool:
    """Whether `word` is none of those that stand on every page."""
    return word.lower() not in STOP_WORDS


def without_accents(word: str) -> str:
    """`word` without accents, but for å, ä and ö, which are letters of their own."""
    word = word.translate(_ALIKE)
    if word.isascii():
        return word
    return "".join(letter if letter in _KEPT else _plain(letter) for letter in word)


def folded(word: str) -> str:
    """`word` in small letters without any dots and accents: "aldreomsorg"."""
    word = word.lower().translate(_ALIKE)
    return word if word.isascii() else _plain(word)


def _plain(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
