"""What the doctor finds, and what it mends."""

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.backup.conftest import fill, number
from tests.conftest import World
from wiki.accounts.models import Role
from wiki.app import create_app
from wiki.backup.doctor import packages
from wiki.backup.doctor.examine import examine
from wiki.core.db import make_engine
from wiki.core.settings import BadSetting, Settings
from wiki.editing.rebuild import rebuild_all
from wiki.files.storage import DiskStorage
from wiki.files.sweep import sweep, unnamed
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
    execute(settings, "DELETE FROM alembic_version")
    assert "The database does not say which migrations have been run" in told()
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
    (tmp_path / "index").touch()
    assert any(
        f"{tmp_path / 'index'} is no folder that the wiki can read" in each for each in ask(WIKI_DATA=str(tmp_path))
    )


def test_a_damaged_file_of_the_database_is_said_to_be_so(tmp_path: Path, sqlite_template: Path) -> None:
    content = bytearray(sqlite_template.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"x" * 8192
    (tmp_path / "wiki.sqlite").write_bytes(content)
    said = "\n".join(str(each) for each in examine({"WIKI_DATA": str(tmp_path)}, create_app))
    assert "Wrong: " in said
    assert "damaged" in said or "malformed" in said, said


def test_a_key_that_cannot_be_used_and_none_that_the_doctor_makes(
    sick: World, settings: Settings, told: Examine
) -> None:
    key = settings.data / "secret_key"
    key.write_text("short")
    assert "is empty or far too short" in told()
    key.unlink()
    key.mkdir(0o700)
    assert f"{key} cannot be read: Is a directory." in told()
    with pytest.raises(BadSetting, match="secret_key cannot be used: Is a directory"):
        create_app(settings)
    key.rmdir()
    assert "The data folder has no secret_key" in told()
    assert not key.exists()


def test_files_of_deleted_pages_stay_and_what_nothing_names_is_swept(
    sick: World, settings: Settings, told: Examine
) -> None:
    greta = sick.signed_in("Greta", Role.GARDENER)
    assert greta.post("/delete/Fil:Torget_i_Uddevalla.png", {"reason": "Fel torg"}).status_code == 303
    place = DiskStorage(settings.data / "files")
    files = [path for path in (settings.data / "files").rglob("*") if path.is_file()]
    content = b"bytes that nobody names"
    checksum = hashlib.sha256(content).hexdigest()
    place.put(checksum, content)
    (settings.data / "files" / "ab").mkdir(exist_ok=True)
    half, somebodys = settings.data / "files" / "ab" / ".part-x", settings.data / "files" / "README"
    half.touch()
    somebodys.touch()
    assert "named by no version" not in told(deep=True)  # they may be put in just now
    for path in (*files, place.path(checksum), half, somebodys):
        os.utime(path, (0, 0))
    assert "2 files (0.0 MB) in" in told()
    assert "2 files that no version names were deleted." in told(mend=True)
    assert not half.exists()
    assert not place.has(checksum)
    assert somebodys.exists()
    assert {path for path in (settings.data / "files").rglob("*") if path.is_file()} == {*files, somebodys}
    greta.post("/deleted/2", {"reason": "Rätt torg"})
    files[0].unlink()
    assert "The content of 1 file is missing" in told()


def test_bytes_that_are_put_in_once_more_are_not_swept(sick: World, settings: Settings) -> None:
    place = DiskStorage(settings.data / "files")
    content = b"held before"
    checksum = hashlib.sha256(content).hexdigest()
    place.put(checksum, content)
    os.utime(place.path(checksum), (0, 0))
    before = time.time() - 3600
    with sick.app.app_context():
        found = unnamed(settings.data / "files", before)
        assert [path.name for path in found] == [checksum]
        place.put(checksum, content)  # somebody puts it in, and its row is not written yet
        assert sweep(found, before) == 0
    assert place.has(checksum)


def test_a_database_of_another_shape_is_told_and_what_was_added_is_not_wrong(
    sick: World, settings: Settings, told: Examine
) -> None:
    def shape(*, mend: bool = False) -> list[str]:
        return [line for line in told(mend=mend).splitlines() if "database" in line or "Made anew" in line]

    assert shape() == []
    execute(
        settings,
        "CREATE TABLE somebodys (id INTEGER PRIMARY KEY, x VARCHAR(3))",
        "CREATE INDEX ix_somebodys ON somebodys (x)",
        "CREATE INDEX ix_helpful ON page (created_at, id)",
    )
    try:
        added = "Note: Somebody has added to the database: the index ix_helpful of page, the table somebodys."
        assert shape() == [added]
        execute(settings, "DROP INDEX ix_file_version_checksum")
        assert "Wrong: The database lacks the index ix_file_version_checksum of file_version." in shape()
        assert "Note: Made anew: the index ix_file_version_checksum of file_version." in shape(mend=True)
        assert shape() == [added]
    finally:
        execute(settings, "DROP INDEX ix_helpful", "DROP TABLE somebodys")


def test_a_column_that_is_lacking_is_told(settings: Settings, tmp_path: Path, sqlite_template: Path) -> None:
    (tmp_path / "data").mkdir(exist_ok=True)
    shutil.copy(sqlite_template, tmp_path / "data" / "wiki.sqlite")
    there = Settings(data=tmp_path / "data")
    execute(
        there, "ALTER TABLE page DROP COLUMN lead", "DROP TABLE hidden_reply", "ALTER TABLE draft ADD COLUMN x TEXT"
    )
    engine = make_engine(there.database)
    number(engine)
    engine.dispose()
    said = "\n".join(str(each) for each in examine({"WIKI_DATA": str(there.data)}, create_app))
    assert "Wrong: The database lacks the column lead of page, the table hidden_reply." in said, said
    assert "Note: Somebody has added to the database: the column x of draft." in said


def test_counters_that_are_behind_are_brought_forward(sick: World, settings: Settings, told: Examine) -> None:
    if not settings.database_url:
        assert "counters" not in told()
        return
    execute(settings, "SELECT setval(pg_get_serial_sequence('page', 'id'), 1, false)")
    assert "The counters of page are behind, so new rows are refused." in told()
    assert "The counters of page were brought forward." in told(mend=True)
    assert "counters" not in told()
    sick.write("Ännu en", "Text.")


def test_packages_of_other_versions_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["Flask>=1000", "no-such-package~=1.0", "click>1", 'boto3>=1000; extra == "s3"']
    monkeypatch.setattr(packages, "requires", lambda _program: asked)
    said = [str(each) for each in packages.look_at_packages()]
    assert len(said) == 2
    assert "and the program asks for >=1000." in said[0]
    assert "The package no-such-package is not installed." in said[1]
    monkeypatch.undo()
    assert list(packages.look_at_packages("no-such-program")) == []
    assert list(packages.look_at_packages()) == []
