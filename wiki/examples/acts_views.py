"""The addresses at which municipalities say something about an example, and the list of those to look after."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.faults import BadForm
from wiki.accounts.permissions import require
from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.examples.alike import hide_likeness, show_likeness, similar_to
from wiki.examples.confirm import confirm, freshness, overdue_among
from wiki.examples.contact import Written, asked, colleagues, remove_contact, set_contact, written
from wiki.examples.family import family
from wiki.examples.said_models import MAX_NOTE, MAX_ROLE
from wiki.examples.speaking import is_spoken_for, require_tending, waiting_words
from wiki.examples.stances import KINDS, remove_stance, stances, take_stance, withdraw_stance
from wiki.markup import parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.pages.views import about

blueprint = Blueprint("acts", __name__)

STALE = N_("The form had been open too long. What you wrote is still here: press the button once more.")


@blueprint.post("/stance/<path:name>")
@keeps_text
def stance(name: str) -> Any:
    """Say how one's municipality relates to an example, or take it back."""
    page = _page(name, "speak for one’s municipality")
    key, note = request.form.get("stance", ""), request.form.get("note", "")
    try:
        _refuse_stale()
        if "remove" in request.form:
            remove_stance(page, request.form["remove"], current_user)
            flash(gettext("It is taken away from the list."))
        elif "withdraw" in request.form:
            withdraw_stance(page, current_user)
            flash(gettext("Your municipality is no longer in the list."))
        else:
            take_stance(page, key, note, current_user)
            flash(gettext("Thank you! Now others can see how you do."))
    except Refusal as refusal:
        shown = render_template(
            "examples/stance.html", **about(page.name, page), chosen=key, note=note, problem=sentence(refusal)
        )
        return shown, refusal.status
    return _back(page, "mk-stances")


@blueprint.post("/still/<path:name>")
def still(name: str) -> Any:
    """Confirm that an example is still true."""
    page = _page(name, "speak for one’s municipality")
    confirm(page, current_user)
    flash(gettext("Thank you! The example is confirmed."))
    return _back(page, "mk-still")


@blueprint.get("/contact/<path:name>")
def contact(name: str) -> Any:
    """The form in which one says whom to ask."""
    page = _page(name, "speak for one’s municipality")
    require_tending(current_user, page)
    if not is_spoken_for(page):
        raise NotFound
    return _contact_form(page, written(page), {})


@blueprint.post("/contact/<path:name>")
@keeps_text
def send_contact(name: str) -> Any:
    """Say whom to ask, or that there is nobody."""
    page = _page(name, "speak for one’s municipality")
    form = request.form
    filled = Written(form.get("role", ""), form.get("mailbox", ""), form.get("person", ""))
    try:
        _refuse_stale()
        if "remove" in form:
            remove_contact(page, current_user)
        else:
            set_contact(page, filled, current_user)
    except BadForm as bad:
        return _contact_form(page, filled, {field: sentence(each) for field, each in bad.faults.items()}), bad.status
    except StaleForm as stale:
        require_tending(current_user, page)
        return _contact_form(page, filled, {"role": sentence(stale)}), stale.status
    flash(gettext("The contact is saved."))
    return _back(page, "mk-contact")


@blueprint.post("/likeness/<path:name>")
def likeness(name: str) -> Any:
    """Say that an example is not like this one, or take that back."""
    page = _page(name, "speak for one’s municipality")
    number = request.form.get("other", default=0, type=int)
    other = session().get(Page, number) if 0 < number <= MAX_ID else None
    if other is None:
        raise NotFound
    anchor = request.form.get("anchor", "")
    if "show" in request.form:
        show_likeness(page, other, anchor, current_user)
    else:
        hide_likeness(page, other, anchor, current_user)
        flash(gettext("The example is no longer shown as similar. You can take that back under the list."))
    return _back(page, "mk-similar")


@blueprint.get("/overdue")
def overdue_list() -> Any:
    """Where the examples were listed that nobody has confirmed for too long, before there were reports."""
    require(current_user, "speak for any municipality")
    return redirect(url_for("reports.show", name="stale"), 301)


def _page(name: str, right: str) -> Page:
    """The page of that name, for those with the right. Raises SignInNeeded, Forbidden, NotFound."""
    require(current_user, right)
    page_name = parse_name(name)
    page = find_page(page_name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=page_name.full)
    return page


def _refuse_stale() -> None:
    if form_is_stale():
        raise StaleForm(STALE)


def _contact_form(page: Page, filled: Written, faults: dict[str, str]) -> str:
    return render_template(
        "examples/contact.html",
        **about(page.name, page),
        written=filled,
        faults=faults,
        people=[("", gettext("Nobody")), *((each.name, each.name) for each in colleagues(page))],
        most=MAX_ROLE,
    )


def _back(page: Page, anchor: str) -> Any:
    return redirect(url_for("pages.read", name=page.name.address, _anchor=anchor), 303)


def init_acts(app: Flask) -> None:
    """Give the templates what municipalities say."""
    app.jinja_env.globals.update(
        stances_of=stances,
        stance_kinds=KINDS,
        most_of_note=MAX_NOTE,
        freshness_of=freshness,
        contact_of=asked,
        family_of=family,
        waiting_words=waiting_words,
        similar_to=similar_to,
        overdue_among=overdue_among,
    )
