"""The way on from a page that was just published to saying whom one can ask about it."""

from flask import url_for
from markupsafe import Markup

from wiki.core.i18n import gettext
from wiki.examples.speaking import is_spoken_for, may_tend
from wiki.pages.models import Page


def whom_to_ask(page: Page | None) -> Markup:
    """A link for whoever made the present request, where they may say it; else nothing."""
    if page is None or not (is_spoken_for(page) and may_tend(page)):
        return Markup()
    address = url_for("acts.contact", name=page.name.address)
    return Markup(' <a href="{}">{}</a>').format(address, gettext("Say whom to ask"))
