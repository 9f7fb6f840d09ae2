"""That somebody has hidden a part of something: what the rows that say so have in common, whatever they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, declared_attr, joinedload, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import session

MAX_REASON = 300  # characters


class HiddenPart:
    """That a part of something is hidden, and why; showing it removes the row. Each table adds what it is a part of."""

    part: Mapped[str] = mapped_column(String(10), primary_key=True, sort_order=1)
    at: Mapped[datetime] = mapped_column(Moment, default=now, sort_order=2)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), sort_order=3)
    reason: Mapped[str] = mapped_column(String(MAX_REASON), sort_order=4)

    @declared_attr
    def by(cls) -> Mapped[User | None]:  # noqa: N805 - SQLAlchemy hands it the class
        """Who has hidden it."""
        return relationship(User, lazy="raise")


Row = TypeVar("Row", bound=HiddenPart)


def hidden_parts(
    table: type[Row], of: InstrumentedAttribute[int], numbers: Iterable[int | None]
) -> dict[int, Mapping[str, Row]]:
    """What is hidden of the things with those numbers, by number and part, with who did it; others are left out.

    `of` is the column of `table` with the number of what a row is about.
    """
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    found: defaultdict[int, dict[str, Row]] = defaultdict(dict)
    for row in session().scalars(select(table).where(of.in_(wanted)).options(joinedload(table.by))):
        found[getattr(row, of.key)][row.part] = row
    return dict(found)
