"""Making a backup, while the wiki is in use: all tables as they were in one moment, and then the files they name.

Nobody waits for it. SQLite and PostgreSQL both let one read what was so when one began while others write; and the
bytes of files, which lie under their checksums, are never changed.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, Engine, text

from wiki import __version__
from wiki.backup.archive import PIECE, SETTINGS, Writer
from wiki.backup.configuration import as_variables, secrets
from wiki.backup.manifest import Manifest
from wiki.backup.part import BackupRefused, file_for
from wiki.backup.tables import LEFT_OUT, Shape, count_rows, lines, stored
from wiki.core.clock import now
from wiki.core.schema import reached
from wiki.core.settings import Settings, secret_key
from wiki.files.storage import Gone, Storage, StorageUnavailable, answering, make_storage

TOGETHER = 1000  # rows between two reports of progress

Progress = Callable[[int, int], None]  # rows and files done, and in all


@dataclass(frozen=True)
class Made:
    """What a backup holds."""

    rows: int
    files: int
    missing: tuple[str, ...]  # checksums of files that the storage does not have
    size: int  # bytes of the archive; 0 where it went to standard output


def back_up(
    settings: Settings, database: Engine, target: Path, *, by_clock: bool = False, progress: Progress | None = None
) -> Made:
    """Write a backup to `target`, where there is nothing yet. It gets its name when it is whole.

    Raises BackupRefused when it cannot be written, and what `wiki.core.schema.reached` raises.
    """
    with file_for(target) as stream:
        made = write_backup(settings, database, stream, by_clock=by_clock, progress=progress)
    return Made(made.rows, made.files, made.missing, target.stat().st_size)


def write_backup(
    settings: Settings, database: Engine, stream: BinaryIO, *, by_clock: bool = False, progress: Progress | None = None
) -> Made:
    """Write a backup to `stream`."""
    with Writer(stream) as writer:
        return _write_all(settings, database, writer, _Told(progress), by_clock=by_clock)


def _write_all(settings: Settings, database: Engine, writer: Writer, told: "_Told", *, by_clock: bool) -> Made:
    began = now()
    with _snapshot(database) as connection:
        schema = reached(connection)
        if schema is None:
            raise BackupRefused("There is no wiki in the database.")
        shapes = stored(connection)
        rows = {each.name: count_rows(connection, each) for each in shapes}
        checksums = list(_checksums(connection)) if "file_version" in rows else []
        told.total = sum(rows.values()) + len(checksums)
        for each in shapes:
            rows[each.name] = _write_table(connection, writer, each, told)
    missing = _write_files(make_storage(settings), writer, checksums, told)
    with writer.member(SETTINGS) as write:
        write(as_variables(settings))
    writer.finish(
        Manifest(
            program=__version__,
            schema=schema,
            made_at=began.isoformat(),
            database=database.dialect.name,
            wiki=wiki_mark(settings),
            by_clock=by_clock,
            members=dict(writer.members),
            shapes={each.name: each for each in shapes},
            rows=rows,
            missing=missing,
            left_out=LEFT_OUT,
            secrets=secrets(settings),
        )
    )
    return Made(sum(rows.values()), len(checksums) - len(missing), missing, 0)


def wiki_mark(settings: Settings) -> str:
    """What tells this wiki from others, without telling its secret: all its servers have the same key.

    Empty where there is none: a backup changes nothing in the wiki.
    """
    if not (settings.data / "secret_key").exists():
        return ""
    return hashlib.sha256(f"backup of {secret_key(settings.data)}".encode()).hexdigest()[:16]


class _Told:
    """How far the work has come."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self.total = 0

    def add(self, count: int) -> None:
        self._done += count
        if self._progress:
            self._progress(self._done, max(self._done, self.total))


@contextmanager
def _snapshot(database: Engine) -> Iterator[Connection]:
    """The database as it is in one moment, and stays for whoever reads here."""
    with database.connect() as connection:
        if database.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:  # all of the file would pass through this process's memory
            connection.connection.driver_connection.execute("PRAGMA mmap_size=0")  # type: ignore[union-attr]
        try:
            with connection.begin():
                yield connection
        finally:
            connection.invalidate()  # the next one gets a connection with the usual manners


def _checksums(connection: Connection) -> Iterator[str]:
    """The checksums of all files, of older versions too."""
    yield from connection.scalars(text("SELECT DISTINCT checksum FROM file_version ORDER BY checksum")).yield_per(1000)


def _write_table(connection: Connection, writer: Writer, shape: Shape, told: _Told) -> int:
    count, piece = 0, bytearray()
    with writer.member(f"tables/{shape.name}.jsonl") as write:
        for line in lines(connection, shape):
            count += 1
            piece += line
            if len(piece) >= PIECE:
                write(bytes(piece))
                piece.clear()
            if count % TOGETHER == 0:
                told.add(TOGETHER)
        write(bytes(piece))
    told.add(count % TOGETHER)
    return count


def _write_files(storage: Storage, writer: Writer, checksums: list[str], told: _Told) -> tuple[str, ...]:
    """Write the files; the checksums of those that are gone."""
    missing = []
    for checksum in checksums:
        try:
            with storage.open(checksum) as file, writer.member(f"files/{checksum}", packed=False) as write:
                for piece in _pieces(file):
                    write(piece)
        except Gone:
            missing.append(checksum)
        except StorageUnavailable as error:
            raise BackupRefused(
                "The file %(checksum)s cannot be read from the storage: %(reason)s",
                checksum=checksum,
                reason=error.__cause__ or error,
            ) from error
        told.add(1)
    return tuple(missing)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file. Raises Unavailable: it is the wiki's own disk that fails, and not the backup's."""
    while True:
        with answering():
            piece = file.read(PIECE)
        if not piece:
            return
        yield piece
