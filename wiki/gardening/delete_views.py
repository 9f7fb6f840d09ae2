"""Deleting a page: why, what goes with it, and what will miss it."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy import select

from wiki.core.db import session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, ngettext, sentence
from wiki.core.numbers import row_number
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.asked import sent_number
from wiki.gardening.delete import RIGHT, delete_page, subpages
from wiki.gardening.meant import AnotherPage
from wiki.gardening.undoing import undo_at
from wiki.journal.models import Entry
from wiki.markup import PageName
from wiki.pages.acts import PageAct, offer_act
from wiki.pages.backlinks import Backlinks
from wiki.pages.models import Page, Removal
from wiki.pages.queries import find_page
from wiki.pages.views import about, canonical
from wiki.protection.ask import require_on
from wiki.talk.listing import topic_counts

blueprint = Blueprint("deleting", __name__)

LINKING_SHOWN = 20
BELOW_SHOWN = 500
STALE = N_("The form had been open too long. What you wrote is still here: press the button once more.")


@blueprint.get("/delete/<path:name>")
def ask(name: str) -> Any:
    """The form."""
    page_name, elsewhere = canonical("deleting.ask", name)
    require_on(current_user, RIGHT, page_name)
    return elsewhere or _form(page_name)


@blueprint.post("/delete/<path:name>")
@keeps_text
def delete(name: str) -> Any:
    """Delete it, and the pages below it that were chosen."""
    page_name, _elsewhere = canonical("deleting.ask", name)
    require_on(current_user, RIGHT, page_name)
    reason = request.form.get("reason", "")
    below = {number for each in request.form.getlist("below") if (number := row_number(each))}
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        deleted = delete_page(page_name, reason, by=current_user, below=below, number=sent_number())
    except NotFound:
        raise
    except Refusal as refusal:
        return _form(page_name, reason, below, refusal), refusal.status
    flash(
        gettext("The page has been deleted.")
        if len(deleted) == 1
        else ngettext("%(num)s page has been deleted.", "%(num)s pages have been deleted.", len(deleted))
    )
    return redirect(page_name.path, 303)


def _form(name: PageName, reason: str = "", below: set[int] | None = None, refusal: Refusal | None = None) -> str:
    page = find_page(name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    found = Backlinks(name)
    counts = found.counts()
    linking = dict.fromkeys(each.page for each in found.part(limit=LINKING_SHOWN) if each.page != name)
    return render_template(
        "gardening/delete.html",
        **about(name, page),
        reason=reason,
        error=sentence(refusal) if refusal else "",
        number=page.id if isinstance(refusal, AnotherPage) else sent_number() or page.id,
        linking=list(linking),
        links=sum(counts.values()),
        below=subpages(page)[:BELOW_SHOWN],
        chosen=below or set(),
        topics=topic_counts(page.id).total,
    )


def init_deleting(app: Flask) -> None:
    """Let pages offer it, and the log lead to what undoes each of these acts."""
    address = lambda name: f"/delete/{name.address}"  # noqa: E731
    offer_act(app, PageAct(40, N_("Delete the page"), "trash", RIGHT, address))
    undo_at(app, "delete", "undelete", _bringing_back)
    undo_at(app, "undelete", RIGHT, _deleting_again)
    for kind in ("conceal", "reveal"):
        undo_at(app, kind, "hide version", _version_of)


def _bringing_back(entry: Entry) -> str | None:
    """Where the page is undeleted; None where that has been done."""
    gone = select(Removal.page_id).where(Removal.page_id == entry.page_id)
    return url_for("deleted.show", page_id=entry.page_id) if session().scalar(gone) else None


def _deleting_again(entry: Entry) -> str | None:
    """Where the page is deleted again; None where that has been done."""
    page = session().scalar(select(Page).where(Page.id == entry.page_id))
    return url_for("deleting.ask", name=page.name.address) if page else None


def _version_of(entry: Entry) -> str:
    return url_for("concealing.look", revision_id=(entry.details or {})["revision"])
