"""From words to terms: what makes "kommunernas" and "kommun" meet.

A Swedish word is reduced to its dictionary form (simplemma) and that to its stem (Snowball): of 155 inflected forms
97 % met their base form this way. Bokmål and English documents get only the stemmer, which costs no memory, and their
terms say the language ("nb:kommun"). A query does not say its language, so a word in it stands for its terms in all
three; but its bokmål and English stems meet only documents in these, or "boka" (bokmål "bok") would find every book.

The dictionary is kept as simplemma's compressed stream: 15 MB a process and 0.7 s to open, where the plain one takes
100 MB and 1.2 s. `warm()` opens it beforehand. A lookup takes 35 µs, and most words are met again and again.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer  # type: ignore[import-untyped]
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

LANGUAGES = {"sv": "swedish", "nb": "norwegian", "en": "english"}
_SAME = {"no": "nb", "nn": "nb"}
LONGEST_WORD = 60
SHORT_STEM = 3  # letters; of longer stems, verb and noun mostly mean the same: svar, svara

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

_lemmatizer = Lemmatizer(cache_max_size=1, lemmatization_strategy=DefaultStrategy(low_memory=True))
_dictionary = DictionaryLookupStrategy(LOW_MEMORY_DICTIONARY_FACTORY)  # the one that the lemmatizer has opened
_own = threading.local()  # a stemmer holds the word it works on, so each thread needs its own


class Term(NamedTuple):
    """One term of a text: `position` counts words, `start` and `end` are characters."""

    text: str
    position: int
    start: int
    end: int


class Word(NamedTuple):
    """A word as it stands in a text; a hyphenated word is one word."""

    text: str
    start: int
    end: int


def is_known(word: str) -> bool:
    """Whether the Swedish dictionary holds `word`. Those of bokmål and English would take 1.4 s to open."""
    return _is_in(word.lower(), "sv")


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


def terms(text: str, language: str | None = None) -> Iterator[Term]:
    """The terms of `text`, without stop words. "e-tjänst" gives e, tjänst and, in the place of the last, etjänst."""
    position = 0
    for word in words(text):
        start = word.start
        parts = _HYPHEN.split(word.text)
        for part in parts:
            if part.lower() not in STOP_WORDS:
                yield Term(term(part, language), position, start, start + len(part))
                position += 1
            start += len(part) + 1
        if len(parts) > 1:
            yield Term(term("".join(parts), language), max(position - 1, 0), word.start, word.end)


def parts(word: str) -> list[str]:
    """The parts of a hyphenated word; of another, the word."""
    return _HYPHEN.split(word)


def term(word: str, language: str | None = None) -> str:
    """The term that all forms of `word` share in `language` (Swedish when that is None or unknown)."""
    language = _SAME.get(language or "sv", language)
    return _term(word.lower()[:LONGEST_WORD], language if language in LANGUAGES else "sv")


def all_terms(word: str) -> tuple[str, ...]:
    """The terms that `word` may meet in documents of all languages, Swedish first, each once.

    A Swedish word also meets its like in the other languages: "kommunernas" the bokmål "kommun".
    """
    swedish, *others = (term(word, language) for language in LANGUAGES)
    likewise = (f"{language}:{swedish}" for language in LANGUAGES if language != "sv")
    return tuple(dict.fromkeys((swedish, *others, *likewise)))


@lru_cache(maxsize=32768)
def _term(word: str, language: str) -> str:
    tag = "" if language == "sv" else f"{language}:"
    if len(word) <= 2 or not word.isalpha():  # abbreviations and figures; the dictionary takes "it" for a form of "se"
        return tag + _fold(word)
    if language == "sv":
        return _fold(_swedish_stem(_lemma(word)))
    return tag + _fold(str(_stemmer(language).stemWord(word)))


def _swedish_stem(lemma: str) -> str:
    """The stem of a word in its dictionary form, unless a short verb would fall together with a noun: boka, bok."""
    stem = str(_stemmer("sv").stemWord(lemma))
    if len(stem) <= SHORT_STEM and lemma == f"{stem}a" and _is_in(stem, "sv") and _lemma(stem) == stem:
        return lemma
    return stem


def _lemma(word: str) -> str:
    return _lemmatizer.lemmatize(word, "sv").lower()


def _fold(word: str) -> str:
    """`word` without accents, but for å, ä and ö, which are letters of their own."""
    word = word.translate(_ALIKE)
    if word.isascii():
        return word
    return "".join(
        letter
        if letter in _KEPT
        else "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        for letter in word
    )


def _is_in(word: str, language: str) -> bool:
    return _dictionary.get_lemma(word, language) is not None


def _stemmer(language: str) -> snowballstemmer.stemmer:
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(LANGUAGES[language]))
    return getattr(_own, language)


def warm() -> None:
    """Open the dictionary, so that the first query does not wait for it."""
    term("kommunerna")
