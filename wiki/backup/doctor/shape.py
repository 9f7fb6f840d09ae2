"""The shape of the database: whether its tables, columns, indexes and constraints are those that the program asks for.

What somebody has added is no fault: an index that helps here, or a table of their own.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Index, text

from wiki.backup.doctor.database import RESTORE
from wiki.backup.doctor.finding import Finding, note
from wiki.backup.sequences import behind, bring_forward
from wiki.core.db import Base, engine

DIFFERS = {
    "modify_type": "has another type",
    "modify_nullable": "differs in whether it may be empty",
}


def look_at_shape(*, mend: bool = False) -> Iterator[Finding]:
    """Where the database is not as the migrations made it, and counters that are behind."""
    with engine().connect() as connection:
        lacking, unlike, added = _compared(connection)
    indexes = [each for each in lacking if isinstance(each, Index)]
    if mend and indexes:
        with engine().connect().execution_options(wiki_writing=True) as connection, connection.begin():
            for index in indexes:
                index.create(connection)
        yield note(f"Made anew: {_listed(indexes)}.")
        lacking = [each for each in lacking if each not in indexes]
        indexes = []
    if indexes:
        yield Finding(f"The database lacks {_listed(indexes)}.", "Run `wiki doctor --mend`, which makes that anew.")
    if others := [each for each in lacking if not isinstance(each, Index)]:
        yield Finding(f"The database lacks {_listed(others)}.", RESTORE)
    for sentence in unlike:
        yield Finding(sentence, RESTORE)
    if added:
        yield note(f"Somebody has added to the database: {_listed(added)}.", "It does no harm that is known of.")
    yield from _look_at_counters(mend=mend)


def _look_at_counters(*, mend: bool) -> Iterator[Finding]:
    if mend:
        with engine().connect().execution_options(wiki_writing=True) as connection, connection.begin():
            mended = bring_forward(connection)
        if mended:
            yield note(f"The counters of {', '.join(each.table for each in mended)} were brought forward.")
        return
    with engine().connect() as connection:
        late = behind(connection)
        broken = _unusable(connection)
    if late:
        yield Finding(
            f"The counters of {', '.join(each.table for each in late)} are behind, so new rows are refused.",
            "Run `wiki doctor --mend`.",
        )
    if broken:
        yield Finding(f"These indexes cannot be used: {', '.join(broken)}.", "Run REINDEX INDEX … for each.")


def _compared(connection: Connection) -> tuple[list[Any], list[str], list[Any]]:
    """What the database lacks, a sentence for each column that is unlike, and what it has beyond that."""
    lacking: list[Any] = []
    unlike: list[str] = []
    added: list[Any] = []
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    for step in _flat(compare_metadata(context, Base.metadata)):
        if step[0] in DIFFERS:
            unlike.append(f"The column {step[2]}.{step[3]} {DIFFERS[step[0]]} than the program asks for.")
        elif step[0].startswith("add_"):
            lacking.append(step[-1])
        elif step[0].startswith("remove_"):
            added.append(step[-1])
    return lacking, unlike, [each for each in added if getattr(each, "table", None) is None or _is_ours(each)]


def _is_ours(thing: Any) -> bool:
    """Whether something added is in a table of ours; the table that is not ours is named itself."""
    return thing.table.name in Base.metadata.tables


def _flat(steps: Iterable[Any]) -> Iterator[Any]:
    for step in steps:
        yield from step if isinstance(step, list) else (step,)


def _listed(things: Iterable[Any]) -> str:
    return ", ".join(sorted(map(_called, things)))


def _called(thing: Any) -> str:
    """A part of the database in words."""
    kind = {"Table": "the table", "Column": "the column", "Index": "the index"}.get(type(thing).__name__, "the rule")
    table = getattr(thing, "table", None)
    within = f" of {table.name}" if table is not None else ""
    name = thing.name or f"on {', '.join(column.name for column in thing.columns)}"
    return f"{kind} {name}{within}"


def _unusable(connection: Connection) -> list[str]:
    if connection.dialect.name != "postgresql":
        return []
    asked = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready ORDER BY 1"
    return list(connection.scalars(text(asked)))
