"""Swedish, bokmål and English as the search reads them: words, their forms, and what they are made of."""

from wiki.search.language.dictionary import is_known, warm
from wiki.search.language.stems import LANGUAGES, language_of
from wiki.search.language.terms import Term, rows_of, term, terms, terms_for, terms_in
from wiki.search.language.words import LONGEST_WORD, STOP_WORDS, Word, distinct, folded, parts, tidy, words

__all__ = [
    "LANGUAGES",
    "LONGEST_WORD",
    "STOP_WORDS",
    "Term",
    "Word",
    "distinct",
    "folded",
    "is_known",
    "language_of",
    "parts",
    "rows_of",
    "term",
    "terms",
    "terms_for",
    "terms_in",
    "tidy",
    "warm",
    "words",
]
