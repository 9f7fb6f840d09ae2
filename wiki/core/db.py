"""The database: one session a request, and one way to write.

    with transaction():
        ...

Reading needs nothing around it. Writing outside `transaction()` raises, so that every write is part of an act that
is done as a whole or not at all; what is slow raises inside it (`core/lock.py`). On SQLite a transaction takes the
write lock at once (`BEGIN IMMEDIATE`): two writers wait for each other instead of failing halfway. PostgreSQL runs the
same code.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache, partial
from typing import Any, Protocol

from flask import Flask, current_app, g
from sqlalchemy import Connection, Dialect, Engine, MetaData, Select, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, ORMExecuteState, Session
from sqlalchemy.pool import ConnectionPoolEntry

from wiki.core.lock import holding

BUSY_SECONDS = 15
MAX_ID = 2**31 - 1  # what a column of numbers holds on PostgreSQL
MANY = 1000  # rows of a kind (pages, versions) after which it is worth while to look at the tables anew
ORDER_LOCK = 0x6D69_7474  # any number will do, as long as everybody takes the same lock


class Base(DeclarativeBase):
    """What every table derives from; names of constraints are fixed so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def make_engine(url: str) -> Engine:
    """An engine for `url`, with the manners that the wiki counts on."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_size=5, max_overflow=15, pool_pre_ping=True)
    event.listen(engine, "connect", _prepare_postgres)
    return engine


def _prepare_postgres(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Tell the planner what is true of this wiki, whatever it is set to for others.

    Compiling a question pays where it takes minutes; ours would take longer to compile than to answer. And to read here
    and there costs no more than to read on: its tables lie in memory, or on disks that do not turn.
    """
    cursor = connection.cursor()
    cursor.execute("SET jit = off")
    cursor.execute("SET random_page_cost = 1.1")
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    connection.isolation_level = None  # the driver shall not begin by itself: `_begin_sqlite` does
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "cache_size=-16000",
        "mmap_size=268435456",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("wiki_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class GuardedSession(Session):
    """A session that refuses to write unless an act has opened a transaction."""

    writing = False


@event.listens_for(GuardedSession, "before_flush")
def _refuse_unguarded_flush(session: GuardedSession, *_: Any) -> None:
    if not session.writing and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a write outside transaction()")


@event.listens_for(GuardedSession, "do_orm_execute")
def _refuse_unguarded_statement(state: ORMExecuteState) -> None:
    session = state.session
    if (state.is_insert or state.is_update or state.is_delete) and not getattr(session, "writing", False):
        raise RuntimeError("a write outside transaction()")


def init_db(app: Flask, engine: Engine) -> None:
    """Give `app` its engine, and close each request's session when the request ends."""
    app.extensions["wiki.engine"] = engine
    app.teardown_appcontext(_close_session)


def engine() -> Engine:
    """The engine of the present app."""
    found: Engine = current_app.extensions["wiki.engine"]
    return found


class Look(Protocol):
    """Gives the first row of a statement, with these values in it."""

    def __call__(self, statement: Select[*tuple[Any, ...]], /, **values: object) -> tuple[Any, ...] | None: ...


@contextmanager
def looking(of: Engine | None = None) -> Iterator[Look]:
    """Small questions, asked of the driver itself, without the session.

    For those that every view of a page asks: a session costs several times as much. `of` is for those outside the
    application. Values that stand in a statement itself may be numbers and texts. Raises OperationalError when the
    database does not answer.
    """
    asked = of or engine()
    try:
        with closing(asked.raw_connection()) as connection:
            yield partial(_look, connection.cursor(), asked.dialect)
    except asked.dialect.loaded_dbapi.Error as error:
        raise OperationalError(None, None, error) from error


def _look(
    cursor: DBAPICursor, dialect: Dialect, statement: Select[*tuple[Any, ...]], /, **values: object
) -> tuple[Any, ...] | None:
    sql, order, own = _compiled(statement, dialect)
    values = {**own, **values}
    cursor.execute(sql, values if order is None else [values[name] for name in order])
    found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def glance(statement: Select[*tuple[Any, ...]], /, **values: object) -> tuple[Any, ...] | None:
    """The first row that `statement` gives, where there is one thing only to look for."""
    with looking() as look:
        return look(statement, **values)


@lru_cache
def _compiled(
    statement: Select[*tuple[Any, ...]], dialect: Dialect
) -> tuple[str, Sequence[str] | None, Mapping[str, object]]:
    """What the driver is asked, in which order it wants the values (None: by name), and those that it knows itself."""
    compiled = statement.compile(dialect=dialect)
    return str(compiled), compiled.positiontup if compiled.positional else None, compiled.params


def session() -> GuardedSession:
    """The one session of the present request (or command)."""
    if "wiki_session" not in g:
        g.wiki_session = GuardedSession(engine(), expire_on_commit=False)
    found: GuardedSession = g.wiki_session
    return found


def _close_session(_error: BaseException | None) -> None:
    if (opened := g.pop("wiki_session", None)) is not None:
        opened.close()


@contextmanager
def transaction() -> Iterator[GuardedSession]:
    """All of what is written inside, or none of it. Inside another transaction it joins that one."""
    current = session()
    if current.writing:
        yield current
        return
    current.rollback()  # what was read before the lock may be stale: forget it
    current.expire_all()
    current.writing = True
    try:
        with holding():
            current.connection(execution_options={"wiki_writing": True})
            yield current
            current.commit()
    except BaseException:
        current.rollback()
        raise
    finally:
        current.writing = False


@contextmanager
def one_moment() -> Iterator[GuardedSession]:
    """Reads that see the wiki as it is now, however long they take and whatever others write meanwhile."""
    current = session()
    current.rollback()
    if engine().dialect.name == "postgresql":  # SQLite shows the same moment throughout by itself
        current.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield current
    finally:
        current.rollback()


def take_turn() -> None:
    """Wait for those who write numbered rows before us, until the end of this transaction.

    Rows that a follower reads by rising number (journal, search documents) must become visible in that order. On
    SQLite the write lock sees to it; on PostgreSQL this advisory lock does.
    """
    current = session()
    if current.connection().dialect.name == "postgresql":
        current.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ORDER_LOCK})


def renew_plans(written: int = MANY, of: Engine | None = None) -> None:
    """Let PostgreSQL look at what its tables hold by now, so that it plans questions by that, before it does so itself.

    For acts that write very much, when they have `written` so many pages or versions; where those are few nothing is
    done. Others read and write meanwhile. `of` is for those outside the application.

    SQLite is better left alone. It would learn how often the values of a column occur on the average, and take the rare
    ones for frequent, such as what gardeners do among all that is written: lists are four times slower then.
    """
    database = of or engine()
    if written < MANY or database.dialect.name != "postgresql":
        return
    with database.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
