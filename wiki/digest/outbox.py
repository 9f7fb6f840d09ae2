"""The outbox: which letter is sent next, and what became of it. Each act here is one short transaction.

From claim to end a letter is held by one sender for a while that is longer than sending can take. When a sender dies,
the letter it held waits until then and is sent by another. What was never handed over is thereby sent once. A letter
that was being handed over, in the moment between the server's word and ours, is sent again under the same Message-ID:
it is the one that may come twice, and whoever folds letters by that number keeps one.
"""

import random
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.digest.models import MAX_ANSWER, Letter, State

HELD = timedelta(minutes=5)  # sending one letter takes at most six answers of ten seconds
STEPS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 30, 60, 120, 240, 480))
GIVEN_UP = timedelta(days=4)  # RFC 5321, 4.5.4.1


class NoLongerOurs(Exception):
    """Somebody else holds the letter now, because we have held it for too long."""


@dataclass(frozen=True)
class Claim:
    """A letter that we hold."""

    letter: Letter
    user: User
    holder: str


def claim(at: datetime | None = None) -> Claim | None:
    """Hold the letter that has waited longest; None when none is due."""
    at = at or now()
    holder = secrets.token_hex(16)
    free = or_(Letter.held_until.is_(None), Letter.held_until < at)
    with transaction():
        found = session().scalar(
            select(Letter)
            .where(Letter.state == State.WAITING, Letter.next_at <= at, free)
            .order_by(Letter.next_at, Letter.id)
            .limit(1)
            .with_for_update(skip_locked=True, of=Letter)
            .options(joinedload(Letter.user, innerjoin=True))
        )
        if found is None:
            return None
        found.holder, found.held_until, found.attempts = holder, at + HELD, found.attempts + 1
        return Claim(found, found.user, holder)


def mark_handed(claimed: Claim) -> None:
    """Write down that the mail server is about to be told that the letter is whole. Raises NoLongerOurs."""
    _swap(claimed, handed_at=now())


def note_sent(claimed: Claim, answer: str) -> None:
    """The mail server has taken it."""
    _swap(claimed, state=State.SENT, done_at=now(), held_until=None, answer=answer[:MAX_ANSWER])


def note_empty(claimed: Claim) -> None:
    """There was nothing to tell any more."""
    _swap(claimed, state=State.EMPTY, done_at=now(), held_until=None)


def note_failed(claimed: Claim, answer: str) -> None:
    """The letter is given up. Joins the transaction of its caller, if it has one."""
    _swap(claimed, state=State.FAILED, done_at=now(), held_until=None, handed_at=None, answer=answer[:MAX_ANSWER])


def put_off(claimed: Claim, answer: str, *, in_doubt: bool = False) -> None:
    """The mail server did not take it yet: try again later, and later each time, until that has gone on for days.

    `in_doubt` is for a server that went away in the middle: it may have taken what had been handed over.
    """
    letter = claimed.letter
    if now() - letter.made_at > GIVEN_UP:
        return note_failed(claimed, answer)
    step = STEPS[min(letter.attempts, len(STEPS)) - 1]
    wait = step * random.uniform(0.75, 1.25)  # noqa: S311  (so that not all come back at the same moment)
    told = {} if in_doubt else {"handed_at": None}
    return _swap(claimed, next_at=now() + wait, held_until=None, answer=answer[:MAX_ANSWER], **told)


def put_back(claimed: Claim, answer: str) -> None:
    """The mail server cannot be reached, which is no fault of the letter: it is as before, and keeps its place."""
    attempts = max(0, claimed.letter.attempts - 1)
    _swap(claimed, attempts=attempts, held_until=None, answer=answer[:MAX_ANSWER])


def _swap(claimed: Claim, **values: object) -> None:
    """Write, if we still hold the letter. Raises NoLongerOurs."""
    ours = update(Letter).where(Letter.id == claimed.letter.id, Letter.holder == claimed.holder)
    with transaction():
        kept = session().scalar(
            ours.where(Letter.state == State.WAITING)
            .values(**values)
            .returning(Letter.id)
            .execution_options(synchronize_session=False)
        )
        if kept is None:
            raise NoLongerOurs
