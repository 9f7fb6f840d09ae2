"""How well documents answer one wish: BM25 over postings, in arrays with one place for each document.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), sections 3.4 and 3.6. A word of
a query stands for several terms, each of its own worth; together they are weighed as one word would be.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from math import log
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from wiki.search import worths
from wiki.search.analysis import FOLDED, parts_of, terms_for
from wiki.search.asking.question import Manner, Wish
from wiki.search.features import Features
from wiki.search.language import parts, rows_of
from wiki.search.ranking.index import Index, Numbers, Weights

K1 = 1.2
B = {"content": 0.6, "title": 0.75}
MOST_FORMS = 64  # what a prefix may stand for
FAR = 1 << 32  # farther than any position
MOST_CANDIDATES = 3000  # words that begin so and are looked at

Scores = Weights  # of each document; 0 for those that do not answer


class OutOfTime(Exception):
    """The question takes longer than anybody waits."""


class Scorer:
    """Scores the documents of `index`, until the clock says `until`."""

    def __init__(self, index: Index, features: Features, until: float) -> None:
        self._index = index
        self._features = features
        self._until = until
        self._live = max(int(np.count_nonzero(index.lengths)), 1)
        self._norms = {
            "content": _norms(index.lengths, B["content"]),
            "title": _norms(index.title_lengths, B["title"]),
        }

    def none(self) -> Scores:
        """The scores of documents of which none answers."""
        return np.zeros(self._index.count, np.float32)

    def of_wish(self, wish: Wish) -> Scores:
        """The documents that fulfil one wish."""
        if wish.manner is Manner.PREFIX:
            return self.of_terms(dict.fromkeys(self.beginning_so(wish.words[0]), 1.0), wish.field)
        if wish.manner is Manner.PHRASE:
            return self.in_a_row(wish.words, wish.field)
        return self.of_word(wish.words[0], wish.field)

    def of_word(self, word: str, field: str = "content") -> Scores:
        """The documents that hold `word` in any form, or all parts of it when it is a compound."""
        pieces = parts(word)
        found = self.of_terms(terms_for("".join(pieces), self._features), field)
        if len(pieces) > 1 and self._features.hyphens:
            found = np.maximum(found, self.in_a_row(pieces, field))
        if self._features.compounds and (pieces := parts_of(word)):
            each = [self.of_terms(terms_for(piece, self._features), field) for piece in pieces]
            found = np.maximum(found, in_all(each) * np.float32(worths.PARTS_OF_ASKED / len(each)))
        return found

    def of_terms(self, terms: Mapping[str, float], field: str = "content") -> Scores:
        """The documents that hold any of `terms`, which stand for one word and have each its worth.

        A document that holds several gains by each, but never as much as that it would hold a word of more worth.
        """
        missed = np.ones(self._index.count, np.float32)
        holding = 0.0
        for each, worth in terms.items():
            if monotonic() > self._until:
                raise OutOfTime
            numbers, weights = self._index.postings(field, each)
            if len(numbers):
                holding += worth * len(numbers)
                missed[numbers] *= 1 - np.float32(worth) * weights / (weights + self._norms[field][numbers])
        return (1 - missed) * np.float32(self._rarity(holding))

    def in_a_row(self, words: Sequence[str], field: str = "content") -> Scores:
        """The documents in which `words`, in any form, follow each other. Each language is tried as a whole."""
        found = self.none()
        for row in rows_of(words, self._features):
            scores = in_all([self.of_terms({each: 1.0}, field) for each in row])
            kept = self._following(row, np.flatnonzero(scores).astype(np.int32))
            found[kept] += scores[kept]
        return found

    def beginning_so(self, prefix: str) -> list[str]:
        """The terms of the words that begin with `prefix`: of the 64 shortest, when there are more."""
        forms = (form for form in self._index.forms(prefix.lower(), MOST_CANDIDATES) if FOLDED not in form)
        words = sorted(forms, key=lambda form: (len(form), form))[:MOST_FORMS]
        terms = (terms_for(word, self._features) for word in words)
        return sorted({term for each in terms for term, worth in each.items() if worth == 1})

    def _following(self, row: Sequence[str], candidates: Numbers) -> Numbers:
        """Those of `candidates`, which hold all terms of `row`, in which they follow each other."""
        starts: NDArray[np.int64] | None = None
        for place, each in enumerate(row):
            if monotonic() > self._until:
                raise OutOfTime
            if not len(candidates):
                break
            numbers, positions = self._index.positions(each, candidates)
            here = _once(numbers.astype(np.int64) * FAR + (positions - place))
            starts = here if starts is None else _in_both(starts, here)
            candidates = _once(starts // FAR).astype(np.int32)
        return candidates

    def _rarity(self, holding: float) -> float:
        holding = min(holding, self._live)
        return log(1 + (self._live - holding + 0.5) / (holding + 0.5))


def in_all(each: Sequence[Scores]) -> Scores:
    """What is in all of `each`, with the sum of its scores."""
    if len(each) < 2:
        return each[0]
    everywhere: NDArray[np.bool_] = reduce(np.logical_and, (scores > 0 for scores in each))
    return np.where(everywhere, reduce(np.add, each), np.float32(0))


def added(each: Iterable[Scores]) -> Scores:
    """What is in any of `each`, with the sum of its scores."""
    return reduce(np.add, each)


def _in_both(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.int64]:
    """What is in both arrays, each of which is in order. Two runs in order are sorted in one go."""
    joined = np.concatenate([one, other])
    joined.sort(kind="stable")
    return _once(joined[1:][joined[1:] == joined[:-1]])


def _once(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """`numbers`, which are in order, each once."""
    first = np.ones(len(numbers), np.bool_)
    first[1:] = numbers[1:] != numbers[:-1]
    return numbers[first]


def _norms(lengths: Weights, slope: float) -> Weights:
    """How many mentions a document of each length needs to be taken for half as good as can be."""
    mean = float(lengths.sum()) / max(int(np.count_nonzero(lengths)), 1) or 1.0
    return np.float32(K1) * (np.float32(1 - slope) + np.float32(slope / mean) * lengths)
