"""What is shown under the search field: pages by all their names, and municipalities that have no page yet."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import select

from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, all_municipalities
from wiki.search.documents import storable, title_key
from wiki.search.models import SearchDocument
from wiki.search.titles.lines import Line, TitleLines, is_word, plain
from wiki.search.titles.named import LONGEST_QUERY, Suggestion, suggest

MOST = 8
FEW = 2  # municipalities without a page
WITHOUT_PAGE = "without page"  # what such a municipality is


def suggestions(text: str) -> list[Suggestion]:
    """What somebody who has typed `text` may be looking for, the likeliest first.

    A municipality without a page leads to the address where one can be begun. It has a place among the pages that are
    called so as nearly as it is, after them.
    """
    key = title_key(storable(text[:LONGEST_QUERY]))
    towns = _without_page(_towns(key)) if key else []
    found = suggest(text, MOST)[: MOST - len(towns)]
    nearest = min((_distance(each, key) for each in towns), default=0)
    place = sum(_distance(each, key) <= nearest for each in found)
    return [*found[:place], *towns, *found[place:]]


def told(found: Suggestion, label: str) -> str:
    """What stands beside a suggestion: its kind, which is called `label`, or where it leads."""
    if found.kind == WITHOUT_PAGE:
        return gettext("Municipality, no page yet")
    page = found.leads_to or found.name
    if found.kind == "redirect" and title_key(page) != title_key(found.title):
        return gettext("leads to %(page)s", page=page)
    return label


def _distance(found: Suggestion, key: str) -> int:
    """0: it is called `key`; 1: it begins so; 2: neither. Dots and accents do not count."""
    title, key = plain(title_key(found.title)), plain(key)
    return 0 if title == key else 1 if title.startswith(key) else 2


def _towns(key: str) -> list[Municipality]:
    """The municipalities in whose names a word begins with `key`; "kommun" by itself means none of them."""
    if "kommun".startswith(key):
        return []
    return [all_municipalities()[met.number] for met in _register().holding(key) if is_word(met)]


@cache
def _register() -> TitleLines:
    """The names of all municipalities, short and in full."""
    lines = (
        Line(0, len(each.name), number, title_key(each.name), title_key(f"{_name(each).full} {each.full_name}"))
        for number, each in enumerate(all_municipalities())
    )
    return TitleLines(sorted(lines))


def _without_page(towns: Sequence[Municipality]) -> list[Suggestion]:
    """The first few of `towns` that have no page."""
    keys = {title_key(_name(each).full): each for each in towns}
    rows = select(SearchDocument.name_key).where(
        SearchDocument.name_key.in_(keys), SearchDocument.kind != "topic", SearchDocument.gone.is_(False)
    )
    there = set(session().scalars(rows)) if keys else set()
    return [_suggestion(each) for key, each in keys.items() if key not in there][:FEW]


def _suggestion(town: Municipality) -> Suggestion:
    name = _name(town)
    return Suggestion(town.name, name.path, WITHOUT_PAGE, name.namespace.value, name.full, "")


def _name(town: Municipality) -> PageName:
    return PageName(Namespace.MUNICIPALITY, town.name)
