"""The data of every released version comes through the migrations: nothing is lost, and all of it can be read.

How the data was frozen stands in frozen/make.py.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from tests.backup.conftest import Places, contents
from tests.conftest import World
from tests.programs import WIKI, run, wait_for
from wiki.app import create_app
from wiki.backup.doctor.examine import examine
from wiki.backup.make import back_up
from wiki.backup.restore import restore
from wiki.core.db import Base, make_engine
from wiki.core.schema import bring_to, migrate, newest
from wiki.core.settings import Settings
from wiki.editing.rebuild import rebuild_all, rebuild_stale
from wiki.talk.rebuild import rebuild_topics

DERIVED = ("link", "rendering", "shingle", "concern", "search_document", "example", "example_theme", "quote")
OWN = {"id", "version", "at", "made_at", "example_id"}
USER = """
INSERT INTO "user" (name, name_key, role, demo, created_at, session_number)
VALUES ('Ny', 'ny', 10, false, '2026-01-01 00:00:00.000000', 1)
"""
FROZEN = sorted((Path(__file__).parent / "frozen").glob("*.sql"))


def thawed(path: Path, folder: Path) -> Settings:
    """A wiki as that version left it."""
    folder.mkdir()
    with sqlite3.connect(folder / "wiki.sqlite") as connection:
        connection.executescript(path.read_text(encoding="utf-8"))
    connection.close()
    (folder / "wiki.sqlite").chmod(0o600)
    return Settings(data=folder)


def look(settings: Settings) -> None:
    """See that everything is there that was written, and that the wiki can go on."""
    engine = make_engine(settings.database)
    migrate(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == newest()
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
    app = create_app(settings)
    with app.app_context():
        if rebuild_stale():  # as `wiki serve` does when it starts, and nothing else
            rebuild_topics()
        derived = facts(settings)
        rebuild_all()
        rebuild_topics()
    assert facts(settings) == derived
    environment = {"WIKI_DATA": str(settings.data), "WIKI_DATABASE_URL": settings.database_url}
    said = [str(each) for each in examine(environment, create_app) if each.is_wrong]
    assert [each for each in said if not each.startswith("Wrong: The wiki is not running")] == []
    visitor = World(app).visitor()
    page = visitor.get("/wiki/Pilot").text
    assert "’citat’ 😀" in page
    assert "Vi gör som i" in visitor.get("/wiki/Kommun:Uddevalla").text
    history = visitor.get("/history/Pilot").text
    assert "Ny sida" in history
    assert "Flyttade in" in history
    oldest = re.findall(r"/wiki/Pilot\?oldid=(\d+)", history)[-1]
    assert "Den första versionen." in visitor.get(f"/wiki/Pilot?oldid={oldest}").text
    assert "Hur gick det?" in visitor.get("/talk/Pilot").text
    assert "’citat’ 😀" in visitor.get("/wiki/Försök", follow_redirects=True).text
    signed = visitor.post("/signin", {"email": "asta@example.org", "password": "lingon 2017 myr"})
    assert signed.status_code == 302
    World(app).write("Pilot", "Skriven efter uppgraderingen.", by="Asta")
    assert "Skriven efter uppgraderingen." in visitor.get("/wiki/Pilot").text
    app.extensions["wiki.engine"].dispose()


def facts(settings: Settings) -> dict[str, list[str]]:
    """What is derived from pages, whatever the numbers of its rows, and when it was derived."""
    found = contents(settings)
    return {
        table: sorted(
            json.dumps({name: value for name, value in row.items() if name not in OWN}) for row in found[table]
        )
        for table in DERIVED
    }


def test_each_release_is_frozen() -> None:
    assert [path.stem for path in FROZEN] == ["0001", "0012", "0016", "0023", "0024"]


def test_what_gardeners_did_is_still_done(tmp_path: Path) -> None:
    settings = thawed(FROZEN[-1], tmp_path / "old")
    engine = make_engine(settings.database)
    migrate(engine)
    engine.dispose()
    app = create_app(settings)
    visitor = World(app).visitor()
    assert visitor.get("/wiki/Borttagen").status_code in {404, 410}
    assert "Detta togs bort" not in visitor.get("/search?q=togs").text
    found = contents(settings)
    assert [row["part"] for row in found["hidden_revision"]] == ["summary"]
    assert [row["reason"] for row in found["block"]] == ["Klotter"]
    greta = World(app).visitor()
    greta.post("/signin", {"email": "greta@example.org", "password": "lingon 2017 myr"})
    (gone,) = (row["page_id"] for row in found["removal"])
    assert greta.post(f"/deleted/{gone}", {"reason": "Behövs"}).status_code == 303
    assert "Detta togs bort" in visitor.get("/wiki/Borttagen").text
    app.extensions["wiki.engine"].dispose()


def test_a_migration_that_is_killed_has_not_been_begun(places: Places, database_kind: str) -> None:
    settings = places(database_kind)
    engine = make_engine(settings.database)
    bring_to(engine, "0001")
    with engine.begin() as connection:
        connection.execute(text(USER))
    before = contents(settings)
    environment = {**os.environ, "WIKI_DATA": str(settings.data), "WIKI_DATABASE_URL": settings.database_url}
    process = subprocess.Popen([*WIKI, "migrate"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        wait_for(lambda: is_migrating(connection))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert contents(settings) == before
    assert run("migrate", data=settings.data, WIKI_DATABASE_URL=settings.database_url).returncode == 0
    assert contents(settings)["user"][0]["editor"] == "visual"
    assert not migrate(engine)
    engine.dispose()


def is_migrating(connection: Connection) -> bool:
    """Whether somebody holds the lock of those who migrate; on SQLite, whether somebody writes."""
    if connection.dialect.name == "postgresql":
        return bool(connection.scalar(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")))
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA busy_timeout=0")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    driver.execute("ROLLBACK")
    return False


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_its_data_is_brought_up_to_date(path: Path, database_kind: str, tmp_path: Path, places: Places) -> None:
    """On PostgreSQL by way of a backup, which is restored at its own migration first."""
    settings = thawed(path, tmp_path / "old")
    if database_kind == "postgresql":
        engine = make_engine(settings.database)
        back_up(settings, engine, tmp_path / "old.zip")
        engine.dispose()
        settings = places("postgresql")
        from_schema = restore(tmp_path / "old.zip", settings).from_schema
        assert from_schema == ("" if path.stem == newest() else path.stem)
    look(settings)


def test_what_had_come_meanwhile_comes_along(tmp_path: Path) -> None:
    settings = thawed(FROZEN[1], tmp_path / "old")
    before = contents(settings)
    engine = make_engine(settings.database)
    migrate(engine)
    engine.dispose()
    after = contents(settings)
    for table in ("draft", "watch", "letter_stop", "thanks", "revision", "user"):
        assert before[table], table
        for old, new in zip(before[table], after[table], strict=True):
            assert {column: new[column] for column in old if column in new} == old, json.dumps(old)
