"""What somebody is writing and has not published, and who is writing just now."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.markup.names import Namespace, PageName


class Draft(Base):
    """One person's unpublished text of a page or a section of it. Nobody else ever sees it."""

    __tablename__ = "draft"
    __table_args__ = (
        # One that is written on; those thrown away lie beside it until their day is over.
        Index(
            "uq_draft_place",
            "user_id",
            "namespace",
            "title",
            "section",
            unique=True,
            postgresql_where=sql("thrown_at IS NULL"),
            sqlite_where=sql("thrown_at IS NULL"),
        ),
        Index("ix_draft_user", "user_id", "changed_at"),
        Index("ix_draft_age", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    namespace: Mapped[str] = mapped_column(String(20))  # there may be no page yet, so a name
    title: Mapped[str] = mapped_column(String(255))
    section: Mapped[str] = mapped_column(String(600), default="")  # "" is the whole page
    base: Mapped[int | None] = mapped_column()  # the revision that the text was made from
    text: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(String(1000), default="")
    minor: Mapped[bool] = mapped_column(default=False)
    hand: Mapped[str] = mapped_column(String(40))  # the open editor that wrote it
    number: Mapped[int] = mapped_column()  # another at each change, and never one that there has been
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    thrown_at: Mapped[datetime | None] = mapped_column(Moment)  # thrown away; can be brought back for a day

    @property
    def name(self) -> PageName:
        """The page that the text is for."""
        return PageName(Namespace(self.namespace), self.title)


class Presence(Base):
    """Somebody has the editor of a page open."""

    __tablename__ = "presence"
    __table_args__ = (Index("ix_presence_age", "seen_at"),)

    namespace: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey(User.id, ondelete="CASCADE"), primary_key=True)
    since: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime] = mapped_column(Moment, default=now)
