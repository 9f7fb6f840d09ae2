"""The list of users."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import current_user

from wiki.accounts.belonging import speaks_later
from wiki.accounts.models import Role
from wiki.accounts.permissions import can, require
from wiki.accounts.roles import ROLE_NAMES
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.gardening.user_list import SORTS, SORTS_OF_ALL, Sought, count_sought, list_users_by
from wiki.municipalities.register import by_code

KINDS = {"gardeners": (Role.GARDENER, N_("Gardeners")), "administrators": (Role.ADMINISTRATOR, N_("Administrators"))}

blueprint = Blueprint("user_list", __name__)


@blueprint.get("/users")
def users() -> Any:
    """Who has an account. Addresses and when people were last seen are for administrators."""
    require(current_user, "see users")
    sees_all = can("manage users")
    text, sort, kind = (request.args.get(key, "") for key in ("q", "sort", "role"))
    sorts = SORTS_OF_ALL if sees_all else SORTS
    sought = Sought(text, KINDS[kind][0] if kind in KINDS else None, addresses=sees_all)
    pages = paging(count_sought(sought))
    sort = sort if sort in sorts else "name"
    return render_template(
        "gardening/users.html",
        users=list_users_by(sort, sought, pages.offset, pages.per_page),
        sees_all=sees_all,
        sought=text,
        sort=sort,
        sorts=[(key, gettext(words)) for key, words in sorts.items()],
        kind=kind if kind in KINDS else "",
        kinds=[(key, gettext(words)) for key, (_role, words) in KINDS.items()],
        roles=[(int(each), gettext(name)) for each, name in ROLE_NAMES.items()],
        role_names={int(each): gettext(name) for each, name in ROLE_NAMES.items()},
        by_code=by_code,
        speaks_later=speaks_later,
        paging=pages,
    )
