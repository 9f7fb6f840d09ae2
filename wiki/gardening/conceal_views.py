"""Hiding parts of a version: what it holds, what is hidden of it, and why."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, render_template, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.web import keeps_text
from wiki.gardening.conceal import RIGHT, conceal, original, reveal
from wiki.gardening.hiding import hide_as_sent, show_as_sent
from wiki.gardening.moved_version import redirect_left_with
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
    revision(revision_id)
    return hide_as_sent(revision_id, conceal, partial(_shown, revision_id), _address(revision_id))


@blueprint.post("/revision/<int:revision_id>/show")
def show(revision_id: int) -> Any:
    """Show the parts that were chosen again."""
    require(current_user, RIGHT)
    return show_as_sent(revision_id, reveal, _address(revision_id))


def _address(revision_id: int) -> str:
    return url_for("concealing.look", revision_id=revision_id)


def _shown(revision_id: int, chosen: Sequence[str] = (), reason: str = "", error: str = "") -> str:
    found = revision(revision_id)
    page = found.page
    return render_template(
        "gardening/conceal.html",
        **about(page.name, page),
        revision=found,
        original=original(revision_id),
        hidden=hidden_in([revision_id]).get(revision_id, {}),
        left_redirect=redirect_left_with(revision_id) is not None,
        is_current=page.current_revision_id == revision_id,
        chosen=chosen,
        reason=reason,
        error=error,
    )
