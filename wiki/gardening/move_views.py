"""Moving a page: the form, what came of it, and the links that still say the old name."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.permissions import can, require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.asked import STALE, page_called, sent_number, sent_reason
from wiki.gardening.linking import AT_ONCE, Done, led_below, moved_to, naming, write_anew
from wiki.gardening.may_move import ANY, can_move, needs_a_gardener
from wiki.gardening.meant import AnotherPage
from wiki.gardening.move import WITHOUT_REDIRECT, Move, move_page, subpages_of
from wiki.gardening.undoing import undo_at
from wiki.journal.models import Entry
from wiki.markup import BadName, PageName, parse_name
from wiki.pages.acts import PageAct, offer_act
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.views import about, canonical
from wiki.protection.ask import why_not

SHOWN = 200  # pages on one page of the list

blueprint = Blueprint("moving", __name__)


@blueprint.get("/move/<path:name>")
def move(name: str) -> Any:
    """The form: the new name, why, and what comes along (`?to=&reason=` fill it in)."""
    require(current_user, "move")
    page_name, elsewhere = canonical("moving.move", name)
    if elsewhere:
        return elsewhere
    page = page_called(page_name)
    return _form(page, Move(page_name, page_name, sent_reason()), request.args.get("to", ""))


@blueprint.post("/move/<path:name>")
@keeps_text
def send(name: str) -> Any:
    """Move the page."""
    require(current_user, "move")
    page = page_called(parse_name(name))
    written, form = request.form.get("to", ""), request.form
    reason = sent_reason()
    wanted = Move(page.name, page.name, reason, "subpages" in form, "redirect" in form or not can(WITHOUT_REDIRECT))
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        to = parse_name(written)
        move_page(replace(wanted, to=to, number=sent_number() or page.id), by=current_user)
    except Refusal as refusal:
        return _form(page, wanted, written, refusal), refusal.status
    return redirect(url_for("moving.moved", name=to.address, old=wanted.page.address), 303)


def _form(page: Page, wanted: Move, to: str, refusal: Refusal | None = None) -> str:
    below = subpages_of(page.name)
    return render_template(
        "gardening/move.html",
        **about(page.name, page),
        wanted=wanted,
        number=page.id if isinstance(refusal, AnotherPage) else sent_number() or page.id,
        to=to or page.name.full,
        below=[each.name for each in below],
        needs_gardener=needs_a_gardener(page.name) and not can(ANY),
        protected=why_not("move", page.name),
        may_leave_none=can(WITHOUT_REDIRECT),
        error=sentence(refusal) if refusal else "",
        most=MAX_REASON,
    )


@blueprint.get("/moved/<path:name>")
def moved(name: str) -> Any:
    """What came of a move (`?old=` the old name): the way back, and the pages that still say the old name."""
    require(current_user, "move")
    page = page_called(parse_name(name))
    old = parse_name(request.args.get("old", ""))
    pairs = moved_to(old, page.name)
    return _moved(page, old, pairs, naming(pairs))


@blueprint.post("/moved/<path:name>")
def relink(name: str) -> Any:
    """Write the links on the chosen pages anew, some at a time; those that are left stand ready for the next press."""
    require(current_user, "edit")
    page = page_called(parse_name(name))
    old = parse_name(request.args.get("old", ""))
    pairs = moved_to(old, page.name)
    left = set(_names(request.form.getlist("left")))
    waiting = [each for each in naming(pairs) if each not in left]
    if "every" not in request.form:
        chosen = set(_names(request.form.getlist("page")))
        waiting = [each for each in waiting if each in chosen]
    done = write_anew(waiting[:AT_ONCE], pairs, by=current_user)
    refused = left | {each.page for each in done if each.why}
    return _moved(page, old, pairs, naming(pairs), done, refused, goes_on=waiting[AT_ONCE:])


def _moved(
    page: Page,
    old: PageName,
    pairs: Sequence[tuple[PageName, PageName]],
    found: Sequence[PageName],
    done: Sequence[Done] = (),
    refused: set[PageName] | None = None,
    goes_on: Sequence[PageName] = (),
) -> str:
    left = refused or set()
    waiting = [each for each in found if each not in left]
    part = paging(len(waiting), SHOWN)
    return render_template(
        "gardening/moved.html",
        **about(page.name, page),
        old=old,
        pairs=pairs,
        left_redirect=find_page(old) is not None,
        waiting=part.slice(waiting),
        total=len(waiting),
        chosen=set(goes_on),
        led_below={new for new, _old, _targets in led_below(pairs)},
        changed=[each for each in done if not each.why],
        refused=[each for each in done if each.why],
        left=sorted(left),
        paging=part,
    )


def _names(texts: Sequence[str]) -> list[PageName]:
    """The names among what was sent."""
    found = []
    for text in texts:
        try:
            found.append(parse_name(text))
        except BadName:
            continue
    return found


def way_back(entry: Entry) -> str | None:
    """Where the page that `entry` tells of is moved back, as long as it is called what it was moved to."""
    details = entry.details or {}
    old, new = details.get("from"), details.get("to")
    page = find_page(parse_name(new)) if old and new else None
    if page is None or page.id != entry.page_id or not can_move(current_user, page.name):
        return None
    return url_for("moving.move", name=page.name.address, to=old, reason=gettext("moved back"))


def init_moving(app: Flask) -> None:
    """Offer the act where others stand, and its undoing where it stands in the log."""
    offer_act(
        app,
        PageAct(
            10,
            N_("Move the page"),
            "move",
            "move",
            lambda name: url_for("moving.move", name=name.address),
            lambda person, name, page: page is not None and can_move(person, name),
        ),
    )
    undo_at(app, "move", "move", way_back)
