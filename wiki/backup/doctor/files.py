"""Uploaded files: whether the storage has all that rows name, as they were put in, and nothing else."""

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from wiki.backup.doctor.finding import Finding, note, number_of
from wiki.core.db import session
from wiki.core.settings import Settings
from wiki.files.models import File, FileVersion
from wiki.files.storage import DiskStorage, Gone, Storage, storage
from wiki.files.sweep import sweep, unnamed

SHOWN = 5
PIECE = 256 * 1024
OLD = 25 * 3600  # seconds: what is younger may be put in just now, or held for a form that is being mended
MISSING, DAMAGED, UNREADABLE = "is missing", "is damaged", "cannot be read"
TAKE = "Take it from a backup: it lies there as files/<checksum>, and in the data folder as files/ab/cd/<checksum>."
MEND = {
    MISSING: TAKE,
    DAMAGED: TAKE,
    UNREADABLE: "Give it to whoever runs the wiki (chown), and see whether its disk is whole.",
}


def look_at_files(settings: Settings, *, deep: bool = False, mend: bool = False) -> Iterator[Finding]:
    """Files that are missing, damaged (of the wrong length; with `deep` of another content), or unknown."""
    place = storage()
    troubles: dict[str, list[str]] = {MISSING: [], DAMAGED: [], UNREADABLE: []}
    rows = session().execute(
        select(FileVersion.checksum, FileVersion.size, File.title, FileVersion.number)
        .join(File, File.id == FileVersion.file_id)
        .order_by(File.title, FileVersion.number)
        .execution_options(removed=True)  # a page that is brought back needs its files
    )
    for checksum, size, title, number in rows:
        state = _state(place, checksum, size, deep=deep)
        if state is not None:
            troubles[state].append(f"{title} (version {number})")
    for state, names in troubles.items():
        if names:
            count = number_of(len(names), "file", "files")
            yield Finding(f"The content of {count} {state}: {_some(names)}.", MEND[state])
    if isinstance(place, DiskStorage):
        yield from _look_for_unknown(settings.data / "files", mend=mend)


def _state(place: Storage, checksum: str, size: int, *, deep: bool) -> str | None:
    if isinstance(place, DiskStorage):
        path = place.path(checksum)
        if not path.is_file():
            return MISSING
        if not os.access(path, os.R_OK):
            return UNREADABLE
        if path.stat().st_size != size:
            return DAMAGED
    if not deep:
        return None if place.has(checksum) else MISSING
    digest = hashlib.sha256()
    try:
        with place.open(checksum) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except Gone:
        return MISSING
    except OSError:
        return UNREADABLE
    return None if digest.hexdigest() == checksum else DAMAGED


def _look_for_unknown(folder: Path, *, mend: bool) -> Iterator[Finding]:
    """What lies there without any row that names it: it takes room, and does no other harm."""
    before = time.time() - OLD
    unknown = unnamed(folder, before)
    if not unknown:
        return
    size = sum(path.stat().st_size for path in unknown) / 1_000_000
    those = f"{number_of(len(unknown), 'file', 'files')} ({size:.1f} MB)"
    if mend:
        yield note(f"{number_of(sweep(unknown, before), 'file', 'files')} that no version names were deleted.")
    else:
        yield note(
            f"{those} in {folder} are named by no version of a page: {_some([path.name for path in unknown])}.",
            "They were being put in when something stopped it. `wiki doctor --mend` deletes them.",
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
