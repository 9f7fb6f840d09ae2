"""Copies of the test's wiki."""

from pathlib import Path
from typing import Any

from tests.conftest import World
from wiki.exporting.site.export import export


def copied(world: World, folder: Path, **options: Any) -> dict[str, bytes]:
    """The files of a copy of the wiki."""
    with world.app.app_context():
        export(folder, **options)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def text_of(files: dict[str, bytes], path: str) -> str:
    """One of the pages, its blanks made single."""
    return " ".join(files[path].decode().split())
