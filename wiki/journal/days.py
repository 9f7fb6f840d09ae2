"""What happened, under the day on which it did."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TypeVar

from wiki.core.clock import local, now
from wiki.core.i18n import gettext, long_date
from wiki.journal.changes import Change

Happened = TypeVar("Happened")


def by_day(found: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under the day they were made: "Today", "Yesterday", or the date."""
    return under_days(found, lambda change: change.entry.at)


def under_days(found: Sequence[Happened], moment: Callable[[Happened], datetime]) -> list[tuple[str, list[Happened]]]:
    """Anything in order of time under its days; `moment` says when each of them was."""
    days = groupby(found, key=lambda each: local(moment(each)).date())
    return [(_heading(day, moment(some[0])), some) for day, some in ((day, list(group)) for day, group in days)]


def _heading(day: date, moment: datetime) -> str:
    today = local(now()).date()
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return long_date(moment)
