"""What municipalities say about examples, beside what stands on pages: none of it derives from anything else."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base

MAX_NOTE = 300  # characters
MAX_ROLE = 80
MAX_MAILBOX = 254


class Stance(Base):
    """How a municipality relates to the example of another: one row for each of the two."""

    __tablename__ = "stance"
    __table_args__ = (Index("ix_stance_municipality", "municipality_code"),)

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    municipality_code: Mapped[str] = mapped_column(String(4), primary_key=True)
    key: Mapped[str] = mapped_column(String(20))  # interested, trying, doing, declined
    note: Mapped[str] = mapped_column(String(MAX_NOTE), default="")  # what they have changed
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Confirmation(Base):
    """That somebody has said that an example is still true."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_page", "page_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"))
    municipality_code: Mapped[str | None] = mapped_column(String(4))  # the user's, at that time
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)


class Contact(Base):
    """Whom to ask: a role, with its mailbox or the account of whoever has it now. For those who are signed in only."""

    __tablename__ = "contact"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    role: Mapped[str] = mapped_column(String(MAX_ROLE))
    mailbox: Mapped[str | None] = mapped_column(String(MAX_MAILBOX))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    user: Mapped[User | None] = relationship(lazy="raise")


class HiddenLikeness(Base):
    """That an example, or one in a section of a page, is not like `page_id`, though it was said to be."""

    __tablename__ = "hidden_likeness"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, index=True)
    anchor: Mapped[str] = mapped_column(String(600), primary_key=True, default="")
    municipality_code: Mapped[str | None] = mapped_column(String(4))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
