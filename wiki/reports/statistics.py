"""The wiki in figures: pages, versions, people by month, discussions, files, and what each municipality does."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from wiki.accounts.models import User
from wiki.core.clock import TIME_ZONE, local, now
from wiki.core.db import session, transaction
from wiki.files.models import File, FileVersion
from wiki.journal.models import Entry
from wiki.journal.record import head
from wiki.journal.standing import CONTRIBUTING
from wiki.pages.indexes import namespace_counts
from wiki.pages.models import Page, Revision
from wiki.reports.counting import EVERY, REST, is_small, note
from wiki.reports.models import Count
from wiki.talk.models import Reply, Topic

NAME = "statistics"
MONTHS = 12
YEAR = timedelta(days=365)


def statistics() -> tuple[dict[str, Any] | None, datetime | None]:
    """The figures, and when they were counted: None for this very moment. No figures where nobody has counted yet."""
    if is_small():
        return figures(), None
    last = session().get(Count, NAME)
    return (last.figures, last.counted_at) if last else (None, None)


def count_statistics() -> None:
    """Count the figures and keep them."""
    under, begun = head(), time.monotonic()
    counted = figures()
    with transaction():
        note(NAME, under, begun, counted)


def are_due(name: str = NAME) -> bool:
    """Whether the figures kept as `name` may be others by now, and were not counted a short while ago."""
    last = session().get(Count, name)
    if last is None:
        return True
    return last.head != head() and now() - last.counted_at > max(EVERY, timedelta(milliseconds=last.took * REST))


def figures() -> dict[str, Any]:
    """All figures, as they are now: values that can be kept as JSON."""
    files, size = session().execute(_files()).one()
    return {
        "pages": {space.value: number for space, number in namespace_counts(redirects=False).items()},
        "redirects": _count(select(func.count()).where(Page.redirect_to.is_not(None))),
        "revisions": _count(select(func.count(Revision.id))),
        "people": _count(select(func.count(User.id)).where(User.demo.is_(False), User.confirmed_at.is_not(None))),
        "topics": _count(select(func.count(Topic.id))),
        "replies": _count(select(func.count(Reply.id))),
        "files": files,
        "bytes": int(size or 0),
        "months": [_month(start, end) for start, end in _months()],
        "municipalities": _municipalities(),
    }


def _count(asked: Any) -> int:
    return session().scalar(asked) or 0


def _files() -> Any:
    current = File.current_version_id == FileVersion.id
    return select(func.count(File.id), func.sum(FileVersion.size)).join_from(File, FileVersion, current)


def _months() -> list[tuple[datetime, datetime]]:
    """The beginnings and ends of the last months, the present one first."""
    today = local(now())
    last = today.year * 12 + today.month - 1
    return [(_begin(number), _begin(number + 1)) for number in range(last, last - MONTHS, -1)]


def _begin(number: int) -> datetime:
    return datetime(number // 12, number % 12 + 1, 1, tzinfo=TIME_ZONE).astimezone(UTC)


def _month(start: datetime, end: datetime) -> list[Any]:
    """The month in its first moment, how many people did something in it, and how much."""
    within = (Entry.at >= start, Entry.at < end, Entry.kind.in_(CONTRIBUTING))
    people, done = session().execute(select(func.count(Entry.actor_id.distinct()), func.count()).where(*within)).one()
    return [start.isoformat(), people, done]


def _municipalities() -> list[list[Any]]:
    """The codes of municipalities with how many people have written for them within a year, and how much."""
    people, done = func.count(Entry.actor_id.distinct()), func.count()
    asked = (
        select(Entry.municipality_code, people, done)
        .where(Entry.municipality_code.is_not(None), Entry.at > now() - YEAR, Entry.kind.in_(CONTRIBUTING))
        .group_by(Entry.municipality_code)
        .order_by(done.desc(), Entry.municipality_code)
    )
    return [list(row) for row in session().execute(asked)]
