"""What can be done with a page, as rows of the menu beside its tabs. Each feature offers its own when the wiki starts.

    offer_act(app, PageAct(10, N_("Move the page"), "move", "move", lambda name: f"/move/{name.address}"))

Pages are kept by role (`wiki/journal/kept.py`), so a row may depend on the page and on the role of whoever reads it,
and on nothing else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask, current_app
from flask_login import current_user

from wiki.accounts.permissions import Person, allowed
from wiki.core.i18n import gettext
from wiki.markup import PageName
from wiki.pages.models import Page

Fits = Callable[[Person, PageName, Page | None], bool]
"""Whether an act can be done by somebody with the page called so; None is where there is no page."""


def on_pages(_person: Person, _name: PageName, page: Page | None) -> bool:
    """Fits every page that there is."""
    return page is not None


@dataclass(frozen=True)
class PageAct:
    """One act: its place among the others, its name (a msgid), its sign, the right it takes, and where it is done.

    `fits` is asked after the right. Places: 10 move, 20 copy, 30 protect, 40 delete, 50 merge, 60 the log.
    """

    place: int
    label: str
    sign: str
    right: str
    address: Callable[[PageName], str]
    fits: Fits = on_pages


def offer_act(app: Flask, act: PageAct) -> None:
    """Let `act` stand in the menu of every page that it fits, for whoever has the right."""
    app.extensions.setdefault("wiki.page_acts", []).append(act)


def page_acts(name: PageName, page: Page | None) -> list[tuple[str, str, str]]:
    """The acts that the present reader may do with a page: address, sign and words."""
    return [(act.address(name), act.sign, gettext(act.label)) for act in _fitting(name, page)]


def _fitting(name: PageName, page: Page | None) -> Iterator[PageAct]:
    offered: list[PageAct] = current_app.extensions.get("wiki.page_acts", [])
    for act in sorted(offered, key=lambda act: act.place):
        if allowed(current_user, act.right) and act.fits(current_user, name, page):
            yield act
