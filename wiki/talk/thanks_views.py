"""Thanking: one click, and one more takes it back."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_login import current_user

from wiki.pages import queries as pages
from wiki.talk import queries
from wiki.talk.thank import thank_for_reply, thank_for_revision

blueprint = Blueprint("thanks", __name__)


@blueprint.post("/reply/<int:reply_id>/thank")
def for_reply(reply_id: int) -> Any:
    """Thank for a post; with `thanked=0` that is taken back."""
    thank_for_reply(queries.reply(reply_id), by=current_user, taken_back=_taken_back())
    return redirect(url_for("talk.reply_link", reply_id=reply_id), 303)


@blueprint.post("/revision/<int:revision_id>/thank")
def for_revision(revision_id: int) -> Any:
    """Thank for a version of a page; with `thanked=0` that is taken back."""
    revision = pages.revision(revision_id)
    thank_for_revision(revision, by=current_user, taken_back=_taken_back())
    page = request.form.get("page", default=1, type=int)
    address = url_for(
        "pages.history",
        name=revision.page.name.address,
        page=page if page > 1 else None,
        _anchor=f"version-{revision_id}",
    )
    return redirect(address, 303)


def _taken_back() -> bool:
    return request.form.get("thanked") == "0"
