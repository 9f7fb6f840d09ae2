"""That PostgreSQL looks at its tables anew after much has been written, and SQLite never."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import World
from tests.transfer.conftest import put
from wiki.core import db
from wiki.core.db import engine, renew_plans, session
from wiki.editing.rebuild import rebuild_all
from wiki.transfer.bring_in import bring_in

KNOWN = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'",
    "postgresql": "SELECT 1 FROM pg_class WHERE relname = 'page' AND reltuples >= {rows}",
}


def is_known(rows: int = 1) -> bool:
    """Whether the database has looked at the table of pages since there are so many."""
    session().rollback()
    return session().scalar(text(KNOWN[engine().dialect.name].format(rows=rows))) is not None


@pytest.fixture(autouse=True)
def as_if_nothing_had_been_there(world: World) -> None:
    """On PostgreSQL a database serves many tests, and remembers what its tables held."""
    with world.app.app_context():
        renew_plans()


def test_tables_are_looked_at_after_much_and_not_after_little(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        world.write(f"Sida {number}", "Text.")
    with world.app.app_context():
        rebuild_all()
        assert not is_known(7), "seven pages are few"
        monkeypatch.setattr(db, "MANY", 7)
        rebuild_all()
        assert is_known(7) is (engine().dialect.name == "postgresql")


def test_what_a_folder_brings_is_looked_at(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "from", {"Vägledning/Plan.md": "Text."})
    monkeypatch.setattr(db, "MANY", 1)
    with world.app.app_context():
        assert bring_in(folder).added["revisions"] == 1
        assert is_known() is (engine().dialect.name == "postgresql")


def test_others_can_write_again_at_once(world: World) -> None:
    world.write("Plan", "Text.")
    with world.app.app_context():
        renew_plans()
    world.write("Plan", "Text igen.")
    assert "Text igen." in world.visitor().get("/wiki/Plan").text
