"""What people watch, how they want it, and how far they have read."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.clock import Moment, now
from wiki.core.db import Base


class Kind(enum.Enum):
    """What can be watched; the value stands in the database and in forms."""

    PAGE = "page"
    SUBPAGES = "subpages"  # a page with all that lies under it
    THEME = "theme"
    MUNICIPALITY = "municipality"
    CATEGORY = "category"
    TOPIC = "topic"


class Watch(Base):
    """That somebody watches something.

    A page (with or without its subpages) and a topic are told by their `number`; a theme and a category by the title of
    their page, which need not be there, and a municipality by its code, in `name`. So each row of a thing has one key,
    and who watches any of ten things is one question.
    """

    __tablename__ = "watch"
    __table_args__ = (
        UniqueConstraint("user_id", "kind", "number", "name"),
        Index("ix_watch_thing", "kind", "number", "name", "user_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    number: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(255), default="")
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    since_id: Mapped[int] = mapped_column(default=0)  # the journal's head then: what was before it is nothing new


class Watcher(Base):
    """How somebody watches. Whoever has no row has chosen nothing, and seen nothing."""

    __tablename__ = "watcher"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    created: Mapped[bool] = mapped_column(default=True)  # watch the pages that I create
    edited: Mapped[bool] = mapped_column(default=False)  # … that I edit
    topics: Mapped[bool] = mapped_column(default=True)  # … the topics that I write in
    minor: Mapped[bool] = mapped_column(default=False)  # tell of minor edits too
    seen_id: Mapped[int] = mapped_column(default=0)  # the entry of the journal up to which all has been seen


class Seen(Base):
    """How far somebody has read what happens on one page, where that is further than with everything."""

    __tablename__ = "watch_seen"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, index=True)
    entry_id: Mapped[int] = mapped_column()


class Concern(Base):
    """That an entry of the journal concerns something that can be watched, whether anybody watches it or not.

    Written by the courier, in the same transaction in which people are told. So what has changed on what somebody
    watches is one join, and an entry goes on concerning what it concerned then.
    """

    __tablename__ = "concern"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
    entry_id: Mapped[int] = mapped_column(
        ForeignKey("journal.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
