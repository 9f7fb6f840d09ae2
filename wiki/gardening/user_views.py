"""The list of users, for administrators."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_login import current_user

from wiki.accounts.belonging import speaks_later
from wiki.accounts.permissions import require
from wiki.accounts.queries import count_users
from wiki.accounts.roles import ROLE_NAMES
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.gardening.user_list import SORTS, list_users_by
from wiki.municipalities.register import by_code

blueprint = Blueprint("user_list", __name__)


@blueprint.get("/users")
def users() -> Any:
    """Who has an account."""
    require(current_user, "manage users")
    sought, sort = request.args.get("q", ""), request.args.get("sort", "name")
    sort = sort if sort in SORTS else "name"
    pages = paging(count_users(sought))
    shown = {
        "users": list_users_by(sort, sought, pages.offset, pages.per_page),
        "sort": sort,
        "sorts": [(key, gettext(words)) for key, words in SORTS.items()],
        "roles": [(int(each), gettext(name)) for each, name in ROLE_NAMES.items()],
        "by_code": by_code,
        "speaks_later": speaks_later,
    }
    return render_template("gardening/users.html", sought=sought, paging=pages, **shown)
