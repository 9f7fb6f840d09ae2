"""Copying a page: the form, and doing it."""

from typing import Any

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.asked import STALE, page_called, sent_reason
from wiki.gardening.copy import Copy, copy_page
from wiki.markup import Namespace, PageName, parse_name
from wiki.pages.acts import PageAct, offer_act
from wiki.pages.views import about, canonical

blueprint = Blueprint("copying", __name__)


@blueprint.get("/copy/<path:name>")
def copy(name: str) -> Any:
    """The form: what the copy is called, and why it is made."""
    require(current_user, "create")
    page_name, elsewhere = canonical("copying.copy", name)
    return elsewhere or _form(page_name, "", "")


@blueprint.post("/copy/<path:name>")
@keeps_text
def send(name: str) -> Any:
    """Make the copy."""
    require(current_user, "create")
    page_name, written = parse_name(name), request.form.get("to", "")
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        to = parse_name(written)
        copy_page(Copy(page_name, to, sent_reason()), by=current_user)
    except Refusal as refusal:
        return _form(page_name, written, sentence(refusal)), refusal.status
    flash(gettext("The copy is here now. Its history says where the text comes from."))
    return redirect(to.path, 303)


def _form(name: PageName, to: str, error: str) -> str:
    return render_template(
        "gardening/copy.html",
        **about(name, page_called(name)),
        to=to,
        reason=sent_reason(),
        error=error,
        most=MAX_REASON,
    )


def init_copying(app: Flask) -> None:
    """Offer the act where others stand."""
    offer_act(
        app,
        PageAct(
            20,
            N_("Copy the page"),
            "file",
            "create",
            lambda name: url_for("copying.copy", name=name.address),
            lambda _person, name, page: page is not None and name.namespace is not Namespace.FILE,
        ),
    )
