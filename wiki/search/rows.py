"""What an engine takes from the rows of the database, in the order of their versions."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Engine, RowMapping, Select, func, or_, select

from wiki.search.documents import facet
from wiki.search.models import SearchDocument

REDIRECT = "redirect"  # found by the page that it leads to
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class IndexRow(NamedTuple):
    """What an index takes from a row. `facets` are "field=value"."""

    key: str
    version: int
    gone: bool
    kind: str
    namespace: str
    language: str | None
    title: str
    headings: str
    text: str
    other_names: str = ""  # one a line
    facets: tuple[str, ...] = ()
    changed_at: datetime = LONG_AGO


_TAKEN = tuple(name for name in IndexRow._fields if name != "facets")
_COLUMNS = [getattr(SearchDocument, name) for name in (*IndexRow._fields, "page_kind")]


class Rows(Protocol):
    """Where the documents come from that an engine holds: the database, or a trial's own list."""

    def newest(self) -> int:
        """The highest version there is; 0 when there is none."""

    def after(self, version: int, limit: int) -> list[IndexRow]:
        """The first `limit` rows later than `version`, in the order of their versions."""

    def latest(self, version: int, limit: int) -> list[IndexRow]:
        """The last `limit` rows later than `version` that can be found, the newest first."""

    def hidden(self, version: int) -> Sequence[str]:
        """The keys of rows later than `version` that nobody shall find any more."""

    def count_after(self, version: int) -> int:
        """How many rows are later than `version`."""


class DatabaseRows:
    """The rows of a wiki. Each question has a connection of its own, and sees what has been committed by then."""

    def __init__(self, database: Engine) -> None:
        self._database = database

    def newest(self) -> int:
        """The highest version there is; 0 when there is none."""
        return self._number(select(func.max(SearchDocument.version)))

    def after(self, version: int, limit: int) -> list[IndexRow]:
        """The first `limit` rows later than `version`, in the order of their versions."""
        return self._rows(
            select(*_COLUMNS).where(SearchDocument.version > version).order_by(SearchDocument.version).limit(limit)
        )

    def latest(self, version: int, limit: int) -> list[IndexRow]:
        """The last `limit` rows later than `version` that can be found, the newest first."""
        live = SearchDocument.gone.is_(False) & (SearchDocument.kind != REDIRECT)
        later = select(*_COLUMNS).where(SearchDocument.version > version, live)
        return self._rows(later.order_by(SearchDocument.version.desc()).limit(limit))

    def hidden(self, version: int) -> Sequence[str]:
        """The keys of rows later than `version` that nobody shall find any more."""
        nothing = or_(SearchDocument.gone, SearchDocument.kind == REDIRECT)
        with self._database.connect() as connection:
            return list(connection.scalars(select(SearchDocument.key).where(SearchDocument.version > version, nothing)))

    def count_after(self, version: int) -> int:
        """How many rows are later than `version`."""
        return self._number(select(func.count()).where(SearchDocument.version > version))

    def _number(self, query: Select[*tuple[Any, ...]]) -> int:
        with self._database.connect() as connection:
            return connection.scalar(query) or 0

    def _rows(self, chosen: Select[*tuple[Any, ...]]) -> list[IndexRow]:
        with self._database.connect() as connection:
            return [index_row(row) for row in connection.execute(chosen).mappings()]


def index_row(row: RowMapping | Mapping[str, Any]) -> IndexRow:
    """What an index takes from the columns of a row of SearchDocument."""
    taken = {name: row[name] for name in _TAKEN}
    return IndexRow(**taken, facets=facets_of(row))


def facets_of(row: RowMapping | Mapping[str, Any]) -> tuple[str, ...]:
    """All that a row is narrowed by: what it was put with, and what every row says of itself."""
    language = (row["language"] or "sv").partition("-")[0].lower()
    own = {
        "kind": row["kind"],
        "namespace": row["namespace"],
        "page_kind": row["page_kind"] or ("topic" if row["kind"] == "topic" else ""),
        "language": "nb" if language == "no" else language,
    }
    return (*row["facets"].splitlines(), *(facet(name, value) for name, value in own.items() if value))


def is_indexed(row: IndexRow) -> bool:
    """Whether `row` stands in the index at all."""
    return not row.gone and row.kind != REDIRECT
