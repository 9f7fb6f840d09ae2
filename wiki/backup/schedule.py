"""Backups by themselves: whose turn it is, made, looked through, and the old ones let go.

A day's backup is due at the hour that the settings say. If nobody was there then, it is due until it is made, or until
the next one is.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from wiki.backup.keep import let_go, name_at
from wiki.backup.make import Made, back_up, wiki_mark
from wiki.backup.models import MAX_TROUBLE, BackupRun
from wiki.backup.part import BackupRefused
from wiki.backup.verify import look_through
from wiki.core import db
from wiki.core.clock import local, now
from wiki.core.db import session, transaction
from wiki.core.errors import Refusal
from wiki.core.settings import Settings

HELD = timedelta(minutes=15)
AGAIN = timedelta(minutes=30)  # after a failure
REMEMBERED = timedelta(days=400)
AHEAD = timedelta(days=2)  # what seems to have been made later than that was made by a clock that was wrong

log = logging.getLogger(__name__)


class Stopped(Exception):
    """The wiki is being stopped, or somebody else makes this backup: it is made by the next one whose turn it is."""


def due_day(moment: datetime, hour: int) -> str:
    """The day whose backup is due, or has been made."""
    here = local(moment)
    return (here if here.hour >= hour else here - timedelta(days=1)).date().isoformat()


def make_if_due(holder: str, stopping: Callable[[], bool] = lambda: False) -> Path | None:
    """Make the backup that is due, if it is our turn; where it lies. What goes wrong is written down."""
    settings: Settings = current_app.config["WIKI"]
    day = due_day(now(), settings.backup_hour)
    if not settings.backup_folder or not _take(day, holder):
        return None
    path = Path(settings.backup_folder) / name_at(now())
    try:
        made = _make(settings, path, _Lease(day, holder, stopping))
        _note(day, holder, done_at=now(), path=str(path), size=made.size, trouble=_remark(made))
        let_go(path.parent, settings.backup_keep, wiki_mark(settings), but=path)
    except Stopped:
        with suppress(Stopped):  # then it is another's already
            _note(day, holder, held_until=now())
        return None
    except Exception as error:
        _note(day, holder, held_until=now() + AGAIN, trouble=_words(error)[:MAX_TROUBLE])
        if not isinstance(error, Refusal | OSError):
            raise
        log.error("the backup of %s was not made: %s", day, _words(error))  # noqa: TRY400  (the sentence says it all)
        return None
    return path


def _make(settings: Settings, path: Path, lease: "_Lease") -> Made:
    """Write the backup, and read it again; one that does not prove right is no backup."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    made = back_up(settings, db.engine(), path, by_clock=True, progress=lease)
    try:
        _prove(path, lease)
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return made


def _prove(path: Path, lease: "_Lease") -> None:
    """Raises BackupRefused unless the backup is whole."""
    faults = look_through(path, lease).faults
    if faults:
        raise BackupRefused("The backup was written, but proved wrong: %(fault)s", fault=" ".join(faults[:5]))


class _Lease:
    """Holds on to the turn while the work goes on. Raises Stopped when it is lost, or the wiki stops."""

    def __init__(self, day: str, holder: str, stopping: Callable[[], bool]) -> None:
        self._day, self._holder, self._stopping = day, holder, stopping
        self._renewed = now()

    def __call__(self, _done: int, _total: int) -> None:
        if self._stopping():
            raise Stopped
        if now() - self._renewed > HELD / 5:
            _note(self._day, self._holder, held_until=now() + HELD)
            self._renewed = now()


def _take(day: str, holder: str) -> bool:
    """Whether it is our turn: nobody has made the backup of the day, and nobody is at it."""
    found = session().execute(select(BackupRun.done_at, BackupRun.held_until).where(BackupRun.day == day)).first()
    if found and (found.done_at or found.held_until > now()):
        return False
    values = {"begun_at": now(), "holder": holder, "held_until": now() + HELD}
    with transaction() as current:
        if found:
            free = (BackupRun.day == day, BackupRun.done_at.is_(None), BackupRun.held_until == found.held_until)
            statement = update(BackupRun).where(*free).values(**values, attempts=BackupRun.attempts + 1)
            return bool(current.execute(statement).rowcount)  # type: ignore[attr-defined]
        insert = postgresql.insert if db.engine().dialect.name == "postgresql" else sqlite.insert
        new = insert(BackupRun).values(day=day, **values).on_conflict_do_nothing()
        current.execute(delete(BackupRun).where(BackupRun.begun_at < now() - REMEMBERED))
        current.execute(delete(BackupRun).where(BackupRun.begun_at > now() + AHEAD))
        return bool(current.execute(new).rowcount)  # type: ignore[attr-defined]


def _note(day: str, holder: str, **values: object) -> None:
    """Write something down about the backup that we are making. Raises Stopped when it is no longer ours."""
    with transaction() as current:
        ours = update(BackupRun).where(BackupRun.day == day, BackupRun.holder == holder)
        if not current.execute(ours.values(**values)).rowcount:  # type: ignore[attr-defined]
            raise Stopped


def _remark(made: Made) -> str:
    if not made.missing:
        return ""
    return f"{len(made.missing)} files are not in it, because the storage does not have them; wiki doctor names them."


def _words(error: Exception) -> str:
    return str(error) if isinstance(error, Refusal | OSError) else f"{type(error).__name__}: {error}"
