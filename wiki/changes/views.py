"""Recent changes: what has happened in the wiki, day by day, narrowed, gathered by page, and patrolled."""

from collections.abc import Iterable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import func, select

from wiki.accounts.destination import destination
from wiki.accounts.permissions import allowed, require
from wiki.changes.asked import DAYS, Asked, Narrowing, entries_asked, narrowings, read_asked
from wiki.changes.groups import Group, gather, read_groups
from wiki.changes.marks import looks_between, marks_among, marks_of
from wiki.changes.patrol import patrol, unpatrol
from wiki.changes.themes import theme_titles
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.i18n import gettext, ngettext
from wiki.core.numbers import row_number
from wiki.core.paging import Paging, paging
from wiki.journal.changes import AT_MOST, Change, newest
from wiki.journal.days import by_day, under_days
from wiki.journal.kept import kept
from wiki.journal.models import Entry
from wiki.journal.namespaces import namespace_words
from wiki.journal.record import head
from wiki.municipalities.register import all_municipalities

GROUPS_AT_ONCE = 40
MOST_NEWS = 100  # new changes that are counted; beyond that there are "more than"

blueprint = Blueprint("changes", __name__)
for shown_to_gardeners in (marks_among, marks_of, looks_between):
    blueprint.add_app_template_global(shown_to_gardeners)


@blueprint.get("/changes")
@kept(minutes=1)  # it says "today", and when it was read
def recent() -> str:
    """Recent changes, narrowed by what the address says (see `wiki/changes/asked.py`)."""
    require(current_user, "read")
    asked, faults = read_asked(request.args, may_patrol=allowed(current_user, "patrol"))
    top = head()  # before the list is read: what comes between is told twice rather than never
    days, part = _grouped(asked) if asked.grouped else _in_line(asked)
    return render_template(
        "changes/changes.html",
        asked=asked,
        faults=faults,
        days=days,
        paging=part,
        narrowings=narrowings(asked),
        looser=[] if days else _looser(asked),
        spans=DAYS,
        span_address=lambda days: _address(replace(asked, days=days)),
        address=_address,
        other_way=replace(asked, grouped=not asked.grouped),
        namespaces=namespace_words(),
        municipalities=[
            ("", gettext("All municipalities")),
            *((each.code, each.name) for each in all_municipalities()),
        ],
        themes=[("", gettext("All themes")), *((title, title) for title in theme_titles())],
        news_address=url_for("changes.news", after=top, **asked.arguments),
        read_at=now(),
        feed=url_for("feeds.of_changes", **replace(asked, unpatrolled=False, grouped=True).arguments),
    )


def _grouped(asked: Asked) -> tuple[list[tuple[str, Any]], Paging]:
    """A part of the list, gathered. How long it is in all is not counted: that would take longer than showing it."""
    page = max(row_number(request.args.get("page", "")) or 1, 1)
    groups = gather(entries_asked(asked), min(page * GROUPS_AT_ONCE, AT_MOST))
    part = paging(len(groups), GROUPS_AT_ONCE)
    return under_days(read_groups(part.slice(groups)), lambda group: group.at), part


@blueprint.app_template_global()
def changes_in(days: Iterable[tuple[str, Iterable[Group]]]) -> list[Change]:
    """All the changes that are shown in groups, so that what is told of them is asked for once."""
    return [change for _heading, groups in days for group in groups for change in group.changes]


def _in_line(asked: Asked) -> tuple[list[tuple[str, Any]], Paging]:
    part = paging(_count(asked, AT_MOST))
    return list(by_day(newest(entries_asked(asked), part.per_page, part.offset))), part


def _count(asked: Asked, most: int, after: int = 0) -> int:
    some = entries_asked(asked).with_only_columns(Entry.id).limit(most)
    some = some.where(Entry.id > after) if after else some.order_by(Entry.at.desc(), Entry.id.desc())
    return session().scalar(select(func.count()).select_from(some.subquery())) or 0


def _looser(asked: Asked) -> list[tuple[Narrowing, int]]:
    """What to take back so that an empty list is one no more, with the number of changes that there are then."""
    longer = Narrowing(gettext("The last %(num)s days instead", num=DAYS[-1]), replace(asked, days=DAYS[-1]))
    ways = [*narrowings(asked), *([longer] if asked.days != DAYS[-1] else [])]
    if asked.is_narrowed:
        all_of_them = Asked(days=asked.days, grouped=asked.grouped)
        ways.append(Narrowing(gettext("Show everything"), all_of_them))
    numbers = ((each, _count(each.without, AT_MOST)) for each in ways)
    return [(each, number) for each, number in numbers if number]


def _address(asked: Asked) -> str:
    return url_for("changes.recent", **asked.arguments)


@blueprint.get("/changes/new")
def news() -> Response:
    """How many changes of those asked for have come since a list of them was read (`?after=`, an entry's number).

    Asked again and again by every open list, so as long as nothing at all has happened it costs one small question.
    """
    top = head()
    answer = Response(status=HTTPStatus.NOT_MODIFIED)
    if not request.if_none_match.contains_weak(str(top)):
        require(current_user, "read")
        asked, _faults = read_asked(request.args, may_patrol=allowed(current_user, "patrol"))
        number = _count(asked, MOST_NEWS, after=row_number(request.args.get("after", "")) or 0)
        words = ngettext("%(num)s new change", "%(num)s new changes", number)
        many = gettext("More than %(num)s new changes", num=MOST_NEWS - 1)
        shown = {"number": number, "words": many if number >= MOST_NEWS else words, "lead": gettext("Show them")}
        answer = jsonify(shown)
    answer.set_etag(str(top), weak=True)
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer


@blueprint.post("/patrol")
def mark_patrolled() -> Any:
    """Say that one has looked at the versions that were sent (`revision`, one or several in each)."""
    number = patrol(_revisions(), by=current_user)
    if number:
        flash(ngettext("%(num)s version is marked as patrolled.", "%(num)s versions are marked as patrolled.", number))
    else:
        flash(gettext("Nothing was marked: choose changes that are unpatrolled."), "info")
    return redirect(destination(), 303)


@blueprint.post("/unpatrol")
def take_back() -> Any:
    """Take that back."""
    number = unpatrol(_revisions(), by=current_user)
    flash(ngettext("%(num)s version is unpatrolled again.", "%(num)s versions are unpatrolled again.", number), "info")
    return redirect(destination(), 303)


def _revisions() -> list[int]:
    """The numbers that were sent: those of one button, or of all boxes that are ticked."""
    sent = request.form.getlist("these") or request.form.getlist("revision")
    return [number for said in sent for each in said.split() if (number := row_number(each)) is not None]
