"""Columns of versions that can be hidden: whoever reads them gets nothing where somebody has hidden what they hold.

The database itself leaves it out, in every statement that reads such a column, so that nobody can show what is hidden
for want of having asked. What is computed from a column (`func.substr(Revision.source, …)`) has to go through `shown`.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    SQLColumnExpression,
    String,
    Text,
    case,
    column,
    literal,
    literal_column,
    null,
    select,
    table,
)
from sqlalchemy.types import TypeDecorator

TEXT, SUMMARY, AUTHOR = PARTS = ("text", "summary", "author")
_HIDDEN = table("hidden_revision", column("revision_id"), column("part"))


def is_hidden(number: Any, part: str) -> ColumnElement[bool]:
    """Whether a part of the version whose number is the column `number` is hidden."""
    same = (_HIDDEN.c.revision_id == number, _HIDDEN.c.part == literal_column(f"'{part}'"))
    return select(literal(1)).select_from(_HIDDEN).where(*same).correlate_except(_HIDDEN).exists()


def shown(number: Any, part: str, written: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """`written`, which is that part of the version `number`; empty where it is hidden."""
    return case((is_hidden(number, part), literal_column("''")), else_=written)


class _Hideable(TypeDecorator[str]):
    part: str

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """What a question reads. A subquery has to carry the number (`id`) along, or nothing is read from it."""
        own = getattr(column, "table", None)
        number = own.c.get("id") if own is not None else None
        return null() if number is None else shown(number, self.part, column)


class HideableText(_Hideable):
    """The text of a version."""

    impl = Text
    cache_ok = True
    part = TEXT


class HideableSummary(_Hideable):
    """The summary of a version."""

    impl = String
    cache_ok = True
    part = SUMMARY
