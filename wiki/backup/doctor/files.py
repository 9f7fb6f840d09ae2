"""Uploaded files: whether the storage has all that rows name, as they were put in, and nothing else."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select

from wiki.backup.doctor.finding import Finding, note, number_of
from wiki.core.db import session
from wiki.core.settings import Settings
from wiki.files.models import File, FileVersion
from wiki.files.storage import DiskStorage, Gone, Storage, storage

SHOWN = 5
PIECE = 256 * 1024
OLD = 24 * 3600  # seconds: what is younger may be put in just now


def look_at_files(settings: Settings, *, deep: bool = False) -> Iterator[Finding]:
    """Files that are missing, damaged (of the wrong length; with `deep` of another content), or unknown."""
    place = storage()
    missing: list[str] = []
    damaged: list[str] = []
    rows = session().execute(
        select(FileVersion.checksum, FileVersion.size, File.title, FileVersion.number)
        .join(File, File.id == FileVersion.file_id)
        .order_by(File.title, FileVersion.number)
    )
    known: set[str] = set()
    for checksum, size, title, number in rows:
        known.add(checksum)
        state = _state(place, checksum, size, deep=deep)
        if state is not None:
            (missing if state == "missing" else damaged).append(f"{title} (version {number})")
    mend = "Take it from a backup: it lies there as files/<checksum>, and in the data folder as files/ab/cd/<checksum>."
    if missing:
        count = number_of(len(missing), "file is", "files are")
        yield Finding(f"The content of {count} missing: {_some(missing)}.", mend)
    if damaged:
        yield Finding(
            f"The content of {number_of(len(damaged), 'file is', 'files are')} damaged: {_some(damaged)}.", mend
        )
    if isinstance(place, DiskStorage):
        yield from _look_for_unknown(settings.data / "files", known)


def _state(place: Storage, checksum: str, size: int, *, deep: bool) -> str | None:
    if isinstance(place, DiskStorage) and not deep:
        path = place.path(checksum)
        if not path.is_file():
            return "missing"
        return None if path.stat().st_size == size else "damaged"
    if not deep:
        return None if place.has(checksum) else "missing"
    digest = hashlib.sha256()
    try:
        with place.open(checksum) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except Gone:
        return "missing"
    return None if digest.hexdigest() == checksum else "damaged"


def _look_for_unknown(folder: Path, known: set[str]) -> Iterator[Finding]:
    """What lies there without any row that names it: it takes room, and does no other harm."""
    before = time.time() - OLD
    unknown = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in known and path.stat().st_mtime < before
    ]
    if unknown:
        size = sum(path.stat().st_size for path in unknown) / 1_000_000
        yield note(
            f"{number_of(len(unknown), 'file', 'files')} in {folder} ({size:.1f} MB) belong to no page: "
            f"{_some([path.name for path in unknown])}.",
            "They were being put in when something stopped it, and may be deleted.",
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
