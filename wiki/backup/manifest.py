"""The list of contents of a backup: what is in it, with checksums, and what it was made of."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from wiki.backup.tables import Kind, Shape
from wiki.core.errors import Refusal

FORMAT = 1
NAME = "manifest.json"


class NotABackup(Refusal):
    """The file is no backup, or so damaged that nothing can be said of what is in it."""


@dataclass(frozen=True)
class Member:
    """Something in the archive: its bytes, unpacked, and their SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What is in a backup."""

    program: str  # version of the program that made it
    schema: str  # number of the last migration that had been run
    made_at: str
    database: str  # sqlite or postgresql
    wiki: str  # tells wikis apart, for the keep rules
    by_clock: bool  # whether it was made by itself, and may be deleted by itself
    members: Mapping[str, Member]
    shapes: Mapping[str, Shape]
    rows: Mapping[str, int]
    missing: tuple[str, ...]  # checksums of files that the storage did not have
    left_out: Mapping[str, str]  # tables, and why
    secrets: tuple[str, ...]  # settings that are set, and are not in the backup

    def written(self) -> bytes:
        """The manifest as it stands in the archive."""
        tables = {
            name: {"rows": self.rows[name], **asdict(shape), "columns": dict(shape.columns)}
            for name, shape in self.shapes.items()
        }
        said = asdict(self) | {"format": FORMAT, "tables": tables}
        del said["shapes"], said["rows"]
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def read_manifest(text: bytes) -> Manifest:
    """The manifest that `text` is. Raises NotABackup."""
    try:
        said = json.loads(text)
        if said["format"] > FORMAT:
            raise NotABackup("The backup was made by a newer program (%(program)s).", program=said["program"])
        return _manifest(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotABackup("The list of contents (manifest.json) cannot be read.") from error


def _manifest(said: Mapping[str, Any]) -> Manifest:
    tables = said["tables"].items()
    return Manifest(
        **{name: str(said[name]) for name in ("program", "schema", "made_at", "database", "wiki")},
        by_clock=said["by_clock"] is True,
        members={name: Member(int(each["size"]), str(each["sha256"])) for name, each in said["members"].items()},
        shapes={name: _shape(name, each) for name, each in tables},
        rows={name: int(each["rows"]) for name, each in tables},
        missing=tuple(map(str, said["missing"])),
        left_out={str(name): str(why) for name, why in said["left_out"].items()},
        secrets=tuple(map(str, said["secrets"])),
    )


def _shape(name: str, said: Mapping[str, Any]) -> Shape:
    return Shape(
        name=name,
        columns={str(column): Kind(kind) for column, kind in said["columns"].items()},
        key=tuple(map(str, said["key"])),
        refers=tuple((str(own), str(other), str(its)) for own, other, its in said["refers"]),
    )
