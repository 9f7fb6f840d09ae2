"""When letters are due: each day, or each week, at an hour that the clocks in Sweden show."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, exists, select

from wiki.accounts.models import User
from wiki.core.clock import TIME_ZONE, local
from wiki.core.db import session
from wiki.digest.models import Rhythm

WEEK = timedelta(days=7)
OLDEST = timedelta(days=35)  # a notice that has been waiting for so long has missed every letter it belonged in
MONDAY, SEVEN = 0, 7
ROWS = 500


def next_day(hour: int, after: datetime) -> datetime:
    """The first moment after `after` at which the clock shows `hour`, or the next one where summer time skips it."""
    day = local(after).replace(hour=hour, minute=0, second=0, microsecond=0, fold=0)
    for _ in range(3):
        moment = day.astimezone(UTC)
        if moment > after:
            return moment
        day = (day.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=TIME_ZONE)
    raise AssertionError("each day has that hour")


def next_week(weekday: int, hour: int, after: datetime) -> datetime:
    """The first moment after `after` at which it is that weekday (0 is Monday) and the clock shows `hour`."""
    moment = next_day(hour, after)
    while local(moment).weekday() != weekday:
        moment = next_day(hour, moment)
    return moment


def begin(user_ids: Iterable[int], at: datetime) -> None:
    """Give some people the usual rhythm, beginning with `at`. Within a transaction."""
    daily, weekly = next_day(SEVEN, at), next_week(MONDAY, SEVEN, at)
    session().add_all(
        Rhythm(
            user_id=each,
            weekday=MONDAY,
            hour=SEVEN,
            next_daily_at=daily,
            next_weekly_at=weekly,
            weekly_from=at,
            told_from=at - OLDEST,
        )
        for each in user_ids
    )
    session().flush()


def without_rhythm() -> list[int]:
    """Some of those who can get letters and have no rhythm yet: everybody who is new."""
    has_one = exists().where(Rhythm.user_id == User.id)
    return list(session().scalars(select(User.id).where(*reachable(), ~has_one).order_by(User.id).limit(ROWS)))


def rhythm_of(user_id: int, at: datetime) -> Rhythm:
    """When somebody gets letters; made when there is none. Within a transaction."""
    found = session().get(Rhythm, user_id)
    if found is None:
        begin([user_id], at)
        found = session().get_one(Rhythm, user_id)
    return found


def set_rhythm(user_id: int, weekday: int, hour: int, at: datetime) -> None:
    """Let letters come on another weekday or hour. Within a transaction."""
    rhythm = rhythm_of(user_id, at)
    if (rhythm.weekday, rhythm.hour) != (weekday, hour):
        rhythm.weekday, rhythm.hour = weekday, hour
        rhythm.next_daily_at = next_day(hour, at)
        rhythm.next_weekly_at = next_week(weekday, hour, at)


def reachable() -> tuple[ColumnElement[bool], ...]:
    """The condition under which an account gets letters at all: a person's own, with an address that is confirmed."""
    return User.email.is_not(None), User.confirmed_at.is_not(None), User.demo.is_(False)
