"""What has been deleted: the list, each page with its versions, and bringing it back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import current_user
from sqlalchemy import func, select

from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.files.models import File, FileVersion
from wiki.gardening.delete_views import STALE
from wiki.gardening.undelete import undelete_page
from wiki.markup import parse_name
from wiki.pages.hidden import hidden_in
from wiki.pages.models import Page, Removal
from wiki.pages.queries import find_page, history
from wiki.pages.removed import SEE, removal, removals
from wiki.talk.models import Topic

blueprint = Blueprint("deleted", __name__)


@blueprint.get("/deleted")
def deleted() -> Any:
    """All pages that have been deleted, the last first (`?q=piloter`)."""
    require(current_user, SEE)
    words = " ".join(request.args.get("q", "").split())[:255]
    found = removals()
    if words:
        title = words.partition(":")[2].strip() or words
        found = found.where(Page.title.icontains(title, autoescape=True))
    counted = found.with_only_columns(func.count(Removal.page_id)).order_by(None)
    part = paging(session().scalar(counted) or 0)
    shown = session().scalars(found.offset(part.offset).limit(part.per_page)).all()
    return render_template("gardening/deleted.html", removals=shown, paging=part, words=words)


@blueprint.get("/deleted/<int:page_id>")
def show(page_id: int) -> Any:
    """One deleted page: its versions, and the form that brings it back."""
    require(current_user, SEE)
    return _shown(page_id)


@blueprint.post("/deleted/<int:page_id>")
@keeps_text
def undelete(page_id: int) -> Any:
    """Bring it back."""
    require(current_user, "undelete")
    to, reason = request.form.get("to", "").strip(), request.form.get("reason", "")
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        page = undelete_page(page_id, reason, by=current_user, to=parse_name(to) if to else None)
    except NotFound:
        raise
    except Refusal as refusal:
        return _shown(page_id, to, reason, sentence(refusal)), refusal.status
    flash(gettext("The page is back, with all its versions and its discussion."))
    return redirect(page.name.path, 303)


def _shown(page_id: int, to: str = "", reason: str = "", error: str = "") -> str:
    gone = removal(page_id)
    name = gone.page.name
    versions = history(page_id).execution_options(removed=True)
    numbers = versions.with_only_columns(func.count()).order_by(None).options()
    part = paging(session().scalar(numbers) or 0)
    shown = session().scalars(versions.offset(part.offset).limit(part.per_page)).all()
    taken = find_page(name) is not None
    return render_template(
        "gardening/deleted_page.html",
        removal=gone,
        name=name,
        revisions=shown,
        hidden=hidden_in(each.id for each in shown),
        files=_files(page_id),
        topics=_topics(page_id),
        paging=part,
        taken=taken,
        to=to or (gettext("%(name)s (restored)", name=name.full) if taken else name.full),
        reason=reason,
        error=error,
    )


def _files(page_id: int) -> list[FileVersion]:
    """The versions of the file that was deleted with the page, the newest first."""
    found = select(FileVersion).join(File, File.id == FileVersion.file_id).where(File.removed_with == page_id)
    found = found.order_by(FileVersion.number.desc()).limit(20).execution_options(removed=True)
    return list(session().scalars(found))


def _topics(page_id: int) -> int:
    counted = select(func.count(Topic.id)).where(Topic.page_id == page_id)
    return session().scalar(counted.execution_options(removed=True)) or 0
