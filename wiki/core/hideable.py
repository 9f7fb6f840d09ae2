"""Columns that can be hidden: whoever reads them gets nothing where a row of another table says that they are hidden.

The database itself leaves it out, in every statement that reads such a column, so that nobody can show what is hidden
for want of having asked. What is computed from a column (`func.substr(Revision.source, …)`) has to go through `shown`.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    case,
    column,
    literal,
    literal_column,
    null,
    select,
    table,
)
from sqlalchemy.types import TypeDecorator


class Hiding:
    """The rows that say what is hidden of a kind of thing: their table, and its column with the number of the thing."""

    def __init__(self, name: str, number: str) -> None:
        self._rows = table(name, column(number), column("part"))
        self._number = number

    def is_hidden(self, number: Any, part: str) -> ColumnElement[bool]:
        """Whether a part of the thing whose number is the column `number` is hidden."""
        same = (self._rows.c[self._number] == number, self._rows.c.part == literal_column(f"'{part}'"))
        return select(literal(1)).select_from(self._rows).where(*same).correlate_except(self._rows).exists()

    def shown(self, number: Any, part: str, written: SQLColumnExpression[Any]) -> ColumnElement[str]:
        """`written`, which is that part of the thing `number`; empty where it is hidden."""
        return case((self.is_hidden(number, part), literal_column("''")), else_=written)


class Hideable(TypeDecorator[str]):
    """A column of a thing that can be hidden; a kind of column says which part it is."""

    impl = String
    cache_ok = True
    hiding: Hiding
    part: str

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """What a question reads. A subquery has to carry the number (`id`) along, or nothing is read from it."""
        own = getattr(column, "table", None)
        number = own.c.get("id") if own is not None else None
        return null() if number is None else self.hiding.shown(number, self.part, column)
