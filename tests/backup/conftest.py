"""A wiki in which there is something of everything, and places to restore it in."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.conftest import World
from tests.databases import EmptyDatabases
from tests.uploads.conftest import png, send
from wiki.accounts.models import Role
from wiki.backup.make import Made, back_up
from wiki.backup.tables import lines, stored
from wiki.core.db import make_engine
from wiki.core.schema import newest
from wiki.core.settings import Settings

LONG = "Åtta ord i rad som står på en sida till, och så vidare, tills det är tillräckligt många för ett spår."
Places = Callable[[str], Settings]


def number(engine: Engine) -> None:
    """Tell the migrations that the tables are there, which the tests make without them."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) PRIMARY KEY)"))
        connection.execute(text("DELETE FROM alembic_version"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:newest)"), {"newest": newest()})


@pytest.fixture
def full(world: World) -> World:
    """A wiki with something of everything."""
    fill(world)
    return world


def fill(world: World) -> None:
    """Let people write, talk, watch, thank, put in a picture and begin a draft."""
    asta, karin = world.signed_in("Asta", municipality="1485"), world.signed_in("Karin", Role.GARDENER, "1480")
    world.write("Pilot", "---\ntags: [a]\n---\n\nSe [[Pilot]] och [[Kategori:Öppna data]].", by="Asta")
    world.write("Pilot", "Andra versionen: ’citat’, 😀 och \\ bakstreck.", by="Karin", summary="Kortare – mycket")
    world.write("Kommun:Uddevalla", f"## MISTEL\n\nVi gör som i [[Pilot]]. {LONG}\n", by="Asta")
    assert send(asta, png()).status_code == 302
    assert send(asta, png("red"), {}, to="/upload/Fil:Torget_i_Uddevalla.png").status_code == 302
    assert asta.post("/talk/Pilot", {"title": "Hur då?", "text": "Vem *vet*?", "kind": "question"}).status_code == 303
    assert karin.post("/topic/1/reply", {"text": "Jag. @Asta"}).status_code == 303
    assert karin.post("/reply/1/thank", {"thanked": "1"}).status_code == 303
    assert karin.post("/watch", {"thing": "page 1"}).status_code == 303
    assert asta.send("PUT", "/draft/Pilot", {"text": "Ett utkast", "hand": "flik-1", "base": ""}).status_code < 300
    number(world.app.extensions["wiki.engine"])


@pytest.fixture
def places(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Places]:
    """Settings of empty places, of the kind that is asked for."""
    with ExitStack() as until:

        def place(kind: str) -> Settings:
            folder = tmp_path / f"place{len(list(tmp_path.glob('place*')))}"
            folder.mkdir()
            if kind == "sqlite":
                return Settings(data=folder)
            empty: EmptyDatabases = request.getfixturevalue("empty_databases")
            return Settings(data=folder, database_url=until.enter_context(empty.one()))

        yield place


@pytest.fixture
def archive(full: World, tmp_path: Path) -> Path:
    """A backup of the full wiki."""
    made(full, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def made(world: World, path: Path, **arguments: Any) -> Made:
    """Make a backup of `world`."""
    return back_up(world.app.config["WIKI"], world.app.extensions["wiki.engine"], path, **arguments)


def contents(settings: Settings) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the wiki that `settings` describe."""
    engine = make_engine(settings.database)
    with engine.connect() as connection:
        found = {shape.name: list(map(json.loads, lines(connection, shape))) for shape in stored(connection)}
    engine.dispose()
    return found


def bytes_of(settings: Settings) -> dict[str, bytes]:
    """Every file of the wiki, by its path."""
    folder = settings.data / "files"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(settings: Settings, statement: str) -> None:
    """Do something to a SQLite database behind the wiki's back."""
    with sqlite3.connect(settings.data / "wiki.sqlite") as connection:
        connection.execute(statement)
    connection.close()
