"""One at a time brings a wiki in: the command, the browser, on whichever server.

The lock is the operating system's or the database's, and dies with the process that holds it.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import text

from wiki.core.db import engine
from wiki.core.errors import N_, Refusal

LOCK = "import.lock"  # in the data folder
POSTGRES_LOCK = 0x6D69_6D77  # any number will do, as long as nobody takes the same lock for something else


class AlreadyRunning(Refusal):
    """One at a time."""

    status = 409
    msgid = N_("A wiki is being brought in already. Wait until that is done, or stop it.")


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else brings a wiki into this database within. Raises AlreadyRunning."""
    if engine().dialect.name == "postgresql":
        with _locked_database():
            yield
    else:
        with _locked_file(current_app.config["WIKI"].data / LOCK):
            yield


@contextmanager
def _locked_file(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: processes that we begin would hold it too
        except (BlockingIOError, PermissionError) as error:
            raise AlreadyRunning from error
        yield


@contextmanager
def _locked_database() -> Iterator[None]:
    with engine().connect() as connection:
        ours = connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": POSTGRES_LOCK})
        connection.commit()
        if not ours:
            raise AlreadyRunning
        try:
            yield
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": POSTGRES_LOCK})
        except BaseException:
            connection.invalidate()  # closes it, and the lock is free
            raise
