"""The folder of an index: its files, which index it is, and how far it has come.

Each index that is built lies in a folder of its own within; the file `state.json` says which of them is read, and up
to which version of the rows it has come. It is written in one step and after the commit it speaks of, so a crash
repeats a few rows, and a new index takes the place of the old one between two queries. Whoosh does not wait until its
files are on the disk, so after a power cut they may be cut off: `sizes.json` tells.
"""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from whoosh import index  # type: ignore[import-untyped]
from whoosh.filedb.filestore import FileStorage  # type: ignore[import-untyped]

from wiki.search.whoosh.schema import SCHEMA, SCHEMA_VERSION

STATE = "state.json"
SIZES = "sizes.json"


@dataclass(frozen=True)
class State:
    """Which index this is, and the version of the last row it holds."""

    schema: int
    identity: str
    version: int

    def place_in(self, folder: Path) -> Path:
        """Where its files lie."""
        return folder / self.identity


def read_state(folder: Path) -> State | None:
    """The state of the index in `folder`; None when there is none that this program can use."""
    try:
        state = State(**json.loads((folder / STATE).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return state if state.schema == SCHEMA_VERSION else None


def write_state(folder: Path, state: State) -> None:
    """Say how far the index in `folder` has come."""
    _replace(folder / STATE, json.dumps(asdict(state)))


def is_whole(place: Path) -> bool:
    """Whether the files of an index are as long as they were when they were written."""
    try:
        sizes: dict[str, int] = json.loads((place / SIZES).read_text())
    except (OSError, ValueError):
        return False
    return all((path := place / name).exists() and path.stat().st_size == size for name, size in sizes.items())


def write_sizes(place: Path) -> None:
    """Note how long the files of all segments are. The table of contents is not one, the next commit removes it."""
    _replace(place / SIZES, json.dumps({path.name: path.stat().st_size for path in place.glob("MAIN_*")}))


def _replace(path: Path, text: str) -> None:
    """Write a small file in one step: there is either the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text)
    fresh.replace(path)


class Files(FileStorage):  # type: ignore[misc]
    """The files of an index, which can be let go of although to open them all broke off half-way."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._opened: list[Any] = []

    def open_file(self, name: str, **details: Any) -> Any:
        """As ever, and remembered."""
        opened = super().open_file(name, **details)
        self._opened.append(opened)
        return opened

    def let_go(self) -> None:
        """Close what is still open."""
        for opened in self._opened:
            if not opened.is_closed:
                opened.close()
        self._opened.clear()


def create(folder: Path) -> State:
    """An empty index in a place of its own within `folder`. Nobody reads it until its state is written."""
    state = State(SCHEMA_VERSION, secrets.token_hex(8), 0)
    place = state.place_in(folder)
    place.mkdir(parents=True)
    index.create_in(str(place), SCHEMA).close()
    write_sizes(place)
    return state


@contextmanager
def opened(place: Path) -> Iterator[Any]:
    """The index in `place`, to be written to. Raises whatever Whoosh raises when it is not whole."""
    files = Files(place)
    try:
        yield open_index(files)
    finally:
        files.let_go()


def open_index(files: Files) -> Any:
    """The index that is made of `files`. Raises whatever Whoosh raises when it is not whole."""
    return files.open_index(schema=SCHEMA)


def clear(folder: Path, kept: State) -> None:
    """Remove all indexes from `folder` but the one that is read, among them what a crash has left half built."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != kept.identity:
            shutil.rmtree(path, ignore_errors=True)
        elif path.is_file() and path.name != STATE:
            path.unlink(missing_ok=True)
