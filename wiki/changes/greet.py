"""Greeting: the page of a newcomer is made where there is none, so that there is a place to talk."""

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.changes.newcomers import user_page
from wiki.core.i18n import gettext
from wiki.editing.save import Edit, save_page
from wiki.pages.models import Page
from wiki.pages.queries import find_page


def prepare_greeting(user: User, by: User) -> Page:
    """The page of `user`, on whose talk page `by` may now write. Raises the refusals of `require` and `save_page`."""
    require(by, "greet")
    name = user_page(user)
    page = find_page(name)
    if page is not None:
        return page
    words = gettext("Here %(name)s can tell who they are and what they work with.", name=user.name)
    made = Edit(name, f"{words}\n", summary=gettext("a page to talk on"))
    return save_page(made, by=by).page
