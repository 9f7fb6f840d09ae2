"""The list of users: searched, narrowed, sorted, a part at a time.

Members see of each other what pages and histories show anyway: names, municipalities, roles, how much somebody has
written and since which month. Addresses are for administrators, and so is finding somebody by one. When somebody was
last seen is the month in which they last did something that everybody can see; when people read nobody writes down.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Subquery, func, literal, select

from wiki.accounts.models import Block, Role, User
from wiki.accounts.queries import matching
from wiki.core.clock import Moment, now
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.gardening.activity import activity

SORTS = {
    "name": N_("Name"),
    "edits": N_("Most edits"),
    "since": N_("Newest"),
    "role": N_("Role"),
}
SORTS_OF_ALL = {**SORTS, "seen": N_("Last seen")}


@dataclass(frozen=True)
class Listed:
    """A user in the list: how many versions of pages they have written, in which month they last did something."""

    user: User
    edits: int
    seen: datetime | None
    block: Block | None


@dataclass(frozen=True)
class Sought:
    """Which users are asked for: by a part of the name or, with `addresses`, of the address, and by role."""

    text: str = ""
    role: Role | None = None
    addresses: bool = False

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What is true of them."""
        found = matching(self.text, addresses=self.addresses)
        return found if self.role is None else [*found, User.role == int(self.role)]


def count_sought(sought: Sought) -> int:
    """How many they are."""
    return session().scalar(select(func.count(User.id)).where(*sought.conditions)) or 0


def list_users_by(sort: str, sought: Sought, offset: int, limit: int) -> list[Listed]:
    """A part of those who are sought, in the order `sort`."""
    done = activity()
    asked = select(User.id).outerjoin(done, done.c.number == User.id).where(*sought.conditions)
    part = asked.order_by(*_order(sort, done), User.name_key).offset(offset).limit(limit)
    numbers = session().scalars(part).all()
    rows = select(User, func.coalesce(done.c.edits, 0), done.c.seen).outerjoin(done, done.c.number == User.id)
    found = {user.id: (user, edits, seen) for user, edits, seen in session().execute(rows.where(User.id.in_(numbers)))}
    lasting = select(Block).where(Block.user_id.in_(numbers))
    moment = now()
    blocks = {each.user_id: each for each in session().scalars(lasting) if each.until is None or each.until > moment}
    return [Listed(*found[number], blocks.get(number)) for number in numbers]


def _order(sort: str, done: Subquery) -> tuple[ColumnElement[Any], ...]:
    orders: dict[str, ColumnElement[Any]] = {
        "edits": func.coalesce(done.c.edits, 0).desc(),
        "seen": func.coalesce(done.c.seen, literal(datetime.fromtimestamp(0, tz=UTC), Moment)).desc(),
        "since": User.created_at.desc(),
        "role": User.role.desc(),
    }
    return (orders[sort],) if sort in orders else ()
