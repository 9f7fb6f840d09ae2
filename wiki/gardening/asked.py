"""What the forms of acts on whole pages have in common."""

from flask import request

from wiki.accounts.hidden import MAX_REASON
from wiki.core.errors import N_, NotFound
from wiki.core.numbers import row_number
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.pages.queries import find_page

STALE = N_("The form had been open too long. What you wrote is still here: press the button once more.")


def sent_reason() -> str:
    """The reason in the form or, before anybody has sent one, in the address."""
    return " ".join((request.form.get("reason") or request.args.get("reason", "")).split())[:MAX_REASON]


def page_called(name: PageName) -> Page:
    """The page called `name`. Raises NotFound."""
    page = find_page(name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    return page


def sent_number() -> int | None:
    """The number of the page that the form was opened for."""
    return row_number(request.form.get("number", ""))
