"""The file that a backup becomes: under a name for the time being until it is whole.

Whoever writes it holds a lock on it, and so those of the dead are known: the next backup into that folder takes them
away, while the ones that others are writing just now stay.
"""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from wiki.core.errors import Refusal

ENDING = ".wiki-part"
PART = re.compile(rf"\..+{re.escape(ENDING)}")


class BackupRefused(Refusal):
    """No backup can be made there, or of that."""


@contextmanager
def file_for(target: Path) -> Iterator[BinaryIO]:
    """A file that only its owner can read, and that is called `target` when all has gone well. Raises BackupRefused."""
    if target.exists():
        raise BackupRefused("There is a file %(path)s already. Choose another name.", path=target)
    with writing(target):
        sweep(target.parent)
        handle, part = _begun(target.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                yield cast("BinaryIO", stream)
                stream.flush()
                os.fsync(stream.fileno())
                part.rename(target)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        _make_last(target.parent)


@contextmanager
def writing(target: object) -> Iterator[None]:
    """Say of what cannot be written why. Raises BackupRefused."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise BackupRefused("%(path)s cannot be written: %(reason)s.", path=target, reason=reason) from error


def sweep(folder: Path) -> None:
    """Take away what backups into `folder` have left behind that were killed."""
    for path in folder.iterdir():
        if PART.fullmatch(path.name):
            with suppress(OSError), path.open("rb") as left:  # among them that somebody is writing it
                fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
                path.unlink()


def _begun(folder: Path) -> tuple[int, Path]:
    """A new file that we hold on to, open for writing, and its path."""
    while True:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=ENDING)
        with suppress(OSError):  # not all file systems can; then nobody can tell that its writer is dead, either
            fcntl.flock(handle, fcntl.LOCK_EX)
        if Path(name).exists():
            return handle, Path(name)
        os.close(handle)  # somebody has swept before we held it


def _make_last(folder: Path) -> None:
    """Let the name of the file last, too, where the file system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
