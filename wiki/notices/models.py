"""Notices: what somebody is told, and how far the one who tells has come."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, or_
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.core.standing import only_where
from wiki.journal.hidden import is_nameless
from wiki.pages.models import GONE, Page

UNSEEN = sql("seen_at IS NULL")


class Notice(Base):
    """Something that one person is told. While it is unseen, more of the same is counted into it.

    `about` says what counts as the same. The entries told of are those from `first_entry_id` to `entry_id`; page,
    topic, reply, actor and `made_at` are those of the newest.
    """

    __tablename__ = "notice"
    __table_args__ = (
        Index("uq_notice_unseen", "user_id", "about", unique=True, postgresql_where=UNSEEN, sqlite_where=UNSEEN),
        Index("ix_notice_user", "user_id", "made_at", "id"),
        Index("ix_notice_age", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))  # a key of `wiki.notices.tell.SAME`
    about: Mapped[str] = mapped_column(String(80))
    page_id: Mapped[int | None] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"), index=True)
    entry_id: Mapped[int | None] = mapped_column()
    first_entry_id: Mapped[int | None] = mapped_column()
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    seen_at: Mapped[datetime | None] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(default=1)

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
    actor: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[actor_id])
    page: Mapped[Page | None] = relationship(lazy="raise")


def stands(notice: type[Notice]) -> ColumnElement[bool]:
    """Whether what a notice is about has not been deleted, and it is not hidden what was done something with."""
    return and_(or_(notice.page_id.is_(None), notice.page_id.not_in(GONE)), ~is_nameless(notice.entry_id))


only_where(Notice, stands)


class Courier(Base):
    """One that carries rows to people: how far it has come, and who is at it.

    `entry_id` is the last entry of the journal that is done with; of the next one all up to `user_id` have been told.
    Whoever works holds the lease until `held_until` and renews it with every batch, so that it dies with its holder.
    """

    __tablename__ = "courier"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    entry_id: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str] = mapped_column(String(40), default="")
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    looked_at: Mapped[datetime | None] = mapped_column(Moment)  # when it last looked for what is due by the clock
