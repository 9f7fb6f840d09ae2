"""Where somebody works. Everybody says so themselves, so a change is seen by all, and trusted only after a while.

Whoever has chosen one municipality and chooses another may not speak for the new one at once: within the days that
they wait others have time to see it and to object. A gardener who knows that it is right can shorten the wait.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from wiki.accounts.models import User
from wiki.accounts.names import user_page
from wiki.accounts.permissions import Person, require
from wiki.accounts.roles import NoSuchUser
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden
from wiki.journal.record import record
from wiki.municipalities.register import by_code

WAIT = timedelta(days=7)


class NotYet(Forbidden):
    """They have changed municipality lately."""

    msgid = N_(
        "You have changed municipality, and can speak for %(municipality)s from %(day)s, or as soon as a gardener has"
        " confirmed that you work there."
    )


def move_to(user: User, code: str | None) -> None:
    """Let `user` belong to another municipality. For acts within their transaction.

    The first one that somebody chooses is no change. Leaving one and choosing another later is the same as a change.
    """
    before = user.municipality_code
    if code == before:
        return
    take_turn()
    user.municipality_code = code
    if before is None and user.speaks_from is None:
        return
    user.speaks_from = now() + WAIT
    told = f"{_name(before)} → {_name(code)}"
    record("transfer", user, namespace="user", name=user_page(user.name).full, summary=told)


def vouch_for(number: int, by: User) -> User:
    """Say that the user with that number works where they say. Raises SignInNeeded, Forbidden, NoSuchUser."""
    with transaction():
        require(by, "vouch")
        take_turn()
        user = session().get(User, number)
        if user is None or user.confirmed_at is None:
            raise NoSuchUser
        if speaks_later(user):
            user.speaks_from = now()
            where = f"{user.name}\n{_name(user.municipality_code)}"
            record("vouch", by, namespace="user", name=user_page(user.name).full, summary=where)
    return user


def speaks_later(person: Person) -> datetime | None:
    """From when `person` may speak for their municipality; None where they may already, or have none."""
    if not isinstance(person, User) or not person.municipality_code or person.speaks_from is None:
        return None
    return person.speaks_from if person.speaks_from > now() else None


def speaks_now() -> ColumnElement[bool]:
    """The same as a condition for a question to the database: those who need not wait."""
    return or_(User.speaks_from.is_(None), User.speaks_from <= now())


def who_wait(limit: int = 100) -> Sequence[User]:
    """Those who have changed municipality and may not speak for it yet, who changed last first."""
    waiting = User.municipality_code.is_not(None), ~speaks_now(), User.confirmed_at.is_not(None)
    return session().scalars(select(User).where(*waiting).order_by(User.speaks_from.desc()).limit(limit)).all()


def _name(code: str | None) -> str:
    found = by_code(code) if code else None
    return found.name if found else ""
