"""What is decided about somebody in the lists of users and of newcomers."""

from typing import Any

from flask import flash, redirect, request

from wiki.accounts.belonging import vouch_for
from wiki.accounts.destination import destination
from wiki.accounts.models import Role
from wiki.accounts.roles import ROLE_NAMES, change_role
from wiki.accounts.views.forms import me
from wiki.core.errors import Refusal
from wiki.core.i18n import gettext


def vouch(number: int) -> Any:
    """Say that somebody who has changed municipality works where they say."""
    user = vouch_for(number, me())
    flash(gettext("%(name)s can speak for their municipality from now on.", name=user.name))
    return redirect(destination() if request.form.get("next") else "/newcomers", 303)


def role(number: int) -> Any:
    """Give somebody another role."""
    text = request.form.get("role", "")
    if text not in {str(int(each)) for each in Role}:
        raise Refusal
    user = change_role(number, Role(int(text)), me())
    flash(gettext("%(name)s now has the role %(role)s.", name=user.name, role=gettext(ROLE_NAMES[Role(user.role)])))
    return redirect(destination() if request.form.get("next") else "/users")
