"""The front page: in ten seconds, what this is and where to go."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user
from sqlalchemy import select

from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.examples.all_themes import Theme, themes
from wiki.examples.matrix import cells_of, extract
from wiki.examples.matrix_views import WORDS
from wiki.examples.queries import ExampleFilter, examples
from wiki.examples.requests import requests
from wiki.front.status_changes import status_changes
from wiki.journal.changes import latest_changes
from wiki.journal.kept import kept
from wiki.markup import PageName, parse_name
from wiki.municipalities.map import point
from wiki.pages.facts import municipality_of
from wiki.pages.models import Page
from wiki.pages.queries import find_page

blueprint = Blueprint("front", __name__)

MAIN_PAGE = parse_name("Huvudsida")
THEMES_SHOWN = 9
EXAMPLES_SHOWN = 5
CHANGES_SHOWN = 5
STATUSES_SHOWN = 3
REQUESTS_SHOWN = 3
MATRIX_SHOWN = 6  # themes, and municipalities


@dataclass(frozen=True)
class Place:
    """A municipality with a page of its own, and where it stands on the map."""

    name: str
    page: PageName
    x: float
    y: float


@blueprint.get("/")
@kept(minutes=1)
def front() -> Any:
    """The front page. What it says about the wiki is the beginning of the page Huvudsida, which anyone may improve."""
    require(current_user, "read")
    main_page = find_page(MAIN_PAGE)
    return render_template(
        "front/front.html",
        lead=main_page.lead if main_page else "",
        main_page=MAIN_PAGE,
        themes=most_used(themes()),
        examples=examples(limit=EXAMPLES_SHOWN),
        changes=latest_changes(CHANGES_SHOWN),
        status_changes=status_changes(STATUSES_SHOWN),
        requests=requests(solved=False)[:REQUESTS_SHOWN],
        matrix=extract(cells_of(ExampleFilter()), MATRIX_SHOWN),
        words={key: gettext(each) for key, each in WORDS.items()},
        municipalities_on_map=places(),
    )


def most_used(found: list[Theme]) -> list[Theme]:
    """The themes that a first glance shows: those with most to read."""
    return sorted(found, key=lambda theme: -(theme.guidance_count + 2 * theme.example_count))[:THEMES_SHOWN]


def places() -> list[Place]:
    """The municipalities that have a page of their own."""
    pages = session().scalars(select(Page).where(Page.kind == "municipality", Page.redirect_to.is_(None)))
    found = []
    for page in pages:
        municipality = municipality_of(page)
        if municipality:
            x, y = point(municipality.lat, municipality.lon)
            found.append(Place(municipality.name, page.name, x, y))
    return sorted(found, key=lambda place: place.page)
