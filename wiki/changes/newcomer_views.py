"""The list of newcomers, and the way from there to a greeting."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy import select

from wiki.accounts.belonging import who_wait
from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.changes.greet import prepare_greeting
from wiki.changes.newcomers import count_newcomers, newcomers
from wiki.changes.welcome import is_first_time
from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.journal.standing import FEW, LONG, SHORT

blueprint = Blueprint("newcomers", __name__)
blueprint.add_app_template_global(is_first_time)


@blueprint.get("/newcomers")
def newcomer_list() -> str:
    """Who is new here, for gardeners."""
    require(current_user, "greet")
    part = paging(count_newcomers(), per_page=25)
    return render_template(
        "changes/newcomers.html",
        newcomers=newcomers(part.per_page, part.offset),
        paging=part,
        moved=who_wait(),
        few=FEW,
        short=SHORT.days,
        long=LONG.days,
    )


@blueprint.post("/newcomers/<int:number>/greet")
def greet(number: int) -> Any:
    """Go to somebody's talk page, with a topic begun."""
    require(current_user, "greet")
    user = session().scalar(select(User).where(User.id == number))
    if user is None:
        raise NotFound(N_("There is nobody here with that number."))
    page = prepare_greeting(user, by=current_user)
    title = gettext("Welcome, %(name)s!", name=user.name)
    return redirect(url_for("talk.show", name=page.name.address, title=title, _anchor="new"), 303)
