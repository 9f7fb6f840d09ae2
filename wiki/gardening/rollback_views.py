"""Rolling back: what would be undone is shown before anything is, and one button does it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.accounts.queries import user_by_name
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, ngettext, sentence
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale
from wiki.gardening.delete_views import STALE
from wiki.gardening.rollback import AT_ONCE, RIGHT, CannotRollBack, count_latest_by, latest_by, roll_back, run_of
from wiki.markup import BadName, PageName, parse_name
from wiki.markup.diff import diff
from wiki.pages.hidden import TextHidden
from wiki.pages.queries import find_page, source_of
from wiki.pages.views import about, canonical

blueprint = Blueprint("rollback", __name__)


@blueprint.get("/rollback/<path:name>")
def ask(name: str) -> Any:
    """The edits that would be undone, what that changes in the text, and the button."""
    require(current_user, RIGHT)
    page_name, elsewhere = canonical("rollback.ask", name)
    return elsewhere or _shown(page_name)


@blueprint.post("/rollback/<path:name>")
def roll(name: str) -> Any:
    """Undo them."""
    require(current_user, RIGHT)
    page_name, _elsewhere = canonical("rollback.ask", name)
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        roll_back(page_name, row_number(request.form.get("seen", "")) or 0, by=current_user)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _shown(page_name, refusal)
    flash(gettext("Rolled back. It is a new version like any other, and can be undone."))
    return redirect(url_for("pages.history", name=page_name.address), 303)


def _shown(name: PageName, refusal: Refusal | None = None) -> Any:
    page = find_page(name)
    try:
        run = run_of(name)
    except (CannotRollBack, TextHidden) as none:
        run, refusal = None, refusal or none
    shown = render_template(
        "gardening/rollback.html",
        **about(name, page),
        run=run,
        diff=diff(source_of(run.newest), source_of(run.before.id)) if run else None,
        error=sentence(refusal) if refusal else "",
    )
    return shown, refusal.status if refusal else 200


@blueprint.get("/users/rollback/<path:name>")
def ask_all(name: str) -> Any:
    """The pages that somebody was the last to write, each with what a rollback would undo."""
    require(current_user, RIGHT)
    return _all_shown(name)


@blueprint.post("/users/rollback/<path:name>")
def roll_all(name: str) -> Any:
    """Roll back the pages that were chosen (`page` = number of the version that was seen, and the page's name)."""
    require(current_user, RIGHT)
    if form_is_stale():
        return _all_shown(name, [sentence(StaleForm(STALE))])
    done, refused = 0, []
    for each in request.form.getlist("page")[:AT_ONCE]:
        seen, _, written = each.partition(" ")
        try:
            page_name = parse_name(written)
            roll_back(page_name, row_number(seen) or 0, by=current_user)
            done += 1
        except BadName:
            continue
        except Refusal as refusal:
            refused.append(f"{page_name.full}: {sentence(refusal)}")
    if done:
        flash(ngettext("%(num)s page was rolled back.", "%(num)s pages were rolled back.", done))
    if refused or not done:
        return _all_shown(name, refused or [gettext("Choose at least one page.")])
    return redirect(url_for("indexes.contributions", name=name), 303)


def _all_shown(name: str, errors: list[str] | None = None) -> Any:
    user = user_by_name(name.replace("_", " "))
    if user is None:
        raise NotFound(N_("There is nobody here called %(name)s."), name=name.replace("_", " "))
    part = paging(count_latest_by(user), per_page=AT_ONCE)
    shown = render_template(
        "gardening/rollback_all.html",
        user=user,
        candidates=latest_by(user, part.per_page, part.offset),
        paging=part,
        errors=errors or [],
    )
    return shown, 409 if errors else 200
