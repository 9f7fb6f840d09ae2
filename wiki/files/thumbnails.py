"""Smaller pictures, made when somebody asks for them. All of them may be thrown away at any time."""

import fcntl
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from flask import current_app

from wiki.files.addresses import thumb_widths
from wiki.files.models import FileVersion
from wiki.files.storage import storage, write_whole
from wiki.files.worker import GaveUp, ask

SECONDS = 20.0

log = logging.getLogger(__name__)


def thumbnail(version: FileVersion, width: int) -> bytes | None:
    """The picture `width` pixels wide, as WebP; None where there is none: it is no wider itself, or cannot be read.

    All widths are made at once, because a page asks for several. Raises Unavailable, and Gone when the file is gone.
    """
    widths = thumb_widths(version.media_type, version.width)
    if width not in widths:
        return None
    path = _path(version.checksum, width)
    with suppress(OSError):
        return path.read_bytes()
    with _alone(path.parent):  # whoever comes second finds them made
        with suppress(OSError):
            return path.read_bytes()
        return _make(version, widths).get(width)


def _make(version: FileVersion, widths: list[int]) -> dict[int, bytes]:
    with storage().open(version.checksum) as file:
        data = file.read()
    try:
        answer = ask("wiki.files.questions:shrink_picture", data, SECONDS, widths=widths)
    except GaveUp:
        return {}
    made: dict[int, bytes] = {}
    place = 0
    for width, size in answer.found["sizes"].items():
        made[int(width)] = answer.data[place : place + size]
        place += size
    for each, small in made.items():
        try:
            write_whole(_path(version.checksum, each), small)
        except OSError as error:
            log.warning("a small picture could not be kept: %s", error)  # it is made anew the next time
    return made


def _path(checksum: str, width: int) -> Path:
    folder: Path = current_app.config["WIKI"].data / "thumbs"
    return folder / checksum[:2] / checksum[2:4] / f"{checksum}-{width}.webp"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for whoever makes pictures in the same folder, in any process. Where there can be no lock, do without."""
    try:
        folder.mkdir(0o700, parents=True, exist_ok=True)
        lock = (folder / ".lock").open("ab")
    except OSError:
        yield
        return
    with lock:
        with suppress(OSError):
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
