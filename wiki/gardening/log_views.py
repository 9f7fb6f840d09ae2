"""The page of the log."""

from typing import Any

from flask import Blueprint, Flask, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.clock import local
from wiki.core.errors import N_
from wiki.core.paging import paging
from wiki.gardening.log import LogFilter, count_lines, kinds_by_group, read_filter, read_lines
from wiki.journal.days import under_days
from wiki.journal.kept import kept
from wiki.markup import PageName
from wiki.pages.acts import PageAct, offer_act

blueprint = Blueprint("log", __name__)


@blueprint.get("/log")
@kept(minutes=1)  # it says "today", and what can be undone may end by itself
def log() -> Any:
    """What has been done, by whom, when and why (`?kind=&person=&about=&first=&last=`)."""
    require(current_user, "read")
    asked, faults = read_filter(request.args)
    part = paging(count_lines(asked))
    lines = read_lines(asked, part.offset, part.per_page)
    return render_template(
        "gardening/log.html",
        asked=asked,
        faults=faults,
        days=under_days(lines, lambda line: line.entry.at),
        day_of=lambda line: local(line.entry.at).date(),
        address=log_address,
        kinds=kinds_by_group(),
        paging=part,
    )


def log_address(asked: LogFilter) -> str:
    """Where the log shows just this."""
    return url_for("log.log", **asked.arguments)


def init_log_views(app: Flask) -> None:
    """Offer the log of each page in its menu, and of each name that has none."""

    def address(name: PageName) -> str:
        return url_for("log.log", about=name.full)

    offer_act(app, PageAct(60, N_("The log of the page"), "list", "read", address, fits=lambda *_about: True))
