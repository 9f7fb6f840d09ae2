"""Restoring a backup into an empty place: first the files, then the rows, and only then it is a wiki.

The tables are made as the program had them that wrote the backup. When they are full the usual migrations bring them
to the present, just as they would have done with the wiki itself.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, select, text
from sqlalchemy.exc import DBAPIError

from wiki.backup.archive import SETTINGS, Archive
from wiki.backup.place import empty_place, sqlite_file
from wiki.backup.sequences import bring_forward
from wiki.backup.tables import LEFT_OUT, Shape, insertion, stored, values_of
from wiki.backup.verify import Report, look_through
from wiki.core.db import renew_plans
from wiki.core.errors import Refusal
from wiki.core.schema import alone, bring_to, newest, numbers
from wiki.core.settings import Settings
from wiki.files.storage import make_storage, write_whole

ROWS = 500  # in one statement
BYTES = 4_000_000  # … unless they are as long as this before
SPARE = 2  # the room that rows take in a database, compared with their lines

Progress = Callable[[int, int], None]  # rows and files done, and in all

_KEYS = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


class BadBackup(Refusal):
    """The backup is not whole, or does not fit together. `faults` says in which ways."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("The backup is not restored, because of what is wrong with it.")
        self.faults = faults


class RestoreFailed(Refusal):
    """The database did not take what is in the backup."""


@dataclass(frozen=True)
class Restored:
    """What was brought back."""

    rows: int
    files: int
    missing: tuple[str, ...]  # checksums of files that the backup does not have either
    from_schema: str
    secrets: tuple[str, ...]  # settings that were set, and have to be set again


def restore(path: Path, settings: Settings, progress: Progress | None = None) -> Restored:
    """Make the wiki that the backup at `path` holds, where `settings` say.

    Raises NotABackup, BadBackup, NotEmpty, RestoreFailed. Nothing is written before the backup has been looked through.
    """
    report = look_through(path)
    if not report.faults and report.manifest.schema not in numbers():
        report.wrong(f"It was made at the migration {report.manifest.schema}, which this program does not have.")
    if report.faults:
        raise BadBackup(report.faults)
    _refuse_without_room(settings, report)
    told = _Told(report.rows + report.files, progress)
    with empty_place(settings) as database, Archive(path) as archive:
        _put_files(archive, settings, told)
        bring_to(database, report.manifest.schema)
        _fill(database, archive, report, told)
        bring_to(database, "head")
        renew_plans(of=database)
        write_whole(settings.data / "restored-settings.env", b"".join(archive.pieces(SETTINGS)))
    return Restored(
        rows=report.rows,
        files=report.files,
        missing=report.manifest.missing,
        from_schema=report.manifest.schema if report.manifest.schema != newest() else "",
        secrets=report.manifest.secrets,
    )


class _Told:
    """How far it has come."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._done, self._progress = total, 0, progress

    def add(self, number: int) -> None:
        self._done += number
        if self._progress:
            self._progress(self._done, self._total)


def _refuse_without_room(settings: Settings, report: Report) -> None:
    """Raises RestoreFailed when what is in the backup cannot fit on the disk."""
    folder = settings.data.resolve()
    while not folder.is_dir():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    needed = 0
    for name, member in report.manifest.members.items():
        if name.startswith("files/"):
            needed += 0 if settings.s3_bucket else member.size
        elif sqlite_file(settings) is not None:
            needed += member.size * SPARE
    if needed > free:
        raise RestoreFailed(
            "There is no room: the wiki needs some %(needed)s MB, and %(folder)s has %(free)s MB left.",
            needed=needed // 1_000_000,
            free=free // 1_000_000,
            folder=folder,
        )


def _put_files(archive: Archive, settings: Settings, told: _Told) -> None:
    storage = make_storage(settings)
    for name in archive.names:
        folder, _slash, checksum = name.partition("/")
        if folder == "files":
            storage.put_pieces(checksum, archive.pieces(name))
            told.add(1)


def _fill(database: Engine, archive: Archive, report: Report, told: _Told) -> None:
    """Bring in all rows, in one transaction at whose end everything that a row refers to is there."""
    with alone(database) as connection:
        shapes = {each.name: each for each in stored(connection)}
        _compare(shapes, report)
        with _in_any_order(connection):
            for shape in shapes.values():
                connection.execute(delete(shape.clause))  # what a migration has put into it
                _bring_in(connection, archive, shape, told)
        _check(connection, shapes.values(), report)
        if connection.dialect.name == "postgresql":
            bring_forward(connection)


def _compare(shapes: dict[str, Shape], report: Report) -> None:
    """Raises BadBackup when the backup has other tables or columns than its program had."""
    held = report.manifest.shapes
    for name in sorted(held.keys() | shapes.keys()):
        if name in held and name in LEFT_OUT:
            report.wrong(f"The table {name} is never in a backup.")
        elif name not in held:
            report.wrong(f"The table {name} is missing.")
        elif name not in shapes or held[name].columns.keys() != shapes[name].columns.keys():
            report.wrong(f"The table {name} is not as it was at the migration {report.manifest.schema}.")
    if report.faults:
        raise BadBackup(report.faults)


@contextmanager
def _in_any_order(connection: Connection) -> Iterator[None]:
    """Within it rows may come in any order. PostgreSQL looks at all of them when its foreign keys are made again."""
    keys = connection.execute(text(_KEYS)).all() if connection.dialect.name == "postgresql" else []
    for table, name, _definition in keys:
        connection.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'))
    yield
    for table, name, definition in keys:
        connection.execute(text(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}'))


def _bring_in(connection: Connection, archive: Archive, shape: Shape, told: _Told) -> None:
    statement = insertion(connection, shape)
    zoned = connection.dialect.name == "postgresql"
    try:
        for lines in _batches(archive.lines(f"tables/{shape.name}.jsonl")):
            connection.execute(statement, [values_of(shape, line, zoned=zoned) for line in lines])
            told.add(len(lines))
    except (DBAPIError, ValueError) as error:
        said = " ".join(str(getattr(error, "orig", error)).split())[:300]
        raise RestoreFailed(
            "A row of the table %(table)s cannot be stored: %(said)s", table=shape.name, said=said
        ) from error


def _batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line)
        if len(batch) >= ROWS or size >= BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _check(connection: Connection, shapes: Iterable[Shape], report: Report) -> None:
    """Raises RestoreFailed unless there are as many rows as there were, and all that they refer to."""
    for shape in shapes:
        found = connection.scalar(select(func.count()).select_from(shape.clause))
        if found != report.manifest.rows[shape.name]:
            raise RestoreFailed("The table %(table)s has not got all its rows.", table=shape.name)
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken:
            raise RestoreFailed("A row of the table %(table)s refers to one that is not there.", table=broken[0])
