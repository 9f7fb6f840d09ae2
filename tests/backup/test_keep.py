"""Which backups are kept, and that nothing else is ever deleted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.backup.conftest import made
from tests.conftest import World
from wiki.backup.keep import kept, let_go, name_at
from wiki.backup.make import wiki_mark

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_the_last_of_each_day_week_and_month_is_kept() -> None:
    nights = {Path(str(back)): NOON - timedelta(days=back) for back in range(400)}
    chosen = {int(path.name) for path in kept(nights.items(), "7 daily, 4 weekly, 12 monthly")}
    assert chosen >= set(range(7))  # Sunday the 22nd to Monday the 16th
    assert chosen >= {7, 14, 21}  # the Sundays before
    assert chosen >= {22, 53, 83}  # the last days of October, September, August
    assert len(chosen) == 7 + 3 + 11
    assert kept(nights.items(), "0 daily") == {Path("0")}
    assert len(kept(nights.items(), "2 yearly")) == 2


def test_two_of_one_day_are_one() -> None:
    morning, evening = (Path("m"), NOON - timedelta(hours=3)), (Path("e"), NOON)
    assert kept([morning, evening], "7 daily") == {Path("e")}


def test_only_what_was_made_by_itself_from_this_wiki_is_let_go(full: World, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old = [folder / name_at(NOON - timedelta(days=days)) for days in range(4)]
    made(full, old[0], by_clock=True)
    made(full, old[1], by_clock=True)
    made(full, old[2])  # somebody made it, and gave it such a name
    old[3].write_bytes(b"damaged")
    others = folder / "wiki-backup-holiday.zip"
    others.write_bytes(old[1].read_bytes())
    wiki = wiki_mark(full.app.config["WIKI"])
    assert let_go(folder, "1 daily", "another wiki") == []
    assert let_go(folder, "1 daily", wiki) == [old[1]]
    assert sorted(folder.iterdir()) == sorted([old[0], old[2], old[3], others])
