"""What one has been told, and what one has seen of it."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.destination import destination
from wiki.accounts.permissions import require
from wiki.core.numbers import row_number
from wiki.core.paging import paging
from wiki.journal.days import under_days
from wiki.notices.queries import PER_PAGE, count_notices, notices_of
from wiki.notices.see import NoSuchNotice, see_all, see_all_watched, see_notice, see_watched_page
from wiki.notices.sentences import sentence, sentences

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
def notices() -> str:
    """What one has been told: the unseen first, then the rest day by day (`?unseen=1`)."""
    require(current_user, "watch")
    unseen_only = request.args.get("unseen") == "1"
    unseen = count_notices(current_user, unseen=True)
    part = paging(unseen if unseen_only else count_notices(current_user), PER_PAGE)
    found = notices_of(current_user, part.per_page, part.offset, unseen=unseen_only)
    said = list(zip(found, sentences(found), strict=True))
    return render_template(
        "notices/notices.html",
        fresh=[each for each in said if each[0].seen_at is None],
        days=under_days([each for each in said if each[0].seen_at], lambda each: each[0].made_at),
        unseen=unseen,
        unseen_only=unseen_only,
        paging=part,
    )


@blueprint.get("/notices/<int:number>")
def follow(number: int) -> Any:
    """Go where a notice leads, which calls it seen.

    That is the reader's own mark and nothing else, once is the same as twice, and what a browser fetches in advance
    leaves it alone: so it may be an ordinary link.
    """
    require(current_user, "watch")
    if "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", "")):
        return "", 204
    wanted = row_number(str(number))
    if wanted is None:
        raise NoSuchNotice
    return redirect(sentence(see_notice(wanted, by=current_user)).url, 303)


@blueprint.post("/notices/seen")
def see() -> Any:
    """Call one notice seen (`number`), or all."""
    require(current_user, "watch")
    if "number" in request.form:
        see_notice(row_number(request.form["number"]) or 0, by=current_user)
    else:
        see_all(by=current_user)
    return redirect(url_for("notices.notices"), 303)


@blueprint.post("/watchlist/seen")
def see_watched() -> Any:
    """Call seen what has changed on one page (`page`), or on all that one watches."""
    require(current_user, "watch")
    if "page" in request.form:
        see_watched_page(row_number(request.form["page"]) or 0, by=current_user)
    else:
        see_all_watched(by=current_user)
    return redirect(destination() if "next" in request.form else url_for("watch.changed"), 303)
