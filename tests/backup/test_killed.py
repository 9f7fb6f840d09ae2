"""Processes that are killed in the middle of it, by a real signal: nothing half is left that passes for the whole."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import inspect, update

from tests.backup.conftest import Places, bytes_of, contents, number
from tests.conftest import World
from tests.programs import PATIENCE, WIKI, run, wait_for
from wiki.backup.models import BackupRun
from wiki.backup.schedule import make_if_due
from wiki.backup.verify import look_through
from wiki.core.clock import now
from wiki.core.db import make_engine, session, transaction
from wiki.core.schema import UNFINISHED
from wiki.core.settings import Settings

ROUND = "from wiki.app import create_app; from wiki.backup.schedule import make_if_due\n"
ROUND += "with create_app().app_context(): make_if_due('a')"


def variables(settings: Settings) -> dict[str, str]:
    """The settings, for a process of its own."""
    given = {"WIKI_DATABASE_URL": settings.database_url, "WIKI_BACKUP_FOLDER": settings.backup_folder}
    return {name: value for name, value in given.items() if value}


def begin(*words: str, settings: Settings) -> subprocess.Popen[bytes]:
    """Start a program on the wiki, and go on."""
    environment = {**os.environ, "WIKI_DATA": str(settings.data), **variables(settings)}
    return subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@contextmanager
def killed_while_it_reads_files(settings: Settings, *words: str) -> Iterator[None]:
    """Start a program, and kill it when it has come to the files of the wiki; then there is a moment to look around."""
    path = next(path for path in (settings.data / "files").rglob("*") if path.is_file())
    content = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    process = begin(*words, settings=settings)
    with path.open("wb"):  # waits until somebody reads
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    path.unlink()
    path.write_bytes(content)
    yield


def parts(folder: Path) -> list[Path]:
    """What has not got its name yet."""
    return [path for path in folder.iterdir() if path.name.startswith(".")]


def test_a_backup_that_is_killed_leaves_no_half_file_and_the_next_sweeps(full: World, tmp_path: Path) -> None:
    settings, folder = full.app.config["WIKI"], tmp_path / "kept"
    folder.mkdir()
    with killed_while_it_reads_files(settings, *WIKI, "backup", str(folder / "b.zip")):
        assert [stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()] == [0o600]
        assert parts(folder)
    other = folder / ".somebody-elses.part"
    other.touch()
    done = run("backup", str(folder / "b.zip"), data=settings.data, **variables(settings))
    assert done.returncode == 0, done.stderr
    assert sorted(folder.iterdir()) == [other, folder / "b.zip"]
    assert look_through(folder / "b.zip").faults == []


@pytest.fixture
def nightly(make_world: Callable[..., World], tmp_path: Path) -> World:
    """A wiki with a file that backs itself up."""
    from tests.backup.conftest import fill

    world = make_world(backup_folder=str(tmp_path / "backups"))
    fill(world)
    return world


def test_a_round_that_is_killed_is_made_up_for(nightly: World) -> None:
    settings: Settings = nightly.app.config["WIKI"]
    folder = Path(settings.backup_folder)
    with killed_while_it_reads_files(settings, sys.executable, "-c", ROUND), nightly.app.app_context():
        assert len(parts(folder)) == 1
        assert make_if_due("b") is None  # it may still be at it
        with transaction():
            session().execute(update(BackupRun).values(held_until=now() - timedelta(seconds=1)))
        path = make_if_due("b")
        assert path
        assert list(folder.iterdir()) == [path]
        assert look_through(path).faults == []


def test_what_is_being_written_is_not_swept(full: World, tmp_path: Path) -> None:
    from wiki.backup.part import file_for

    with file_for(tmp_path / "one.zip") as one:
        one.write(b"1")
        with file_for(tmp_path / "two.zip") as two:
            two.write(b"2")
    assert (tmp_path / "one.zip").read_bytes() == b"1"
    assert (tmp_path / "two.zip").read_bytes() == b"2"


def test_a_restore_that_is_killed_says_so_and_a_second_one_works(
    full: World, archive: Path, places: Places, database_kind: str
) -> None:
    there = places(database_kind)
    engine = make_engine(there.database)
    process = begin(*WIKI, "restore", str(archive), settings=there)
    wait_for(lambda: inspect(engine).has_table(UNFINISHED))
    process.send_signal(signal.SIGKILL)
    process.wait(PATIENCE)
    engine.dispose()
    refused = run("serve", data=there.data, **variables(there))
    assert refused.returncode == 1
    assert "Run `wiki restore` once more" in refused.stderr
    half = there.data / "files" / "00" / "11" / ".part-of-a-file"  # what it may have been writing just then
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"\x89PNG")
    again = run("restore", str(archive), data=there.data, **variables(there))
    assert again.returncode == 0, again.stderr
    assert contents(there) == contents(full.app.config["WIKI"])
    assert bytes_of(there) == bytes_of(full.app.config["WIKI"])
    number(full.app.extensions["wiki.engine"])
