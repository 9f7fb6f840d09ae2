"""Acts on many pages: choose a list, tick pages in it, see what would happen to each, and let it happen in parts."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.paging import paging
from wiki.core.web import StaleForm, form_is_stale, keeps_text
from wiki.gardening.asked import STALE, sent_reason
from wiki.gardening.bulk import ACTS, RIGHT, BulkAct, Said, Told, done, planned
from wiki.gardening.bulk_lists import LABELS, pages_listed
from wiki.gardening.lasting import NEVER, read_until, span_choices
from wiki.gardening.reasons import read_reason
from wiki.markup import BadName, PageName, parse_name

PER_PAGE = 200
MOST = 1000  # pages in one go
AT_ONCE = 25  # pages that are done before the reader hears how it goes

blueprint = Blueprint("bulk", __name__)


class Unready(Refusal):
    """Something has not been chosen."""

    status = 422


@blueprint.get("/bulk")
def choose() -> Any:
    """The lists, and the pages of the one that was chosen (`?list=prefix&q=Verktyg:`), to be ticked."""
    require(current_user, RIGHT)
    return _list()


def _list(error: str = "") -> str:
    chosen, asked = request.values.get("list", ""), request.values.get("q", "")
    found = pages_listed(chosen, asked) if chosen in LABELS else []
    part = paging(len(found), PER_PAGE)
    return render_template(
        "gardening/bulk.html",
        lists=[(key, gettext(label)) for key, label in LABELS.items() if key != "report" or chosen == key],
        chosen=chosen,
        asked=asked,
        found=part.slice(found),
        ticked={name.full for name in _names()} if error else {name.full for name in found if "all" in request.args},
        acts=ACTS,
        act=request.values.get("act", ""),
        told=request.values.get("told", ""),
        reason=request.values.get("reason", ""),
        spans=span_choices(),
        lasts=request.form.get("lasts", NEVER),
        date=request.form.get("date", ""),
        every="every" in request.form,
        error=error,
        most=MAX_REASON,
        paging=part,
    )


@blueprint.post("/bulk")
@keeps_text
def act() -> Any:
    """First say what would happen to each page, then, when that is confirmed, do it, some pages at a time."""
    require(current_user, RIGHT)
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        chosen, names = _act(), _names()
        said = _said(chosen)
        if not names:
            raise Unready(N_("Tick at least one page."))
        if len(names) > MOST:
            raise Unready(N_("At most %(most)s pages can be changed in one go."), most=MOST)
    except Refusal as refusal:
        return _list(sentence(refusal)), refusal.status
    if "go" not in request.form:
        plan = planned(chosen, names, said, by=current_user)
        return render_template("gardening/bulk_plan.html", act=chosen, plan=plan, results=(), left=(), **_again(said))
    results = done(chosen, names[:AT_ONCE], said, by=current_user)
    return _result(chosen, said, results, names[AT_ONCE:])


def _result(chosen: BulkAct, said: Said, results: Sequence[Told], left: Sequence[PageName]) -> str:
    before = request.form.get("before", type=int, default=0)
    refused = [
        *request.form.getlist("refused"),
        *(f"{each.page.full}: {each.said}" for each in results if each.refused),
    ]
    return render_template(
        "gardening/bulk_plan.html",
        act=chosen,
        plan=(),
        results=results,
        number=before + sum(not each.refused for each in results),
        refused=refused[:MOST],
        left=left,
        **_again(said),
    )


def _again(said: Said) -> dict[str, Any]:
    """What the next form has to say once more."""
    chosen, asked = request.form.get("list", ""), request.form.get("q", "")
    lists = {"chosen": chosen, "asked": asked, "back": _back(chosen, asked)}
    return {"said": said, "lasts": said.until.isoformat() if said.until else NEVER, **lists}


def _back(chosen: str, asked: str) -> str:
    """The address of the list that the pages were chosen from."""
    if chosen == "report" and asked:
        return url_for("reports.show", name=asked)
    return url_for("bulk.choose", list=chosen, q=asked)


def _said(act: BulkAct) -> Said:
    """What else the form says. Raises BadSpan."""
    until = read_until(request.form.get("lasts", NEVER), request.form.get("date", "")) if act.lasting else None
    return Said(request.form.get("told", "").strip(), sent_reason(), until)


def _act() -> BulkAct:
    """The act that was chosen. Raises Unready and BadReason."""
    found = next((each for each in ACTS if each.key == request.form.get("act")), None)
    if found is None:
        raise Unready(N_("Choose what is to be done with the pages."))
    if found.asks and not request.form.get("told", "").strip():
        raise Unready(N_("Write which category, or how the new names begin."))
    read_reason(request.form.get("reason", ""), needed=found.why)
    return found


def _names() -> list[PageName]:
    """The pages that were ticked, each once; or all of the list, on whichever of its pages they stand."""
    if "every" in request.form:
        return pages_listed(request.form.get("list", ""), request.form.get("q", ""))
    found = []
    for text in request.form.getlist("page"):
        try:
            found.append(parse_name(text))
        except BadName:
            continue
    return list(dict.fromkeys(found))
