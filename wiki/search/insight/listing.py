"""What gardeners see of the searches: those without hits, those after which nobody went on, and the most common."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import ColumnElement, Select, func, select

from wiki.core.clock import TIME_ZONE
from wiki.core.db import session
from wiki.search.insight.models import SearchCount
from wiki.search.insight.store import FEWEST, months

_QUERY = SearchCount.query
_ASKED = func.sum(SearchCount.asked)
_EMPTY = func.sum(SearchCount.empty)
_CLICKED = func.sum(SearchCount.clicked)
_UNCLICKED = _ASKED - _EMPTY - _CLICKED
_LAST = func.max(SearchCount.month)


class Sought(Enum):
    """Which searches."""

    EMPTY = "empty"
    UNCLICKED = "unclicked"
    COMMON = "common"


_ONLY: dict[Sought, ColumnElement[bool]] = {
    Sought.EMPTY: _EMPTY > 0,
    Sought.UNCLICKED: 2 * _UNCLICKED > _ASKED - _EMPTY,  # most times
    Sought.COMMON: _ASKED > 0,
}
_MOST = {Sought.EMPTY: _EMPTY, Sought.UNCLICKED: _UNCLICKED, Sought.COMMON: _ASKED}


@dataclass(frozen=True)
class Counted:
    """How often a query was asked, how often in vain, and how often somebody went on to a hit."""

    query: str
    asked: int
    empty: int
    clicked: int
    last_month: str

    @property
    def unclicked(self) -> int:
        """How often there were hits, and nobody went on to any."""
        return self.asked - self.empty - self.clicked

    @property
    def last_seen(self) -> datetime:
        """A moment in the month in which it was asked last."""
        year, month = self.last_month.split("-")
        return datetime(int(year), int(month), 15, tzinfo=TIME_ZONE)


def searches(sought: Sought, period: int, limit: int, offset: int = 0) -> Sequence[Counted]:
    """Searches of the last `period` months, those first that stand out most; only what was counted often enough."""
    rows = _chosen(sought, period).order_by(_MOST[sought].desc(), _LAST.desc(), _QUERY).limit(limit).offset(offset)
    return [Counted(*row) for row in session().execute(rows)]


def count_searches(sought: Sought, period: int) -> int:
    """How many there are."""
    return session().scalar(select(func.count()).select_from(_chosen(sought, period).subquery())) or 0


def _chosen(sought: Sought, period: int) -> Select[str, int, int, int, str]:
    return (
        select(_QUERY, _ASKED, _EMPTY, _CLICKED, _LAST)
        .where(SearchCount.month >= months()[period - 1])
        .group_by(_QUERY)
        .having(_ASKED >= FEWEST, _ONLY[sought])
    )
