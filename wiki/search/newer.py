"""What is newer than the index: the rows that it has yet to learn, analysed on the spot.

A save is thereby found from its commit on, whatever the follower does, and counted where it is shown.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select

from wiki.core.db import session
from wiki.search.models import SearchDocument
from wiki.search.snapshot import Postings, Snapshot
from wiki.search.whoosh_index import REDIRECT, IndexRow, document_of, is_indexed, read_state

MOST_ROWS = 100  # analysed for one query; while more than these are imported, the follower is waited for


@dataclass(frozen=True)
class Newer:
    """Rows that the index does not know as they are: those to find, and the keys of all that it must not find."""

    rows: tuple[IndexRow, ...] = ()
    hidden: frozenset[str] = frozenset()


def newer_than_index(folder: Path) -> Newer:
    """What has been put and dropped since the index in `folder` was last brought up to date."""
    state = read_state(folder)
    later = SearchDocument.version > (state.version if state else 0)
    columns = [getattr(SearchDocument, name) for name in IndexRow._fields]
    live = select(*columns).where(later, SearchDocument.gone.is_(False))
    rows = [IndexRow(*row) for row in session().execute(live.order_by(SearchDocument.version.desc()).limit(MOST_ROWS))]
    blank = select(SearchDocument.key).where(later, or_(SearchDocument.gone, SearchDocument.kind == REDIRECT))
    hidden = frozenset(session().scalars(blank)).union(row.key for row in rows)
    return Newer(tuple(row for row in rows if is_indexed(row)), hidden)


class Current:
    """A snapshot of the index with what is newer: read like the snapshot itself, and numbered on from it."""

    def __init__(self, snapshot: Snapshot, newer: Newer) -> None:
        self._snapshot = snapshot
        self._rows = newer.rows
        self._documents = [_analysed(row) for row in newer.rows]
        self._first = len(snapshot.facets)
        self._hidden = frozenset(number for key in newer.hidden for number in snapshot.numbers(key))
        self.facets = snapshot.facets + [each["facet"].decode() for each in self._documents]
        self.lengths = [*snapshot.lengths, *(each["length"] for each in self._documents)]
        self.title_lengths = [*snapshot.title_lengths, *(each["title_length"] for each in self._documents)]

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""
        if number < self._first:
            return self._snapshot.stored(number)
        row = self._rows[number - self._first]
        return row.key, row.version

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold a term, by number and in order, and how much it weighs in each."""
        old = self._snapshot.postings(field, term)
        if not self._documents and self._hidden.isdisjoint(old.numbers):
            return old
        kept = [pair for pair in zip(*old, strict=True) if pair[0] not in self._hidden]
        for number, document in enumerate(self._documents, self._first):
            weight = sum(weight for text, _position, weight in document[field] if text == term)
            if weight:
                kept.append((number, weight))
        return Postings(array("L", [number for number, _ in kept]), array("f", [weight for _, weight in kept]))

    def positions(self, term: str, wanted: Sequence[int]) -> dict[int, list[int]]:
        """Where `term` stands in each of the documents `wanted`, which are in order and hold it."""
        found = self._snapshot.positions(term, [number for number in wanted if number < self._first])
        for number in wanted:
            if number >= self._first:
                postings = self._documents[number - self._first]["content"]
                found[number] = [position for text, position, _weight in postings if text == term]
        return found

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""
        own = {form for each in self._documents for form in each["forms"] if form.startswith(prefix)}
        return sorted(own.union(self._snapshot.forms(prefix, limit)))[:limit]

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
        return self._snapshot.frequency(form) + sum(form in each["forms"] for each in self._documents)


@lru_cache(maxsize=2 * MOST_ROWS)
def _analysed(row: IndexRow) -> dict[str, Any]:
    return document_of(row)
