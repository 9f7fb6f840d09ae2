"""Merging the histories of two pages: the form, what it would do, doing it, and undoing it."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, ngettext, sentence
from wiki.core.numbers import row_number
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.asked import STALE, page_called, sent_reason
from wiki.gardening.merge import (
    RIGHT,
    CannotUndoMerge,
    Merge,
    Preview,
    merge_entry,
    merge_histories,
    preview,
    unmerge,
)
from wiki.gardening.undoing import undo_at
from wiki.journal.acts import tells
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName, parse_name
from wiki.pages.acts import PageAct, offer_act
from wiki.pages.queries import history
from wiki.pages.views import about, canonical

SHOWN = 500  # versions to choose among

blueprint = Blueprint("merging", __name__)


@blueprint.get("/merge/<path:name>")
def merge(name: str) -> Any:
    """The form: into which page, up to which version; with `?to=` it says what would happen."""
    require(current_user, RIGHT)
    page_name, elsewhere = canonical("merging.merge", name)
    if elsewhere:
        return elsewhere
    page_called(page_name)
    if not request.args.get("to"):
        return _form(page_name)
    try:
        return _form(page_name, told=preview(_asked(page_name)))
    except Refusal as refusal:
        return _form(page_name, sentence(refusal)), refusal.status


@blueprint.post("/merge/<path:name>")
@keeps_text
def send(name: str) -> Any:
    """Merge."""
    require(current_user, RIGHT)
    page_name = parse_name(name)
    page_called(page_name)
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        wanted = _asked(page_name)
        entry = merge_histories(wanted, by=current_user)
    except Refusal as refusal:
        return _form(page_name, sentence(refusal)), refusal.status
    number = len((entry.details or {})["revisions"])
    flash(ngettext("%(num)s version came over.", "%(num)s versions came over.", number))
    return redirect(url_for("pages.history", name=wanted.target.address), 303)


def _asked(name: PageName) -> Merge:
    """What the form or the address asks for. Raises BadName."""
    until = row_number(request.values.get("until", ""))
    return Merge(name, parse_name(request.values.get("to", "")), until, sent_reason())


def _form(name: PageName, error: str = "", told: Preview | None = None) -> str:
    page = page_called(name)
    return render_template(
        "gardening/merge.html",
        **about(name, page),
        to=request.values.get("to", ""),
        until=request.values.get("until", ""),
        versions=session().scalars(history(page.id).limit(SHOWN)).all(),
        reason=sent_reason(),
        told=told,
        error=error,
        most=MAX_REASON,
    )


@blueprint.get("/unmerge/<int:number>")
def ask(number: int) -> Any:
    """Ask whether a merge shall be undone."""
    require(current_user, RIGHT)
    entry = merge_entry(number)
    return render_template("gardening/unmerge.html", entry=entry, details=entry.details or {}, most=MAX_REASON)


@blueprint.post("/unmerge/<int:number>")
def undo(number: int) -> Any:
    """Undo a merge."""
    require(current_user, RIGHT)
    name = unmerge(number, sent_reason(), by=current_user)
    flash(gettext("The versions are back where they were."))
    return redirect(url_for("pages.history", name=name.address), 303)


def _way_back(entry: Entry) -> str | None:
    try:
        merge_entry(entry.id)
    except (Refusal, CannotUndoMerge):
        return None
    return url_for("merging.ask", number=entry.id)


def _words(entry: Entry) -> str:
    """Whose versions were put among those of which page, or given back."""
    details = entry.details or {}
    names = {"source": details["from"], "target": details["to"]}
    number = len(details.get("revisions", ()))
    if details.get("undoes"):
        return ngettext(
            "gave %(num)s version of “%(target)s” back to “%(source)s”",
            "gave %(num)s versions of “%(target)s” back to “%(source)s”",
            number,
            **names,
        )
    return ngettext(
        "merged %(num)s version of “%(source)s” into the history of “%(target)s”",
        "merged %(num)s versions of “%(source)s” into the history of “%(target)s”",
        number,
        **names,
    )


def init_merging(app: Flask) -> None:
    """Offer the act where others stand, and its undoing where it stands in the log."""
    offer_act(
        app,
        PageAct(
            50,
            N_("Merge the history"),
            "right",
            RIGHT,
            lambda name: url_for("merging.merge", name=name.address),
            lambda _person, name, page: page is not None and name.namespace is not Namespace.FILE,
        ),
    )
    tells("merge", N_("Merged histories"), _words)
    undo_at(app, "merge", RIGHT, _way_back)
