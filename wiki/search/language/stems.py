"""From words to stems: what makes "kommunernas" and "kommun" meet.

A Swedish word is reduced to its dictionary form (simplemma) and that to its stem (Snowball): of 155 inflected forms
97 % met their base form this way. A compound that the dictionary does not hold gets the dictionary form of its last
part. Bokmål and English documents get only the stemmer, which costs no memory, and their terms say the language
("nb:kommun").
"""

import threading
from functools import lru_cache

import snowballstemmer  # type: ignore[import-untyped]

from wiki.search.language import compounds, hyphens
from wiki.search.language.dictionary import is_known, known_lemma, lemma
from wiki.search.language.words import LONGEST_WORD, without_accents

LANGUAGES = {"sv": "swedish", "nb": "norwegian", "en": "english"}
_SAME = {"no": "nb", "nn": "nb"}
SHORT_STEM = 3  # letters; of longer stems, verb and noun mostly mean the same: svar, svara

_own = threading.local()  # a stemmer holds the word it works on, so each thread needs its own


def language_of(language: str | None) -> str:
    """The language that texts in `language` are read as: Swedish when that is None or unknown."""
    language = _SAME.get(language or "sv", language or "sv")
    return language if language in LANGUAGES else "sv"


def term(word: str, language: str | None = None) -> str:
    """The term that all forms of `word` share in `language`."""
    return _term(word.lower()[:LONGEST_WORD], language_of(language))


def plain_term(word: str) -> str:
    """The term of `word` where nothing is known of forms."""
    return without_accents(word.lower()[:LONGEST_WORD])


@lru_cache(maxsize=32768)
def _term(word: str, language: str) -> str:
    tag = "" if language == "sv" else f"{language}:"
    if len(word) <= 2 or not word.isalpha():  # abbreviations and figures; the dictionary takes "it" for a form of "se"
        return tag + without_accents(word)
    if language == "sv":
        return without_accents(_swedish_stem(_lemma(word)))
    return tag + without_accents(str(_stemmer(language).stemWord(word)))


def _lemma(word: str) -> str:
    """The dictionary form of `word`; of an unknown compound, that of its last part with what stands before it."""
    if known := known_lemma(word):
        return known.lower()
    if not is_known(word) and (cut := _cut(word)):
        first, last = cut
        return first + lemma(last) if known_lemma(last) else word
    return lemma(word)


def _cut(word: str) -> tuple[str, str] | None:
    """`word` before its last part, which alone has forms, and that part."""
    first, last = (*hyphens.apart(word), "")[:2]
    return (first, last) if last else compounds.split(word)


def _swedish_stem(word: str) -> str:
    """The stem of a word in its dictionary form, unless a short verb would fall together with a noun: boka, bok."""
    stem = str(_stemmer("sv").stemWord(word))
    if len(stem) <= SHORT_STEM and word == f"{stem}a" and is_known(stem) and lemma(stem) == stem:
        return word
    return stem


def _stemmer(language: str) -> snowballstemmer.stemmer:
    if not hasattr(_own, language):
        setattr(_own, language, snowballstemmer.stemmer(LANGUAGES[language]))
    return getattr(_own, language)
