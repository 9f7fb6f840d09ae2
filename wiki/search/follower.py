"""Following: the index is brought up to the rows, by one process at a time, and never within a request.

A row's version tells what the index has yet to learn. Nothing is lost when the process dies: the next one goes on from
the last version that was surely written. The lock lies beside the index, not in the database, because the state lies
there too: each server with a folder of its own has an index and a follower of its own.
"""

import fcntl
import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from flask import Flask, current_app
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import SQLAlchemyError

from wiki.core.db import engine
from wiki.search import swedish
from wiki.search.models import SearchDocument
from wiki.search.snapshot import can_open
from wiki.search.whoosh_index import REDIRECT, IndexRow, create, is_whole, open_index, put_in_place, read_state, write

log = logging.getLogger(__name__)

BATCH = 500
BUILD_BATCH = 1000  # more takes more memory than a web process shall have
POLL_SECONDS = 0.25
LONGEST_PAUSE = 30.0  # seconds between attempts while something is broken

Progress = Callable[[int, int], None]  # documents done, documents in all


def catch_up(folder: Path) -> int:
    """Bring the index in `folder` up to the rows; how many were applied.

    An index that is missing, damaged, of another schema or ahead of the database is built anew. Only one may do this
    at a time, see `following`.
    """
    state = read_state(folder)
    if state is not None and state.version == (newest := _newest()):
        return 0
    if state is None or state.version > newest:
        return build(folder)
    if not is_whole(folder):
        log.error("the search index in %s is damaged and is built anew", folder)
        return build(folder)
    try:
        return _apply(folder, BATCH)
    except (OSError, SQLAlchemyError):
        raise  # a full disk or a database that is away does not mean that the index is damaged
    except Exception:
        log.exception("the search index in %s is damaged and is built anew", folder)
        return build(folder)


def build(folder: Path, progress: Progress | None = None) -> int:
    """Build the index anew from all rows, beside the old one, which answers until the new one takes its place."""
    fresh = folder.with_name(f"{folder.name}.new")
    create(fresh)
    count = _apply(fresh, BUILD_BATCH, progress, merge=False)
    put_in_place(fresh, folder)
    return count


def rebuild(progress: Progress | None = None) -> int:
    """Build the present wiki's index anew; how many documents it holds then.

    While a server is running, its follower is asked to do it, and this waits for it.
    """
    folder = current_app.config["WIKI"].index_folder
    with following(folder) as ours:
        if ours:
            return build(folder, progress)
    _request(folder).touch()
    while _request(folder).exists():
        sleep(POLL_SECONDS)
    return _count()


def check() -> list[str]:
    """The keys that the index knows otherwise than the database does; none, when all is well."""
    rows = select(SearchDocument.key, SearchDocument.version).where(_indexed())
    with engine().connect() as connection:
        expected = Counter((key, version) for key, version in connection.execute(rows))
    folder = current_app.config["WIKI"].index_folder
    stored: Counter[tuple[str, int]] = Counter()
    if can_open(folder):
        reader = open_index(folder).reader()
        try:
            stored.update((each["key"], each["version"]) for _number, each in reader.iter_docs())
        finally:
            reader.close()
    return sorted({key for key, _version in (expected - stored) + (stored - expected)})


def ready() -> bool:
    """Whether the present wiki's index can be asked."""
    return can_open(current_app.config["WIKI"].index_folder)


@contextmanager
def following(folder: Path) -> Iterator[bool]:
    """Be the one that follows, unless somebody else does; gives whether we are. The lock dies with the process."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with folder.with_name(f"{folder.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def warm(app: Flask) -> None:
    """Open the dictionary and the index in the background, so that the first query does not wait for them."""

    def work() -> None:
        swedish.warm()
        with app.app_context():
            ready()

    threading.Thread(target=work, name="search-warm", daemon=True).start()


class Follower:
    """A thread that keeps the index of `app` up to date for as long as it lives, or waits to take over."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._folder: Path = app.config["WIKI"].index_folder
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="search-follower", daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after the batch at hand."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        pause = POLL_SECONDS
        while not self._stopping.wait(pause):
            try:
                with following(self._folder) as ours:
                    if ours and not is_whole(self._folder):
                        _request(self._folder).touch()
                    while ours and not self._stopping.is_set():
                        self._round()
                        swedish.warm()  # not before the first round: what was saved last shall not wait for it
                        self._stopping.wait(POLL_SECONDS)
                pause = POLL_SECONDS
            except Exception:
                pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
                log.exception("the search index is not kept up to date; next attempt in %.0f s", pause)

    def _round(self) -> None:
        with self._app.app_context():
            if _request(self._folder).exists():
                build(self._folder)
                _request(self._folder).unlink(missing_ok=True)
            else:
                catch_up(self._folder)


def _apply(folder: Path, batch: int, progress: Progress | None = None, *, merge: bool = True) -> int:
    """Write all rows that the index in `folder` does not know yet, `batch` at a time."""
    opened = open_index(folder)
    done = 0
    while rows := _rows_after(_reached(folder), batch):
        write(opened, folder, rows, merge=merge)
        done += len(rows)
        if progress:
            progress(done, done + _count_after(rows[-1].version))
    return done


def _reached(folder: Path) -> int:
    state = read_state(folder)
    return state.version if state else 0


def _rows_after(version: int, limit: int) -> list[IndexRow]:
    columns = [getattr(SearchDocument, name) for name in IndexRow._fields]
    chosen = select(*columns).where(SearchDocument.version > version).order_by(SearchDocument.version).limit(limit)
    with engine().connect() as connection:  # not the session: each batch sees what has been committed by then
        return [IndexRow(*row) for row in connection.execute(chosen)]


def _newest() -> int:
    with engine().connect() as connection:
        return connection.scalar(select(func.max(SearchDocument.version))) or 0


def _count_after(version: int) -> int:
    with engine().connect() as connection:
        return connection.scalar(select(func.count()).where(SearchDocument.version > version)) or 0


def _count() -> int:
    with engine().connect() as connection:
        return connection.scalar(select(func.count()).where(_indexed())) or 0


def _indexed() -> ColumnElement[bool]:
    return and_(SearchDocument.gone.is_(False), SearchDocument.kind != REDIRECT)


def _request(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.rebuild")
