"""What is newer than the index: the rows that it has yet to learn, analysed on the spot.

A save is thereby found from its commit on, whatever the follower does, and counted where it is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from wiki.search.analysis import Analysed, Posting, analyse
from wiki.search.features import Features
from wiki.search.ranking.facets import FacetTable
from wiki.search.ranking.index import Index, Numbers, Places, Postings, Weights
from wiki.search.rows import IndexRow, Rows

MOST_ROWS = 100  # analysed for one query; while more than these are imported, the follower is waited for


@dataclass(frozen=True)
class Newer:
    """Rows that the index does not know as they are: those to find, and the keys of all that it must not find."""

    rows: tuple[IndexRow, ...] = ()
    hidden: frozenset[str] = frozenset()


def newer_than(rows: Rows, version: int) -> Newer:
    """What has been put and dropped since the index has come to `version`."""
    if rows.newest() == version:
        return Newer()
    latest = rows.latest(version, MOST_ROWS)
    return Newer(tuple(latest), frozenset(rows.hidden(version)).union(row.key for row in latest))


class Current:
    """An index with what is newer: read like the index itself, and numbered on from it."""

    def __init__(self, index: Index, newer: Newer, features: Features) -> None:
        self._index = index
        self._rows = newer.rows
        self._documents = [_analysed(row, features) for row in newer.rows]
        self._first = index.count
        self._hidden = np.array([number for key in newer.hidden for number in index.numbers(key)], np.int32)
        self.count = self._first + len(newer.rows)

    @cached_property
    def facets(self) -> FacetTable:
        """What each document is counted and chosen by."""
        if not self._rows:
            return self._index.facets
        own = FacetTable.of([row.facets for row in self._rows])
        return replace(FacetTable.joined([self._index.facets, own]), passing=True)

    @cached_property
    def lengths(self) -> Weights:
        """How many terms each document has; 0 where there is none any more."""
        return self._with_own(self._index.lengths, [each.length for each in self._documents])

    @cached_property
    def title_lengths(self) -> Weights:
        """How many terms each title has; 0 where there is none any more."""
        return self._with_own(self._index.title_lengths, [each.title_length for each in self._documents])

    @cached_property
    def changed(self) -> NDArray[np.float64]:
        """When each document was changed, in seconds since 1970."""
        return np.concatenate([self._index.changed, [row.changed_at.timestamp() for row in self._rows]])

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""
        if number < self._first:
            return self._index.stored(number)
        row = self._rows[number - self._first]
        return row.key, row.version

    def numbers(self, key: str) -> Sequence[int]:
        """The numbers of the documents that stand under `key`: one or none."""
        own = [self._first + place for place, row in enumerate(self._rows) if row.key == key]
        return own or [number for number in self._index.numbers(key) if number not in self._hidden]

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold a term, by number and in order, and how much it weighs in each."""
        numbers, weights = self._index.postings(field, term)
        if len(self._hidden) and len(numbers):
            left = ~np.isin(numbers, self._hidden)
            numbers, weights = numbers[left], weights[left]
        own = [
            (number, weight)
            for number, document in enumerate(self._documents, self._first)
            if (weight := getattr(document, field).get(term))
        ]
        if own:
            more, heavy = zip(*own, strict=True)
            numbers = np.concatenate([numbers, np.array(more, np.int32)])
            weights = np.concatenate([weights, np.array(heavy, np.float32)])
        return Postings(numbers, weights)

    def positions(self, term: str, wanted: Numbers) -> Places:
        """Where `term` stands in the documents `wanted`, which are in order. Others may be among them."""
        numbers, places = self._index.positions(term, wanted[wanted < self._first])
        for number in wanted[wanted >= self._first]:
            own = np.array(self._documents[number - self._first].places.get(term, ()), np.int32)
            numbers = np.concatenate([numbers, np.full(len(own), number, np.int32)])
            places = np.concatenate([places, own])
        return Places(numbers, places)

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""
        own = {form for each in self._documents for form in each.forms if form.startswith(prefix)}
        return sorted(own.union(self._index.forms(prefix, limit)))[:limit]

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
        return self._index.frequency(form) + sum(form in each.forms for each in self._documents)

    def _with_own(self, lengths: Weights, own: list[int]) -> Weights:
        if not own and not len(self._hidden):
            return lengths
        joined = np.concatenate([lengths, np.array(own, np.float32)])
        joined[self._hidden] = 0
        return joined


class _Document:
    """What a row is found by, in the way it is asked for."""

    def __init__(self, analysed: Analysed) -> None:
        self.length = analysed.length
        self.title_length = analysed.title_length
        self.forms = frozenset(analysed.forms)
        self.places: dict[str, list[int]] = {}
        for term, position, _weight in analysed.content:
            self.places.setdefault(term, []).append(position)
        self.content = _weights(analysed.content)
        self.title = _weights(analysed.title)


def _weights(postings: list[Posting]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for term, _position, weight in postings:
        weights[term] = weights.get(term, 0.0) + weight
    return weights


@lru_cache(maxsize=2 * MOST_ROWS)
def _analysed(row: IndexRow, features: Features) -> _Document:
    return _Document(analyse(row, features=features))
