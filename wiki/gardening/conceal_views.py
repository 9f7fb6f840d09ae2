"""Hiding parts of a version: what it holds, what is hidden of it, and why."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.conceal import RIGHT, conceal, original, reveal
from wiki.gardening.delete_views import STALE
from wiki.pages.hidden import hidden_in
from wiki.pages.queries import revision
from wiki.pages.views import about

blueprint = Blueprint("concealing", __name__)


@blueprint.get("/revision/<int:revision_id>/hide", endpoint="look")
def look(revision_id: int) -> Any:
    """What the version holds, hidden or not, and the forms that hide and show its parts."""
    require(current_user, RIGHT)
    return _shown(revision_id)


@blueprint.post("/revision/<int:revision_id>/hide")
@keeps_text
def hide(revision_id: int) -> Any:
    """Hide the parts that were chosen."""
    require(current_user, RIGHT)
    parts, reason = request.form.getlist("part"), request.form.get("reason", "")
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        revision(revision_id)
        conceal(revision_id, parts, reason, by=current_user)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return _shown(revision_id, parts, reason, sentence(refusal)), refusal.status
    flash(gettext("It is hidden. Everybody sees that it is, and your reason."))
    return redirect(url_for("concealing.look", revision_id=revision_id), 303)


@blueprint.post("/revision/<int:revision_id>/show")
def show(revision_id: int) -> Any:
    """Show the parts that were chosen again."""
    require(current_user, RIGHT)
    reveal(revision_id, request.form.getlist("part"), by=current_user)
    flash(gettext("It is shown again."))
    return redirect(url_for("concealing.look", revision_id=revision_id), 303)


def _shown(revision_id: int, parts: list[str] | None = None, reason: str = "", error: str = "") -> str:
    found = revision(revision_id)
    page = found.page
    return render_template(
        "gardening/conceal.html",
        **about(page.name, page),
        revision=found,
        original=original(revision_id),
        hidden=hidden_in([revision_id]).get(revision_id, {}),
        is_current=page.current_revision_id == revision_id,
        chosen=parts or [],
        reason=reason,
        error=error,
    )
