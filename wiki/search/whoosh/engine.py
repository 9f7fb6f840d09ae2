"""The face of the Whoosh index: read by many, written by the one that follows."""

import fcntl
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import sleep

from sqlalchemy.exc import SQLAlchemyError
from whoosh.index import LockError  # type: ignore[import-untyped]

from wiki.search.engine import Progress
from wiki.search.features import ALL, Features
from wiki.search.newer import Current, newer_than
from wiki.search.ranking.index import Index, IndexAway
from wiki.search.rows import IndexRow, Rows
from wiki.search.whoosh import writing
from wiki.search.whoosh.folder import (
    Files,
    State,
    clear,
    create,
    is_whole,
    opened,
    read_state,
    write_sizes,
    write_state,
)
from wiki.search.whoosh.snapshot import Kept, Snapshot

log = logging.getLogger(__name__)

ATTEMPTS = 4
BATCH = 500


class WhooshEngine:
    """An index in `folder` of the documents that `rows` gives.

    Whoosh's readers share positions in files, so one thread reads at a time; Python would hardly let two of them
    compute at once anyway. The lock of the one that follows lies beside the folder, not in the database, because the
    index lies there too: each server with a folder of its own has an index and a follower of its own.
    """

    def __init__(self, folder: Path, rows: Rows, features: Features = ALL) -> None:
        self.folder = folder
        self._rows = rows
        self._features = features
        self._lock = threading.RLock()
        self._kept: Snapshot | None = None
        self._postings = Kept()

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """The index as it is now, with what is newer than it. Raises IndexAway, also when it proves broken."""
        reached = self.reached()
        if reached is None:
            raise IndexAway(self.folder)
        newer = newer_than(self._rows, reached)
        with self._lock:
            snapshot = self._snapshot()
            try:
                yield Current(snapshot, newer, self._features)
            except SQLAlchemyError:
                raise  # whoever reads may ask the database as well; that is no fault of the index
            except Exception as error:
                self._let_go()
                log.exception("the search index in %s could not be read", self.folder)
                raise IndexAway(self.folder) from error

    def reached(self) -> int | None:
        """The version of the last row it holds; None when there is no index that can be used."""
        state = read_state(self.folder)
        return state.version if state else None

    def is_whole(self) -> bool:
        """Whether its files are as long as they were when they were written."""
        state = read_state(self.folder)
        return state is not None and is_whole(state.place_in(self.folder))

    def apply(self, rows: Sequence[IndexRow]) -> None:
        """Take in `rows`, in the order of their versions."""
        state = read_state(self.folder)
        assert state is not None, "whoever follows builds an index first"
        if rows:
            write_state(self.folder, self._taken_in(state, [rows]))

    def tend(self) -> bool:
        """Make one of small segments, if enough have gathered; whether there was something to do."""
        state = read_state(self.folder)
        if state is None:
            return False
        place = state.place_in(self.folder)
        with opened(place) as index:
            merged = writing.merge(index)
        if merged:
            write_sizes(place)
        return merged

    def build(self, progress: Progress | None = None) -> int:
        """Build the index anew beside the old one, which answers until the new one takes its place; how many rows.

        What has been put when this begins becomes one segment: none of its rows can come twice, because a row that is
        changed meanwhile has a later version and comes afterwards, like all that is new then.
        """
        state = create(self.folder)
        last, total = self._rows.newest(), self._rows.count_after(0)
        state = self._taken_in(state, _told(self._batches(0, last), total, progress))
        for rows in self._batches(last):
            state = self._taken_in(state, [rows])
        write_state(self.folder, state)
        clear(self.folder, state)
        self._request.unlink(missing_ok=True)
        return total

    def ask_to_build(self) -> None:
        """Ask whoever follows to build the index anew."""
        self._request.parent.mkdir(parents=True, exist_ok=True)
        self._request.touch()

    def is_asked(self) -> bool:
        """Whether somebody has asked for that, and it has not been done yet."""
        return self._request.exists()

    def stored(self) -> list[tuple[str, int]]:
        """Key and version of all that it holds; nothing, when it cannot be read."""
        try:
            with self._lock:
                return self._snapshot().everything()
        except IndexAway:
            return []

    @contextmanager
    def following(self) -> Iterator[bool]:
        """Be the one that follows, unless somebody else does; gives whether we are. The lock dies with the process."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_name(f"{self.folder.name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True

    @property
    def _request(self) -> Path:
        return self.folder.with_name(f"{self.folder.name}.rebuild")

    def _taken_in(self, state: State, batches: Iterable[Sequence[IndexRow]]) -> State:
        """Write `batches` as one segment into the index whose state is `state`; its state then."""
        place = state.place_in(self.folder)
        with opened(place) as index:
            try:
                version = writing.write(index, batches, self._features)
            except LockError as error:  # somebody writes who does not follow; the index is none the worse for it
                raise IndexAway(place) from error
        write_sizes(place)
        return replace(state, version=max(version, state.version))

    def _batches(self, version: int, last: int | None = None) -> Iterator[list[IndexRow]]:
        """The rows later than `version`, up to `last`."""
        while rows := [row for row in self._rows.after(version, BATCH) if last is None or row.version <= last]:
            yield rows
            version = rows[-1].version

    def _snapshot(self) -> Snapshot:
        """The index as it is now. Raises IndexAway."""
        for attempt in range(ATTEMPTS):
            state = read_state(self.folder)
            if state is None:
                self._let_go()
                raise IndexAway(self.folder)
            try:
                kept = self._kept
                if kept is None or not kept.is_current(state):
                    known = kept.leaves if kept is not None and kept.identity == state.identity else {}
                    fresh = Snapshot(Files(state.place_in(self.folder)), state, known, self._postings)
                    self._let_go()
                    self._kept = kept = fresh
            except Exception as error:  # the follower may just have merged away what we were about to open
                if attempt + 1 == ATTEMPTS:
                    log.warning("the search index in %s cannot be opened: %s", self.folder, error)
                    self._let_go()
                    raise IndexAway(self.folder) from error
                sleep(0.02)
            else:
                return kept
        raise AssertionError("the last attempt returns or raises")

    def _let_go(self) -> None:
        if self._kept is not None:
            self._kept.close()
            self._kept = None


def _told(batches: Iterator[list[IndexRow]], total: int, progress: Progress | None) -> Iterator[list[IndexRow]]:
    """The same batches, and of each is told how far it has come."""
    done = 0
    for rows in batches:
        yield rows
        done += len(rows)
        if progress:
            progress(done, max(done, total))
