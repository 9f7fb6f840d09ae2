"""Backups that are made by themselves: a row for each day that has had its turn. It is no part of a backup itself."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.clock import Moment, now
from wiki.core.db import Base

MAX_TROUBLE = 1000  # characters


class BackupRun(Base):
    """The backup of one day, by the clock in Sweden.

    Whoever makes it holds the row until `held_until`, and renews that; when they fail or die it is another's turn then.
    """

    __tablename__ = "backup_run"

    day: Mapped[str] = mapped_column(String(10), primary_key=True)  # 2026-11-22
    begun_at: Mapped[datetime] = mapped_column(Moment, default=now)
    holder: Mapped[str] = mapped_column(String(40))
    held_until: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)  # when it was whole, and looked through
    attempts: Mapped[int] = mapped_column(default=1)
    path: Mapped[str] = mapped_column(String(1000), default="")
    size: Mapped[int] = mapped_column(BigInteger, default=0)  # bytes
    trouble: Mapped[str] = mapped_column(String(1000), default="")  # what stood in the way last; empty when all is well
