"""Bytes in the data folder that no version of any file names: what was left when putting a file in came to no end.

Those of deleted pages and of older versions are named, and stay: pages are brought back, and versions shown. In a
bucket nothing is swept: other wikis may keep their files in it, and it cannot tell that bytes have been put in anew.
"""

import re
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from wiki.core.db import session
from wiki.files.models import FileVersion
from wiki.files.storage import PART

STORED = re.compile(rf"[0-9a-f]{{64}}|{re.escape(PART)}.+")


def unnamed(folder: Path, before: float) -> list[Path]:
    """The files in `folder` that no version names and that are older than the moment `before`; only those we write."""
    found = [path for path in folder.rglob("*") if STORED.fullmatch(path.name) and _older(path, before)]
    named = set(session().scalars(select(FileVersion.checksum).execution_options(removed=True))) if found else set()
    return sorted(path for path in found if path.name not in named)


def sweep(paths: list[Path], before: float) -> int:
    """Delete those, but what has been put in once more since; how many there were.

    Each is taken out of the way first. Whoever puts the same bytes in then either has made the file young before, so
    that it is put back, or finds none and writes it anew.
    """
    swept = 0
    for path in paths:
        aside = path.with_name(f"{PART}{time.time_ns()}")
        with suppress(FileNotFoundError):
            path.rename(aside)
            if _older(aside, before) and not _is_named(path.name):
                aside.unlink()
                swept += 1
            else:
                aside.rename(path)
    return swept


def _older(path: Path, before: float) -> bool:
    with suppress(FileNotFoundError):
        return path.is_file() and path.stat().st_mtime < before
    return False


def _is_named(checksum: str) -> bool:
    session().rollback()  # see what has been written since
    asked = select(FileVersion.id).where(FileVersion.checksum == checksum).limit(1)
    return session().scalar(asked.execution_options(removed=True)) is not None
