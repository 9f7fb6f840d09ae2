"""What the doctor finds, and what it mends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.backup.conftest import fill, number
from tests.conftest import World
from wiki.app import create_app
from wiki.backup.doctor.examine import examine
from wiki.core.settings import Settings
from wiki.editing.rebuild import rebuild_all
from wiki.search.follower import rebuild

Examine = Callable[..., str]


@pytest.fixture
def sick(world: World, settings: Settings) -> World:
    """A wiki in which all is well, to begin with."""
    fill(world)
    with world.app.app_context():
        rebuild_all()
        rebuild()
    if not settings.database_url:
        (settings.data / "wiki.sqlite").chmod(0o600)
    return world


@pytest.fixture
def told(settings: Settings) -> Examine:
    """What the doctor says of the wiki."""

    def ask(*, deep: bool = False, mend: bool = False, **more: str) -> str:
        environment = {"WIKI_DATA": str(settings.data), "WIKI_DATABASE_URL": settings.database_url, **more}
        return "\n".join(str(each) for each in examine(environment, create_app, deep=deep, mend=mend))

    return ask


def execute(settings: Settings, *statements: str) -> None:
    engine = create_engine(settings.database)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_each_thing_that_is_wrong_is_named_and_what_can_be_made_anew_is_mended(
    sick: World, settings: Settings, told: Examine, tmp_path: Path
) -> None:
    execute(settings, "UPDATE courier SET entry_id = (SELECT max(id) FROM journal)")
    said = told(deep=True)
    assert "Wrong" not in said.replace("Wrong: The wiki is not running", ""), said
    files = [path for path in (settings.data / "files").rglob("*") if path.is_file()]
    files[0].unlink()
    content = files[1].read_bytes()
    files[1].write_bytes(bytes([content[0] ^ 1]) + content[1:])
    (settings.data / "secret_key").chmod(0o644)
    execute(
        settings,
        "DELETE FROM rendering WHERE page_id = 1",
        "UPDATE page SET size = 7 WHERE id = 2",
        "UPDATE search_document SET version = version + 1000 WHERE key = 'page:1'",
        "UPDATE journal SET at = '2199-01-01 00:00:00.000000' WHERE id = 1",
    )
    said = told(WIKI_BACKUP_FOLDR="x", WIKI_BACKUP_FOLDER=str(settings.data / "backups"))
    for sentence in (
        "WIKI_BACKUP_FOLDR is not a setting. Is it WIKI_BACKUP_FOLDER that you mean?",
        "The backups lie in the data folder",
        "There is no folder",
        "chmod 600",
        "1 page is shown as an older version says, or not at all.",
        "1 page has facts that do not fit its current version.",
        "The content of 1 file is missing: Torget i Uddevalla.png (version",
        "The last thing that happened is from 2199-01-01",
    ):
        assert sentence in said, said
    assert "damaged" not in said  # its length is right
    assert "The content of 1 file is damaged" in told(deep=True)
    said = told(mend=True)
    assert "was made anew" in said
    assert "is shown as" not in told()
    assert "facts" not in told()


def test_a_row_that_names_another_that_is_gone(sick: World, settings: Settings, told: Examine) -> None:
    execute(settings, "UPDATE page SET current_revision_id = 4711 WHERE id = 2")
    assert "1 row of page name a row of revision that is not there." in told()
    execute(settings, "UPDATE page SET current_revision_id = 1 WHERE id = 2")
    assert "1 page shows a version of another page." in told()


def test_a_database_that_cannot_be_used(settings: Settings, told: Examine, world: World) -> None:
    number(world.app.extensions["wiki.engine"])
    execute(settings, "UPDATE alembic_version SET version_num = '0017'")
    assert "The database is as an older program left it (migration 0017 of" in told()
    execute(settings, "UPDATE alembic_version SET version_num = '9999'")
    assert "The database is newer than this program" in told()
    execute(settings, "CREATE TABLE unfinished_restore (begun VARCHAR(1))")
    try:
        assert "A restore into this database has not come to its end" in told()
    finally:
        execute(settings, "DROP TABLE unfinished_restore")


def test_what_is_not_there(tmp_path: Path) -> None:
    def ask(**environment: str) -> Iterator[str]:
        return (str(each) for each in examine(environment, create_app))

    assert any(f"There is no data folder {tmp_path / 'x'}" in each for each in ask(WIKI_DATA=str(tmp_path / "x")))
    assert any("There is no wiki in" in each for each in ask(WIKI_DATA=str(tmp_path)))
    assert next(ask(WIKI_SMTP_PORT="0")).startswith("Wrong: WIKI_SMTP_PORT must be a whole number")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_of_the_database_is_said_to_be_so(tmp_path: Path, sqlite_template: Path) -> None:
    content = bytearray(sqlite_template.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"x" * 8192
    (tmp_path / "wiki.sqlite").write_bytes(content)
    said = "\n".join(str(each) for each in examine({"WIKI_DATA": str(tmp_path)}, create_app))
    assert "Wrong: " in said
    assert "damaged" in said or "malformed" in said, said
