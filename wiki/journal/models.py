"""The journal: what happened in the wiki, in order."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.hidden import HiddenPart
from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base

LASTING = (  # what is told of a page also after it has been deleted
    *("delete", "undelete", "move", "merge", "protect", "unprotect", "import"),
    *("conceal", "reveal", "withhold", "release"),
)


class Entry(Base):
    """One thing that happened. `name` is the page's full name at that time."""

    __tablename__ = "journal"
    __table_args__ = (
        # namespace and kind spare reading rows that nobody asked for
        Index("ix_journal_at", "at", "id", "namespace", "kind"),
        Index("ix_journal_kind", "kind", "at", "id"),
        Index("ix_journal_name", "name", "at"),
        Index("ix_journal_actor", "actor_id", "at", "id", "kind", "page_id"),  # all that counting somebody's acts reads
        Index("ix_journal_page", "page_id", "revision_id"),
        Index("ix_journal_newcomer", "newcomer", "at", "id"),
        Index("ix_journal_municipality", "municipality_code", "at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    # create, edit, upload, topic, reply, amend, close, reopen, register, role, adopt, confirm, contact, unlike,
    # patrol, unpatrol, welcome, transfer, vouch, unsay, move, delete, undelete, protect, unprotect,
    # block, unblock, merge, import, derive, conceal, reveal (parts of a version),
    # withhold, release (parts of a version of a file), veil, unveil (parts of an entry)
    kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the actor's, at that time
    namespace: Mapped[str] = mapped_column(String(20), default="")
    name: Mapped[str] = mapped_column(String(600), default="")
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id"))
    revision_id: Mapped[int | None] = mapped_column()
    topic_id: Mapped[int | None] = mapped_column()
    reply_id: Mapped[int | None] = mapped_column()
    summary: Mapped[str] = mapped_column(String(1000), default="")
    minor: Mapped[bool] = mapped_column(default=False)
    size_change: Mapped[int] = mapped_column(default=0)  # characters
    brought_in: Mapped[bool] = mapped_column(default=False, server_default=false())  # from elsewhere: nobody is told
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # what else the log tells: from, to, level, until
    newcomer: Mapped[bool] = mapped_column(default=False, server_default=false())  # whether the actor was one, then

    actor: Mapped[User | None] = relationship(lazy="raise")


class HiddenEntry(HiddenPart, Base):
    """That a part of an entry (name, summary, author) is hidden by itself, and why."""

    __tablename__ = "hidden_entry"

    entry_id: Mapped[int] = mapped_column(ForeignKey("journal.id", ondelete="CASCADE"), primary_key=True)
