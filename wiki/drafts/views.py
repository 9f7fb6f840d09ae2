"""Keeping what somebody is writing, telling who else is writing, and the list of one's drafts."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.i18n import clock_time, gettext
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.drafts.forms import sent_editor, sent_number, sent_section, sent_writing
from wiki.drafts.keep import bring_back, keep_draft, throw_away, throw_numbered
from wiki.drafts.presence import be_present, leave, others_at
from wiki.drafts.queries import KEPT_DAYS, draft_by_number, drafts_of, listed, offered
from wiki.markup import PageName, parse_name
from wiki.pages.queries import count, find_page, name_now
from wiki.protection.ask import require_on

PER_PAGE = 20

blueprint = Blueprint("drafts", __name__)

blueprint.add_app_template_global(sent_editor)


@blueprint.get("/draft/<path:name>")
def draft(name: str) -> Any:
    """What a script must know to go on where somebody has been logged out: who it is now, and a token for the form."""
    page_name = parse_name(name)
    require_on(current_user, "edit" if find_page(page_name) else "create", page_name)
    found = offered(current_user, page_name, sent_section())
    shared = ("number", "hand", "text", "summary", "base")
    stored = {each: getattr(found, each) for each in shared} if found else None
    answer = jsonify(user=current_user.id, token=generate_csrf(), draft=stored)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.put("/draft/<path:name>")
@keeps_text
def keep(name: str) -> Any:
    """Keep what stands in an open editor."""
    page_name = _written_by_me(name)
    kept = keep_draft(sent_writing(page_name), by=current_user)
    said = gettext("The draft was saved at %(clock)s.", clock=clock_time(now())) if kept else ""
    return jsonify(number=kept.number if kept else None, said=said)


@blueprint.delete("/draft/<path:name>")
@keeps_text
def throw(name: str) -> Any:
    """Throw the draft away."""
    throw_away(_written_by_me(name), sent_section(), by=current_user)
    return jsonify(number=None)


def _written_by_me(name: str) -> PageName:
    """The page that one writes on. Raises SignInNeeded before it says that the form is too old, which is the same."""
    page_name = name_now(parse_name(name), sent_number("base"))
    require_on(current_user, "edit" if find_page(page_name) else "create", page_name)
    if form_is_stale():
        raise StaleForm
    return page_name


@blueprint.post("/presence/<path:name>")
@keeps_text
def present(name: str) -> Any:
    """An open editor says that it is open (or, with `left`, closed), and hears who else has one."""
    page_name = _written_by_me(name)
    if "left" in request.form:
        leave(page_name, by=current_user)
        return jsonify(others=[])
    be_present(page_name, by=current_user)
    return jsonify(others=[other.sentence for other in others_at(page_name, current_user)])


@blueprint.get("/drafts")
def mine() -> Any:
    """One's own drafts."""
    require(current_user, "keep drafts")
    part = paging(count(drafts_of(current_user)), PER_PAGE)
    number = row_number(request.args.get("thrown", ""))
    thrown = draft_by_number(number, current_user) if number is not None else None
    return render_template(
        "drafts/mine.html",
        drafts=listed(current_user, part.per_page, part.offset),
        paging=part,
        thrown=thrown if thrown and thrown.thrown_at else None,
        days=KEPT_DAYS,
    )


@blueprint.post("/drafts/<int:number>/throw")
def throw_listed(number: int) -> Any:
    """Throw one of one's drafts away, from the list."""
    require(current_user, "keep drafts")
    throw_numbered(number, by=current_user)
    return redirect(url_for("drafts.mine", thrown=number), 303)


@blueprint.post("/drafts/<int:number>/restore")
def restore(number: int) -> Any:
    """Take back a draft that was thrown away; the list tells of the one that gave way, if any."""
    require(current_user, "keep drafts")
    gave_way = bring_back(number, by=current_user)
    return redirect(url_for("drafts.mine", thrown=gave_way.id if gave_way else None), 303)
