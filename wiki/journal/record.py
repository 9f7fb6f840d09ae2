"""Writing the journal. Every act that a reader can see the result of leaves one row here."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypedDict, Unpack

from flask import g
from sqlalchemy import func, insert, select

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import Look, glance, session, take_turn
from wiki.journal.models import Entry
from wiki.journal.standing import is_newcomer


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
    details: dict[str, Any]


class Happened(Details):
    """One of many things that are recorded together."""

    kind: str


def record(kind: str, actor: User | None, **details: Unpack[Details]) -> Entry:
    """Append what `actor` did. Must be called within the transaction of the act itself.

    Entries become visible in the order of their numbers, so whoever remembers the last number seen misses nothing.
    """
    take_turn()
    details.setdefault("at", now())
    entry = Entry(kind=kind, brought_in=g.get("wiki_bringing_in", False), **details)
    if actor:
        entry.actor_id, entry.municipality_code = actor.id, actor.municipality_code
        entry.newcomer = is_newcomer(actor, details["at"])
    session().add(entry)
    session().flush()
    return entry


def record_brought_in(rows: Sequence[Happened], actors: Sequence[int | None]) -> None:
    """Append many things that happened elsewhere, each with its kind in `rows` and its own actor, in one statement.

    For people who were never new here. Must be called within the transaction of the act itself.
    """
    take_turn()
    entries = [{**row, "actor_id": actor, "brought_in": True} for row, actor in zip(rows, actors, strict=True)]
    if entries:
        session().execute(insert(Entry), entries)


@contextmanager
def bringing_in() -> Iterator[None]:
    """What is recorded inside has happened elsewhere or long ago: it is in the journal, and nobody is told of it."""
    before = g.get("wiki_bringing_in", False)
    g.wiki_bringing_in = True
    try:
        yield
    finally:
        g.wiki_bringing_in = before


_HEAD = select(func.max(Entry.id))


def head(look: Look = glance) -> int:
    """The number of the last entry: as long as it stands still, nothing that readers see has changed.

    Raises OperationalError when the database does not answer.
    """
    row = look(_HEAD)
    return int(row[0] or 0) if row else 0
