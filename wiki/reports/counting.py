"""Counting: what a report finds, at once or as it was counted in the background.

Where an index can give the first rows they are asked for at once. Reports that go through everything are found at once
too while the wiki is small; a large wiki counts them in the background, and says when.
"""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, insert, or_, select

from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.record import head
from wiki.markup import Namespace
from wiki.pages.models import Page
from wiki.reports.models import Count, Counted
from wiki.reports.report import AT_MOST, Report, Row, row_of

SMALL = 2000  # pages: in such a wiki every report is found while somebody waits
EVERY = timedelta(minutes=1)  # how often a report is counted at most
REST = 50  # a count that takes long is followed by so many times as long a pause


@dataclass(frozen=True)
class Found:
    """What a report has found: how many rows there are in all, how many of each kind of page, and some of them.

    `counted_at` is None where it was found this very moment, and where it has not been counted at all (`is_counted`).
    """

    total: int
    rows: Sequence[Row]
    kinds: dict[Namespace, int]
    counted_at: datetime | None = None
    is_counted: bool = True

    @property
    def is_cut(self) -> bool:
        """Whether there are more than anybody is shown."""
        return self.total >= AT_MOST


def find(report: Report, kind: Namespace | None = None, limit: int = AT_MOST, offset: int = 0) -> Found:
    """Some rows of a report, about one kind of page where one is asked for."""
    if report.select:
        return _at_once(report, kind, limit, offset)
    if is_small():
        return _of_all(report, kind, limit, offset)
    return _as_counted(report, kind, limit, offset)


def count(report: Report) -> int:
    """How many rows a report has, AT_MOST at most."""
    return find(report, limit=0).total


def is_small() -> bool:
    """Whether the wiki has so few pages that everything can be gone through while somebody waits."""
    return (session().scalar(select(func.max(Page.id))) or 0) <= SMALL


def _at_once(report: Report, kind: Namespace | None, limit: int, offset: int) -> Found:
    assert report.select
    every = report.kinds or tuple(Namespace)
    kinds, total = _kept_numbers(report, kind) or _numbers_now(report, kind)
    asked = report.select((kind,) if kind else every).limit(min(limit, AT_MOST)).offset(offset)
    rows = [row_of(each) for each in session().execute(asked)] if limit else []
    if limit and len(rows) < min(limit, total - offset):  # some have gone since they were counted
        kinds, total = _numbers_now(report, kind)
    if not report.measured:
        return Found(total, rows, kinds)
    at = session().scalar(select(Count.counted_at).where(Count.report == MEASURED))
    return Found(total, rows, kinds, at, is_counted=at is not None)


def _numbers_now(report: Report, kind: Namespace | None) -> tuple[dict[Namespace, int], int]:
    """How many rows there are of each kind of page, and in all of the kind that is asked for."""
    assert report.select
    kinds = _numbers_of(report.select(report.kinds or tuple(Namespace)))
    total = sum(kinds.values())
    is_cut = total >= AT_MOST  # then nobody knows how many there are of each
    if kind:
        total = sum(_numbers_of(report.select((kind,))).values()) if is_cut else kinds.get(kind, 0)
    return {} if is_cut else kinds, total


def _kept_numbers(report: Report, kind: Namespace | None) -> tuple[dict[Namespace, int], int] | None:
    """The same as they were counted in the background, in a wiki where counting takes long."""
    last = None if is_small() else session().get(Count, report.name)
    if last is None or not last.figures:
        return None
    kinds = {Namespace(space): number for space, number in last.figures["kinds"].items()}
    return {} if last.figures["is_cut"] else kinds, kinds.get(kind, 0) if kind else last.figures["total"]


def _count_numbers(report: Report) -> int:
    """Keep how many rows there are."""
    under, begun = head(), time.monotonic()
    kinds, total = _numbers_now(report, None)
    is_cut = total >= AT_MOST
    if is_cut:
        kinds = {kind: number for kind in report.kinds if (number := _numbers_now(report, kind)[1])}
    figures = {"kinds": {kind.value: number for kind, number in kinds.items()}, "total": total, "is_cut": is_cut}
    with transaction():
        note(report.name, under, begun, figures)
    return total


def _numbers_of(asked: Select[Any]) -> dict[Namespace, int]:
    """How many rows there are of each kind of page, among the first AT_MOST."""
    some = asked.order_by(None).limit(AT_MOST).subquery()
    found = dict(
        tuple(row) for row in session().execute(select(some.c.namespace, func.count()).group_by(some.c.namespace))
    )
    return {namespace: found[namespace.value] for namespace in Namespace if namespace.value in found}


def _of_all(report: Report, kind: Namespace | None, limit: int, offset: int) -> Found:
    assert report.finds
    every = report.finds()
    chosen = [row for row in every if kind in (None, row.name.namespace)]
    return Found(len(chosen), chosen[offset : offset + limit], _kinds_of(every))


def _kinds_of(rows: Sequence[Row]) -> dict[Namespace, int]:
    counted = Counter(row.name.namespace for row in rows)
    return {namespace: counted[namespace] for namespace in Namespace if namespace in counted}


def _as_counted(report: Report, kind: Namespace | None, limit: int, offset: int) -> Found:
    """What was counted, without the pages that are gone since."""
    last = session().get(Count, report.name)
    if last is None:
        return Found(0, (), {}, is_counted=False)
    kinds, total = _kept_numbers(report, kind) or _numbers_left(report, kind)
    asked = _still_there(select(Counted), report).order_by(Counted.place).limit(limit).offset(offset)
    if kind:
        asked = asked.where(Counted.namespace == kind.value)
    rows = [row_of(each) for each in session().scalars(asked)] if limit else []
    if limit and len(rows) < min(limit, total - offset):  # some have gone since they were counted
        kinds, total = _numbers_left(report, kind)
    return Found(total, rows, kinds, last.counted_at)


def _numbers_left(report: Report, kind: Namespace | None) -> tuple[dict[Namespace, int], int]:
    numbers = _still_there(select(Counted.namespace, func.count()), report).group_by(Counted.namespace)
    found: dict[str, int] = dict(row for row in session().execute(numbers))
    kinds = {namespace: found[namespace.value] for namespace in Namespace if namespace.value in found}
    return kinds, kinds.get(kind, 0) if kind else sum(kinds.values())


def _still_there(asked: Any, report: Report) -> Any:
    there = or_(Counted.page_id.is_(None), Page.id.is_not(None))
    return asked.outerjoin(Page, Page.id == Counted.page_id).where(Counted.report == report.name, there)


def count_report(report: Report) -> int:
    """Count a report, and keep what it finds, or where an index finds it how many rows that is; how many they are."""
    if not report.finds:
        return _count_numbers(report)
    under, begun = head(), time.monotonic()
    rows = report.finds()
    kept = [_kept(report, place, row) for place, row in enumerate(rows)]
    _keep(report.name, under, begun, kept)
    return len(rows)


def _kept(report: Report, place: int, row: Row) -> dict[str, Any]:
    return {
        "report": report.name,
        "place": place,
        "page_id": row.page_id,
        "namespace": row.name.namespace.value,
        "title": row.name.title,
        "number": row.number,
        "other": row.other,
        "at": row.at,
    }


def _keep(name: str, under: int, begun: float, rows: Sequence[dict[str, Any]]) -> None:
    with transaction() as current:
        current.execute(delete(Counted).where(Counted.report == name))
        there = set(current.scalars(select(Page.id).where(Page.id.in_(_numbers(rows))))) if rows else set()
        still = [row for row in rows if row["page_id"] is None or row["page_id"] in there]
        if still:
            current.execute(insert(Counted), still)
        spaces = Counter(str(row["namespace"]) for row in still)
        note(name, under, begun, {"kinds": dict(spaces), "total": len(still), "is_cut": False})


def _numbers(rows: Sequence[dict[str, Any]]) -> list[int]:
    return [row["page_id"] for row in rows if row["page_id"] is not None]


def note(name: str, under: int, begun: float, figures: dict[str, Any] | None = None) -> None:
    """Say that something was counted just now; for acts, within their transaction."""
    current = session()
    row = current.get(Count, name) or Count(report=name)
    row.counted_at, row.head, row.figures = now(), under, figures
    row.took = round(1000 * (time.monotonic() - begun))
    current.add(row)


MEASURED = "measures"  # under which name the measuring of texts notes when it was done


def due(reports: Sequence[Report]) -> Iterator[Report]:
    """Those reports that may find something else by now, unless they were counted a short while ago."""
    top, moment = head(), now()
    counts = {each.report: each for each in session().scalars(select(Count))}
    for report in reports:
        last = counts.get(report.name)
        if last is None or _is_due(last, top, moment):
            yield report


def _is_due(last: Count, top: int, moment: datetime) -> bool:
    age = moment - last.counted_at
    rest = max(EVERY, timedelta(milliseconds=last.took * REST))
    return age > timedelta(days=1) or (last.head != top and age > rest)
