"""The archive: a zip file, which every system opens, written and read a piece at a time.

tables/page.jsonl       the rows of a table, one a line
files/<SHA-256>         an uploaded file
settings.env            the settings, without secrets
manifest.json           the list of contents, which comes last: an archive without it is not whole
"""

import hashlib
import lzma
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from wiki.backup.manifest import NAME, Manifest, Member, NotABackup, read_manifest
from wiki.core.clock import local, now

SETTINGS = "settings.env"
LARGEST_MANIFEST = 256 * 1024 * 1024  # bytes; some 130 for each file
LONGEST_LINE = 256 * 1024 * 1024  # bytes; the largest page takes a tenth of it
PIECE = 256 * 1024
NAMES = re.compile(r"tables/[a-z][a-z0-9_]{0,62}\.jsonl|files/[0-9a-f]{64}|settings\.env|manifest\.json")
DAMAGE = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, NotImplementedError, struct.error)

Write = Callable[[bytes], None]


class Damaged(Exception):
    """A part of the archive cannot be read as it was written."""


class Writer:
    """An archive that is being written to `stream`, which need not be a file that one can go back in."""

    def __init__(self, stream: BinaryIO) -> None:
        self._zip = ZipFile(stream, "w")
        self._time = local(now()).timetuple()[:6]
        self.members: dict[str, Member] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        with suppress(*DAMAGE if kind else ()):  # what is not whole has no list of contents, and is no backup
            self._zip.close()

    @contextmanager
    def member(self, name: str, *, packed: bool = True) -> Iterator[Write]:
        """Write one member, piece by piece. What is packed already is only stored."""
        described = ZipInfo(name, self._time)
        described.external_attr = 0o600 << 16
        described.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._zip.open(described, "w", force_zip64=True) as file:

            def write(piece: bytes) -> None:
                nonlocal size
                size += len(piece)
                digest.update(piece)
                file.write(piece)

            yield write
        self.members[name] = Member(size, digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the list of contents, which is the last."""
        with self.member(NAME) as write:
            write(manifest.written())


class Archive:
    """An archive that is read. What it says is believed by nobody: names are compared and sizes are kept to."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises NotABackup, also for what could not have been made by this program."""
        try:
            self._zip = ZipFile(path)
        except FileNotFoundError as error:
            raise NotABackup("There is no file %(path)s.", path=path) from error
        except DAMAGE as error:
            raise NotABackup("%(path)s is no backup, or its end is missing.", path=path) from error
        except ValueError as error:
            raise NotABackup("%(path)s is damaged.", path=path) from error
        try:
            self._names = self._look_at_names()
            self.manifest = self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """What is in it, in the order in which it was written."""
        return list(self._names)

    def size(self, name: str) -> int:
        """How large a member says that it is."""
        return self._names[name].file_size

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member. Raises Damaged."""
        try:
            with self._zip.open(self._names[name]) as file:
                while piece := file.read(PIECE):
                    yield piece
        except DAMAGE as error:
            raise Damaged(name) from error

    def lines(self, name: str) -> Iterator[bytes]:
        """The lines of a member. Raises Damaged."""
        return split(self.pieces(name), name)

    def _look_at_names(self) -> dict[str, ZipInfo]:
        found = self._zip.infolist()
        for each in found:
            if not NAMES.fullmatch(each.filename):
                raise NotABackup("The archive holds %(name)r, which is no part of a backup.", name=each.filename[:200])
        twice = [name for name, times in Counter(each.filename for each in found).items() if times > 1]
        if twice:
            raise NotABackup("The archive holds %(name)s twice.", name=twice[0])
        return {each.filename: each for each in found}

    def _read_manifest(self) -> Manifest:
        if NAME not in self._names:
            raise NotABackup("The archive is not whole: it has no list of contents (manifest.json).")
        if self.size(NAME) > LARGEST_MANIFEST:
            raise NotABackup("The list of contents (manifest.json) is far too large.")
        try:
            return read_manifest(b"".join(self.pieces(NAME)))
        except Damaged as error:
            raise NotABackup("The list of contents (manifest.json) is damaged.") from error


def split(pieces: Iterable[bytes], name: str) -> Iterator[bytes]:
    """The lines that `pieces` are. Raises Damaged when one is too long."""
    rest: list[bytes] = []
    length = 0
    for piece in pieces:
        head, end, tail = piece.rpartition(b"\n")
        if end:
            yield from (b"".join(rest) + head).split(b"\n")
            rest, length = [], 0
        rest.append(tail)
        length += len(tail)
        if length > LONGEST_LINE:
            raise Damaged(name)
    if length:
        yield b"".join(rest)
