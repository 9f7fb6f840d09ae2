"""An index in PostgreSQL without a wiki, and rows that it is made of."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete

from wiki.core.db import make_engine
from wiki.search.analysis import analyse
from wiki.search.engine import Engine as SearchEngine
from wiki.search.postgres.engine import PostgresEngine
from wiki.search.postgres.models import SearchBlock, SearchEntry, SearchIndex
from wiki.search.ranking.index import Index
from wiki.search.rows import IndexRow

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


class Shelf:
    """Rows that two engines can be made of."""

    def __init__(self) -> None:
        self._rows: dict[str, IndexRow] = {}
        self._version = 0

    def put(self, key: str, text: str, *, title: str = "Sida", gone: bool = False, **more: object) -> IndexRow:
        """Put a document in place of what stood under `key`."""
        self._version += 1
        row = IndexRow(key, self._version, gone, "page", "main", "sv", title, "", text, changed_at=MOMENT)
        self._rows[key] = row._replace(**more)  # type: ignore[arg-type]
        return self._rows[key]

    def newest(self) -> int:
        return self._version

    def after(self, version: int, limit: int) -> list[IndexRow]:
        return sorted((row for row in self._rows.values() if row.version > version), key=lambda row: row.version)[
            :limit
        ]

    def latest(self, version: int, limit: int) -> list[IndexRow]:
        return [row for row in self.after(version, 10**9)[::-1] if not row.gone][:limit]

    def hidden(self, version: int) -> Sequence[str]:
        return [row.key for row in self.after(version, 10**9) if row.gone]

    def count_after(self, version: int) -> int:
        return len(self.after(version, 10**9))


def brought_up(engine: SearchEngine, shelf: Shelf) -> None:
    """Let `engine` take in all that it does not know."""
    reached = engine.reached()
    if reached is None:
        engine.build()
    elif rows := shelf.after(reached, 10**9):
        engine.apply(rows)


def held(index: Index, term: str, field: str = "content") -> dict[str, float]:
    """The keys of the documents that hold a term, and how much it weighs there."""
    numbers, weights = index.postings(field, term)
    assert list(numbers) == sorted(numbers)
    return {index.stored(int(number))[0]: float(weight) for number, weight in zip(numbers, weights, strict=True)}


def terms_of(row: IndexRow) -> set[str]:
    """All that a document is found by."""
    return {posting.term for posting in analyse(row).content}


def places(index: Index, term: str) -> dict[str, list[int]]:
    """Where a term stands, by the keys of the documents."""
    wanted = index.postings("content", term).numbers
    found: dict[str, list[int]] = {}
    for number, position in zip(*index.positions(term, wanted), strict=True):
        if number in wanted:
            found.setdefault(index.stored(int(number))[0], []).append(int(position))
    return {key: sorted(each) for key, each in found.items()}


@pytest.fixture
def database(postgres_url: str) -> Iterator[Engine]:
    """A database that holds no index."""
    engine = make_engine(postgres_url)
    yield engine
    with engine.begin() as connection:
        for table in (SearchBlock, SearchEntry, SearchIndex):
            connection.execute(delete(table))
    engine.dispose()


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def engine(database: Engine, shelf: Shelf) -> PostgresEngine:
    return PostgresEngine(database, shelf)
