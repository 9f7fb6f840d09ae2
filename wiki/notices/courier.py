"""The courier: reads the journal from where it last was, and tells people of what has happened.

It works outside of every save, a batch at a time. What a batch tells and how far the courier has come is one
transaction, in which the position is moved by compare-and-swap: whether the courier is killed, or several work at once,
nobody is told twice and nothing is lost. The lease only spares others the work; it dies with its holder.
"""

import logging
import os
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.journal.record import head
from wiki.notices.due import do_what_is_due
from wiki.notices.models import Courier
from wiki.notices.settle import may_begin_to_watch, settle
from wiki.notices.tell import tell
from wiki.notices.whom import told_of

NAME = "notices"
BATCH = 500  # people who are told in one transaction
ENTRIES = 100  # entries that one transaction passes
LEASE = timedelta(seconds=5)
POLL = 0.25  # seconds between two looks at the journal
CHORES = 60.0  # seconds between two looks whether something is due by the clock
LONGEST_PAUSE = 30.0  # seconds between attempts while something is broken

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """How far the courier has come: the entry that is done, and up to whom people know of the next one."""

    entry_id: int
    user_id: int = 0


@dataclass
class Batch:
    """What one transaction tells, and where the courier stands after it."""

    reached: Position
    letters: list[tuple[Entry, dict[int, str]]] = field(default_factory=list)
    done: list[Entry] = field(default_factory=list)


def run(app: Flask, stop: Event) -> None:
    """Tell people until `stop` is set. Several may run, in this process or others: one of them works."""
    holder = f"{os.getpid()}-{uuid4().hex[:12]}"
    pause, next_chores = POLL, time.monotonic() + POLL
    while not stop.wait(pause):
        begun = time.monotonic()
        try:
            with app.app_context():
                was_busy = deliver_batch(holder)
            if not was_busy and begun >= next_chores:
                _do_chores(app, holder)
                next_chores = begun + CHORES
        except Exception:
            pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
            log.exception("nobody is told of what happens; next attempt in %.0f s", pause)
        else:  # those who save come first: as long a rest as the work took
            pause = min(time.monotonic() - begun, 1.0) if was_busy else POLL
    with suppress(SQLAlchemyError), app.app_context():
        _let_go(holder)


def begin() -> None:
    """Put the courier at the end of the journal, where it has never been: what has been so far is no news."""
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    with transaction():
        last = session().scalar(select(func.max(Entry.id))) or 0
        session().execute(insert(Courier).values(name=NAME, entry_id=last).on_conflict_do_nothing())


def deliver_batch(holder: str) -> bool:
    """Tell the next people; whether there was anything to do, be it that somebody else has done it meanwhile."""
    row = session().execute(_AT).first()
    if row is None:
        begin()
        return True
    at = Position(row.entry_id, row.user_id)
    if head() <= at.entry_id or _is_held_by_another(holder):
        return False
    batch = _next_batch(at)
    session().expunge_all()  # the transaction forgets what was read before it; these rows never change
    with transaction():
        if not _move(at, batch.reached, holder):
            return True
        for entry, people in batch.letters:
            _tell(entry, people)
        for entry in batch.done:
            settle(entry)
    return True


def _next_batch(at: Position) -> Batch:
    """The next entries with those who are told of them, up to BATCH people or to where somebody begins to watch."""
    batch = Batch(at)
    room = BATCH
    chosen = select(Entry).where(Entry.id > at.entry_id).order_by(Entry.id).limit(ENTRIES)
    chosen = chosen.execution_options(removed=True)  # passed by in silence: `told_of` and `settle` find no page
    for number, entry in enumerate(session().scalars(chosen).all()):
        people = told_of(entry, at.user_id if number == 0 else 0, room)
        if people:
            batch.letters.append((entry, people))
        room -= len(people)
        if room <= 0:
            batch.reached = Position(batch.reached.entry_id, max(people))
            break
        batch.done.append(entry)
        batch.reached = Position(entry.id)
        if may_begin_to_watch(entry):
            break
    return batch


def _tell(entry: Entry, people: dict[int, str]) -> None:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for user_id, kind in people.items():
        by_kind[kind].append(user_id)
    for kind, user_ids in by_kind.items():
        tell(
            user_ids,
            kind,
            page_id=None if entry.kind == "delete" else entry.page_id,  # what is about a deleted page is not shown
            topic_id=entry.topic_id,
            reply_id=entry.reply_id,
            entry_id=entry.id,
            actor_id=entry.actor_id,
            at=entry.at,
        )


def _move(old: Position, new: Position, holder: str) -> bool:
    """Move the courier on, if it still stands where it was seen; whether it did."""
    moved = (
        update(Courier)
        .where(Courier.name == NAME, Courier.entry_id == old.entry_id, Courier.user_id == old.user_id)
        .values(entry_id=new.entry_id, user_id=new.user_id, holder=holder, held_until=now() + LEASE)
    )
    return bool(session().execute(moved).rowcount)  # type: ignore[attr-defined]


_AT = select(Courier.entry_id, Courier.user_id).where(Courier.name == NAME)


def _is_held_by_another(holder: str) -> bool:
    held = select(Courier.holder, Courier.held_until).where(Courier.name == NAME)
    row = session().execute(held).first()
    return bool(row and row.holder != holder and row.held_until and row.held_until > now())


def _let_go(holder: str) -> None:
    """Leave the work to others at once."""
    with transaction():
        mine = (Courier.name == NAME, Courier.holder == holder)
        session().execute(update(Courier).where(*mine).values(held_until=None))


def _do_chores(app: Flask, holder: str) -> None:
    """What is due by the clock: once a day, in one of the processes."""
    with app.app_context():
        if not _is_held_by_another(holder) and _is_first_today(now()):
            do_what_is_due()


def _is_first_today(moment: datetime) -> bool:
    """Whether nobody has done today's chores yet; from now on somebody has."""
    with transaction():
        due = or_(Courier.looked_at.is_(None), Courier.looked_at < moment - timedelta(days=1))
        taken = update(Courier).where(Courier.name == NAME, due).values(looked_at=moment)
        return bool(session().execute(taken).rowcount)  # type: ignore[attr-defined]
