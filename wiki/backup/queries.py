"""Reading how it stands with the backups, for those who look after them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from wiki.backup.models import BackupRun
from wiki.core.clock import local, now
from wiki.core.db import session

SHOWN = 30


def latest_runs() -> Sequence[BackupRun]:
    """The backups of the last days, the latest first."""
    return session().scalars(select(BackupRun).order_by(BackupRun.day.desc()).limit(SHOWN)).all()


def last_done() -> datetime | None:
    """When the last backup was whole."""
    return session().scalar(select(func.max(BackupRun.done_at)))


def next_due(hour: int) -> datetime:
    """When the next one is due by the clock."""
    here = local(now())
    today = here.replace(hour=hour, minute=0, second=0, microsecond=0)
    return today if today > here else today + timedelta(days=1)
