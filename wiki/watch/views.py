"""Watching and unwatching, what has changed on what one watches, and the list of all of it."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.destination import destination
from wiki.accounts.permissions import require
from wiki.core.i18n import gettext
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.watch.choose import Choices, choices_of, choose
from wiki.watch.models import Kind
from wiki.watch.queries import PER_PAGE as MANY
from wiki.watch.queries import all_watched, count_all, counts_by_kind, watched_themes
from wiki.watch.stop import stop_numbered, stop_watching
from wiki.watch.things import Thing, thing_of_key
from wiki.watch.watch import watch, watch_again
from wiki.watch.watchlist import DAYS, PER_PAGE, Asked, count_watched, watchlist
from wiki.watch.words import KIND_LABELS

MOST_AT_ONCE = 500  # things in one form

blueprint = Blueprint("watch", __name__)


@blueprint.post("/watch")
def begin() -> Any:
    """Begin to watch something."""
    require(current_user, "watch")
    thing = thing_of_key(request.form.get("thing", ""))
    watch(thing, by=current_user)
    return _answer(watched=True, said=gettext("You will be told of what happens here."))


@blueprint.post("/unwatch")
def end() -> Any:
    """Watch something no longer."""
    require(current_user, "watch")
    thing = thing_of_key(request.form.get("thing", ""))
    stop_watching([thing], by=current_user)
    return _answer(watched=False, said=gettext("You do not watch this any more."))


def _answer(*, watched: bool, said: str) -> Any:
    """To a script, what is so now; to a browser, the page it came from."""
    if request.accept_mimetypes.best == "application/json":
        return jsonify(watched=watched, said=said)
    flash(said)
    return redirect(destination(), 303)


@blueprint.get("/watchlist")
def changed() -> str:
    """What has changed on what one watches (`?unseen=1&kind=theme&theme=Piloter`)."""
    require(current_user, "watch")
    asked = Asked(
        unseen=request.args.get("unseen") == "1", kind=_kind(), theme=request.args.get("theme", "")[:255].strip()
    )
    numbers = count_watched(current_user, asked)
    part = paging(numbers.unseen if asked.unseen else numbers.pages, PER_PAGE)
    kinds = counts_by_kind(current_user)
    groups = watchlist(current_user, asked, part.per_page, part.offset)
    return render_template(
        "watch/watchlist.html",
        groups=groups,
        changes=[(group.page.name.full, [line.change for line in group.lines]) for group in groups],
        numbers=numbers,
        paging=part,
        asked=asked,
        kinds=kinds,
        labels=KIND_LABELS,
        themes=watched_themes(current_user),
        days=DAYS,
    )


@blueprint.get("/watchlist/all")
def everything() -> str:
    """Everything that one watches, and what is watched by itself."""
    require(current_user, "watch")
    return _everything(_kind())


def _everything(kind: Kind | None, stopped: Collection[Thing] = ()) -> str:
    part = paging(count_all(current_user, kind), MANY)
    return render_template(
        "watch/everything.html",
        watched=all_watched(current_user, kind, part.per_page, part.offset),
        paging=part,
        kind=kind,
        kinds=counts_by_kind(current_user),
        labels=KIND_LABELS,
        choices=choices_of(current_user.id),
        stopped=stopped,
    )


@blueprint.post("/watchlist/stop")
def stop() -> Any:
    """Watch no longer what is ticked in the list, or the one whose button was pressed; offers to take it back."""
    require(current_user, "watch")
    sent = request.form.getlist("one") or request.form.getlist("number")
    numbers = [number for each in sent[:MOST_AT_ONCE] if (number := row_number(each)) is not None]
    stopped = stop_numbered(numbers, by=current_user)
    if not stopped:
        flash(gettext("Tick what you do not want to watch any more."), "warning")
        return redirect(url_for("watch.everything", kind=request.form.get("kind") or None), 303)
    return _everything(_kind(), stopped)


@blueprint.post("/watchlist/again")
def again() -> Any:
    """Take back that one has stopped."""
    require(current_user, "watch")
    things = [thing_of_key(each) for each in request.form.getlist("thing")[:MOST_AT_ONCE]]
    watch_again(things, by=current_user)
    return redirect(url_for("watch.everything"), 303)


@blueprint.post("/watchlist/choices")
def choices() -> Any:
    """Keep what one watches by itself."""
    require(current_user, "watch")
    ticked = request.form
    choose(Choices(*(each in ticked for each in ("created", "edited", "topics", "minor"))), by=current_user)
    flash(gettext("Your choices are saved."))
    return redirect(url_for("watch.everything", _anchor="mk-choices"), 303)


def _kind() -> Kind | None:
    asked = request.values.get("kind", "")
    return next((each for each in Kind if each.value == asked), None)
