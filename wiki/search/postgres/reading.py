"""The index in the database as it is at one moment.

Each reading has a transaction of its own that sees one state of everything; what is known of each document is kept from
reading to reading, and only what has come since is fetched.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, select

from wiki.search.models import SearchDocument
from wiki.search.postgres.blocks import CONTENT, FORMS, TITLE, State, read_state
from wiki.search.postgres.models import SearchEntry
from wiki.search.ranking.facets import FacetTable
from wiki.search.ranking.index import NOTHING, NOWHERE, IndexAway, Numbers, Places, Postings, Weights

_NEWEST = select(func.max(SearchDocument.version))
POSTINGS_KEPT = 2_000_000  # eight bytes each
FIELDS = {"content": CONTENT, "title": TITLE}
_OF_TERM = " FROM search_block WHERE index_id = %s AND field = %s AND term = %s"
_POSTINGS = f"SELECT numbers, weights{_OF_TERM} ORDER BY first"
_POSITIONS = f"SELECT numbers, counts, places{_OF_TERM} ORDER BY first"
_FORMS = (
    "SELECT DISTINCT term FROM search_block WHERE index_id = %s AND field = %s AND term >= %s AND term < %s"
    " ORDER BY term LIMIT %s"
)
_FREQUENCY = f"SELECT coalesce(sum(count), 0){_OF_TERM}"


class Kept(dict[tuple[str, str], Postings]):
    """The postings that were asked for, by field and term, until they become too many."""

    size = 0

    def keep(self, name: tuple[str, str], postings: Postings) -> None:
        """Keep `postings` under `name`."""
        if self.size > POSTINGS_KEPT:
            self.clear()
            self.size = 0
        self[name] = postings
        self.size += len(postings.numbers) + 16  # what even nothing takes


@dataclass(frozen=True)
class Columns:
    """What is known of each document, by number."""

    index: int
    version: int
    keys: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()
    numbers: dict[str, int] = field(default_factory=dict)  # the last of each key
    lengths: Weights = field(default_factory=lambda: np.empty(0, np.float32))
    title_lengths: Weights = field(default_factory=lambda: np.empty(0, np.float32))
    changed: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))
    facets: FacetTable = field(default_factory=lambda: FacetTable.of([]))
    alive: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    postings: Kept = field(default_factory=Kept)


class Reader:
    """All documents of an index, numbered from 0, while a transaction lasts."""

    def __init__(self, connection: Connection, columns: Columns, newest: int | None) -> None:
        self._connection = connection
        self._columns = columns
        self.newest = newest  # version of any row of the database, as it is at this moment
        self.version = columns.version
        self.count = len(columns.keys)
        self.lengths, self.title_lengths = columns.lengths, columns.title_lengths
        self.changed, self.facets = columns.changed, columns.facets

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""
        return self._columns.keys[number], self._columns.versions[number]

    def numbers(self, key: str) -> Sequence[int]:
        """The numbers of the documents that stand under `key`: one or none."""
        number = self._columns.numbers.get(key)
        return [number] if number is not None and self._columns.alive[number] else []

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold `term` in their "content" or "title"; none that is no longer there."""
        kept = self._columns.postings
        if (found := kept.get((field, term))) is None:
            found = self._postings(field, term)
            kept.keep((field, term), found)
        return found

    def positions(self, term: str, wanted: Numbers) -> Places:  # noqa: ARG002 - it is quicker to give all
        """Where `term` stands in the content of the documents `wanted`, and of all others that hold it."""
        rows = self._blocks(_POSITIONS, CONTENT, term)
        if not rows:
            return NOWHERE
        numbers, counts, places = (np.frombuffer(b"".join(each), np.int32) for each in zip(*rows, strict=True))
        return Places(np.repeat(numbers, counts), places)

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""
        start = prefix.encode()
        asked = (self._columns.index, FORMS, start, start + b"\xff", limit)  # no UTF-8 holds that byte
        return [bytes(row[0]).decode() for row in self._connection.exec_driver_sql(_FORMS, asked)]

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
        return int(self._blocks(_FREQUENCY, FORMS, form)[0][0])

    def _postings(self, field: str, term: str) -> Postings:
        rows = self._blocks(_POSTINGS, FIELDS[field], term)
        if not rows:
            return NOTHING
        numbers: Numbers = np.frombuffer(b"".join(row[0] for row in rows), np.int32)
        weights: Weights = np.frombuffer(b"".join(row[1] for row in rows), np.float32)
        alive = self._columns.alive[numbers]
        return Postings(numbers, weights) if alive.all() else Postings(numbers[alive], weights[alive])

    def _blocks(self, query: str, field: int, term: str) -> Sequence[Sequence[bytes]]:
        return self._connection.exec_driver_sql(query, (self._columns.index, field, term.encode())).all()


class Readings:
    """Gives readers of the index in a database, one after the other or at once."""

    def __init__(self, database: Engine) -> None:
        self._database = database.execution_options(isolation_level="REPEATABLE READ")
        self._lock = threading.Lock()
        self._columns: Columns | None = None

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """The index as it is now, while the `with` lasts. Raises IndexAway."""
        with self._database.connect() as connection:
            with self._lock:  # so that nobody begins before somebody who has fetched more than he can see
                state = read_state(connection)
                newest = connection.scalar(_NEWEST)
                if state is None:
                    raise IndexAway
                self._columns = _refreshed(connection, self._columns, state)
                columns = self._columns
            yield Reader(connection, columns, newest)


def _refreshed(connection: Connection, known: Columns | None, state: State) -> Columns:
    """The columns of the index whose state is `state`, by way of those that are known."""
    if known is None or known.index != state.id or known.version > state.version:
        known = Columns(state.id, 0)
    if known.version == state.version:
        return known
    entry, first = SearchEntry, len(known.keys)
    columns = (entry.key, entry.version, entry.length, entry.title_length, entry.changed, entry.facets)
    fresh = select(*columns).where(entry.index_id == state.id, entry.number >= first).order_by(entry.number)
    rows = connection.execute(fresh).all()
    gone = select(entry.number).where(entry.index_id == state.id, entry.outdated > known.version)
    outdated = np.array(connection.scalars(gone).all(), np.int64)
    facets = FacetTable.of([row.facets.split("\n") if row.facets else () for row in rows])
    lengths = np.concatenate([known.lengths, np.array([row.length for row in rows], np.float32)])
    titles = np.concatenate([known.title_lengths, np.array([row.title_length for row in rows], np.float32)])
    alive = np.concatenate([known.alive, np.ones(len(rows), np.bool_)])
    lengths[outdated] = titles[outdated] = 0
    alive[outdated] = False
    return Columns(
        index=state.id,
        version=state.version,
        keys=(*known.keys, *(row.key for row in rows)),
        versions=(*known.versions, *(row.version for row in rows)),
        numbers={**known.numbers, **{row.key: number for number, row in enumerate(rows, first)}},
        lengths=lengths,
        title_lengths=titles,
        changed=np.concatenate([known.changed, np.array([row.changed for row in rows], np.float64)]),
        facets=FacetTable.joined([known.facets, facets]),
        alive=alive,
    )
