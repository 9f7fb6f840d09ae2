"""The data of every released version comes through the migrations: nothing is lost, and all of it can be read.

How the data was frozen stands in frozen/make.py.
"""

import json
import re
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from tests.backup.conftest import Places, contents
from tests.conftest import World
from wiki.app import create_app
from wiki.backup.make import back_up
from wiki.backup.restore import restore
from wiki.core.db import Base, make_engine
from wiki.core.schema import migrate, newest
from wiki.core.settings import Settings
from wiki.editing.rebuild import rebuild_all
from wiki.talk.rebuild import rebuild_topics

FROZEN = sorted((Path(__file__).parent / "frozen").glob("*.sql"))


def thawed(path: Path, folder: Path) -> Settings:
    """A wiki as that version left it."""
    folder.mkdir()
    with sqlite3.connect(folder / "wiki.sqlite") as connection:
        connection.executescript(path.read_text(encoding="utf-8"))
    connection.close()
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
        rebuild_all()
        rebuild_topics()
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


def test_each_release_is_frozen() -> None:
    assert [path.stem for path in FROZEN] == ["0001", "0012", "0016"]


@pytest.mark.parametrize("path", FROZEN, ids=lambda path: path.stem)
def test_its_data_is_brought_up_to_date(path: Path, database_kind: str, tmp_path: Path, places: Places) -> None:
    """On PostgreSQL by way of a backup, which is restored at its own migration first."""
    settings = thawed(path, tmp_path / "old")
    if database_kind == "postgresql":
        engine = make_engine(settings.database)
        back_up(settings, engine, tmp_path / "old.zip")
        engine.dispose()
        settings = places("postgresql")
        assert restore(tmp_path / "old.zip", settings).from_schema == path.stem
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
