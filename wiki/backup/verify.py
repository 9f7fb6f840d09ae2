"""Looking through a backup: whether it is as it was written, and whether what it says fits together.

The whole archive is read once, a piece at a time. Nothing in it is trusted, and nothing is written anywhere.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wiki.backup.archive import Archive, Damaged, split
from wiki.backup.manifest import NAME, Manifest
from wiki.backup.numbers import Numbers
from wiki.backup.tables import Shape
from wiki.core.schema import newest

SOFT = {"page": [("current_revision_id", "revision")], "file": [("current_version_id", "file_version")]}
"""Columns that refer to a row without the database knowing it."""

FILES = {"file_version": "checksum"}
"""The columns that name files."""

SHOWN = 5  # numbers in a sentence
MOST_TOLD = 100  # sentences
TOGETHER = 1000  # rows between two reports of progress

Progress = Callable[[int, int], None]  # rows and files looked at, and in all


@dataclass
class Report:
    """What a backup holds, and a sentence for each thing that is wrong with it."""

    manifest: Manifest
    faults: list[str] = field(default_factory=list)
    rows: int = 0
    files: int = 0
    size: int = 0  # bytes of what is in it, unpacked
    progress: Progress | None = None

    def tell(self) -> None:
        """Tell how much has been looked at."""
        if self.progress:
            self.progress(self.rows + self.files, sum(self.manifest.rows.values()) + len(self.manifest.members))

    def wrong(self, sentence: str) -> None:
        """Tell that something is wrong, unless enough has been told."""
        if len(self.faults) < MOST_TOLD:
            self.faults.append(sentence)


@dataclass
class _References:
    """Which rows there are, by table, and which are referred to, by who does."""

    keys: dict[str, Numbers] = field(default_factory=lambda: defaultdict(Numbers))
    referred: dict[tuple[str, str, str], Numbers] = field(default_factory=lambda: defaultdict(Numbers))
    files: set[str] = field(default_factory=set)


def look_through(path: Path, progress: Progress | None = None) -> Report:
    """Read the backup at `path` from one end to the other. Raises NotABackup when there is nothing to go by."""
    with Archive(path) as archive:
        report = Report(archive.manifest, progress=progress)
        _compare_names(archive, report)
        references = _References()
        for name in archive.names:
            if name == NAME or name not in report.manifest.members:
                continue
            try:
                _look_at(archive, name, report, references)
            except Damaged:
                report.wrong(f"{name} is damaged: it cannot be read to its end.")
        _compare_references(report, references)
    return report


def _compare_names(archive: Archive, report: Report) -> None:
    """What the list of contents names, and what is there."""
    manifest, there = report.manifest, set(archive.names) - {NAME}
    if manifest.schema > newest():
        report.wrong(
            f"It was made by a newer program (its database had been migrated to {manifest.schema}, and this program "
            f"knows the migrations up to {newest()}): install that one."
        )
    for name in sorted(manifest.members.keys() - there):
        report.wrong(f"{name} is missing.")
    for name in sorted(there - manifest.members.keys()):
        report.wrong(f"{name} is not in the list of contents.")
    for name in sorted(f"tables/{each}.jsonl" for each in manifest.shapes):
        if name not in manifest.members:
            report.wrong(f"{name} is missing in the list of contents.")


def _look_at(archive: Archive, name: str, report: Report, references: _References) -> None:
    """One member, compared with what the list of contents says of it."""
    listed = report.manifest.members[name]
    if archive.size(name) != listed.size:
        report.wrong(f"{name} is {archive.size(name)} bytes, and not {listed.size}.")
        return
    digest = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for piece in archive.pieces(name):
            digest.update(piece)
            yield piece

    folder, _slash, rest = name.partition("/")
    if folder == "tables":
        _look_at_rows(rest.removesuffix(".jsonl"), split(pieces(), name), report, references)
    else:
        for _piece in pieces():
            pass
        report.files += folder == "files"
        report.tell()
    report.size += listed.size
    if digest.hexdigest() != listed.sha256:
        report.wrong(f"{name} is damaged: its checksum is another.")
    elif folder == "files" and digest.hexdigest() != rest:
        report.wrong(f"{name} was damaged when the backup was made: its content does not fit its name.")


def _look_at_rows(name: str, lines: Iterator[bytes], report: Report, references: _References) -> None:
    shape = report.manifest.shapes.get(name)
    if shape is None:
        report.wrong(f"The table {name} is not in the list of contents.")
        for _line in lines:
            pass
        return
    count = 0
    before = report.rows
    for line in lines:
        count += 1
        if count % TOGETHER == 0:
            report.rows = before + count
            report.tell()
        try:
            row = json.loads(line)
            if row.keys() != shape.columns.keys():
                report.wrong(f"Line {count} of the table {name} does not have the columns of its table.")
                continue
        except (ValueError, AttributeError, RecursionError):
            report.wrong(f"Line {count} of the table {name} cannot be read.")
            continue
        if not _note(shape, row, references):
            report.wrong(f"The table {name} has the row {row[shape.key[0]]} twice.")
    report.rows = before + count
    if count != report.manifest.rows[name]:
        report.wrong(f"The table {name} has {count} rows, and not {report.manifest.rows[name]}.")


def _note(shape: Shape, row: dict[str, Any], references: _References) -> bool:
    """Remember the row's number and whom it refers to; whether the number is new."""
    for column, table, its in (*shape.refers, *((own, to, "id") for own, to in SOFT.get(shape.name, ()))):
        if isinstance(number := row.get(column), int):
            references.referred[shape.name, column, f"{table}.{its}"].add(number)
    if shape.name in FILES:
        references.files.add(str(row.get(FILES[shape.name])))
    if len(shape.key) == 1 and isinstance(number := row.get(shape.key[0]), int):
        return references.keys[f"{shape.name}.{shape.key[0]}"].add(number)
    return True


def _compare_references(report: Report, references: _References) -> None:
    """Whether all rows and files are there that rows name."""
    manifest = report.manifest
    for (table, column, target), numbers in sorted(references.referred.items()):
        missing = list(numbers.not_in(references.keys[target]))
        if missing:
            some = ", ".join(map(str, missing[:SHOWN])) + (", …" if len(missing) > SHOWN else "")
            report.wrong(f"{table}.{column} names rows of {target.partition('.')[0]} that are not there: {some}.")
    there = {name.removeprefix("files/") for name in manifest.members}
    for checksum in sorted(references.files - there - set(manifest.missing)):
        report.wrong(f"The file {checksum} is named by a row, and is not there.")
