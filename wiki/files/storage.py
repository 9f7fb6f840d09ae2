"""Where the bytes of files lie: under their checksum, so that they are stored once and never changed.

On disk in the data folder, or in an S3-compatible storage when `WIKI_S3_BUCKET` is set.
"""

import logging
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from flask import current_app

from wiki.core.errors import N_, NotFound, Unavailable
from wiki.core.settings import BadSetting, Settings

PART = ".part-"  # how the name of a file begins that is being written

log = logging.getLogger(__name__)


class Storage(Protocol):
    """A place for bytes, each under the SHA-256 of what they are. All of these raise Unavailable when it fails."""

    def has(self, checksum: str) -> bool:
        """Whether it is there."""
        ...

    def put(self, checksum: str, data: bytes) -> None:
        """Keep it: all of it or nothing. What is there already is left as it is."""
        ...

    def put_pieces(self, checksum: str, pieces: Iterable[bytes]) -> None:
        """The same of what is too large to be in memory at once."""
        ...

    def open(self, checksum: str) -> BinaryIO:
        """The bytes, to be read from any place and closed. Raises NotFound."""
        ...


class Gone(NotFound):
    """The database knows the file, but the storage does not have it."""

    msgid = N_("The content of this file is missing in the wiki's storage.")


class StorageUnavailable(Unavailable):
    """The disk is full, cannot be written, or the storage does not answer."""

    msgid = N_("The file cannot be stored or fetched just now. Try again in a while.")


def storage() -> Storage:
    """The storage of the present app."""
    found: Storage | None = current_app.extensions.get("wiki.storage")
    if found is None:
        found = current_app.extensions["wiki.storage"] = make_storage(current_app.config["WIKI"])
    return found


def make_storage(settings: Settings) -> Storage:
    """The storage that the settings ask for."""
    if settings.s3_bucket:
        try:
            from wiki.files.s3 import S3Storage  # noqa: PLC0415  (boto3 is an extra, and slow to import)
        except ImportError as error:
            raise BadSetting("WIKI_S3_BUCKET needs boto3: pip install 'mittkoping-wiki[s3]'") from error
        return S3Storage(settings)
    return DiskStorage(settings.data / "files")


class DiskStorage:
    """Files in a folder: ab/cd/abcd…, so that no folder holds too many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, checksum: str) -> Path:
        """Where the bytes with that checksum lie, or would."""
        return self._folder / checksum[:2] / checksum[2:4] / checksum

    def has(self, checksum: str) -> bool:
        """Whether it is there."""
        return self.path(checksum).is_file()

    def put(self, checksum: str, data: bytes) -> None:
        """Keep it, under a name of its own until all of it is on the disk."""
        path = self.path(checksum)
        with answering():
            if path.is_file() and path.stat().st_size == len(data) and _renewed(path):
                return
            write_whole(path, data)

    def put_pieces(self, checksum: str, pieces: Iterable[bytes]) -> None:
        """Write it anew, whatever there is: its length is not known before."""
        with answering():
            write_whole(self.path(checksum), pieces)

    def open(self, checksum: str) -> BinaryIO:
        """The bytes as an open file."""
        with answering():
            try:
                return self.path(checksum).open("rb")
            except FileNotFoundError as error:
                raise Gone from error


def _renewed(path: Path) -> bool:
    """Make it as young as what is new, so that it is not swept away before a row names it; whether it is there."""
    with suppress(OSError):
        os.utime(path)
        return True
    return False


def write_whole(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write all of `data` to `path` or nothing, also if the machine stops meanwhile. Raises OSError."""
    path.parent.mkdir(0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in (data,) if isinstance(data, bytes) else data:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)  # noqa: PTH105  (the name is a string)
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the name last too. Some file systems cannot; then the file system sees to it in its own time."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def answering() -> Iterator[None]:
    """Turn what the disk says no to into a refusal; the log says more."""
    try:
        yield
    except OSError as error:
        log.exception("the folder of files cannot be used")
        raise StorageUnavailable from error
