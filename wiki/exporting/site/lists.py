"""The copy's own pages: front page, lists, search and imprint."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template

from wiki.core.clock import now
from wiki.core.i18n import gettext
from wiki.examples.all_themes import themes
from wiki.examples.municipality_views import LEGEND
from wiki.examples.places import Place, places
from wiki.examples.queries import ExampleFilter, ExampleRow, count_examples, examples
from wiki.exporting.site.letters import LETTERS, Letters, Made, Part, Words, letter_files, letters_of, pages_by_letter
from wiki.exporting.site.site import OWN, Site
from wiki.municipalities.geometry import shapes, view_box
from wiki.municipalities.map import point
from wiki.pages.categories import Category, Tree, tree_figures
from wiki.pages.indexes import MAIN_PAGE
from wiki.pages.queries import find_page

EXAMPLES_PER_FILE = 200


@dataclass(frozen=True)
class Point:
    """A municipality on the small map of the front page."""

    name: str
    x: float
    y: float


def lists_of(site: Site, words: Words, counts: Mapping[str, int]) -> Made:
    """All of the copy's own pages, one after the other."""
    by_letter = pages_by_letter(site)
    letters = letters_of(by_letter)
    yield "index.html", _front(site, words, letters, counts)
    yield "search.html", render_template("exporting/site/search.html", **words, letters=letters)
    yield "about.html", _at("about", words, counts=counts, today=now())
    yield from letter_files(by_letter, letters, {**words, "nav": navigation(LETTERS)})
    yield "themes.html", _at("themes", words, themes=_themes(site))
    yield "municipalities.html", _municipalities(site, words)
    yield "categories.html", _at("categories", words, categories=_categories(site))
    yield from _examples(site, words)


def navigation(current: str = "") -> list[tuple[str, str, str]]:
    """The main menu: address, words, and whether it is the page that is shown."""
    rows = (
        ("/themes", gettext("Themes")),
        ("/municipalities", gettext("Municipalities")),
        ("/examples", gettext("Examples")),
        (LETTERS, gettext("All pages, A–Ö")),
        (f"{OWN}about.html", gettext("About this copy")),
    )
    return [(address, words, "page" if address == current else "") for address, words in rows]


def _at(name: str, words: Words, **what: Any) -> str:
    """One of the lists, with its place in the menu."""
    address = f"{OWN}about.html" if name == "about" else f"/{name}"
    return render_template(f"exporting/site/{name}.html", **{**words, "nav": navigation(address)}, **what)


def _front(site: Site, words: Words, letters: Letters, counts: Mapping[str, int]) -> str:
    part = site.options.theme
    begin = part or (MAIN_PAGE if MAIN_PAGE in site.pages else None)
    page = find_page(begin) if begin else None
    most = sorted(_themes(site), key=lambda theme: -(theme.guidance_count + 2 * theme.example_count))
    return render_template(
        "exporting/site/front.html",
        **words,
        begin=begin,
        lead=page.lead if page else "",
        themes=() if part else most,
        points=() if part else [_point(place) for place in _places(site)],
        letters=letters,
        total=counts["pages"],
    )


def _themes(site: Site) -> list[Any]:
    return [theme for theme in themes() if theme.name in site.pages]


def _municipalities(site: Site, words: Words) -> str:
    here = _places(site)
    by_code = {place.municipality.code: place for place in here}
    drawn = [(shape.path, by_code.get(code)) for code, shape in shapes().items()]
    return _at(
        "municipalities",
        words,
        places=here,
        on_map=sorted(drawn, key=lambda each: each[1] is not None),
        view_box=view_box(()),
        legend=LEGEND,
    )


def _places(site: Site) -> list[Place]:
    return [place for place in places() if place.page in site.pages]


def _point(place: Place) -> Point:
    return Point(place.municipality.name, *point(place.municipality.lat, place.municipality.lon))


def _categories(site: Site) -> list[Category]:
    found = Tree(tree_figures()).all()
    return [each for each in found if each.name in site.pages] if site.options.theme else found


def _examples(site: Site, words: Words) -> Made:
    wanted = ExampleFilter(theme=site.options.theme.title) if site.options.theme else ExampleFilter()
    first = Part("examples", 1, EXAMPLES_PER_FILE, count_examples(wanted))
    for number in range(1, first.pages + 1):
        part = Part(first.stem, number, first.per_page, first.total)
        rows = _rows(wanted, part)
        yield part.path(number), _at("examples", words, rows=rows, paging=part)


def _rows(wanted: ExampleFilter, part: Part) -> list[ExampleRow]:
    return examples(wanted, "municipality", part.per_page, (part.page - 1) * part.per_page)
