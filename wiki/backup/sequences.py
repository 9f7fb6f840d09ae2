"""The counters from which PostgreSQL takes the numbers of new rows; one that is behind makes every new row fail."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

_OWNED = """
SELECT quote_ident(sequence.relname), owner.relname, attribute.attname
FROM pg_class AS sequence
JOIN pg_depend ON pg_depend.objid = sequence.oid AND pg_depend.deptype IN ('a', 'i')
JOIN pg_class AS owner ON owner.oid = pg_depend.refobjid
JOIN pg_attribute AS attribute ON attribute.attrelid = owner.oid AND attribute.attnum = pg_depend.refobjsubid
WHERE sequence.relkind = 'S' AND sequence.relnamespace = current_schema()::regnamespace ORDER BY 2
"""


@dataclass(frozen=True)
class Sequence:
    """A counter, the table it is for, and the highest number that a row of it has."""

    name: str
    table: str
    highest: int


def behind(connection: Connection) -> list[Sequence]:
    """Those whose next number a row has already."""
    if connection.dialect.name != "postgresql":
        return []
    found = []
    for name, table, column in connection.execute(text(_OWNED)).all():
        highest = connection.scalar(text(f'SELECT max("{column}") FROM "{table}"'))  # noqa: S608
        last, is_called = connection.execute(text(f"SELECT last_value, is_called FROM {name}")).one()  # noqa: S608
        if highest is not None and last + is_called <= highest:
            found.append(Sequence(name, table, highest))
    return found


def bring_forward(connection: Connection) -> list[Sequence]:
    """Let the next row of each table get a number that none has; those that were behind."""
    found = behind(connection)
    for each in found:
        connection.execute(text("SELECT setval(:name, :highest)"), {"name": each.name, "highest": each.highest})
    return found
