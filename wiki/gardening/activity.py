"""How much each user has written and when they last did something, counted beside everything else in a large wiki.

It derives from versions and journal. Those are counted anew who have done something since the last time, and everybody
once a day and when pages have been deleted or brought back.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Subquery, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base, session, transaction
from wiki.journal.models import Entry
from wiki.journal.record import head
from wiki.pages.models import Revision

SMALL = 5000  # versions: in such a wiki everything is counted while somebody waits
AT_ONCE = 400
FOR_ALL = ("delete", "undelete", "merge", "import", "move")  # what may change the numbers of anybody
NOBODY = 0  # the number of the row that says up to which entry, and when everybody, was counted


class Activity(Base):
    """What a user has done: versions written, and when something was done last."""

    __tablename__ = "user_activity"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    edits: Mapped[int] = mapped_column(default=0)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)


class ActivityCount(Base):
    """Up to which entry of the journal the activity has been counted, and when that of everybody was."""

    __tablename__ = "user_activity_count"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    head: Mapped[int] = mapped_column()
    counted_at: Mapped[datetime] = mapped_column(Moment)


def activity() -> Subquery:
    """Who has done how much: columns `number`, `edits` and `seen`."""
    if not is_small() and session().get(ActivityCount, NOBODY) is not None:
        return select(
            Activity.user_id.label("number"), Activity.edits.label("edits"), Activity.seen_at.label("seen")
        ).subquery()
    everybody: Subquery = _counted(User.id.is_not(None)).subquery()
    return everybody


def is_small() -> bool:
    """Whether there is so little that it can be counted at any time."""
    return (session().scalar(select(func.max(Revision.id)).execution_options(removed=True)) or 0) <= SMALL


def _counted(which: Any) -> Any:
    edits = select(func.count()).where(Revision.author_id == User.id).correlate(User).scalar_subquery()
    seen = select(func.max(Entry.at)).where(Entry.actor_id == User.id).correlate(User).scalar_subquery()
    return select(User.id.label("number"), edits.label("edits"), seen.label("seen")).where(which)


def count_activity() -> int:
    """Count anew what may have changed; of how many users."""
    top, moment = head(), now()
    last = session().get(ActivityCount, NOBODY)
    if last and last.head == top:
        return 0
    all_of_them = last is None or moment - last.counted_at > timedelta(days=1) or _concerns_all(last.head)
    wanted = list(session().scalars(select(User.id) if all_of_them else _active_since(last.head if last else 0)))
    for some in _parts(wanted):
        rows = [dict(row) for row in session().execute(_counted(User.id.in_(some))).mappings()]
        with transaction() as current:
            current.execute(delete(Activity).where(Activity.user_id.in_(some)))
            there = set(current.scalars(select(User.id).where(User.id.in_(some))))
            kept = [
                {"user_id": row["number"], "edits": row["edits"], "seen_at": row["seen"]}
                for row in rows
                if row["number"] in there
            ]
            if kept:
                current.execute(insert(Activity), kept)
    with transaction() as current:
        row = current.get(ActivityCount, NOBODY) or ActivityCount(number=NOBODY, counted_at=moment)
        row.head, row.counted_at = top, moment if all_of_them else row.counted_at
        current.add(row)
    return len(wanted)


def _concerns_all(seen: int) -> bool:
    found = select(Entry.id).where(Entry.id > seen, Entry.kind.in_(FOR_ALL)).limit(1)
    return session().scalar(found) is not None


def _active_since(seen: int) -> Any:
    return select(Entry.actor_id).where(Entry.id > seen, Entry.actor_id.is_not(None)).distinct()


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), AT_ONCE):
        yield numbers[start : start + AT_ONCE]
