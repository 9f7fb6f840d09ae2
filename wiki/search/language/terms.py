"""The terms of a text, and those that a word in a query may meet.

A query does not say its language, so a word in it stands for its terms in all three; but its bokmål and English stems
meet only documents in these, or "boka" (bokmål "bok") would find every book.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from wiki.search import worths
from wiki.search.features import ALL, Features
from wiki.search.language import compounds, hyphens, pairs, stems
from wiki.search.language.dictionary import is_known
from wiki.search.language.words import LONGEST_WORD, STOP_WORDS, parts, says_something, words

PART = "~"  # before the term of a word that stands within another


class Term(NamedTuple):
    """One term of a text: `position` counts words; `worth` is below 1 for parts of words."""

    text: str
    position: int
    worth: float = 1.0


class Meaning(NamedTuple):
    """A term that a word stands for: how many words further on, and its worth."""

    text: str
    step: int
    worth: float


def term(word: str, language: str | None = None, features: Features = ALL) -> str:
    """The term that all forms of `word` share in `language` (Swedish when that is None or unknown)."""
    if not features.neighbours:
        language = None
    return stems.term(word, language) if features.lemmas else stems.plain_term(word)


def terms(text: str, language: str | None = None, features: Features = ALL) -> Iterator[Term]:
    """The terms of `text`, without stop words. "e-tjänst" gives e, tjänst and, in the place of the last, etjänst.

    The parts of a compound stand in its place. Two words "e tjänst" give the same as one with a hyphen.
    """
    reader = _reader(stems.language_of(language), features)
    position, after_e = 0, False
    for word in words(text):
        steps, meanings = reader(word.text.lower())
        for meaning, step, worth in meanings:
            yield Term(meaning, position + step, worth)
        if after_e and hyphens.takes_e(word.text):
            yield Term(term(hyphens.E + word.text, language, features), position)
        after_e = features.hyphens and word.text.lower() == hyphens.E
        position += steps


def terms_in(word: str, language: str | None = None, features: Features = ALL) -> dict[str, float]:
    """The terms that `word` in a text is found by, each with its worth: itself, what it is joined of, its parts."""
    found: dict[str, float] = {}
    for meaning in _reader(stems.language_of(language), features)(word.lower())[1]:
        found[meaning.text] = max(meaning.worth, found.get(meaning.text, 0.0))
    return found


def terms_for(word: str, features: Features = ALL) -> dict[str, float]:
    """The terms that `word` in a query stands for, each with its worth from 0 to 1. The word itself, worth 1, is first.

    Hyphens are left out: "e-tjänst" stands for etjänst; its parts in a row are `rows_of`.
    A Swedish word also meets its like in the other languages: "kommunernas" the bokmål "kommun".
    """
    return dict(_terms_for("".join(parts(word.lower()))[:LONGEST_WORD], features))


def rows_of(asked: Sequence[str], features: Features = ALL) -> list[tuple[str, ...]]:
    """The terms that words in a row stand for, without hyphens and stop words: once for each language that differs."""
    pieces = [piece for word in asked for piece in hyphens.apart(word.lower()) if piece not in STOP_WORDS]
    rows = (tuple(term(piece, language, features) for piece in pieces) for language in stems.LANGUAGES)
    return list(dict.fromkeys(row for row in rows if row))


@lru_cache(maxsize=2048)
def _terms_for(word: str, features: Features) -> dict[str, float]:
    swedish = term(word, None, features)
    found = {swedish: 1.0}
    if features.neighbours:
        found |= _abroad(word, swedish, features)
        if features.lemmas:
            found = found | _paired(word) | found  # in this order, and nothing loses what it is worth
    if features.compounds:
        at_home = {text: worth for text, worth in found.items() if ":" not in text}
        found |= {PART + text: worth * worths.PART_ASKED for text, worth in at_home.items()}
    return found


def _abroad(word: str, swedish: str, features: Features) -> dict[str, float]:
    """The terms that `word`, whose Swedish term is `swedish`, has, or is, in other languages."""
    worth = worths.NEIGHBOUR if is_known(word) else 1.0
    others = [language for language in stems.LANGUAGES if language != "sv"]
    found = {term(word, language, features): worth for language in others}
    return found | {f"{language}:{swedish}": worth for language in others if features.lemmas}


def _paired(word: str) -> dict[str, float]:
    """The terms of the word that the neighbours have for the same. "lov" is Swedish, not the bokmål word for a law."""
    abroad = dict.fromkeys(pairs.in_bokmal(word), worths.TO_BOKMAL)
    if is_known(word) and not pairs.is_rather_bokmal(word):
        return abroad
    return dict.fromkeys(pairs.in_swedish(word), worths.FROM_BOKMAL) | abroad


@lru_cache(maxsize=16)
def _reader(language: str, features: Features) -> Callable[[str], tuple[int, tuple[Meaning, ...]]]:
    """What reads the words of texts in `language`, and remembers them."""
    return lru_cache(maxsize=16384)(partial(_meanings, language=language, features=features))


def _meanings(word: str, language: str, features: Features) -> tuple[int, tuple[Meaning, ...]]:
    """How many words `word` counts for, and all that it stands for."""
    found: list[Meaning] = []
    step = 0
    pieces = hyphens.apart(word) if features.hyphens else parts(word)
    for piece in pieces:
        if piece not in STOP_WORDS:
            found.append(Meaning(term(piece, language, features), step, 1.0))
            if language == "sv" and features.compounds:
                found += _parts(piece, step, features)
            step += 1
    if len(pieces) > 1 and features.hyphens:
        found.append(Meaning(term("".join(pieces), language, features), max(step - 1, 0), 1.0))
    return step, tuple(found)


def _parts(word: str, step: int, features: Features) -> Iterator[Meaning]:
    """The words within a compound, in its place."""
    for part, is_last in compounds.pieces(word):
        worth = worths.LAST_PART if is_last else worths.FIRST_PART
        if says_something(part):
            yield Meaning(PART + term(part, None, features), step, worth)
