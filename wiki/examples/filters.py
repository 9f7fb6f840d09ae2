"""Narrowing a list of examples by its address: what is asked for, and the ways on from there, each with its number."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from flask import request, url_for

from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.examples.counting import Facet, counts
from wiki.examples.queries import ExampleFilter, Sort
from wiki.examples.taxonomy import BY_KEY, LADDER, WELFARE_AREAS, area_written, status_written
from wiki.examples.theme_called import theme_called
from wiki.examples.unknown import Unknown, unknown_values
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.markup.names import sort_key
from wiki.municipalities.register import by_code, by_name, counties, groups

ARGUMENTS = ("theme", "county", "group", "area", "status", "municipality", "supports", "year", "q", "uncommented")
LABELS: dict[Facet, str] = {
    "theme": N_("Theme"),
    "status": N_("Status"),
    "county": N_("County"),
    "group": N_("Municipality group"),
    "area": N_("Welfare area"),
}
SORTS: dict[Sort, str] = {
    "changed": N_("Latest changed"),
    "status": N_("How far they have come"),
    "municipality": N_("Municipality"),
}
LONGEST = 200  # letters of anything that is asked for


@dataclass(frozen=True)
class Choice:
    """One way to narrow the list, or to take back what narrows it: words, how many there are, where it leads."""

    words: str
    number: int
    address: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Choices:
    """The ways to narrow the list by one thing. `chosen` is what it is narrowed by now, in words."""

    facet: str
    label: str
    chosen: str
    choices: Sequence[Choice]


def filter_asked(theme: str | None = None) -> ExampleFilter:
    """What the address of the present request asks for; on a theme's page always of that `theme`."""
    said = {name: request.args.get(name, "").strip()[:LONGEST] for name in ARGUMENTS}
    place = by_code(said["municipality"]) or by_name(said["municipality"])
    return ExampleFilter(
        theme=theme or theme_called(said["theme"]),
        municipality_code=place.code if place else None,
        owner=None,
        county=said["county"] if said["county"] in _places("county") else None,
        group=said["group"] if said["group"] in _places("group") else None,
        area=area_written(said["area"]),
        status=_status(said["status"]),
        supports=_name(said["supports"]),
        search="" if theme else said["q"],
        year=_year(said["year"]),
        uncommented=said["uncommented"] == "1",
    )


def unknown_asked() -> list[Unknown]:
    """What the address asks for that means nothing to `filter_asked` and `sort_asked`."""
    return unknown_values(
        {
            "theme": (LABELS["theme"], theme_called),
            "county": (LABELS["county"], _places("county").__contains__),
            "group": (LABELS["group"], _places("group").__contains__),
            "area": (LABELS["area"], area_written),
            "status": (LABELS["status"], _status),
            "municipality": (N_("Municipality"), lambda said: by_code(said) or by_name(said)),
            "supports": (N_("Guidance"), _name),
            "year": (N_("Year"), _year),
            "sort": (N_("Order"), SORTS.__contains__),
        }
    )


def sort_asked() -> Sort:
    """The order that the address asks for."""
    asked = request.args.get("sort", "")
    return next((sort for sort in SORTS if sort == asked), "changed")


def arguments_of(wanted: ExampleFilter, sort: Sort = "changed") -> dict[str, str]:
    """What an address says to ask for just this."""
    said = {
        "theme": wanted.theme,
        "county": wanted.county,
        "group": wanted.group,
        "area": wanted.area,
        "status": wanted.status,
        "municipality": wanted.municipality_code,
        "supports": wanted.supports.full if wanted.supports else None,
        "year": wanted.year,
        "q": wanted.search,
        "uncommented": 1 if wanted.uncommented else None,
        "sort": sort if sort != "changed" else None,
    }
    return {name: str(value) for name, value in said.items() if value}


def choices_of(
    wanted: ExampleFilter, facets: Sequence[Facet], address: Callable[[dict[str, str]], str], sort: Sort = "changed"
) -> list[Choices]:
    """The ways to narrow the list `wanted` by each of `facets`; `address` makes one out of arguments."""
    return [_choices(wanted, facet, lambda arguments: address(_with_sort(arguments, sort))) for facet in facets]


def _with_sort(arguments: dict[str, str], sort: Sort) -> dict[str, str]:
    return arguments | ({"sort": sort} if sort != "changed" else {})


def _choices(wanted: ExampleFilter, facet: Facet, address: Callable[[dict[str, str]], str]) -> Choices:
    now = getattr(wanted, facet)
    here = arguments_of(wanted)
    numbers = counts(wanted, facet)
    if now and now not in numbers:
        numbers[now] = 0
    found = [
        Choice(words_of(facet, value), number, address({**here, facet: value}), value == now)
        for value, number in sorted(numbers.items(), key=lambda pair: _place(facet, pair[0]))
    ]
    without = {name: value for name, value in here.items() if name != facet}
    everything = [Choice(gettext("All"), 0, address(without))] if now else []
    return Choices(facet, gettext(LABELS[facet]), words_of(facet, now) if now else "", [*everything, *found])


def taken_back(wanted: ExampleFilter, sort: Sort, address: Callable[[dict[str, str]], str]) -> list[Choice]:
    """What narrows the list now, each leading to the list without it."""
    here = arguments_of(wanted, sort)
    return [
        Choice(_said(name, wanted), 0, address({other: value for other, value in here.items() if other != name}))
        for name in ARGUMENTS
        if name in here
    ]


def _said(name: str, wanted: ExampleFilter) -> str:
    """What one argument narrows the list by, in words."""
    if name == "municipality":
        place = by_code(wanted.municipality_code)
        return place.name if place else ""
    if name == "supports" and wanted.supports:
        return gettext("supports %(name)s", name=wanted.supports.full)
    if name == "year":
        return gettext("under way in %(year)s", year=wanted.year)
    if name == "uncommented":
        return gettext("nobody has commented")
    if name == "q":
        return f"”{wanted.search}”"
    return words_of(name, getattr(wanted, name))


def words_of(facet: str, value: str) -> str:
    """A value that the list may be narrowed by, as people say it."""
    if facet == "status":
        return gettext(BY_KEY[value].label) if value in BY_KEY else gettext("Does not say")
    if facet in {"county", "group"}:
        return _places(facet).get(value, value)
    return value


def _place(facet: Facet, value: str) -> tuple[int, str]:
    """Where a value stands among others."""
    if facet == "status":
        return (BY_KEY[value].rank if value in BY_KEY else len(LADDER) + 1), ""
    if facet == "area":
        return (WELFARE_AREAS.index(value) if value in WELFARE_AREAS else len(WELFARE_AREAS)), value
    return 0, sort_key(words_of(facet, value)) if facet != "group" else value


@cache
def _places(facet: str) -> dict[str, str]:
    """The codes of counties or groups, with their names."""
    return {each.code: each.name for each in (counties() if facet == "county" else groups())}


def _status(text: str) -> str | None:
    """The key of the status that `text` means: a key, or the status as pages write it; "none" for those without."""
    key, written = text.casefold(), status_written(text)
    return key if key in {*BY_KEY, "none"} else written.key if written else None


def _year(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


def _name(text: str, default: Namespace = Namespace.MAIN) -> PageName | None:
    try:
        return parse_name(text, default) if text else None
    except BadName:
        return None


def list_address(arguments: dict[str, str]) -> str:
    """Where the list of all examples is, narrowed by `arguments`."""
    return addresses_from(url_for("examples.examples"))(arguments)


def addresses_from(path: str, fragment: str = "") -> Callable[[dict[str, str]], str]:
    """What makes addresses out of `path` and arguments; a list has a hundred of them."""

    def address(arguments: dict[str, str]) -> str:
        return path + (f"?{urlencode(arguments)}" if arguments else "") + (f"#{fragment}" if fragment else "")

    return address
