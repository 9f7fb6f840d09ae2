"""The address of every report: a page at a time, narrowed to a kind of page, or as a table to take along."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.permissions import allowed, require
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, ngettext, sentence
from wiki.core.paging import paging
from wiki.gardening.bulk import ACTS
from wiki.gardening.bulk import RIGHT as CHANGE_MANY
from wiki.journal.kept import kept
from wiki.journal.namespaces import read_namespaces
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.kinds import NAMESPACE_LABELS
from wiki.pages.models import Page
from wiki.reports.counting import find
from wiki.reports.mend import mend_redirect
from wiki.reports.redirecting import true_targets
from wiki.reports.registry import BY_NAME, report_called
from wiki.reports.report import AT_MOST, Report, Row
from wiki.reports.special import groups
from wiki.reports.table import as_csv

PER_PAGE = 50
AT_ONCE = 100  # redirects that are mended by one press

blueprint = Blueprint("reports", __name__)


def pages_in_report(name: str) -> list[PageName]:
    """The pages that a report tells of, for acts on many of them."""
    report = BY_NAME.get(name)
    if report is None or report.missing:
        return []
    require(current_user, report.right)
    return list(dict.fromkeys(row.name for row in find(report).rows))


class UnknownFormat(Refusal):
    """There is no such form of the list."""

    msgid = N_("The list can be had as csv.")


@blueprint.get("/reports/<name>")
def show(name: str) -> Any:
    """A report (`?namespace=municipality&page=2`), as CSV with all its rows (`?format=csv`)."""
    require(current_user, "read")
    report = report_called(name)
    require(current_user, report.right)
    kind = next((each for each in read_namespaces(request.args) if each in report.kinds), None)
    if "format" in request.args:
        if request.args["format"] != "csv":
            raise UnknownFormat
        return as_csv(report, find(report, kind).rows)
    return render_template("reports/report.html", report=report, chosen=kind, **_shown(report, kind))


def _shown(report: Report, kind: Namespace | None) -> dict[str, Any]:
    """One page of the report; which page that is depends on how many there are."""
    asked = max(request.args.get("page", 1, type=int), 1)
    found = find(report, kind, PER_PAGE, min((asked - 1) * PER_PAGE, AT_MOST))
    part = paging(found.total, PER_PAGE)
    if part.page != asked:
        found = find(report, kind, PER_PAGE, part.offset)
    kinds = [(each, gettext(NAMESPACE_LABELS[each]), found.kinds.get(each)) for each in report.kinds]
    narrow = [each for each in kinds if not found.kinds or each[2] or each[0] is kind]
    return {
        "found": found,
        "paging": part,
        "kinds": narrow if len(narrow) > 1 else (),
        "targets": _targets(found.rows) if report.mends and allowed(current_user, "edit") else {},
        "table": url_for("reports.show", name=report.name, namespace=kind.value if kind else None, format="csv"),
        "acts": [act for act in report.acts if allowed(current_user, act.right)],
        "many": not report.missing and allowed(current_user, CHANGE_MANY),
        "all_ticked": url_for(
            "reports.show", name=report.name, namespace=kind.value if kind else None, page=part.page, all=1
        ),
        "bulk_acts": ACTS,
        "most_reason": MAX_REASON,
    }


def _targets(rows: Any) -> dict[Row, str]:
    """Where each redirect ought to lead, where that can be told."""
    pages = session().scalars(select(Page).where(Page.id.in_([row.page_id for row in rows])))
    targets = true_targets(pages.all())
    return {row: targets[row.page_id].full for row in rows if row.page_id in targets}


@blueprint.post("/reports/<name>/mend")
def mend(name: str) -> Any:
    """Let the redirects that the form names lead to the pages at the end."""
    require(current_user, "edit")
    report = report_called(name)
    mended = 0
    for said in request.form.getlist("page")[:AT_ONCE]:
        try:
            mend_redirect(parse_name(said), current_user)
            mended += 1
        except Refusal as refusal:
            flash(sentence(refusal), "warning")
    if mended:
        flash(ngettext("%(num)s redirect is mended.", "%(num)s redirects are mended.", mended))
    return redirect(url_for("reports.show", name=report.name), 303)


@blueprint.get("/special")
@kept()
def special() -> str:
    """All the lists there are, each with what it is for."""
    require(current_user, "read")
    return render_template("reports/special.html", groups=groups())
