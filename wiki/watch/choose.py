"""Choosing what is watched by itself, and how far one has seen."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.watch.models import Seen, Watcher


@dataclass(frozen=True)
class Choices:
    """What somebody watches without asking for it each time, and whether minor edits count as news."""

    created: bool = True
    edited: bool = False
    topics: bool = True
    minor: bool = False


def choices_of(user_id: int) -> Choices:
    """What somebody has chosen."""
    columns = (Watcher.created, Watcher.edited, Watcher.topics, Watcher.minor)
    row = session().execute(select(*columns).where(Watcher.user_id == user_id)).first()
    return Choices(*row) if row else Choices()


def choose(choices: Choices, by: User) -> None:
    """Keep what `by` has chosen."""
    with transaction():
        require(by, "watch")
        _put(Watcher, {"user_id": by.id, **asdict(choices)}, ["user_id"])


def see_everything(by: User) -> None:
    """Call all that has happened so far seen."""
    with transaction():
        require(by, "watch")
        head = session().scalar(select(func.max(Entry.id))) or 0
        _put(Watcher, {"user_id": by.id, "seen_id": head}, ["user_id"])
        session().execute(delete(Seen).where(Seen.user_id == by.id))


def see_page(page_id: int, by: User) -> None:
    """Call what has happened on one page so far seen."""
    with transaction():
        require(by, "watch")
        head = session().scalar(select(func.max(Entry.id)).where(Entry.page_id == page_id)) or 0
        _put(Seen, {"user_id": by.id, "page_id": page_id, "entry_id": head}, ["user_id", "page_id"])


def _put(table: type[Watcher] | type[Seen], values: dict[str, Any], key: list[str]) -> None:
    """Write a row, or over the one that is there: two windows may do it at once."""
    is_postgres = session().get_bind().dialect.name == "postgresql"
    insert = (postgresql.insert(table) if is_postgres else sqlite.insert(table)).values(**values)
    changed = {name: insert.excluded[name] for name in values if name not in key}
    session().execute(insert.on_conflict_do_update(index_elements=key, set_=changed))
