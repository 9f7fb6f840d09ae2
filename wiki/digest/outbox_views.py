"""The outbox, for administrators."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template

from wiki.accounts.permissions import require
from wiki.accounts.views.forms import me
from wiki.core.i18n import gettext, ngettext
from wiki.core.paging import paging
from wiki.digest import queries
from wiki.digest.retry import RIGHT, resume, retry, retry_all

blueprint = Blueprint("outbox", __name__)

PLACE = "/users/letters"


@blueprint.get(PLACE)
def show() -> Any:
    """How the outbox stands, and what could not be sent."""
    require(me(), RIGHT)
    outbox = queries.outbox()
    pages = paging(outbox.failed)
    failed = queries.failed_letters(pages.offset, pages.per_page)
    return render_template("digest/outbox.html", outbox=outbox, failed=failed, paging=pages, pauses=queries.pauses())


@blueprint.post(f"{PLACE}/<int:number>/retry")
def again(number: int) -> Any:
    """Send one letter once more."""
    retry(number, me())
    flash(gettext("The letter is sent once more."))
    return redirect(PLACE)


@blueprint.post(f"{PLACE}/retry")
def all_again() -> Any:
    """Send all that failed once more."""
    count = retry_all(me())
    flash(ngettext("One letter is sent once more.", "%(num)s letters are sent once more.", count))
    return redirect(PLACE)


@blueprint.post(f"{PLACE}/<int:number>/resume")
def take_again(number: int) -> Any:
    """Send letters to an account's address again."""
    resume(number, me())
    flash(gettext("Letters are sent to the address again."))
    return redirect(PLACE)
