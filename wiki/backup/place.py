"""The place where a backup is restored: empty, one's own while it lasts, and recognisably unfinished until the end."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from wiki.core.db import make_engine
from wiki.core.errors import Refusal, Unavailable
from wiki.core.schema import UNFINISHED
from wiki.core.settings import Settings
from wiki.files.storage import PART

LOCK = ".restore.lock"


class NotEmpty(Refusal):
    """There is something already where a backup is to be restored."""


class NoWiki(Refusal):
    """There is no wiki where the settings say that it is."""


@contextmanager
def existing(settings: Settings) -> Iterator[Engine]:
    """The database of a wiki that is there, for a command. Raises NoWiki or Unavailable."""
    path = sqlite_file(settings)
    if path is not None and not path.is_file():
        raise NoWiki("There is no wiki in %(folder)s. Does WIKI_DATA say where it is?", folder=settings.data)
    engine = make_engine(settings.database)
    try:
        yield engine
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise Unavailable("The database cannot be used: %(reason)s", reason=reason) from error
    finally:
        engine.dispose()


@contextmanager
def empty_place(settings: Settings) -> Iterator[Engine]:
    """An empty database for a wiki that is about to be restored, marked as unfinished unless all goes well.

    What a restore has left behind that was killed is taken away first. Raises NotEmpty where there is anything else,
    and Refusal where the place cannot be used.
    """
    try:
        settings.data.mkdir(0o700, parents=True, exist_ok=True)
        lock = (settings.data / LOCK).open("w")
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal(
            "The data folder %(folder)s cannot be used: %(reason)s.", folder=settings.data, reason=reason
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotEmpty("Somebody else is restoring a backup here just now.") from error
        engine = _emptied(settings)
        try:
            yield engine
            with engine.begin() as connection:
                connection.execute(text(f"DROP TABLE {UNFINISHED}"))
        finally:
            engine.dispose()
        (settings.data / LOCK).unlink()


def sqlite_file(settings: Settings) -> Path | None:
    """Where the database lies, if it is a file."""
    url = make_url(settings.database)
    return Path(url.database) if url.drivername.startswith("sqlite") and url.database else None


def _emptied(settings: Settings) -> Engine:
    """The database with nothing but the mark in it."""
    path = sqlite_file(settings)
    if path is not None:
        path.touch(0o600)
    engine = make_engine(settings.database)
    try:
        with engine.begin() as connection:
            tables = inspect(connection).get_table_names()
            unfinished = UNFINISHED in tables
            if not unfinished:
                _refuse_unless_empty(settings, tables)
                _mark(connection)
        if unfinished:
            engine = _begin_anew(engine, settings)
    except BaseException as error:
        engine.dispose()
        if isinstance(error, OperationalError):
            reason = " ".join(str(error.orig).split())
            raise Unavailable("The database cannot be used: %(reason)s", reason=reason) from error
        raise
    return engine


def _refuse_unless_empty(settings: Settings, tables: list[str]) -> None:
    """Files and an index without a database are not an empty place either. Storage elsewhere may hold its files."""
    if tables:
        raise NotEmpty(
            "There is a wiki already in %(place)s. A backup is only restored into an empty place: choose another "
            "folder (WIKI_DATA) or database (WIKI_DATABASE_URL).",
            place=sqlite_file(settings) or "that database",
        )
    for name in ("files", "index"):
        folder = settings.data / name
        if folder.is_dir() and any(folder.iterdir()):
            raise NotEmpty(
                "%(folder)s is not empty. A backup is only restored into an empty place: choose another WIKI_DATA.",
                folder=folder,
            )


def _begin_anew(engine: Engine, settings: Settings) -> Engine:
    """Take away what there is of a wiki that was not restored to its end. Files lie under their checksums, and stay."""
    for half in (settings.data / "files").rglob(f"{PART}*"):  # but for one that was just being written
        half.unlink()
    path = sqlite_file(settings)
    if path is None:
        with engine.begin() as connection:
            for name in inspect(connection).get_table_names():
                if name != UNFINISHED:
                    connection.execute(text(f'DROP TABLE "{name}" CASCADE'))
        return engine
    engine.dispose()
    for beside in ("-wal", "-shm", "-journal", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + beside).unlink()
    path.touch(0o600)
    engine = make_engine(settings.database)
    with engine.begin() as connection:
        _mark(connection)
    return engine


def _mark(connection: Connection) -> None:
    connection.execute(text(f"CREATE TABLE {UNFINISHED} (begun VARCHAR(1))"))
