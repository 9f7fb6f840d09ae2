"""Following: the index is brought up to the rows, by one process at a time, and never within a request.

A row's version tells what the index has yet to learn. Nothing is lost when the process dies: the next one goes on from
the last version that was surely written. What merges the index does for its own sake is done when nothing waits; until
then, and meanwhile, a search finds what is new by itself (`newer.py`).
"""

import logging
import threading
from collections import Counter
from collections.abc import Callable
from time import sleep

from flask import Flask
from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import SQLAlchemyError

from wiki.core import db
from wiki.search.engine import Engine, Progress, engine, engine_of
from wiki.search.language import warm as warm_language
from wiki.search.models import SearchDocument
from wiki.search.ranking.index import IndexAway
from wiki.search.rows import REDIRECT, DatabaseRows
from wiki.search.titles.known import known_titles

log = logging.getLogger(__name__)

BATCH = 500
POLL_SECONDS = 0.25
LONGEST_PAUSE = 30.0  # seconds between attempts while something is broken


def catch_up(index: Engine) -> int:
    """Bring `index` up to the rows; how many were applied.

    An index that is missing, damaged, of another schema or ahead of the database is built anew. Only one may do this
    at a time, see `Engine.following`.
    """
    rows = DatabaseRows(db.engine())
    reached, newest = index.reached(), rows.newest()
    if reached == newest:
        return 0
    if reached is None or reached > newest:
        return index.build()
    if not index.is_whole():
        log.error("the search index is damaged and is built anew")
        return index.build()
    return _or_build(index, lambda: _apply(index, rows, reached))


def rebuild(progress: Progress | None = None) -> int:
    """Build the present wiki's index anew; how many documents it holds then.

    While a server is running, its follower is asked to do it, and this waits for it.
    """
    index = engine()
    with index.following() as ours:
        if ours:
            index.build(progress)
            return _count()
    index.ask_to_build()
    while index.is_asked():
        sleep(POLL_SECONDS)
    return _count()


def check() -> list[str]:
    """The keys that the index knows otherwise than the database does; none, when all is well."""
    rows = select(SearchDocument.key, SearchDocument.version).where(_indexed())
    with db.engine().connect() as connection:
        expected = Counter((key, version) for key, version in connection.execute(rows))
    stored = Counter(engine().stored())
    return sorted({key for key, _version in (expected - stored) + (stored - expected)})


def ready() -> bool:
    """Whether the present wiki's index can be asked."""
    return opens(engine())


def warm(app: Flask) -> None:
    """Open dictionary, index and titles in the background, so that the first query does not wait for them."""

    def work() -> None:
        warm_language()
        with app.app_context():
            ready()
            known_titles()

    threading.Thread(target=work, name="search-warm", daemon=True).start()


class Follower:
    """A thread that keeps the index of `app` up to date for as long as it lives, or waits to take over."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._index = engine_of(app)
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
                with self._app.app_context(), self._index.following() as ours:
                    if ours:
                        self._follow()
                pause = POLL_SECONDS
            except Exception:
                pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
                log.exception("the search index is not kept up to date; next attempt in %.0f s", pause)

    def _follow(self) -> None:
        """Keep the index up to date, until the end."""
        if not self._index.is_whole():
            self._index.ask_to_build()
        while not self._stopping.is_set():
            if self._index.is_asked():
                self._index.build()
            elif catch_up(self._index) or _or_build(self._index, self._index.tend):
                _see_that_it_opens(self._index)
            warm_language()  # not before the first round: what was saved last shall not wait for it
            self._stopping.wait(POLL_SECONDS)


def _see_that_it_opens(index: Engine) -> None:
    """Build `index` anew where what was just written cannot be read. Raises IndexAway when that does not help."""
    if not opens(index):
        log.error("the search index cannot be opened and is built anew")
        index.build()
        with index.reading():
            pass


def opens(index: Engine) -> bool:
    """Whether `index` can be asked."""
    try:
        with index.reading():
            return True
    except IndexAway:
        return False


def _or_build(index: Engine, work: Callable[[], int]) -> int:
    """Do some `work` on `index`, or build it anew where it proves damaged."""
    try:
        return work()
    except (OSError, SQLAlchemyError, IndexAway):
        raise  # a full disk or a database that is away does not mean that the index is damaged
    except Exception:
        log.exception("the search index is damaged and is built anew")
        return index.build()


def _apply(index: Engine, rows: DatabaseRows, reached: int) -> int:
    """Let `index` take in all that it does not know yet, a batch at a time."""
    done = 0
    while batch := rows.after(reached, BATCH):
        index.apply(batch)
        reached = batch[-1].version
        done += len(batch)
    return done


def _count() -> int:
    with db.engine().connect() as connection:
        return connection.scalar(select(func.count()).where(_indexed())) or 0


def _indexed() -> ColumnElement[bool]:
    return and_(SearchDocument.gone.is_(False), SearchDocument.kind != REDIRECT)
