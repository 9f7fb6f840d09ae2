"""Backups that make themselves: once a night, by one, looked through, and seen when they fail."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.backup.conftest import number
from tests.conftest import World
from wiki.accounts.models import Role
from wiki.backup import schedule
from wiki.backup.make import Made
from wiki.backup.models import BackupRun
from wiki.backup.queries import latest_runs
from wiki.backup.schedule import due_day, make_if_due
from wiki.backup.verify import look_through
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.settings import Settings


@pytest.fixture
def nightly(make_world: Callable[..., World], tmp_path: Path) -> Iterator[World]:
    """A wiki with one page that backs itself up."""
    world = make_world(backup_folder=str(tmp_path / "backups"))
    world.write("Plan", "Text.")
    number(world.app.extensions["wiki.engine"])
    with world.app.app_context():
        yield world


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 22, 1, 59, tzinfo=UTC), "2026-11-21"),  # 02:59 in Sweden
        (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), "2026-11-22"),
        (datetime(2026, 7, 1, 1, 0, tzinfo=UTC), "2026-07-01"),  # summer time
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "2026-03-28"),  # 01:59, and a minute later it is 03:00
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-24"),  # 02:30, which comes twice
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-24"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "2026-10-25"),
    ],
)
def test_a_day_begins_at_the_hour_that_the_settings_say(moment: datetime, day: str) -> None:
    assert due_day(moment, 3) == day


def test_one_makes_it_once_and_it_is_whole(nightly: World) -> None:
    path = make_if_due("a")
    assert path
    assert look_through(path).faults == []
    assert look_through(path).manifest.by_clock
    assert make_if_due("a") is None
    assert make_if_due("b") is None
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_who_dies_is_followed_by_another(nightly: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schedule, "_make", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            make_if_due("a")
    assert make_if_due("b") is None  # the first may still be at it
    with transaction():
        session().execute(update(BackupRun).values(held_until=now() - timedelta(hours=1)))
    assert make_if_due("b")


def test_who_has_lost_the_turn_leaves_it_to_the_other_in_silence(
    nightly: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = schedule._make

    def take_so_long_that_another_begins(*arguments: Any) -> Made:
        with transaction():
            session().execute(update(BackupRun).values(holder="b"))
        return made(*arguments)

    monkeypatch.setattr(schedule, "_make", take_so_long_that_another_begins)
    assert make_if_due("a") is None
    run = session().scalars(select(BackupRun)).one()
    assert (run.holder, run.done_at, run.trouble) == ("b", None, "")


def test_the_turn_is_held_while_the_backup_is_looked_through(nightly: World, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []

    def stop_then() -> bool:
        told.append(1)
        return bool(list(Path(nightly.app.config["WIKI"].backup_folder).glob("*.zip")))  # it is written, and not proved

    assert make_if_due("a", stop_then) is None
    assert told
    assert list(Path(nightly.app.config["WIKI"].backup_folder).iterdir()) == []


def test_a_clock_that_went_ahead_is_forgotten(nightly: World, settings: Settings) -> None:
    ahead = now() + timedelta(days=3650)
    with transaction():
        session().add(BackupRun(day="2099-01-01", begun_at=ahead, holder="x", held_until=ahead, done_at=ahead))
    assert make_if_due("a")
    assert [run.day for run in latest_runs()] == [due_day(now(), settings.backup_hour)]


def test_a_wiki_that_stops_leaves_it_to_the_next_and_nothing_half(nightly: World) -> None:
    folder = Path(nightly.app.config["WIKI"].backup_folder)
    assert make_if_due("a", lambda: True) is None
    assert list(folder.iterdir()) == []
    (folder / ".x.wiki-part").touch()
    assert make_if_due("b")
    assert len(list(folder.iterdir())) == 1


def test_a_failure_is_seen_and_tried_again(nightly: World) -> None:
    folder = Path(nightly.app.config["WIKI"].backup_folder)
    folder.write_text("a file, where the folder should be")
    assert make_if_due("a") is None
    karin = nightly.signed_in("Karin", Role.ADMINISTRATOR)
    page = karin.get("/users/backups").text
    assert "Den senaste säkerhetskopian blev inte gjord." in page
    assert "File exists" in page
    folder.unlink()
    assert make_if_due("a") is None  # not at once
    with transaction():
        session().execute(update(BackupRun).values(held_until=BackupRun.begun_at))
    path = make_if_due("a")
    assert path
    page = karin.get("/users/backups").text
    assert path.name in page
    assert "blev inte gjord" not in page


def test_without_a_folder_there_are_none(world: World) -> None:
    with world.app.app_context():
        assert make_if_due("a") is None
    karin = world.signed_in("Karin", Role.ADMINISTRATOR)
    assert "gör inga säkerhetskopior av sig själv" in karin.get("/users/backups").text
