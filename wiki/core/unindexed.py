"""A column that no question shall begin with: for those that walk along another index until they have enough.

SQLite takes an index for "one of these kinds" wherever there is one, and then sorts all that it has found. A plus sign
before the column keeps it from that. PostgreSQL weighs the two ways by what it knows of the column: nothing is hidden
from it.
"""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class unindexed(FunctionElement[str]):  # noqa: N801 - stands in statements like a function of SQL
    """A column of texts, as it is."""

    type = String()
    inherit_cache = True


@compiles(unindexed)
def _plain(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(unindexed, "sqlite")
def _with_a_plus(element: unindexed, compiler: SQLCompiler, **options: Any) -> str:
    return "+" + compiler.process(element.clauses, **options)
