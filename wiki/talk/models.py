"""Talk: topics about a page, and the replies in them.

A topic's opening post is its first reply. What a person wrote is never lost: every text that a reply has had is a row
of its own, and the columns of `Reply` below the line follow from the newest of them.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.pages.models import Page

MAX_TITLE = 200  # characters


class Topic(Base):
    """Something that is talked about on the talk page of a page."""

    __tablename__ = "topic"
    __table_args__ = (Index("ix_topic_page", "page_id", "closed_at", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when somebody last wrote something new
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    page: Mapped[Page] = relationship(lazy="raise")
    author: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[author_id])
    closed_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[closed_by_id])


class Reply(Base):
    """One post in a topic. `parent_id` is the reply it answers; None for the opening post and answers to the topic."""

    __tablename__ = "reply"
    __table_args__ = (Index("ix_reply_topic", "topic_id", "id"), Index("ix_reply_author", "author_id", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the author's, at that time
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    amended_at: Mapped[datetime | None] = mapped_column(Moment)
    # derived from the newest revision:
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)  # sanitised
    text: Mapped[str] = mapped_column(Text)  # without markup, for searching and quoting

    topic: Mapped[Topic] = relationship(lazy="raise")
    author: Mapped[User | None] = relationship(lazy="raise")


class ReplyRevision(Base):
    """One text that a reply has had, the first too. Never changed, never removed."""

    __tablename__ = "reply_revision"
    __table_args__ = (Index("ix_reply_revision_history", "reply_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the author's, at that time
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    source: Mapped[str] = mapped_column(Text)

    author: Mapped[User | None] = relationship(lazy="raise")
