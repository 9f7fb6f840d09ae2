"""What ranking reads, whatever holds it: the documents by number, and where words stand in them."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from wiki.search.ranking.facets import FacetTable

Numbers = NDArray[np.int32]
Weights = NDArray[np.float32]


class IndexAway(Exception):
    """There is no index that can be read just now."""


class Postings(NamedTuple):
    """The documents that hold a term, by number and in order, and how much the term weighs in each."""

    numbers: Numbers
    weights: Weights


class Places(NamedTuple):
    """Where a term stands: for each place the number of the document, in order, and the position in it."""

    numbers: Numbers
    positions: Numbers


NOTHING = Postings(np.empty(0, np.int32), np.empty(0, np.float32))
NOWHERE = Places(np.empty(0, np.int32), np.empty(0, np.int32))


class Index(Protocol):
    """All documents as they are at one moment, numbered from 0. A number may stand for nothing any more."""

    @property
    def count(self) -> int:
        """How many numbers there are."""

    @property
    def lengths(self) -> Weights:
        """How many terms each document has; 0 where there is none any more."""

    @property
    def title_lengths(self) -> Weights:
        """How many terms each title has; 0 where there is none any more."""

    @property
    def changed(self) -> NDArray[np.float64]:
        """When each document was changed, in seconds since 1970."""

    @property
    def facets(self) -> FacetTable:
        """What each document is counted and chosen by."""

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""

    def numbers(self, key: str) -> Sequence[int]:
        """The numbers of the documents that stand under `key`: one or none."""

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold `term` in their "content" or "title"; none that is no longer there."""

    def positions(self, term: str, wanted: Numbers) -> Places:
        """Where `term` stands in the content of the documents `wanted`, which are in order. Others may come along."""

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
