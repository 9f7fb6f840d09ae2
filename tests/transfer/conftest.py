"""Folders to bring in, and wikis that are empty again."""

from pathlib import Path

from tests.conftest import World
from wiki.core.db import Base
from wiki.transfer.bring_in import Outcome, bring_in
from wiki.transfer.export import export


def put(folder: Path, files: dict[str, str]) -> Path:
    """Write `files` below `folder`."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8", newline="\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def brought_in(world: World, folder: Path, by: str | None = None, *, dry_run: bool = False) -> Outcome:
    """What came of bringing `folder` into the wiki."""
    with world.app.app_context():
        return bring_in(folder, by, dry_run=dry_run)


def exported(world: World, folder: Path, *, force: bool = False, with_contacts: bool = True) -> dict[str, bytes]:
    """The wiki as files."""
    with world.app.app_context():
        export(folder, force=force, with_contacts=with_contacts)
    return contents(folder)


def empty(world: World) -> None:
    """Take everything out of the wiki's database."""
    with world.app.extensions["wiki.engine"].begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


def sentences(outcome: Outcome) -> list[str]:
    """What was skipped and why."""
    return [str(fault) for fault in outcome.faults]
