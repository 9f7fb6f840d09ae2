"""The list of users, for administrators."""

from typing import Any

from flask import flash, redirect, render_template, request

from wiki.accounts.belonging import speaks_later, vouch_for
from wiki.accounts.destination import destination
from wiki.accounts.models import Role
from wiki.accounts.permissions import require
from wiki.accounts.queries import count_users, list_users
from wiki.accounts.roles import ROLE_NAMES, change_role
from wiki.accounts.views.forms import me
from wiki.core.errors import Refusal
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.municipalities.register import by_code


def users() -> Any:
    """Who has an account."""
    require(me(), "manage users")
    sought = request.args.get("q", "")
    pages = paging(count_users(sought))
    shown = {
        "users": list_users(sought, pages.offset, pages.per_page),
        "roles": [(int(each), gettext(name)) for each, name in ROLE_NAMES.items()],
        "by_code": by_code,
        "speaks_later": speaks_later,
    }
    return render_template("accounts/users.html", sought=sought, paging=pages, **shown)


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
