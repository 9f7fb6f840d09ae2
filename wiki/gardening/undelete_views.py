"""What has been deleted: the list, each page with its versions, and bringing it back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask_login import current_user
from sqlalchemy import func, select

from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.paging import Paging, paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.files.models import File, FileVersion
from wiki.gardening.delete_views import STALE
from wiki.gardening.left_behind import count_left, deleted_home_of, home_of, versions_of
from wiki.gardening.reasons import BadReason
from wiki.gardening.ticks import Ticks
from wiki.gardening.undelete import NameTaken, OtherKind, undelete_page
from wiki.markup import BadName, parse_name
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
    left = count_left([each.page_id for each in shown])
    return render_template("gardening/deleted.html", removals=shown, left=left, paging=part, words=words)


@blueprint.get("/deleted/<int:page_id>")
def show(page_id: int) -> Any:
    """One deleted page: its versions, and the form that brings it back, or those of them that are chosen."""
    require(current_user, SEE)
    return _shown(page_id, Ticks())


@blueprint.post("/deleted/<int:page_id>")
@keeps_text
def undelete(page_id: int) -> Any:
    """Bring back what was chosen; or only leaf through the versions, with what has been chosen so far."""
    require(current_user, "undelete")
    to, reason = request.form.get("to", "").strip(), request.form.get("reason", "")
    ticks = Ticks.sent(request.form)
    if "leaf" in request.form or "all" in request.form:
        return _shown(page_id, ticks, to, reason)
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        chosen = None if ticks.are_all else ticks.among(versions_of(page_id))
        page = undelete_page(page_id, reason, by=current_user, to=parse_name(to) if to else None, chosen=chosen)
    except NotFound:
        raise
    except Refusal as refusal:
        return _shown(page_id, ticks, to, reason, {_field(refusal): sentence(refusal)}), refusal.status
    flash(_done(page_id, page.id, chosen))
    return redirect(page.name.path, 303)


def _field(refusal: Refusal) -> str:
    """Which field of the form was wrong; empty for what is chosen below it, or the whole."""
    if isinstance(refusal, BadReason):
        return "reason"
    return "to" if isinstance(refusal, NameTaken | OtherKind | BadName) else ""


def _done(asked: int, brought: int, chosen: Collection[int] | None) -> str:
    if asked != brought:
        return gettext("The versions are back on their page.")
    if chosen is None:
        return gettext("The page is back, with all its versions and its discussion.")
    back = gettext("The page is back with the versions you chose, and with its discussion.")
    return f"{back} {gettext('The others stay deleted. They are among the deleted pages, if they are needed.')}"


def _shown(page_id: int, ticks: Ticks, to: str = "", reason: str = "", errors: Mapping[str, str] | None = None) -> str:
    gone = removal(page_id)
    name = gone.page.name
    versions = history(page_id).execution_options(removed=True)
    part = _part(paging(len(versions_of(page_id))), ticks.page)
    shown = session().scalars(versions.offset(part.offset).limit(part.per_page)).all()
    home = home_of(page_id)
    taken = home is None and find_page(name) is not None
    return render_template(
        "gardening/deleted_page.html",
        removal=gone,
        name=name,
        home=home,
        deleted_home=deleted_home_of(page_id),
        revisions=shown,
        hidden=hidden_in(each.id for each in shown),
        files=_files(page_id),
        topics=_topics(page_id),
        paging=part,
        ticks=ticks,
        taken=taken,
        to=to or (gettext("%(name)s (restored)", name=name.full) if taken else name.full),
        reason=reason,
        errors=errors or {},
    )


def _part(asked: Paging, page: int | None) -> Paging:
    """The part of the list that the form asks for, else the address."""
    return replace(asked, page=min(max(page, 1), asked.pages)) if page else asked


def _files(page_id: int) -> list[FileVersion]:
    """The versions of the file that was deleted with the page, the newest first."""
    found = select(FileVersion).join(File, File.id == FileVersion.file_id).where(File.removed_with == page_id)
    found = found.order_by(FileVersion.number.desc()).limit(20).execution_options(removed=True)
    return list(session().scalars(found))


def _topics(page_id: int) -> int:
    counted = select(func.count(Topic.id)).where(Topic.page_id == page_id)
    return session().scalar(counted.execution_options(removed=True)) or 0
