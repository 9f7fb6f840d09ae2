"""Archives that are not as they were written: each is refused with a sentence, and nothing is written anywhere."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.backup.conftest import fill, made
from tests.conftest import World
from wiki.app import create_app
from wiki.backup import archive as archives
from wiki.backup.manifest import NAME, NotABackup
from wiki.backup.restore import BadBackup, restore
from wiki.backup.verify import look_through
from wiki.core.errors import Refusal
from wiki.core.settings import Settings

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> bytes:
    """A backup that is whole; which database it was made of makes no difference to its damage."""
    folder = tmp_path_factory.mktemp("damage")
    shutil.copy(sqlite_template, folder / "wiki.sqlite")
    world = World(create_app(Settings(data=folder)))
    fill(world)
    made(world, folder / "backup.zip")
    world.app.extensions["wiki.engine"].dispose()
    return (folder / "backup.zip").read_bytes()


@pytest.fixture
def sound(whole: bytes, tmp_path: Path) -> Path:
    """The same, to be damaged."""
    (tmp_path / "backup.zip").write_bytes(whole)
    assert look_through(tmp_path / "backup.zip").faults == []
    return tmp_path / "backup.zip"


def changed(path: Path, change: Callable[[Members], None]) -> Path:
    """The archive with other members."""
    with ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    change(members)
    with ZipFile(path, "w", ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def listed(members: Members, change: Callable[[dict[str, Any]], None]) -> None:
    """Change the list of contents."""
    said = json.loads(members[NAME])
    change(said)
    members[NAME] = json.dumps(said).encode()


def test_damage_is_named(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    a_file = next(name for name in ZipFile(sound).namelist() if name.startswith("files/"))

    def drop_file(members: Members) -> None:
        del members[a_file]

    def drop_row(members: Members) -> None:
        members["tables/user.jsonl"] = members["tables/user.jsonl"].split(b"\n", 1)[1]

    def change_row(members: Members) -> None:
        members["tables/revision.jsonl"] = members["tables/revision.jsonl"].replace(b"Pilot", b"Pilat")

    def garble(members: Members) -> None:
        members["tables/page.jsonl"] = b"x" + members["tables/page.jsonl"][1:]

    def add(members: Members) -> None:
        members["files/" + "0" * 64] = b"new"

    def be_newer(members: Members) -> None:
        listed(members, lambda said: said.update(schema="9999"))

    for change, sentence in (
        (drop_file, f"{a_file} is missing."),
        (drop_row, "tables/user.jsonl is "),
        (change_row, "tables/revision.jsonl is damaged: its checksum is another."),
        (garble, "Line 1 of the table page cannot be read."),
        (add, f"files/{'0' * 64} is not in the list of contents."),
        (be_newer, "It was made by a newer program (its database had been migrated to 9999"),
    ):
        sound.write_bytes(content)
        faults = look_through(changed(sound, change)).faults
        assert any(fault.startswith(sentence) for fault in faults), (change.__name__, faults)
        with pytest.raises(BadBackup):
            restore(sound, Settings(data=tmp_path / "place"))
        assert not (tmp_path / "place").exists()


def test_what_does_not_fit_together_is_named(sound: Path) -> None:
    def lose_the_author(members: Members) -> None:
        rows = [line for line in members["tables/user.jsonl"].splitlines(keepends=True) if b'"Karin"' not in line]
        members["tables/user.jsonl"] = b"".join(rows)
        resealed(members, "tables/user.jsonl", len(rows))

    def lose_the_file(members: Members) -> None:
        name = next(name for name in members if name.startswith("files/"))
        del members[name]
        listed(members, lambda said: said["members"].pop(name))

    content = sound.read_bytes()
    faults = look_through(changed(sound, lose_the_author)).faults
    assert "revision.author_id names rows of user that are not there: 2." in faults
    sound.write_bytes(content)
    assert "is named by a row, and is not there" in look_through(changed(sound, lose_the_file)).faults[0]


def resealed(members: Members, name: str, rows: int) -> None:
    """Let the list of contents say what is so."""
    from hashlib import sha256

    def seal(said: dict[str, Any]) -> None:
        said["members"][name] = {"size": len(members[name]), "sha256": sha256(members[name]).hexdigest()}
        said["tables"][name.removeprefix("tables/").removesuffix(".jsonl")]["rows"] = rows

    listed(members, seal)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "tables/../x.jsonl", "files/..", "C:\\x", "x"])
def test_names_that_are_no_part_of_a_backup_are_refused(tmp_path: Path, name: str) -> None:
    with ZipFile(tmp_path / "b.zip", "w") as written:
        written.writestr(name, b"x")
        written.writestr(NAME, b"{}")
    with pytest.raises(NotABackup, match="which is no part of a backup"):
        look_through(tmp_path / "b.zip")


def test_no_list_of_contents_can_make_the_program_stumble(tmp_path: Path) -> None:
    for said in (
        b"",
        b"{}",
        b"[]",
        b"null",
        b'{"format": 1}',
        b"[" * 100_000,
        b'{"format": 2, "program": "9"}',
        b"\xff",
    ):
        with ZipFile(tmp_path / "b.zip", "w") as written:
            written.writestr(NAME, said)
        with pytest.raises(NotABackup):
            look_through(tmp_path / "b.zip")


def test_a_bomb_costs_no_memory(tmp_path: Path, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "LONGEST_LINE", 1_000_000)
    bomb = b"0" * 3_000_000

    def blow_up(members: Members) -> None:
        members["tables/page.jsonl"] = bomb
        resealed(members, "tables/page.jsonl", 1)

    assert "tables/page.jsonl is damaged: it cannot be read to its end." in look_through(changed(sound, blow_up)).faults
    monkeypatch.setattr(archives, "LARGEST_MANIFEST", 1_000)
    with pytest.raises(NotABackup, match="far too large"):
        look_through(sound)


def test_a_cut_off_archive_or_a_flipped_byte_never_passes_for_the_whole(sound: Path, tmp_path: Path) -> None:
    content = sound.read_bytes()
    before = contents_of(sound)
    chance = random.Random(7)
    damaged = tmp_path / "damaged.zip"
    for length in (0, 10, 1000, len(content) // 2, len(content) - 30, len(content) - 1):
        damaged.write_bytes(content[:length])
        with pytest.raises(NotABackup):
            look_through(damaged)
    found = 0
    for place in (chance.randrange(len(content)) for _ in range(60)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(flipped)
        try:
            sentences = look_through(damaged).faults
        except Refusal as refusal:
            sentences = [str(refusal)]
        assert sentences or contents_of(damaged) == before  # bits that mean nothing, such as the time of a member
        found += bool(sentences)
    assert found > 40


def contents_of(path: Path) -> Members:
    with ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
