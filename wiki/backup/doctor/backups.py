"""Backups that are made by themselves: whether there is a fresh one, and where it should be."""

import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select

from wiki.backup.doctor.finding import Finding, note
from wiki.backup.models import BackupRun
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.settings import Settings

OLD = timedelta(hours=36)
GROWN = 1.1  # how much larger the next one may be


def look_at_backups(settings: Settings) -> Iterator[Finding]:
    """What is the matter with the backups that the settings ask for."""
    if not settings.backup_folder:
        return
    folder = Path(settings.backup_folder)
    if not folder.is_dir():
        yield Finding(f"There is no folder {folder} for backups.", "Make it, or see whether its disk is there.")
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield Finding(f"The folder {folder} for backups cannot be written.", "Give it to whoever runs the wiki.")
    last = session().scalar(select(BackupRun).order_by(BackupRun.day.desc()).limit(1))
    if last is not None and last.trouble:
        made = "was not made" if last.done_at is None else "is not complete"
        yield Finding(f"The backup of {last.day} {made}: {last.trouble}", "It is tried again every half hour.")
    done = session().scalar(
        select(BackupRun).where(BackupRun.done_at.is_not(None)).order_by(BackupRun.day.desc()).limit(1)
    )
    if done is None:
        yield note("No backup has been made by itself yet.", "`wiki serve` makes the first within a minute or so.")
        return
    assert done.done_at is not None
    if now() - done.done_at > OLD:
        yield Finding(
            f"The last backup is from {done.done_at:%Y-%m-%d %H:%M} UTC.",
            "See whether `wiki serve` is running, and its log.",
        )
    if not folder.is_dir():
        return
    if not Path(done.path).is_file():
        yield Finding(f"The last backup, {done.path}, is not there any more.", "Find out who took it away.")
    if (free := shutil.disk_usage(folder).free) < done.size * GROWN:
        yield Finding(
            f"The disk of {folder} has {free // 1_000_000} MB left, and a backup takes some "
            f"{done.size // 1_000_000} MB: there is no room for the next one.",
            "Make room there, or keep fewer: WIKI_BACKUP_KEEP.",
        )
