"""Whether somebody follows what happens in the wiki, and whether its clock is right."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from wiki.backup.doctor.finding import Finding, note, number_of
from wiki.core.clock import now
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.notices.courier import NAME
from wiki.notices.models import Courier
from wiki.search.engine import engine

SLOW = timedelta(minutes=10)
WRONG = timedelta(minutes=5)


def look_at_clock() -> Iterator[Finding]:
    """What has happened in the future, by this clock, and what the database's own clock says."""
    newest = session().scalar(select(func.max(Entry.at)))
    if newest is not None and newest > now() + WRONG:
        yield Finding(
            f"The last thing that happened is from {newest:%Y-%m-%d %H:%M} UTC, and this machine's clock says "
            f"{now():%Y-%m-%d %H:%M}.",
            "Set the clock, best by NTP (timedatectl set-ntp true).",
        )
    if session().get_bind().dialect.name == "postgresql":
        theirs: datetime = session().scalar(select(func.clock_timestamp())) or now()
        if abs(theirs - now()) > WRONG:
            yield Finding("The clock of the database's machine differs from this one's.", "Set both, best by NTP.")


def look_at_followers() -> Iterator[Finding]:
    """Whether the search index is followed, and people are told of what happens."""
    with engine().following() as ours:
        nobody = ours
    waiting, oldest = _untold()
    is_late = oldest is not None and now() - oldest > SLOW
    if nobody and waiting:
        yield Finding(
            f"The wiki is not running here, and of {number_of(waiting, 'thing that happened', 'things that happened')} "
            "nobody has been told.",
            "Start `wiki serve`; with another WSGI server, `wiki follow` too.",
        )
    elif nobody:
        yield note("The wiki is not running here, or nobody follows it.", "Start `wiki serve` (or `wiki follow`).")
    elif is_late:
        yield Finding(
            f"Of {number_of(waiting, 'thing that happened', 'things that happened')} nobody has been told, "
            "though the wiki is running.",
            "See its log, and start it anew.",
        )


def _untold() -> tuple[int, datetime | None]:
    """How much of the journal the courier has not come to, and since when."""
    reached = session().scalar(select(Courier.entry_id).where(Courier.name == NAME))
    if reached is None:
        return 0, None
    count, oldest = session().execute(select(func.count(Entry.id), func.min(Entry.at)).where(Entry.id > reached)).one()
    return count, oldest
