"""The engine whose index lies in the wiki's own PostgreSQL, beside the rows that it is made of.

It is fed by the same analysis as the other engine and read by the same ranking, so both find the same. PostgreSQL's own
search for texts is not used: it knows neither our lemmas nor our compounds, and to weigh a word that stands on all of
10,000 pages took it 80 ms, against less than one here. No extension is needed.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, select, text, update

from wiki.search.analysis import analyse
from wiki.search.engine import Progress
from wiki.search.features import ALL, Features
from wiki.search.newer import Current, Newer, newer_than
from wiki.search.postgres.blocks import Prepared, begin, finish, merge, read_state, write
from wiki.search.postgres.models import SearchEntry, SearchIndex
from wiki.search.postgres.reading import Readings
from wiki.search.ranking.index import Index
from wiki.search.rows import IndexRow, Rows, is_indexed

BUILD_BATCH = 250  # documents; what is found in them takes 100 kB each until it is written
FOLLOW_LOCK = 0x6D69_7475  # any number will do, as long as nobody takes the same lock for something else


class PostgresEngine:
    """The index of the documents `rows`, in `database`."""

    def __init__(self, database: Engine, rows: Rows, features: Features = ALL) -> None:
        self._database = database
        self._rows = rows
        self._features = features
        self._readings = Readings(database)
        self._own = threading.local()

    @contextmanager
    def reading(self) -> Iterator[Index]:
        """The index as it is now, with what is newer than it. Raises IndexAway."""
        with self._readings.reading() as index:
            newer = Newer() if index.newest == index.version else newer_than(self._rows, index.version)
            yield Current(index, newer, self._features)

    def reached(self) -> int | None:
        """The version of the last row it holds; None when there is no index that can be used."""
        with self._working() as connection:
            state = read_state(connection)
            return state.version if state else None

    def is_whole(self) -> bool:
        """Whether the index is as it was when it was written: the database sees to that."""
        return True

    def apply(self, rows: Sequence[IndexRow]) -> None:
        """Take in `rows`, in the order of their versions, with the state in one transaction. Raises IndexAway."""
        prepared = self._prepared(rows)
        with self._working() as connection:
            write(connection, rows, prepared)

    def tend(self) -> bool:
        """Make one of small segments, if enough have gathered; whether there was something to do."""
        with self._working() as connection:
            return merge(connection)

    def build(self, progress: Progress | None = None) -> int:
        """Build the index anew beside the old one, which answers until the new one takes its place; how many rows.

        A crash in between leaves what the next build removes.
        """
        with self._working() as connection:
            own = begin(connection)
        done, version = 0, 0
        while rows := self._rows.after(version, BUILD_BATCH):
            prepared = self._prepared(rows)
            with self._working() as connection:
                version = write(connection, rows, prepared, own=own).version
                merge(connection, own=own)
            done += len(rows)
            if progress:
                progress(done, done + self._rows.count_after(version))
        with self._working() as connection:
            finish(connection, own)
        return done

    def ask_to_build(self) -> None:
        """Ask whoever follows, on whichever server, to build the index anew."""
        with self._working() as connection:
            connection.execute(update(SearchIndex).where(SearchIndex.finished).values(asked=True))

    def is_asked(self) -> bool:
        """Whether the index has to be built anew: because somebody has asked, or because there is none."""
        with self._working() as connection:
            state = read_state(connection)
            return state is None or state.asked

    def stored(self) -> Iterable[tuple[str, int]]:
        """Key and version of all that it holds."""
        with self._working() as connection:
            state = read_state(connection)
            chosen = select(SearchEntry.key, SearchEntry.version).where(SearchEntry.outdated == 0)
            chosen = chosen.where(SearchEntry.index_id == (state.id if state else 0))
            return [(key, version) for key, version in connection.execute(chosen)]

    @contextmanager
    def following(self) -> Iterator[bool]:
        """Be the one that follows this database, unless somebody else does; gives whether we are.

        The lock belongs to a connection, and whoever holds it works on that very connection: what is lost with it
        cannot go on by mistake. It ends with the process.
        """
        with self._database.connect() as connection:
            ours = bool(connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": FOLLOW_LOCK}))
            connection.commit()
            if not ours:
                yield False
                return
            self._own.connection = connection
            try:
                yield True
                connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": FOLLOW_LOCK})
            except BaseException:
                connection.invalidate()  # closes it, and the lock is free
                raise
            finally:
                del self._own.connection

    @contextmanager
    def _working(self) -> Iterator[Connection]:
        """A transaction: on the connection that holds the lock of the follower, when that is us."""
        held: Connection | None = getattr(self._own, "connection", None)
        if held is None:
            with self._database.begin() as connection:
                yield connection
        else:
            with held.begin():
                yield held

    def _prepared(self, rows: Sequence[IndexRow]) -> list[Prepared]:
        return [(row, analyse(row, self._features)) for row in rows if is_indexed(row)]
