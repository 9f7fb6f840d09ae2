"""What people search for, for gardeners; and where a script tells that somebody went on from a search."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from time import monotonic
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.core.web import proves_itself
from wiki.markup import BadName, PageName, parse_name
from wiki.search.answering.finding import find
from wiki.search.answering.notices import LOOSE
from wiki.search.answering.results import Hit
from wiki.search.insight.counting import count_click
from wiki.search.insight.listing import Counted, Sought, count_searches, searches
from wiki.search.insight.store import FEWEST, MONTHS, RARE_DAYS, forget_query
from wiki.search.titles.named import Suggestion, exact

PER_PAGE = 20
MOST_ROWS = 5000  # in a table to take home
PERIODS = (1, 3, MONTHS)
PATIENCE = 0.5  # seconds for asking anew what found nothing; the rest of the list is shown without that
FORMULA = ("=", "+", "-", "@", "\t")  # how what spreadsheets calculate begins
LABELS = {
    Sought.EMPTY: N_("Without hits"),
    Sought.UNCLICKED: N_("Without a click"),
    Sought.COMMON: N_("Most common"),
}

blueprint = Blueprint("insight", __name__)


class UnknownFormat(Refusal):
    """There is no such form of the list."""

    msgid = N_("The list can be had as csv.")


@dataclass(frozen=True)
class Line:
    """A search in the list: what is called so, what it finds by now, and the page that could be made of it."""

    counted: Counted
    page: Suggestion | None
    found: Hit | None
    missing: PageName | None


@blueprint.get("/search/insight", endpoint="searches")
def searches_list() -> Any:
    """The searches of some months (`?list=unclicked&months=3&page=2&format=csv`)."""
    require(current_user, "see searches")
    sought, period = _asked()
    if "format" in request.args:
        if request.args["format"] != "csv":
            raise UnknownFormat
        return _as_csv(searches(sought, period, MOST_ROWS), f"searches-{sought.value}.csv")
    part = paging(count_searches(sought, period), PER_PAGE)
    return render_template(
        "search/insight.html",
        lines=_lines(searches(sought, period, part.per_page, part.offset), looking=sought is Sought.EMPTY),
        paging=part,
        sought=sought.value,
        period=period,
        lists=[(gettext(words), _address(each, period), each is sought) for each, words in LABELS.items()],
        periods=[(each, _address(sought, each), each == period) for each in PERIODS],
        table=url_for("insight.searches", list=sought.value, months=period, format="csv"),
        fewest=FEWEST,
        rare_days=RARE_DAYS,
        kept_months=MONTHS,
    )


@blueprint.post("/search/insight/forget")
def forget() -> Any:
    """Take a search out of the lists, for it may hold somebody's name; it is counted anew if it is asked again."""
    require(current_user, "see searches")
    query = request.form.get("query", "")
    if forget_query(query):
        flash(gettext("The counts of “%(query)s” have been deleted.", query=query))
    return redirect(_address(*_asked()), 303)


@blueprint.post("/search/clicked")
@proves_itself
def clicked() -> Response:
    """Somebody went on to a hit: the page of results says so, with what it was given for that, and nothing else."""
    require(current_user, "read")
    count_click(request.form.get("said", ""))
    return Response(status=204)


def _asked() -> tuple[Sought, int]:
    """Which list, of how many months; what nobody knows is left aside."""
    sought = request.values.get("list", "")
    period = request.values.get("months", type=int)
    known = {each.value: each for each in Sought}
    return known.get(sought, Sought.EMPTY), period if period in PERIODS else PERIODS[1]


def _address(sought: Sought, period: int) -> str:
    return url_for("insight.searches", list=sought.value, months=period)


def _lines(counted: Sequence[Counted], *, looking: bool) -> list[Line]:
    """The rows of the list. With `looking`, each is asked anew, as long as that goes quickly."""
    ends = monotonic() + PATIENCE
    return [_line(each, looking=looking and monotonic() < ends) for each in counted]


def _line(counted: Counted, *, looking: bool) -> Line:
    page = exact(counted.query)
    hit = _first_hit(counted.query) if looking and not page else None
    return Line(counted, page, hit, None if page else _could_be(counted.query))


def _first_hit(query: str) -> Hit | None:
    """What the query finds by now, if that holds all that is looked for."""
    found = find(query, per_page=1)
    return found.hits[0] if found.hits and LOOSE not in found.notices else None


def _could_be(query: str) -> PageName | None:
    """The page that could be called so; queries are counted in small letters, and titles are not."""
    try:
        return parse_name(query[:1].upper() + query[1:])
    except BadName:
        return None


def _as_csv(counted: Sequence[Counted], name: str) -> Response:
    """A table that spreadsheets open as it is: with the mark that tells them it is UTF-8."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("query", "asked", "without_hits", "without_click", "last_month"))
    for each in counted:
        query = f"'{each.query}" if each.query.startswith(FORMULA) else each.query
        writer.writerow((query, each.asked, each.empty, each.unclicked, each.last_month))
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer
