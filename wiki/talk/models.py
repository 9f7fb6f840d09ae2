"""Talk: topics about a page, and the replies in them.

A topic's opening post is its first reply. What a person wrote is never lost: every text that a reply has had is a row
of its own, and the columns of `Reply` below the line follow from the newest of them.
"""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.core.standing import only_where
from wiki.pages.models import GONE, Page

MAX_TITLE = 200  # characters
MAX_REASON = 300  # characters
HIDDEN_TITLE = "[…]"  # stands for the title of a topic whose opening post is hidden, in every language


class TopicKind(enum.StrEnum):
    """What somebody wants with a topic. A question waits for an answer; the others are talked about."""

    QUESTION = "question"
    REMARK = "remark"
    SUGGESTION = "suggestion"


class Topic(Base):
    """Something that is talked about on the talk page of a page."""

    __tablename__ = "topic"
    __table_args__ = (
        Index("ix_topic_page", "page_id", "closed_at", "changed_at"),
        Index("ix_topic_kind", "kind", "closed_at", "created_at"),  # the questions of the whole wiki, oldest first
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id"))
    kind: Mapped[str] = mapped_column(String(20), default=TopicKind.REMARK, server_default="remark")
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)  # when somebody last wrote something new
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    page: Mapped[Page] = relationship(lazy="raise")
    author: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[author_id])
    closed_by: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[closed_by_id])
    answer: Mapped["Answer | None"] = relationship(lazy="joined", viewonly=True)


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
    # Always at hand, so that nobody can show a hidden post for want of having asked:
    hidden: Mapped["HiddenReply | None"] = relationship(lazy="joined", viewonly=True)


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


class Answer(Base):
    """That a topic has been answered, by which post, and who says so. Unmarking removes the row."""

    __tablename__ = "answer"

    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User | None] = relationship(lazy="raise")


class HiddenReply(Base):
    """That a post is hidden from readers, and why. Its texts stay as they are; showing it removes the row.

    With an opening post the title of its topic is put away here too, in `title`.
    """

    __tablename__ = "hidden_reply"

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str] = mapped_column(String(MAX_REASON))
    title: Mapped[str | None] = mapped_column(String(MAX_TITLE))

    by: Mapped[User | None] = relationship(lazy="raise")


class Thanks(Base):
    """That somebody has thanked for a post, or for a version of a page."""

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("(reply_id IS NULL) <> (revision_id IS NULL)", name="one"),
        UniqueConstraint("user_id", "reply_id", name="uq_thanks_reply"),
        UniqueConstraint("user_id", "revision_id", name="uq_thanks_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("reply.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="raise")


class TopicMove(Base):
    """That a topic was moved here from the talk page of another page."""

    __tablename__ = "topic_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    topic_id: Mapped[int] = mapped_column(ForeignKey("topic.id", ondelete="CASCADE"), index=True)
    from_page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    topic: Mapped[Topic] = relationship(lazy="raise")
    from_page: Mapped[Page] = relationship(lazy="raise")
    by: Mapped[User | None] = relationship(lazy="raise")


_TOPICS = Topic.__table__.c  # the table itself, since questions to the class would not see them
_GONE_TOPICS = select(_TOPICS.id).where(_TOPICS.page_id.in_(GONE))

only_where(Topic, lambda topic: topic.page_id.not_in(GONE))
only_where(Reply, lambda reply: reply.topic_id.not_in(_GONE_TOPICS))
only_where(TopicMove, lambda move: move.from_page_id.not_in(GONE))
