"""Blocking somebody from writing, everywhere or on some pages, for a while or until it is ended; and ending that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from wiki.accounts.blocks import block_of
from wiki.accounts.models import Block, BlockedFrom, Role, User
from wiki.accounts.names import key, user_page
from wiki.accounts.permissions import require, role_of
from wiki.accounts.roles import NoSuchUser
from wiki.accounts.scope import Scope, led_to, scope_of
from wiki.changes.greet import prepare_greeting
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden, Refusal
from wiki.gardening.reasons import read_reason
from wiki.journal.record import record
from wiki.pages.models import Page

MOST_PAGES = 50  # that somebody is blocked from one by one


@dataclass(frozen=True)
class Terms:
    """Until when somebody is blocked (None: without an end), and whether they may write on their own talk page.

    With a `scope` they are blocked from that only; else from everything.
    """

    until: datetime | None = None
    own_talk: bool = True
    scope: Scope | None = None

    @classmethod
    def of(cls, block: Block | None) -> "Terms":
        """Those of a block."""
        return cls(block.until, block.own_talk, scope_of(block)) if block else cls()

    @classmethod
    def told(cls, details: Mapping[str, Any] | None) -> "Terms":
        """Those that the journal tells of; pages are called as they were then."""
        said = details or {}
        until = datetime.fromisoformat(said["until"]) if said.get("until") else None
        return cls(until, said.get("own_talk", True), Scope.told(said))

    @property
    def as_told(self) -> dict[str, Any]:
        """The same for the journal."""
        told: dict[str, Any] = {"until": self.until.isoformat() if self.until else None, "own_talk": self.own_talk}
        if self.scope is not None:
            told["from"] = self.scope.as_told
        return told


class CannotBlock(Forbidden):
    """This person is not for them to block."""

    msgid = N_("Nobody can block themselves.")


class BadScope(Refusal):
    """Nobody can be blocked from that."""

    status = 422
    msgid = N_("Say which pages or kinds of page they are blocked from.")


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


def block_user(user: User, terms: Terms, reason: str, by: User) -> Terms:
    """Let `user` not write, by these terms; whoever is blocked already is so by them from now on.

    Gives the terms with the pages as they are called themselves, where they were named by what leads to them.
    Raises BadReason, BadScope, CannotBlock, and the refusals of `require`.
    """
    require_blocking(by, user)
    terms = replace(terms, scope=_as_they_are_called(terms.scope))
    numbers = _numbers_of(terms.scope)
    reason = read_reason(reason)
    if terms.own_talk:
        prepare_greeting(user, by)  # there is no talk page without a page
    with transaction():
        require_blocking(by, user)
        take_turn()
        lasting = block_of(user)
        before = {"before": Terms.of(lasting).as_told} if lasting else {}
        stored = session().get(Block, user.id)
        if stored is None:
            stored = Block(user_id=user.id)
            session().add(stored)
        stored.until, stored.own_talk, stored.reason = terms.until, terms.own_talk, reason
        stored.everywhere, stored.discussions = terms.scope is None, terms.scope is None or terms.scope.discussions
        stored.by_id, stored.at = by.id, now()
        session().flush()
        _store_scope(user, terms.scope, numbers)
        _note("block", user, {**terms.as_told, **before}, reason, by)
    return terms


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
        terms = Terms.of(stored)
        session().execute(delete(BlockedFrom).where(BlockedFrom.user_id == user.id))
        session().delete(stored)
        if was_blocked:
            _note("unblock", user, terms.as_told, reason, by)
    return was_blocked


def _as_they_are_called(scope: Scope | None) -> Scope | None:
    """The same, with the pages that redirects and full names of municipalities lead to in place of these."""
    if scope is None:
        return None
    return replace(scope, pages=tuple(sorted({led_to(name) or name for name in scope.pages[: MOST_PAGES + 1]})))


def _numbers_of(scope: Scope | None) -> list[int]:
    """The numbers of the pages in `scope`, deleted ones too. Raises BadScope for what there is not."""
    if scope is None:
        return []
    if not scope:
        raise BadScope
    if len(scope.pages) > MOST_PAGES:
        raise BadScope(N_("At most %(most)s pages: choose a kind of page instead, or everything."), most=MOST_PAGES)
    numbers = []
    for name in scope.pages:
        called = select(Page.id).where(Page.namespace == name.namespace.value, Page.title == name.title)
        newest = called.order_by(Page.removed_at.is_not(None), Page.id.desc()).limit(1)
        number = session().scalar(newest.execution_options(removed=True))
        if number is None:
            raise BadScope(N_("There is no page called “%(name)s”."), name=name.full)
        numbers.append(number)
    return numbers


def _store_scope(user: User, scope: Scope | None, numbers: Sequence[int]) -> None:
    session().execute(delete(BlockedFrom).where(BlockedFrom.user_id == user.id))
    session().add_all(BlockedFrom(user_id=user.id, page_id=each) for each in numbers)
    if scope:
        session().add_all(BlockedFrom(user_id=user.id, namespace=each.value) for each in scope.namespaces)


def _note(kind: str, user: User, told: dict[str, Any], reason: str, by: User) -> None:
    page = user_page(user.name)
    record(kind, by, namespace=page.namespace.value, name=page.full, summary=reason, details=told)
