"""The forms that hide parts of something and show them again: one way for versions, files and lines of the log."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask_login import current_user

from wiki.accounts.models import User
from wiki.core.errors import NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.core.web import StaleForm, form_is_stale
from wiki.gardening.delete_views import STALE

Shown = Callable[[list[str], str, str], str]
"""The form as a page: with the parts that were chosen, the reason that was given, and what is wrong with them."""


def hide_as_sent(number: int, hide: Callable[[int, list[str], str, User], None], shown: Shown, address: str) -> Any:
    """Hide the parts of thing `number` that the form names; then lead to `address`, or show the form once more."""
    parts, reason = request.form.getlist("part"), request.form.get("reason", "")
    try:
        if form_is_stale():
            raise StaleForm(STALE)
        hide(number, parts, reason, current_user)
    except NotFound:
        raise
    except Refusal as refusal:
        return shown(parts, reason, sentence(refusal)), refusal.status
    flash(gettext("It is hidden. Everybody sees that it is, and your reason."))
    return redirect(address, 303)


def show_as_sent(number: int, show: Callable[[int, list[str], User], None], address: str) -> Any:
    """Show the parts of thing `number` that the form names again, and lead to `address`."""
    if parts := request.form.getlist("part"):
        show(number, parts, current_user)
        flash(gettext("It is shown again."))
    return redirect(address, 303)
