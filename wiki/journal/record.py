"""Writing the journal. Every act that a reader can see the result of leaves one row here."""

from datetime import datetime
from typing import TypedDict, Unpack

from sqlalchemy import Engine, func, select

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import glance, session, take_turn
from wiki.journal.models import Entry


class Details(TypedDict, total=False):
    """What an entry may tell besides its kind and its actor."""

    at: datetime
    namespace: str
    name: str
    page_id: int
    revision_id: int
    topic_id: int
    reply_id: int
    summary: str
    minor: bool
    size_change: int


def record(kind: str, actor: User | None, **details: Unpack[Details]) -> Entry:
    """Append what `actor` did. Must be called within the transaction of the act itself.

    Entries become visible in the order of their numbers, so whoever remembers the last number seen misses nothing.
    """
    take_turn()
    details.setdefault("at", now())
    entry = Entry(kind=kind, **details)
    if actor:
        entry.actor_id, entry.municipality_code = actor.id, actor.municipality_code
    session().add(entry)
    session().flush()
    return entry


_HEAD = select(func.max(Entry.id))


def head(of: Engine | None = None) -> int:
    """The number of the last entry: as long as it stands still, nothing that readers see has changed.

    `of` is for those outside the application. Raises OperationalError when the database does not answer.
    """
    row = glance(_HEAD, of)
    return int(row[0] or 0) if row else 0
