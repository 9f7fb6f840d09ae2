"""Which backups are kept, and that nothing else is ever deleted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given, strategies

from tests.backup.conftest import made
from tests.conftest import World
from wiki.backup.keep import PERIODS, kept, let_go, name_at
from wiki.backup.make import wiki_mark
from wiki.core.clock import local

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


def test_what_has_just_been_made_is_kept_though_the_clock_was_set_back(full: World, tmp_path: Path) -> None:
    settings = full.app.config["WIKI"]
    before, later = (tmp_path / name_at(moment) for moment in (NOON - timedelta(days=900), NOON))
    made(full, before, by_clock=True)
    made(full, later, by_clock=True)
    assert let_go(tmp_path, "1 daily", wiki_mark(settings), but=before) == []
    assert let_go(tmp_path, "1 daily", wiki_mark(settings)) == [before]


MOMENTS = strategies.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31), timezones=strategies.just(UTC))  # noqa: DTZ001
RULES = strategies.lists(
    strategies.tuples(strategies.integers(0, 30), strategies.sampled_from(sorted(PERIODS))), min_size=1
)


@given(strategies.sets(MOMENTS, max_size=60), RULES)
def test_each_rule_keeps_the_last_of_as_many_periods_as_it_says(
    moments: set[datetime], rules: list[tuple[int, str]]
) -> None:
    backups = {Path(name_at(moment)): moment for moment in moments}
    chosen = kept(backups.items(), ", ".join(f"{number} {period}" for number, period in rules))
    assert chosen <= backups.keys()
    if backups:
        assert max(backups, key=lambda path: backups[path]) in chosen
    expected = set(sorted(backups, key=lambda path: backups[path])[-1:])
    for number, period in rules:
        by_period: dict[str, list[Path]] = {}
        for path in sorted(backups, key=lambda path: backups[path]):
            by_period.setdefault(local(backups[path]).strftime(PERIODS[period]), []).append(path)
        ends = [paths[-1] for paths in by_period.values()]
        expected.update(sorted(ends, key=lambda path: backups[path])[len(ends) - min(number, len(ends)) :])
    assert chosen == expected
    again = kept(((path, backups[path]) for path in chosen), ", ".join(f"{n} {p}" for n, p in rules))
    assert again == chosen  # what is kept today is kept when nothing has come meanwhile
