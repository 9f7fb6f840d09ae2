"""The counts of searches as they are kept: written many at a time, and forgotten again."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wiki.core.clock import local, now
from wiki.core.db import session, transaction
from wiki.search.insight.models import SearchCount

FEWEST = 3  # times that a query has been counted before anybody sees it
MONTHS = 13  # for which counts are kept, the present one among them
RARE_DAYS = 30  # for which a query is kept that has been counted less often than FEWEST, after the last time
MOST_RARE = 20_000  # such queries: what machines ask must not fill the database
LONGEST_VISIT_HOURS = 3  # for which a click belongs to the search before it
AT_ONCE = 500  # queries in one statement


class What(Enum):
    """What happened to a query."""

    FOUND = "found"
    EMPTY = "empty"
    CLICKED = "clicked"


class Met(NamedTuple):
    """That something happened to a query within an hour (since 1970), in a month ("2026-11")."""

    query: str
    what: What
    hour: int
    month: str


def write(met: Sequence[Met]) -> None:
    """Count what was met. What another process has counted for the same hour already is not counted again.

    Rows are written in one order everywhere, so that no two writers wait for each other.
    """
    if not met:
        return
    with transaction():
        _begin(each for each in met if each.what is not What.CLICKED)
        for each in sorted(met, key=lambda met: (met.query, met.hour, met.what is What.CLICKED)):
            (_count_clicked if each.what is What.CLICKED else _count_asked)(each)


def forget() -> None:
    """Take away what is no longer kept: old counts, rare queries after a while, and rare queries beyond a number."""
    first_month = months()[-1]
    last_hour = hours(now() - timedelta(days=RARE_DAYS))
    rare = _rare()
    with transaction() as current:
        current.execute(delete(SearchCount).where(SearchCount.month < first_month))
        gone = current.scalars(rare.having(func.max(SearchCount.asked_hour) < last_hour)).all()
        newest_first = func.max(SearchCount.asked_hour).desc()
        too_many = current.scalars(rare.order_by(newest_first, SearchCount.query).offset(MOST_RARE)).all()
        for start in range(0, len(forgotten := [*gone, *too_many]), AT_ONCE):
            some = forgotten[start : start + AT_ONCE]
            current.execute(delete(SearchCount).where(SearchCount.query.in_(some)))


def forget_query(query: str) -> int:
    """Take away all counts of one query, which says more of somebody than it should. In how many months it stood."""
    with transaction() as current:
        rows = delete(SearchCount).where(SearchCount.query == query).returning(SearchCount.month)
        return len(current.scalars(rows).all())


def months() -> list[str]:
    """The months for which counts are kept, the present one first."""
    today = local(now())
    last = today.year * 12 + today.month - 1
    return [f"{each // 12:04}-{each % 12 + 1:02}" for each in range(last, last - MONTHS, -1)]


def hours(moment: datetime) -> int:
    """The hour of `moment`, counted since 1970."""
    return int(moment.timestamp()) // 3600


def _rare() -> Select[str]:
    total = func.sum(SearchCount.asked)
    return select(SearchCount.query).group_by(SearchCount.query).having(total < FEWEST)


def _begin(asked: Iterable[Met]) -> None:
    """Make the rows that are not there yet."""
    nothing = {"asked": 0, "empty": 0, "clicked": 0, "asked_hour": 0, "clicked_hour": 0}
    rows = [{"query": query, "month": month, **nothing} for query, month in sorted({(e.query, e.month) for e in asked})]
    is_postgres = session().get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(SearchCount) if is_postgres else sqlite.insert(SearchCount)
    if rows:
        session().execute(insert.on_conflict_do_nothing(), rows)


def _count_asked(met: Met) -> None:
    session().execute(
        update(SearchCount)
        .where(SearchCount.query == met.query, SearchCount.month == met.month, SearchCount.asked_hour < met.hour)
        .values(asked=SearchCount.asked + 1, empty=SearchCount.empty + int(met.what is What.EMPTY), asked_hour=met.hour)
    )


def _count_clicked(met: Met) -> None:
    """Count a click where the query was last asked, if that was a short while ago; never more clicks than searches."""
    asked = select(func.max(SearchCount.month)).where(
        SearchCount.query == met.query, SearchCount.asked_hour >= met.hour - LONGEST_VISIT_HOURS
    )
    session().execute(
        update(SearchCount)
        .where(SearchCount.query == met.query, SearchCount.month == asked.scalar_subquery())
        .where(SearchCount.clicked_hour < met.hour, SearchCount.clicked < SearchCount.asked - SearchCount.empty)
        .values(clicked=SearchCount.clicked + 1, clicked_hour=met.hour)
        .execution_options(synchronize_session=False)
    )
