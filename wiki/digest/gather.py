"""Gathering: out of notices, and when their time has come, letters are made. Nothing is written in them yet.

A notice is told in one letter. One that has been counted into since is news again, and so may be told once more.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, Row, Select, and_, case, delete, exists, func, insert, or_, select, text
from sqlalchemy.orm import InstrumentedAttribute

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.mail import new_message_id
from wiki.digest.kinds import KINDS, THEMES
from wiki.digest.models import Letter, LetterNotice, Pace, Pause, Rhythm, State, Stop, Wish
from wiki.digest.rhythm import OLDEST, begin, next_day, next_week, reachable, without_rhythm
from wiki.notices.models import Notice
from wiki.watch.models import Kind as Watched
from wiki.watch.models import Watch

TOGETHER = timedelta(minutes=3)  # what comes so soon after another comes in the same letter
PEOPLE = 200  # letters made in one transaction
GATHERERS = 0x6C65_7474  # any number will do, as long as all take the same lock

Step = Callable[[datetime], tuple[int, int]]
Pending = Row[int, int, int]  # whom to tell, the notice, how much it counts


def gather(at: datetime | None = None) -> int:
    """Make the letters that are due; how many. Two who gather at the same time make none twice."""
    at = at or now()
    made = 0
    for step in (_newcomers, _at_once, _daily, _weekly):
        people = PEOPLE
        while people == PEOPLE:  # as long as there may be more
            people, letters = _alone(step, at)
            made += letters
    return made


def _alone(step: Step, at: datetime) -> tuple[int, int]:
    """Do one step, unless somebody else is gathering: for how many people that was, and how many letters it made.

    SQLite lets only one write; PostgreSQL needs a lock for it.
    """
    with transaction():
        connection = session().connection()
        if connection.dialect.name == "postgresql":
            ours = connection.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": GATHERERS})
            if not ours:
                return 0, 0
        return step(at)


def _newcomers(at: datetime) -> tuple[int, int]:
    found = without_rhythm()
    begin(found, at)
    return min(len(found), PEOPLE), 0


def _at_once(at: datetime) -> tuple[int, int]:
    ripe = (
        pending(Pace.ONCE, at)
        .with_only_columns(Notice.user_id)
        .group_by(Notice.user_id)
        .having(func.min(Notice.made_at) <= at - TOGETHER)
        .limit(PEOPLE)
    )
    people = session().scalars(ripe).all()
    return len(people), _make(people, Pace.ONCE, at, at)


def _daily(at: datetime) -> tuple[int, int]:
    due = _due(Rhythm.next_daily_at, at)
    made = _make([each.user_id for each in due], Pace.DAILY, at, at)
    for rhythm in due:
        rhythm.next_daily_at = next_day(rhythm.hour, at)
    return len(due), made


def _weekly(at: datetime) -> tuple[int, int]:
    due = _due(Rhythm.next_weekly_at, at)
    since = {each.user_id: each.weekly_from for each in due}
    curious = _wanting_themes(since)
    made = _make(since, Pace.WEEKLY, at, at, since=since, also=curious)
    for rhythm in due:
        rhythm.next_weekly_at, rhythm.weekly_from = next_week(rhythm.weekday, rhythm.hour, at), at
    return len(due), made


def _due(column: InstrumentedAttribute[datetime], at: datetime) -> Sequence[Rhythm]:
    return session().scalars(select(Rhythm).where(column <= at).order_by(column).limit(PEOPLE)).all()


def _wanting_themes(user_ids: Iterable[int]) -> set[int]:
    """Those of some people who watch themes, want to be told of them, and may be written to."""
    wanted = (
        select(Watch.user_id)
        .join(User, User.id == Watch.user_id)
        .outerjoin(Wish, and_(Wish.user_id == User.id, Wish.kind == THEMES))
        .where(Watch.kind == Watched.THEME.value, Watch.user_id.in_(list(user_ids)))
        .where(or_(Wish.pace.is_(None), Wish.pace != Pace.NEVER), *may_be_written_to())
    )
    return set(session().scalars(wanted.distinct()))


def _make(
    people: Iterable[int],
    pace: Pace,
    until: datetime,
    at: datetime,
    since: dict[int, datetime] | None = None,
    also: Iterable[int] = (),
) -> int:
    """Make a letter for each of some people who have something to be told, and for those in `also` in any case."""
    asked = list(people)
    told: dict[int, list[Pending]] = defaultdict(list)
    for each in session().execute(pending(pace, until).where(Notice.user_id.in_(asked))) if asked else ():
        told[each[0]].append(each)
    letters = [
        Letter(
            user_id=user_id,
            pace=pace,
            message_id=new_message_id(current_app.config["WIKI"]),
            made_at=at,
            since=(since or {}).get(user_id, at),
            state=State.WAITING,
            next_at=at,
        )
        for user_id in sorted({*told, *also})
    ]
    session().add_all(letters)
    session().flush()
    rows = [
        {"letter_id": letter.id, "notice_id": number, "count": count}
        for letter in letters
        for _, number, count in told[letter.user_id]
    ]
    if rows:
        session().execute(insert(LetterNotice), rows)
    return len(letters)


def pending(pace: Pace, at: datetime) -> Select[int, int, int]:
    """The notices that are to be mailed at that pace and stand in no letter yet: whose, which, how much they count."""
    of_kind = and_(Wish.user_id == Notice.user_id, Wish.kind == Notice.kind)
    told = exists().where(LetterNotice.notice_id == Notice.id, LetterNotice.count >= Notice.count)
    return (
        select(Notice.user_id, Notice.id, Notice.count)
        .join(User, User.id == Notice.user_id)
        .outerjoin(Wish, of_kind)
        .outerjoin(Rhythm, Rhythm.user_id == Notice.user_id)
        .where(Notice.made_at > at - OLDEST, Notice.made_at <= at, Notice.seen_at.is_(None))
        .where(or_(Rhythm.user_id.is_(None), Notice.made_at > Rhythm.told_from))
        .where(_pace() == pace, ~told, *may_be_written_to())
    )


def _pace() -> ColumnElement[str]:
    at_once = [key for key, kind in KINDS.items() if kind.usual is Pace.ONCE]
    usual = case((Notice.kind.in_(at_once), Pace.ONCE.value), else_=Pace.WEEKLY.value)
    return func.coalesce(Wish.pace, usual)


def may_be_written_to() -> tuple[ColumnElement[bool], ...]:
    """When the account `User` gets letters now: it can, it wants to, and its address takes them."""
    stopped = exists().where(Stop.user_id == User.id)
    paused = exists().where(Pause.user_id == User.id, Pause.address == User.email)
    return (*reachable(), ~stopped, ~paused)


def let_go_of_old(at: datetime, after: timedelta) -> int:
    """Forget letters that were done with long ago; how many. What failed stays until somebody has looked at it."""
    with transaction():
        old = select(Letter.id).where(Letter.state.in_([State.SENT, State.EMPTY]), Letter.done_at < at - after)
        gone = session().scalars(old.limit(1000)).all()
        if gone:
            session().execute(delete(Letter).where(Letter.id.in_(gone)))
    return len(gone)
