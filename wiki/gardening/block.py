"""Blocking somebody from writing, for a while or until it is ended, and ending that."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from wiki.accounts.blocks import block_of
from wiki.accounts.models import Block, Role, User
from wiki.accounts.names import key, user_page
from wiki.accounts.permissions import require, role_of
from wiki.accounts.roles import NoSuchUser
from wiki.changes.greet import prepare_greeting
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden
from wiki.gardening.reasons import read_reason
from wiki.journal.record import record


@dataclass(frozen=True)
class Terms:
    """Until when somebody is blocked (None: without an end), and whether they may write on their own talk page."""

    until: datetime | None = None
    own_talk: bool = True

    @property
    def as_told(self) -> dict[str, Any]:
        """The same for the journal."""
        return {"until": self.until.isoformat() if self.until else None, "own_talk": self.own_talk}


class CannotBlock(Forbidden):
    """This person is not for them to block."""

    msgid = N_("Nobody can block themselves.")


def user_called(name: str) -> User:
    """The account called `name`, as it may stand in an address. Raises NoSuchUser."""
    found = session().scalar(select(User).where(User.name_key == key(name.replace("_", " ").strip())))
    if found is None or found.confirmed_at is None:
        raise NoSuchUser
    return found


def require_blocking(by: User, user: User) -> None:
    """Let only those through who may block `user`. Raises CannotBlock and the refusals of `require`."""
    require(by, "block")
    if user.id == by.id:
        raise CannotBlock
    if user.role >= Role.ADMINISTRATOR and role_of(by) < Role.ADMINISTRATOR:
        raise CannotBlock(N_("Only administrators can block an administrator."))


def block_user(user: User, terms: Terms, reason: str, by: User) -> None:
    """Let `user` write nothing, by these terms; whoever is blocked already is so by them from now on.

    Raises BadReason, CannotBlock, and the refusals of `require`.
    """
    require_blocking(by, user)
    reason = read_reason(reason)
    if terms.own_talk:
        prepare_greeting(user, by)  # there is no talk page without a page
    with transaction():
        require_blocking(by, user)
        take_turn()
        stored = session().get(Block, user.id)
        if stored is None:
            stored = Block(user_id=user.id)
            session().add(stored)
        stored.until, stored.own_talk, stored.reason = terms.until, terms.own_talk, reason
        stored.by_id, stored.at = by.id, now()
        _note("block", user, terms, reason, by)


def unblock_user(user: User, reason: str, by: User) -> bool:
    """Let `user` write again. Whether they could not. Raises BadReason, CannotBlock, and the refusals of `require`."""
    with transaction():
        require_blocking(by, user)
        take_turn()
        stored = session().get(Block, user.id)
        if stored is None:
            return False
        reason = read_reason(reason)
        was_blocked = block_of(user) is not None
        terms = Terms(stored.until, stored.own_talk)
        session().delete(stored)
        if was_blocked:
            _note("unblock", user, terms, reason, by)
    return was_blocked


def _note(kind: str, user: User, terms: Terms, reason: str, by: User) -> None:
    page = user_page(user.name)
    record(kind, by, namespace=page.namespace.value, name=page.full, summary=reason, details=terms.as_told)
