"""Beginning to watch."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.journal.models import Entry
from wiki.watch.models import Watch
from wiki.watch.things import NothingToWatch, Thing, exists

AT_MOST = 5000  # things that one person watches


class TooMuch(Refusal):
    """Nobody can follow that much."""

    status = 409
    msgid = N_("You watch as much as one can: %(limit)s things. Stop watching some of it first.")


def watch(thing: Thing, by: User) -> None:
    """Let `by` hear of what happens to `thing` from now on. Raises NothingToWatch, TooMuch, Refusal."""
    watch_again([thing], by)


def watch_again(things: Iterable[Thing], by: User) -> None:
    """The same of several at once. What is watched already stays as it is."""
    wanted = list(things)
    with transaction():
        require(by, "watch")
        if not all(exists(each) for each in wanted):
            raise NothingToWatch
        number = session().scalar(select(func.count(Watch.id)).where(Watch.user_id == by.id)) or 0
        if number + len(wanted) > AT_MOST:
            raise TooMuch(limit=AT_MOST)
        put_watch([(by.id, each) for each in wanted])


def put_watch(pairs: Iterable[tuple[int, Thing]], since: int | None = None) -> None:
    """Store that people, by number, watch things; for acts, within their transaction.

    They hear of what happens after the entry `since` of the journal, or after the last one.
    """
    if since is None:
        since = session().scalar(select(func.max(Entry.id))) or 0
    rows: list[dict[str, Any]] = [
        {"user_id": user, "kind": each.kind.value, "number": each.number, "name": each.name, "since_id": since}
        for user, each in pairs
    ]
    if rows:
        is_postgres = session().get_bind().dialect.name == "postgresql"
        insert = postgresql.insert(Watch) if is_postgres else sqlite.insert(Watch)
        session().execute(insert.on_conflict_do_nothing(), rows)
