"""Tables as they are in the database, whatever the program knows of them, and their rows as lines of JSON.

The shape is asked of the database itself, so that no table can be forgotten, and that a database can be read and filled
that an older program has made. Moments are written in UTC, and JSON as the text it is stored as, letter by letter.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnClause,
    ColumnElement,
    Connection,
    DateTime,
    Insert,
    LargeBinary,
    Select,
    String,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    func,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.sql.elements import quoted_name
from sqlalchemy.types import Float, Integer

from wiki.core.schema import UNFINISHED

LEFT_OUT = {
    "alembic_version": "the manifest says which migrations have been run",
    UNFINISHED: "there is none in a wiki that is whole",
    "attempt": "how often somebody has tried to sign in, for some minutes",
    "presence": "who has an editor open just now",
    "search_index": "the search index, which is made anew by itself",
    "search_entry": "the search index, which is made anew by itself",
    "search_block": "the search index, which is made anew by itself",
    "backup_run": "which backups have been made on this machine",
}
"""Tables that are not in a backup, and why."""

FETCHED = 50  # rows at a time: each may be a page of the largest size


class Kind(StrEnum):
    """How a value becomes JSON, and comes back."""

    PLAIN = "plain"  # texts and numbers
    BOOL = "bool"
    MOMENT = "moment"  # 2026-11-22 07:53:00.000000, in UTC
    JSON = "json"  # as text
    BYTES = "bytes"  # in base64


KINDS = ((Boolean, Kind.BOOL), (DateTime, Kind.MOMENT), (JSON, Kind.JSON), (LargeBinary, Kind.BYTES))


@dataclass(frozen=True)
class Shape:
    """A table: its columns, its primary key, and which column refers to which column of which table."""

    name: str
    columns: Mapping[str, Kind]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...]

    @property
    def clause(self) -> TableClause:
        """The table in a statement."""
        return table(_quoted(self.name), *(_column(name, kind) for name, kind in self.columns.items()))


def stored(connection: Connection) -> list[Shape]:
    """The shapes of all tables that belong in a backup, by name."""
    seen = inspect(connection)
    return [_shape(connection, name) for name in sorted(seen.get_table_names()) if name not in LEFT_OUT]


def count_rows(connection: Connection, shape: Shape) -> int:
    """How many rows a table has."""
    return connection.scalar(select(func.count()).select_from(shape.clause)) or 0


def lines(connection: Connection, shape: Shape) -> Iterator[bytes]:
    """Every row of a table as a line, in the order of its key; a few rows at a time are in memory."""
    names = list(shape.columns)
    binary = [name for name, kind in shape.columns.items() if kind is Kind.BYTES]
    rows = connection.execution_options(stream_results=True, yield_per=FETCHED).execute(_selection(connection, shape))
    for row in rows:
        values = dict(zip(names, row, strict=True))
        for name in binary:
            if values[name] is not None:
                values[name] = b64encode(values[name]).decode("ascii")
        yield json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def values_of(shape: Shape, line: bytes, *, zoned: bool) -> dict[str, Any]:
    """The row of a line, ready for `insertion`; `zoned` where the database keeps time zones.

    Raises ValueError when the line is no row of this table.
    """
    values = json.loads(line)
    if not isinstance(values, dict) or values.keys() != shape.columns.keys():
        raise ValueError("it does not have the columns of its table")
    for name, kind in shape.columns.items():
        value = values[name]
        if value is None:
            continue
        if kind is Kind.BYTES:
            values[name] = b64decode(value)
        elif kind is Kind.MOMENT and zoned:
            values[name] = f"{value}+00"
    return values


def insertion(connection: Connection, shape: Shape) -> Insert:
    """What puts rows into a table; they are given as dictionaries."""
    return insert(shape.clause).values({name: _given(connection, name, kind) for name, kind in shape.columns.items()})


def _shape(connection: Connection, name: str) -> Shape:
    seen = inspect(connection)
    refers = [
        (each["constrained_columns"][0], each["referred_table"], each["referred_columns"][0])
        for each in seen.get_foreign_keys(name)
        if len(each["constrained_columns"]) == 1
    ]
    return Shape(
        name=name,
        columns={each["name"]: _kind(name, each) for each in seen.get_columns(name)},
        key=tuple(seen.get_pk_constraint(name)["constrained_columns"]),
        refers=tuple(sorted(refers)),
    )


def _kind(table_name: str, found: ReflectedColumn) -> Kind:
    for of_type, kind in KINDS:
        if isinstance(found["type"], of_type):
            return kind
    if isinstance(found["type"], String | Integer | Float):
        return Kind.PLAIN
    raise TypeError(f"nobody has said how {table_name}.{found['name']} ({found['type']!r}) goes into a backup")


def _selection(connection: Connection, shape: Shape) -> Select[*tuple[Any, ...]]:
    chosen = [_asked(connection, name, kind) for name, kind in shape.columns.items()]
    return select(*chosen).select_from(shape.clause).order_by(*(_column(name, Kind.PLAIN) for name in shape.key))


def _asked(connection: Connection, name: str, kind: Kind) -> ColumnElement[Any]:
    """A column as JSON can hold it. SQLite stores moments as the very text that we write."""
    if kind is Kind.JSON:
        return cast(_column(name, kind), Text)
    if kind is Kind.MOMENT and connection.dialect.name == "postgresql":
        return func.to_char(func.timezone("UTC", _column(name, kind)), "YYYY-MM-DD HH24:MI:SS.US")
    return _column(name, kind)


def _given(connection: Connection, name: str, kind: Kind) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql":
        if kind is Kind.JSON:
            return cast(bindparam(name, type_=Text()), JSON)
        if kind is Kind.MOMENT:
            return cast(bindparam(name, type_=Text()), DateTime(timezone=True))
    return bindparam(name, type_=Boolean() if kind is Kind.BOOL else None)


def _column(name: str, kind: Kind) -> ColumnClause[Any]:
    """A column without a type, so that the driver gives what it has, but for what SQLite takes for a number."""
    return column(_quoted(name), Boolean()) if kind is Kind.BOOL else column(_quoted(name))


def _quoted(name: str) -> quoted_name:
    return quoted_name(name, quote=True)
