"""What gardeners have looked at, and which examples have been shown to others because nobody had said a word."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.accounts.models import User
from wiki.core.clock import Moment, now
from wiki.core.db import Base


class Patrol(Base):
    """That a gardener has looked at a revision and found nothing to object to."""

    __tablename__ = "patrol"

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id", ondelete="SET NULL"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    user: Mapped[User | None] = relationship(lazy="raise")


class ToldOf(Base):
    """That an example without a comment has been shown to those who watch its themes: that is done once."""

    __tablename__ = "told_of_uncommented"

    page_id: Mapped[int] = mapped_column(ForeignKey("page.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, default=now)
