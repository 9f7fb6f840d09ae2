"""How well known somebody is in the wiki: whether their changes are worth a second look, and they a welcome.

MediaWiki's levels of experience are the model ("newcomer": fewer than 10 edits or fewer than 4 days, see its settings
$wgLearnerEdits and $wgLearnerMemberSince), with two differences. Posts count as edits do, since here they are the
easier way to begin. And nobody is new for longer than a year: most people write twice a year, and would else be new
for ever.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select

from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session
from wiki.journal.models import Entry

CONTRIBUTING = ("create", "edit", "upload", "topic", "reply")
FEW = 10  # contributions; with fewer somebody is new
SHORT = timedelta(days=4)  # within which somebody is new whatever they do
LONG = timedelta(days=365)  # after which nobody is


def is_newcomer(user: User, at: datetime | None = None) -> bool:
    """Whether `user` is, or was at the time `at`, new here: fewer than 10 contributions or fewer than 4 days.

    Gardeners never are, nor accounts that nobody can sign in to, nor anybody before their account was there (what is
    brought in from elsewhere has been looked at there).
    """
    at = at or now()
    if not _may_be_new(user):
        return False
    age = at - user.created_at
    if not timedelta(0) <= age < LONG:
        return False
    if age < SHORT:
        return True
    some = select(Entry.id).where(Entry.actor_id == user.id, Entry.at < at, Entry.kind.in_(CONTRIBUTING)).limit(FEW)
    return (session().scalar(select(func.count()).select_from(some.subquery())) or 0) < FEW


def newcomers_among(users: Iterable[User | None]) -> frozenset[int]:
    """The numbers of those among `users` who are new here now; one question for all of them."""
    at = now()
    young = {user.id: at - user.created_at for user in users if user and _may_be_new(user)}
    unsure = [number for number, age in young.items() if SHORT <= age < LONG]
    done: dict[int, int] = {}
    if unsure:
        counted = (
            select(Entry.actor_id, func.count())
            .where(Entry.actor_id.in_(unsure), Entry.kind.in_(CONTRIBUTING))
            .group_by(Entry.actor_id)
        )
        done = {int(number or 0): count for number, count in session().execute(counted)}
    return frozenset(
        number for number, age in young.items() if age < SHORT or (age < LONG and done.get(number, 0) < FEW)
    )


def _may_be_new(user: User) -> bool:
    return user.role == Role.MEMBER and not user.demo and user.email is not None
