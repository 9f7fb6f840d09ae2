"""The shape of the database: bringing it up to what this program expects.

Migrations are numbered files in `migrations/versions/`, run by Alembic. Several servers may start at once: one of them
migrates, the others wait for it.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from wiki.core.errors import Refusal, Unavailable
from wiki.core.places import folder

MIGRATION_LOCK = 0x6D69_6772  # any number will do, as long as every server takes the same lock
UNFINISHED = "unfinished_restore"  # a table of this name says that a backup is being restored, or was until it ended

_NUMBER = re.compile(r"(\d{4})_\w+\.py")


class NewerDatabase(Refusal):
    """Migrations have been run that this program does not know."""

    status = 500
    msgid = "The database is newer than this program: it has been migrated to %(number)s. Install the newer program."


class UnfinishedRestore(Refusal):
    """What is in the database is a part of a backup, and nobody may take it for a wiki."""

    status = 500
    msgid = "A restore into this database has not come to its end. Run `wiki restore` once more: it begins anew."


def migrate(engine: Engine) -> bool:
    """Bring the database up to date; whether there was anything to do.

    Raises NewerDatabase, UnfinishedRestore or Unavailable.
    """
    with _answering():
        with engine.connect() as connection:
            if reached(connection) == newest():
                return False
        bring_to(engine, "head")
    return True


def bring_to(engine: Engine, number: str) -> None:
    """Run the migrations up to `number`, whatever state the database is in. For those who know that they may."""
    from alembic import command  # noqa: PLC0415  (a quarter of a second that most starts need not wait)
    from alembic.config import Config  # noqa: PLC0415

    with alone(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, number)


def check(engine: Engine) -> str | None:
    """The number of the last migration that has been run.

    Raises NewerDatabase when this program is too old for the database, UnfinishedRestore when there is but a part of a
    wiki in it, Unavailable when there is no answer.
    """
    with _answering(), engine.connect() as connection:
        return reached(connection)


def newest() -> str:
    """The number of the last migration that this program has."""
    return max(numbers())


def numbers() -> set[str]:
    """The numbers of all migrations that this program has."""
    names = (_NUMBER.fullmatch(path.name) for path in (folder("migrations") / "versions").iterdir())
    return {name[1] for name in names if name}


def reached(connection: Connection) -> str | None:
    """The number of the last migration that has been run. Raises NewerDatabase or UnfinishedRestore."""
    seen = inspect(connection)
    if seen.has_table(UNFINISHED):
        raise UnfinishedRestore
    if not seen.has_table("alembic_version"):
        return None
    number: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if number is not None and number not in numbers():
        raise NewerDatabase(number=number)
    return number


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else migrates: DDL is part of it on both databases.

    On SQLite what a row refers to is not looked for within it.
    """
    with engine.connect().execution_options(wiki_writing=True) as connection:
        if engine.dialect.name == "sqlite":  # a table that is made anew must not take with it what refers to it
            connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
                yield connection
        finally:
            connection.invalidate()  # the next one gets a connection with the usual manners


@contextmanager
def _answering() -> Iterator[None]:
    """Turn what the driver says of a database that does not answer into a refusal."""
    try:
        yield
    except DBAPIError as error:
        logging.getLogger(__name__).debug("the database does not answer", exc_info=True)
        reason = " ".join(str(error.orig).split())
        raise Unavailable("The database cannot be used: %(reason)s", reason=reason) from error
