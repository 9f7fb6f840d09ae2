"""What is restored equals what was backed up: every row of every table, and every byte of every file."""

import json
import re
import stat
import subprocess
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.backup.conftest import Places, bytes_of, contents, made
from tests.conftest import World
from wiki.app import create_app
from wiki.backup.configuration import SECRET, as_variables
from wiki.backup.make import back_up
from wiki.backup.manifest import NAME, read_manifest
from wiki.backup.restore import restore
from wiki.backup.tables import LEFT_OUT
from wiki.backup.verify import FILES, look_through
from wiki.core.db import Base, make_engine
from wiki.core.schema import migrate
from wiki.core.settings import Settings
from wiki.markup import parse_name
from wiki.pages.queries import find_page, source_of

BOTH = ("sqlite", "postgresql")


@pytest.mark.parametrize("kind", BOTH)
def test_everything_comes_back_in_either_database_and_from_there_again(
    full: World, archive: Path, places: Places, tmp_path: Path, kind: str
) -> None:
    settings = full.app.config["WIKI"]
    before, files = contents(settings), bytes_of(settings)
    assert len(before["page"]) >= 3
    held = {"revision", "journal", "topic", "reply", "draft", "watch", "thanks", "shingle", "link", "file_version"}
    assert {name for name in held if not before[name]} == set()
    assert len(files) == 2
    there = places(kind)
    restored = restore(archive, there)
    assert (restored.rows, restored.files) == (sum(map(len, before.values())), 2)
    assert contents(there) == before
    assert bytes_of(there) == files
    engine = make_engine(there.database)
    back_up(there, engine, tmp_path / "again.zip")
    home = places(full.app.extensions["wiki.engine"].dialect.name)
    restore(tmp_path / "again.zip", home)
    assert contents(home) == before
    assert bytes_of(home) == files
    engine.dispose()


def test_a_restored_wiki_is_read_and_written_in(archive: Path, places: Places, database_kind: str) -> None:
    settings = places(database_kind)
    restore(archive, settings)
    app = create_app(settings)
    assert not migrate(app.extensions["wiki.engine"])
    world = World(app)
    shown = world.visitor().get("/wiki/Pilot")
    assert "’citat’, 😀" in shown.text
    assert world.visitor().get("/file/Torget_i_Uddevalla.png").status_code in {200, 302, 308}
    world.write("Ny sida", "Skriven efteråt.", by="Bertil")
    with app.app_context():
        page = find_page(parse_name("Ny sida"))
        assert page
        assert page.current_revision_id
        assert source_of(page.current_revision_id) == "Skriven efteråt.\n"
    app.extensions["wiki.engine"].dispose()


def test_no_table_is_forgotten(full: World, archive: Path) -> None:
    with ZipFile(archive) as opened:
        manifest = read_manifest(opened.read(NAME))
    assert manifest.shapes.keys() | LEFT_OUT.keys() >= Base.metadata.tables.keys()
    assert not manifest.shapes.keys() & LEFT_OUT.keys()
    for table in Base.metadata.tables.values():
        if table.name in manifest.shapes:
            assert manifest.shapes[table.name].columns.keys() == {each.name for each in table.columns}


def test_every_column_that_names_files_is_known() -> None:
    found = {table.name for table in Base.metadata.tables.values() if "checksum" in table.columns}
    assert found == set(FILES)


def test_only_its_owner_can_read_it_and_no_secret_is_in_it(full: World, archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    secret = {"smtp_password": "hemligt1", "s3_secret_key": "hemligt2", "s3_access_key": "hemligt3"}
    full.app.config["WIKI"] = replace(full.app.config["WIKI"], **secret, site_name="Ett annat namn")
    other = archive.with_name("other.zip")
    made(full, other)
    with ZipFile(other) as opened:
        settings = opened.read("settings.env").decode()
        everything = b"".join(opened.read(name) for name in opened.namelist())
    assert "WIKI_SITE_NAME='Ett annat namn'" in settings
    assert "WIKI_SMTP_PASSWORD was set" in settings
    key = (full.app.config["WIKI"].data / "secret_key").read_bytes()
    for word in (b"hemligt1", b"hemligt2", b"hemligt3", key):
        assert word not in everything


def test_a_shell_reads_the_settings_as_they_were(tmp_path: Path) -> None:
    odd = "Åres `wiki` \"för\" $HOME & 'oss' 100 %"
    (tmp_path / "s.env").write_bytes(
        as_variables(Settings(site_name=odd, secure_cookies=True, mail_domains=("a.se", "b.se")))
    )
    asked = f'. {tmp_path}/s.env; printf "%s|%s|%s" "$WIKI_SITE_NAME" "$WIKI_SECURE_COOKIES" "$WIKI_MAIL_DOMAINS"'
    read = subprocess.run(["/bin/sh", "-c", asked], capture_output=True, check=True)
    assert read.stdout.decode() == f"{odd}|yes|a.se b.se"


def test_every_setting_that_may_hold_a_secret_is_known() -> None:
    told = {each.name for each in fields(Settings) if re.search("password|secret|key|token|database_url", each.name)}
    assert told == set(SECRET)
    filled: dict[str, Any] = {each.name: f"hemligt-{each.name}" for each in fields(Settings) if each.name in SECRET}
    said = as_variables(replace(Settings(), **filled)).decode()
    assert "hemligt" not in said
    assert all(f"# WIKI_{name.upper()} was set" in said for name in SECRET)


def test_a_wiki_that_is_written_in_is_backed_up_as_it_was_in_one_moment(full: World, tmp_path: Path) -> None:
    before = contents(full.app.config["WIKI"])
    written: list[object] = []

    def write(_done: int, _total: int) -> None:
        """Somebody saves while the rows are being read."""
        if not written:
            written.append(full.write("Mitt i", "Skriven medan.", by="Asta"))

    made(full, tmp_path / "b.zip", progress=write)
    assert written
    assert contents(full.app.config["WIKI"]) != before
    report = look_through(tmp_path / "b.zip")
    assert report.faults == []
    with ZipFile(tmp_path / "b.zip") as opened:
        assert list(map(json.loads, opened.read("tables/page.jsonl").splitlines())) == before["page"]


def test_a_file_that_is_gone_is_told_and_the_rest_is_saved(full: World, tmp_path: Path) -> None:
    files = full.app.config["WIKI"].data / "files"
    lost = next(path for path in files.rglob("*") if path.is_file())
    lost.unlink()
    assert made(full, tmp_path / "b.zip").missing == (lost.name,)
    report = look_through(tmp_path / "b.zip")
    assert report.faults == []
    assert report.files == 1
