"""That the database looks at its tables anew after much has been written, and not after little."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.conftest import World
from tests.transfer.conftest import put
from wiki.core import db
from wiki.core.db import engine, renew_plans, session
from wiki.editing.rebuild import look_at_tables, rebuild_all
from wiki.transfer.bring_in import bring_in

KNOWN = {
    "sqlite": "SELECT stat FROM sqlite_stat1 WHERE tbl = 'page' LIMIT 1",
    "postgresql": "SELECT nullif(reltuples, 0) FROM pg_class WHERE relname = 'page' AND reltuples > 0",
}


def is_known() -> bool:
    """Whether the database knows how large the table of pages is."""
    session().rollback()
    kind = engine().dialect.name
    if kind == "sqlite" and not session().scalar(text("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'")):
        return False
    return session().scalar(text(KNOWN[kind])) is not None


def test_tables_are_looked_at_after_much_and_not_after_little(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        world.write(f"Sida {number}", "Text.")
    with world.app.app_context():
        if engine().dialect.name == "sqlite":
            rebuild_all()
            assert not is_known(), "three pages are few"
        monkeypatch.setattr(db, "MANY", 3)
        rebuild_all()
        assert is_known()


def test_a_wiki_that_has_grown_is_looked_at_before_it_is_served(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.write("Plan", "Text.")
    with world.app.app_context():
        look_at_tables()
        if engine().dialect.name == "sqlite":
            assert not is_known()
            monkeypatch.setattr(db, "MANY", 1)
            look_at_tables()
            assert is_known()


def test_what_a_folder_brings_is_looked_at(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = put(tmp_path / "from", {"Vägledning/Plan.md": "Text."})
    monkeypatch.setattr(db, "MANY", 1)
    with world.app.app_context():
        assert bring_in(folder).added["revisions"] == 1
        assert is_known()


def test_others_can_write_again_at_once(world: World) -> None:
    world.write("Plan", "Text.")
    with world.app.app_context():
        renew_plans()
    world.write("Plan", "Text igen.")
    assert "Text igen." in world.visitor().get("/wiki/Plan").text
