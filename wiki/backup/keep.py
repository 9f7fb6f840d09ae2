"""Which of the backups that were made by themselves are kept: those of the last days, weeks, months and years."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from wiki.backup.archive import Archive
from wiki.backup.manifest import NotABackup
from wiki.core.clock import local

NAME = re.compile(r"wiki-backup-(\d{8}T\d{6})Z\.zip")
PERIODS = {"daily": "%Y-%m-%d", "weekly": "%G-%V", "monthly": "%Y-%m", "yearly": "%Y"}


def name_at(moment: datetime) -> str:
    """The name of a backup that is made at `moment`."""
    return f"wiki-backup-{moment.astimezone(UTC):%Y%m%dT%H%M%S}Z.zip"


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None where it is no name of ours."""
    found = NAME.fullmatch(path.name)
    if found is None:
        return None
    with suppress(ValueError):
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return None


def let_go(folder: Path, rules: str, wiki: str, but: Path | None = None) -> list[Path]:
    """Delete the backups of `wiki` in `folder` that no rule keeps, and were made by themselves; those that were.

    What the archive says of itself decides, besides its name: another wiki's, somebody's own and damaged ones stay. So
    does `but`, which has just been made: a clock that was set back may call it the oldest.
    """
    times = {path: moment for path in folder.iterdir() if (moment := made_at(path))}
    ours = {path: moment for path, moment in times.items() if _is_ours(path, wiki)}
    gone = sorted(ours.keys() - kept(ours.items(), rules) - {but})
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def kept(backups: Iterable[tuple[Path, datetime]], rules: str) -> set[Path]:
    """Those that `rules` keep: the last of each period, as far back as they say; always the last."""
    newest_first = sorted(backups, key=lambda each: each[1], reverse=True)
    chosen = {path for path, _moment in newest_first[:1]}
    for rule in rules.split(","):
        number, period = rule.split()
        last: dict[str, Path] = {}
        for path, moment in newest_first:
            last.setdefault(local(moment).strftime(PERIODS[period]), path)
        chosen.update(list(last.values())[: int(number)])
    return chosen


def _is_ours(path: Path, wiki: str) -> bool:
    try:
        with Archive(path) as archive:
            return archive.manifest.by_clock and archive.manifest.wiki == wiki
    except NotABackup:
        return False
