"""The database as the migrations make it is the one the models describe, and it is migrated once, by one server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text

from tests.databases import EmptyDatabases
from wiki.core.db import Base, make_engine
from wiki.core.errors import Unavailable
from wiki.core.schema import NewerDatabase, check, migrate


@pytest.fixture
def empty(database_kind: str, request: pytest.FixtureRequest, tmp_path: object) -> Iterator[Engine]:
    """A database without any table."""
    if database_kind == "sqlite":
        engine = make_engine(f"sqlite:///{tmp_path}/empty.sqlite")
        yield engine
        engine.dispose()
        return
    databases: EmptyDatabases = request.getfixturevalue("empty_databases")
    with databases.one() as address:
        engine = make_engine(address)
        yield engine
        engine.dispose()


def test_migrations_make_what_the_models_describe(empty: Engine) -> None:
    assert migrate(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_database_that_is_up_to_date_is_left_alone(empty: Engine) -> None:
    migrate(empty)
    assert not migrate(empty)
    check(empty)


def test_keys_of_sorting_are_compared_as_bytes(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        for key in ("a", "B", "{"):
            connection.execute(
                text(
                    "INSERT INTO page (namespace, title, sort_key, created_at, changed_at, size, kind, lead, fields)"
                    " VALUES ('main', :key, :key, '2026-01-01', '2026-01-01', 0, '', '', '{}')"
                ),
                {"key": key},
            )
        assert list(connection.scalars(text("SELECT sort_key FROM page ORDER BY sort_key"))) == ["B", "a", "{"]


def test_of_several_servers_that_start_at_once_one_migrates(empty: Engine) -> None:
    with ThreadPoolExecutor(4) as servers:
        outcomes = [each.result() for each in [servers.submit(migrate, empty) for _ in range(4)]]
    assert any(outcomes)
    assert not migrate(empty)


def test_a_newer_database_is_refused_with_a_sentence(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (migrate, check):
        with pytest.raises(NewerDatabase, match=r"newer than this program: .* 9999"):
            act(empty)


def test_a_database_that_does_not_answer_is_refused_with_a_sentence() -> None:
    engine = make_engine("postgresql+psycopg://127.0.0.1:1/nothing")
    with pytest.raises(Unavailable, match=r"The database cannot be used: .*refused"):
        migrate(engine)
