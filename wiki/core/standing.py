"""What ordinary questions leave out: rows that are still there, and that nobody shall meet by chance.

A page that has been deleted keeps its row, its versions and its topics, so that it can be brought back. Instead of
asking for that in a hundred places, the models say once which of their rows stand (`only_where`), and every question
that goes through the session sees those only: in subqueries, in joins, and whatever columns it asks for. The few that
look after the others say so: `.execution_options(removed=True)`.

Not covered, since they do not go through the mapped classes or the session: statements over the tables themselves,
`glance`, and a class that is named in `where` only. They have to say it by hand.
"""

from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Executable, event
from sqlalchemy.orm import ORMExecuteState, with_loader_criteria
from sqlalchemy.orm.context import _ORMCompileState
from sqlalchemy.orm.interfaces import CriteriaOption

from wiki.core.db import Base, GuardedSession

_CRITERIA: list[Any] = []
_KNOWN: "WeakKeyDictionary[Executable, Executable]" = WeakKeyDictionary()


def only_where(entity: type[Base], stands: Callable[[Any], ColumnElement[bool]]) -> None:
    """Let ordinary questions see only the rows of `entity` for which `stands`, given the class or an alias, is true."""
    _CRITERIA.append(with_loader_criteria(entity, stands, include_aliases=True, track_closure_variables=False))


class _OnlyStanding(CriteriaOption):
    """All the criteria as one: they never change, so a statement's key in the cache need not spell them out."""

    __slots__ = ()
    inherit_cache = True
    _cache_key_traversal = []  # noqa: RUF012 - SQLAlchemy's own
    propagate_to_loaders = False

    def process_compile_state(self, compile_state: _ORMCompileState) -> None:
        for criterion in _CRITERIA:
            criterion.process_compile_state(compile_state)


_ONLY_STANDING = _OnlyStanding()


@event.listens_for(GuardedSession, "do_orm_execute")
def _leave_out_what_does_not_stand(state: ORMExecuteState) -> None:
    if state.is_select and not state.is_column_load and not state.execution_options.get("removed", False):
        state.statement = _standing(state.statement)


def _standing(statement: Any) -> Any:
    """`statement` with the criteria. Those that are put together once keep what the ORM has found out about them."""
    found = _KNOWN.get(statement)
    if found is None:
        found = _KNOWN[statement] = statement.options(_ONLY_STANDING)
    return found
