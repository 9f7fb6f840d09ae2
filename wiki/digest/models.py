"""Letters: which people want, the letters themselves, and what has stood in their way.

A letter is a row before it is anything else. It holds no text, only which notices it is made of: what it says is
written when it is sent, so that nothing is told that its reader has seen meanwhile, or may see no longer.
"""

import enum
from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base
from wiki.notices.models import Notice

MAX_ANSWER = 300  # characters


Index("ix_notice_made", Notice.made_at)  # whoever gathers letters asks for the latest notices of all people


class Pace(enum.StrEnum):
    """How often somebody wants to be written to."""

    ONCE = "once"  # at once, but for the few minutes in which letters are gathered
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class State(enum.StrEnum):
    """What has become of a letter."""

    WAITING = "waiting"  # to be sent, perhaps once more
    SENT = "sent"
    EMPTY = "empty"  # when it was to be sent there was nothing left to tell, or nobody to tell it to
    FAILED = "failed"


class Wish(Base):
    """How often somebody wants letters about one kind of thing, where it is not as everybody begins."""

    __tablename__ = "letter_wish"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)  # a key of `wiki.digest.kinds.KINDS`
    pace: Mapped[str] = mapped_column(String(8))


class Rhythm(Base):
    """When somebody gets daily and weekly letters, by the clock in Sweden, and when the next ones are due."""

    __tablename__ = "letter_rhythm"
    __table_args__ = (
        Index("ix_letter_rhythm_daily", "next_daily_at"),
        Index("ix_letter_rhythm_weekly", "next_weekly_at"),
    )

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    weekday: Mapped[int] = mapped_column(default=0)  # 0 is Monday
    hour: Mapped[int] = mapped_column(default=7)
    next_daily_at: Mapped[datetime] = mapped_column(Moment)
    next_weekly_at: Mapped[datetime] = mapped_column(Moment)
    weekly_from: Mapped[datetime] = mapped_column(Moment)  # what happened in themes before that has been told
    told_from: Mapped[datetime] = mapped_column(Moment)  # notices that are older are not mailed


class Stop(Base):
    """That somebody wants no letters at all but those about the account itself."""

    __tablename__ = "letter_stop"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Unsubscription(Base):
    """What somebody has stopped by the link in a letter, and how it was `before`, so that it can be undone."""

    __tablename__ = "letter_unsubscription"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(String(30), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    before: Mapped[dict[str, str]] = mapped_column(JSON)  # pace by kind


class Letter(Base):
    """A letter to one person, from when it is due until it is sent or given up.

    Whoever sends it holds it until `held_until`; `holder` tells holders apart. `handed_at` is set right before the mail
    server is told that the letter is whole, and taken away when it answers no: while it stands in a letter that is not
    sent, nobody knows whether the server has taken it.
    """

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_due", "state", "next_at", "id"),
        Index("ix_letter_user", "user_id", "made_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    pace: Mapped[str] = mapped_column(String(8))
    message_id: Mapped[str] = mapped_column(String(255), unique=True)  # the same in every attempt
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    since: Mapped[datetime] = mapped_column(Moment)  # from when a weekly letter tells what has happened
    state: Mapped[str] = mapped_column(String(8), default=State.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(Moment, default=now)
    holder: Mapped[str] = mapped_column(String(32), default="")
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    handed_at: Mapped[datetime | None] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(String(MAX_ANSWER), default="")  # the mail server's last

    user: Mapped[User] = relationship(lazy="raise")


class LetterNotice(Base):
    """That a letter tells a notice, as it was when it had been counted into `count` times."""

    __tablename__ = "letter_notice"

    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id", ondelete="CASCADE"), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id", ondelete="CASCADE"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column()


class Bounce(Base):
    """That an address did not take a letter, and never will: by the mail server's word or a report that came later."""

    __tablename__ = "letter_bounce"
    __table_args__ = (Index("ix_letter_bounce_user", "user_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    address: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str] = mapped_column(String(MAX_ANSWER), default="")
    report: Mapped[str | None] = mapped_column(String(255), unique=True)  # which report said so: none counts twice


class Pause(Base):
    """That no letters go to an address, because it has refused several. Another address of the account may get them."""

    __tablename__ = "letter_pause"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
    reason: Mapped[str] = mapped_column(String(MAX_ANSWER), default="")

    user: Mapped[User] = relationship(lazy="raise")
