"""Newcomers: who is new here, what they did first, and whether anybody has greeted them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, func, or_, select

from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session
from wiki.journal.changes import Change, newest
from wiki.journal.models import Entry
from wiki.journal.standing import CONTRIBUTING, FEW, LONG, SHORT, is_newcomer
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page

__all__ = ["Newcomer", "count_newcomers", "is_newcomer", "newcomers", "user_page"]

FIRST = 3  # contributions of each that the list shows


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is new here: what they did first, in that order, and who has written on their talk page."""

    user: User
    first: Sequence[Change]
    contributions: int
    greeted_by: str | None

    @property
    def page(self) -> PageName:
        """Their own page, whether it is there or not."""
        return user_page(self.user)


def user_page(user: User) -> PageName:
    """The page of `user`."""
    return PageName(Namespace.USER, user.name)


def count_newcomers() -> int:
    """How many people are new here now."""
    return session().scalar(select(func.count()).select_from(_new_ones().subquery())) or 0


def newcomers(limit: int, offset: int = 0) -> list[Newcomer]:
    """Those who are new here now, who came last first."""
    users = session().scalars(_new_ones().order_by(User.created_at.desc(), User.id.desc()).limit(limit).offset(offset))
    found = list(users)
    if not found:  # for SQLite "one of none" is a reason to look at the whole journal
        return []
    firsts, numbers, greetings = _firsts(found), _numbers(found), _greetings(found)
    return [Newcomer(user, firsts[user.id], numbers.get(user.id, 0), greetings.get(user.id)) for user in found]


def _new_ones() -> Select[User]:
    """The rule of `is_newcomer`, as a question to the database."""
    done = (
        select(func.count())
        .where(Entry.actor_id == User.id, Entry.kind.in_(CONTRIBUTING))
        .correlate(User)
        .scalar_subquery()
    )
    at = now()
    return select(User).where(
        User.role == Role.MEMBER,
        User.demo.is_(False),
        User.email.is_not(None),
        User.created_at > at - LONG,
        or_(User.created_at > at - SHORT, done < FEW),
    )


def _firsts(users: Sequence[User]) -> dict[int, list[Change]]:
    place = func.row_number().over(partition_by=Entry.actor_id, order_by=(Entry.at, Entry.id)).label("place")
    ids = [user.id for user in users]
    ranked = select(Entry.id, place).where(Entry.actor_id.in_(ids), Entry.kind.in_(CONTRIBUTING)).subquery()
    some = select(Entry).where(Entry.id.in_(select(ranked.c.id).where(ranked.c.place <= FIRST)))
    found: dict[int, list[Change]] = defaultdict(list)
    for change in reversed(newest(some, FIRST * len(ids))):
        found[change.entry.actor_id or 0].append(change)
    return found


def _numbers(users: Sequence[User]) -> dict[int, int]:
    counted = (
        select(Entry.actor_id, func.count())
        .where(Entry.actor_id.in_([user.id for user in users]), Entry.kind.in_(CONTRIBUTING))
        .group_by(Entry.actor_id)
    )
    return {int(number or 0): count for number, count in session().execute(counted)}


def _greetings(users: Sequence[User]) -> dict[int, str]:
    """Who has written on whose talk page first, by the number of whom it was for."""
    owners = {user_page(user).title: user.id for user in users}
    own = and_(Page.namespace == Namespace.USER.value, Page.title.in_(owners))
    rows = (
        select(Page.title, User.id, User.name)
        .join(Entry, Entry.page_id == Page.id)
        .join(User, User.id == Entry.actor_id)
        .where(own, Entry.kind.in_(("topic", "reply")))
        .order_by(Entry.id.desc())
    )
    said = [(owners[title], writer, name) for title, writer, name in session().execute(rows)]
    return {owner: name for owner, writer, name in said if writer != owner}
