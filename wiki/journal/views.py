"""Recent changes: what has happened in the wiki, day by day."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, render_template, request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from wiki.accounts.permissions import require
from wiki.core.clock import local, now
from wiki.core.i18n import gettext, long_date
from wiki.core.paging import paging
from wiki.journal.changes import NAMESPACE_LABELS, Change, ChangeFilter, changes, count_changes
from wiki.journal.kept import kept
from wiki.markup import Namespace

DAYS = (1, 3, 7, 30, 90)
USUAL_DAYS = 30

blueprint = Blueprint("journal", __name__)


@blueprint.get("/changes")
@kept(minutes=1)  # it says "today"
def recent() -> str:
    """Recent changes (`?days=30&namespace=main&minor=0&talk=0`)."""
    require(current_user, "read")
    chosen = read_filter(request.args)
    part = paging(count_changes(chosen))
    return render_template(
        "journal/changes.html",
        days=by_day(changes(chosen, part.per_page, part.offset)),
        paging=part,
        chosen=chosen,
        spans=DAYS,
        usual=USUAL_DAYS,
        namespaces=namespace_words(),
    )


def read_filter(arguments: MultiDict[str, str]) -> ChangeFilter:
    """The changes that an address asks for; what it says that we do not know is passed over.

    A box that is not ticked sends nothing, so each stands after a hidden field that says 0: the last one counts.
    """
    days = arguments.get("days", default=USUAL_DAYS, type=int)
    return ChangeFilter(
        days=days if days in DAYS else USUAL_DAYS,
        namespaces=read_namespaces(arguments),
        minor=arguments.getlist("minor")[-1:] != ["0"],
        talk=arguments.getlist("talk")[-1:] != ["0"],
    )


def read_namespaces(arguments: MultiDict[str, str]) -> tuple[Namespace, ...]:
    """The namespaces that an address names."""
    asked = set(arguments.getlist("namespace"))
    return tuple(namespace for namespace in Namespace if namespace.value in asked)


def namespace_words() -> list[tuple[str, str]]:
    """Key and name of each namespace, for lists to choose from."""
    return [(namespace.value, gettext(label)) for namespace, label in NAMESPACE_LABELS.items()]


def by_day(found: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """Changes under the day they were made: "Today", "Yesterday", or the date."""
    days = groupby(found, key=lambda change: local(change.entry.at).date())
    return [(_heading(day, some), some) for day, some in ((day, list(group)) for day, group in days)]


def _heading(day: date, some: Sequence[Change]) -> str:
    today = local(now()).date()
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return long_date(some[0].entry.at)
