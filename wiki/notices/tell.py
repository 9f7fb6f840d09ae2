"""Telling people: the one place where notices are made."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite

from wiki.core.clock import now
from wiki.core.db import session
from wiki.notices.models import UNSEEN, Notice

# Every kind of notice, and what is counted into one of it while that is unseen.
SAME: Mapping[str, tuple[str, ...]] = {
    "mention": ("reply_id", "page_id"),
    "reply": ("topic_id",),
    "answer": ("topic_id",),
    "thanks": ("reply_id", "page_id"),
    "topic": ("topic_id",),
    "change": ("page_id", "actor_id"),
    "adoption": ("page_id", "actor_id"),
    "request": ("page_id",),
    "confirm": ("page_id",),
    "newcomer": ("actor_id",),
    "uncommented": ("page_id",),
    "welcome": (),
    "act": ("entry_id",),
    "block": ("entry_id",),
}
TOGETHER = 500  # rows in one statement


class What(TypedDict, total=False):
    """What a notice is about, by number; `at` is when it happened."""

    page_id: int | None
    topic_id: int | None
    reply_id: int | None
    entry_id: int | None
    actor_id: int | None
    at: datetime


def tell(user_ids: Iterable[int], kind: str, **what: Unpack[What]) -> int:
    """Give each of some people a notice, or count into the unseen one about the same. How many people that were.

    Joins the transaction of its caller. Nobody is told of their own acts: `actor_id` is left out. Telling of the same
    entry again changes nothing.
    """
    told = sorted(set(user_ids) - {what.get("actor_id")})
    same = ":".join(str(what.get(each) or "") for each in SAME[kind])
    values: dict[str, Any] = {
        "kind": kind,
        "about": f"{kind}:{same}",
        **{each: what.get(each) for each in ("page_id", "topic_id", "reply_id", "entry_id", "actor_id")},
        "first_entry_id": what.get("entry_id"),
        "made_at": what.get("at") or now(),
        "count": 1,
    }
    for start in range(0, len(told), TOGETHER):
        rows = [{"user_id": user_id, **values} for user_id in told[start : start + TOGETHER]]
        session().execute(_counted_in(), rows)
    return len(told)


def _counted_in() -> Insert:
    """The statement that makes a notice, or counts into the unseen one: the index of unseen ones decides which."""
    dialect = session().get_bind().dialect.name
    insert = postgresql.insert(Notice) if dialect == "postgresql" else sqlite.insert(Notice)
    newest = ("kind", "page_id", "topic_id", "reply_id", "entry_id", "actor_id", "made_at")
    return insert.on_conflict_do_update(
        index_elements=["user_id", "about"],
        index_where=UNSEEN,
        set_={**{name: insert.excluded[name] for name in newest}, "count": Notice.count + 1},
        where=insert.excluded.entry_id > Notice.entry_id,
    )
