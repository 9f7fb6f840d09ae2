"""Following in PostgreSQL: one at a time, on whichever server, and another when that one dies."""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from time import monotonic, sleep

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from tests.search.postgres.conftest import Shelf
from wiki.search.postgres.engine import PostgresEngine


def eventually(condition: Callable[[], object]) -> bool:
    """Whether `condition` comes true, sooner or later."""
    until = monotonic() + 20
    while not (done := bool(condition())) and monotonic() < until:
        sleep(0.02)
    return done


def test_one_follows_and_others_wait(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    other = PostgresEngine(database, shelf)
    with engine.following() as ours:
        assert ours
        with other.following() as theirs:
            assert not theirs
        engine.build()
        engine.apply([shelf.put("page:1", "pilot")])
        with other.following() as theirs:
            assert not theirs  # what is committed does not free the lock
    with other.following() as theirs:
        assert theirs


def test_the_lock_is_free_when_following_ends_badly(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    def follow_badly() -> None:
        with engine.following():
            raise OSError("the disk is away")

    with pytest.raises(OSError, match="disk"):
        follow_badly()
    other = PostgresEngine(database, shelf)
    assert eventually(lambda: is_free(other))


def is_free(engine: PostgresEngine) -> bool:
    with engine.following() as ours:
        return ours


def test_who_has_lost_the_lock_cannot_write(engine: PostgresEngine, database: Engine, shelf: Shelf) -> None:
    engine.build()

    def lose_and_write() -> None:
        with engine.following() as ours:
            assert ours
            with database.connect() as connection:
                connection.execute(
                    text(
                        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                        " (SELECT oid FROM pg_database WHERE datname = current_database())"
                    )
                )
            engine.apply([shelf.put("page:1", "pilot")])

    with pytest.raises(DBAPIError):
        lose_and_write()
    assert engine.reached() == 0
    assert eventually(lambda: is_free(engine))


def follow_for_ever(url: str, following: Event) -> None:
    """What a server does, in a process of its own."""
    engine = PostgresEngine(create_engine(url), Shelf())
    with engine.following() as ours:
        if ours:
            following.set()
            while True:
                sleep(1)


@contextmanager
def another_process(url: str) -> Iterator[multiprocessing.process.BaseProcess]:
    context = multiprocessing.get_context("spawn")
    following = context.Event()
    process = context.Process(target=follow_for_ever, args=(url, following))
    process.start()
    try:
        assert following.wait(60)
        yield process
    finally:
        process.kill()
        process.join()


def test_when_the_one_that_follows_is_killed_another_takes_over(engine: PostgresEngine, postgres_url: str) -> None:
    with another_process(postgres_url) as process:
        assert not is_free(engine)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        assert eventually(lambda: is_free(engine))
