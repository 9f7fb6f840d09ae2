"""What waits for a gardener: how much of each, how long the oldest has waited, and how long it should wait at most."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy import func, select

from wiki.accounts.belonging import who_wait
from wiki.changes.asked import waiting
from wiki.changes.newcomers import newcomers
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.i18n import ngettext
from wiki.examples.requests import requests
from wiki.journal.models import Entry
from wiki.reports.counting import find
from wiki.reports.registry import report_called
from wiki.search.insight.listing import Sought, count_searches

UNPATROLLED_FOR = timedelta(days=90)  # older edits are history
MOST = 200  # newcomers that are looked at


@dataclass(frozen=True)
class Waiting:
    """How much waits, and since when the oldest does, where that can be told."""

    number: int
    since: datetime | None = None


@dataclass(frozen=True)
class Duty:
    """Something that ought to be done: `words` say how much of it there is, `patience` is how many days it may wait.

    Where nobody knows how long it has waited, `urgency` says how it compares: 1 is what should be done today.
    """

    sign: str
    words: Callable[[int], str]
    address: Callable[[], str]
    ask: Callable[[], Waiting]
    patience: float = 7.0
    urgency: float = 0.1


@dataclass(frozen=True)
class Task:
    """A duty of which there is something to do just now."""

    sign: str
    words: str
    address: str
    since: datetime | None
    urgency: float


def tasks() -> list[Task]:
    """What is to be done just now, the most urgent first."""
    found = [_task(duty, said) for duty in DUTIES if (said := duty.ask()).number]
    return sorted(found, key=lambda task: -task.urgency)


def _task(duty: Duty, said: Waiting) -> Task:
    days = (now() - said.since).total_seconds() / 86400 if said.since else None
    urgency = duty.urgency if days is None else days / duty.patience
    return Task(duty.sign, duty.words(said.number), duty.address(), said.since, urgency)


def _unpatrolled() -> Waiting:
    asked = waiting(select(Entry).where(Entry.at > now() - UNPATROLLED_FOR))
    number, since = session().execute(asked.with_only_columns(func.count(), func.min(Entry.at))).one()
    return Waiting(number, since)


def _ungreeted() -> Waiting:
    lonely = [each.user.created_at for each in newcomers(MOST) if each.greeted_by is None]
    return Waiting(len(lonely), min(lonely, default=None))


def _requests() -> Waiting:
    still_open = [each.asked_at for each in requests(solved=False)]
    return Waiting(len(still_open), min(still_open, default=None))


def _of_report(name: str, *, dated: bool = False) -> Callable[[], Waiting]:
    def ask() -> Waiting:
        found = find(report_called(name), limit=1)
        return Waiting(found.total, found.rows[0].at if dated and found.rows else None)

    return ask


def _report(name: str) -> Callable[[], str]:
    return lambda: url_for("reports.show", name=name)


DUTIES = (
    Duty(
        "eye",
        lambda num: ngettext("%(num)s edit to patrol", "%(num)s edits to patrol", num),
        lambda: url_for("changes.recent", unpatrolled=1, days=90),
        _unpatrolled,
        patience=2,
    ),
    Duty(
        "hand",
        lambda num: ngettext("%(num)s newcomer to greet", "%(num)s newcomers to greet", num),
        lambda: url_for("newcomers.newcomer_list"),
        _ungreeted,
        patience=3,
    ),
    Duty(
        "house",
        lambda num: ngettext("%(num)s has changed municipality", "%(num)s have changed municipality", num),
        lambda: url_for("newcomers.newcomer_list"),
        lambda: Waiting(len(who_wait())),
        urgency=0.5,
    ),
    Duty(
        "talk",
        lambda num: ngettext("%(num)s topic that nobody has answered", "%(num)s topics that nobody has answered", num),
        _report("unanswered"),
        _of_report("unanswered", dated=True),
        patience=7,
    ),
    Duty(
        "help",
        lambda num: ngettext("%(num)s request that is not solved", "%(num)s requests that are not solved", num),
        lambda: url_for("requests.all_requests"),
        _requests,
        patience=30,
    ),
    Duty(
        "warn",
        lambda num: ngettext("%(num)s broken redirect", "%(num)s broken redirects", num),
        _report("broken-redirects"),
        _of_report("broken-redirects"),
        urgency=1.2,
    ),
    Duty(
        "redo",
        lambda num: ngettext("%(num)s double redirect", "%(num)s double redirects", num),
        _report("double-redirects"),
        _of_report("double-redirects"),
        urgency=0.6,
    ),
    Duty(
        "warn",
        lambda num: ngettext(
            "%(num)s page that cannot be shown as written", "%(num)s pages that cannot be shown as written", num
        ),
        _report("notices"),
        _of_report("notices"),
        urgency=1.1,
    ),
    Duty(
        "web",
        lambda num: ngettext("%(num)s link that no longer answers", "%(num)s links that no longer answer", num),
        _report("dead-links"),
        _of_report("dead-links", dated=True),
        patience=30,
    ),
    Duty(
        "image",
        lambda num: ngettext(
            "%(num)s page with pictures without alternative text",
            "%(num)s pages with pictures without alternative text",
            num,
        ),
        _report("missing-alt"),
        _of_report("missing-alt"),
        urgency=0.5,
    ),
    Duty(
        "file",
        lambda num: ngettext("%(num)s file without a licence", "%(num)s files without a licence", num),
        _report("files-without-licence"),
        _of_report("files-without-licence"),
        urgency=0.4,
    ),
    Duty(
        "check",
        lambda num: ngettext("%(num)s example to be confirmed", "%(num)s examples to be confirmed", num),
        _report("stale"),
        _of_report("stale"),
        urgency=0.3,
    ),
    Duty(
        "search",
        lambda num: ngettext("%(num)s search without hits this month", "%(num)s searches without hits this month", num),
        lambda: url_for("insight.searches", list=Sought.EMPTY.value, months=1),
        lambda: Waiting(count_searches(Sought.EMPTY, 1)),
        urgency=0.2,
    ),
)
