"""The list of users, for administrators: searched, sorted, a part at a time.

When somebody was last seen is the month in which they last did something that everybody can see; when people read
nobody writes down.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select

from wiki.accounts.models import Block, User
from wiki.accounts.queries import matching
from wiki.core.clock import Moment, now
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.journal.models import Entry
from wiki.pages.models import Revision

SORTS = {
    "name": N_("Name"),
    "edits": N_("Most edits"),
    "since": N_("Newest"),
    "seen": N_("Last seen"),
    "role": N_("Role"),
}


@dataclass(frozen=True)
class Listed:
    """A user in the list: how many versions of pages they have written, in which month they last did something."""

    user: User
    edits: int
    seen: datetime | None
    block: Block | None


def list_users_by(sort: str, sought: str, offset: int, limit: int) -> list[Listed]:
    """A part of the users that have `sought` in their name or address, in the order `sort`."""
    users = session().scalars(_sorted(sort, sought).offset(offset).limit(limit)).all()
    numbers = [user.id for user in users]
    edits = _by_user(Revision.author_id, func.count(), numbers)
    seen = _by_user(Entry.actor_id, func.max(Entry.at), numbers)
    lasting = select(Block).where(Block.user_id.in_(numbers))
    moment = now()
    blocks = {each.user_id: each for each in session().scalars(lasting) if each.until is None or each.until > moment}
    return [Listed(user, edits.get(user.id, 0), seen.get(user.id), blocks.get(user.id)) for user in users]


def _by_user(whose: Any, counted: Any, numbers: list[int]) -> dict[int, Any]:
    rows = session().execute(select(whose, counted).where(whose.in_(numbers)).group_by(whose))
    return {number: value for number, value in rows}  # noqa: C416 - typed


def _sorted(sort: str, sought: str) -> Select[User]:
    users = select(User).where(*matching(sought))
    if sort in {"edits", "seen"}:
        counted = _edits() if sort == "edits" else _seen()
        return users.outerjoin(counted, counted.c.number == User.id).order_by(
            func.coalesce(counted.c.value, 0 if sort == "edits" else _long_ago()).desc(), User.name_key
        )
    orders: dict[str, ColumnElement[Any]] = {"since": User.created_at.desc(), "role": User.role.desc()}
    return users.order_by(*([orders[sort]] if sort in orders else []), User.name_key)


def _edits() -> Any:
    author = Revision.author_id
    return select(author.label("number"), func.count().label("value")).group_by(author).subquery()


def _seen() -> Any:
    actor = Entry.actor_id
    return select(actor.label("number"), func.max(Entry.at).label("value")).group_by(actor).subquery()


def _long_ago() -> ColumnElement[datetime]:
    return literal(datetime.fromtimestamp(0, tz=UTC), Moment)
