"""Municipalities and what they have told: all 290 as places in a list and on a map, and those that are alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from wiki.core.i18n import gettext
from wiki.examples.cooperations import municipal_pages, page_of
from wiki.examples.counting import counts, shared_by
from wiki.examples.queries import ExampleFilter, ExampleRow, examples
from wiki.examples.through import Shared, through_words
from wiki.markup import PageName
from wiki.municipalities.register import Municipality, all_municipalities
from wiki.pages.facts import municipality_said

STEPS = (1, 2, 4, 7)
"""From how many examples on the map is one step darker."""
ALIKE_SHOWN = 5
FURTHEST_FIRST = ("bredd", "inforande", "pilot", "ide", "avslutat")

Sort = Literal["name", "examples"]


@dataclass(frozen=True)
class Place:
    """A municipality, the page it has or would have, and the examples that it has told of."""

    municipality: Municipality
    page: PageName
    exists: bool
    own: int = 0
    shared: Sequence[Shared] = ()  # what the cooperations tell of that it is in

    @property
    def examples(self) -> int:
        """How many examples it tells of, by itself or through a cooperation."""
        return self.own + sum(each.number for each in self.shared)

    @property
    def through(self) -> str:
        """How many of them are told by cooperations, in words."""
        return through_words(self.examples, self.examples - self.own, [each.name.title for each in self.shared])

    @property
    def step(self) -> int:
        """How dark it is on the map: 0 without examples, up to 4."""
        return sum(self.examples >= least for least in STEPS)


@dataclass(frozen=True)
class PlaceFilter:
    """Which places are asked for: codes of county and group, and a part of the name."""

    county: str | None = None
    group: str | None = None
    search: str = ""

    def takes(self, each: Municipality) -> bool:
        """Whether a municipality is asked for."""
        return (
            self.county in (None, each.county_code)
            and self.group in (None, each.group_code)
            and (self.search.casefold() in each.name.casefold() or self.search.casefold() in each.full_name.casefold())
        )


@dataclass(frozen=True)
class Alike:
    """A municipality with much in common with another, and what that is."""

    place: Place
    why: str


def places(sort: Sort = "name") -> list[Place]:
    """All 290, in Swedish alphabetical order or those with most examples first."""
    pages, numbers, shared = _pages(), counts(ExampleFilter(), "municipality_code"), shared_by(ExampleFilter())
    found = [
        Place(
            each,
            pages.get(each.code) or page_of(each),
            each.code in pages,
            numbers.get(each.code, 0),
            [told for told in shared if each.code in told.members],
        )
        for each in all_municipalities()
    ]
    return sorted(found, key=lambda place: -place.examples) if sort == "examples" else found


def own_examples(name: PageName, municipality: Municipality | None) -> list[ExampleRow]:
    """The examples of a municipality or a cooperation: what has come furthest first, what has ended last.

    Those that a municipality tells of through a cooperation stand after its own.
    """
    wanted = ExampleFilter(municipality_code=municipality.code) if municipality else ExampleFilter(owner=name)

    def order(row: ExampleRow) -> tuple[bool, int]:
        return row.owner.namespace is not name.namespace, (*FURTHEST_FIRST, row.status).index(row.status)

    return sorted(examples(wanted, "municipality"), key=order)


def count_told(some: Iterable[Place]) -> int:
    """How many examples some municipalities tell of: what a cooperation tells counts once."""
    some = list(some)
    shared = {each.name: each.number for place in some for each in place.shared}
    return sum(place.own for place in some) + sum(shared.values())


def alike(municipality: Municipality) -> list[Alike]:
    """The municipalities most like this one: of the same group, then of the same county; who tells most comes first."""
    others = [place for place in places() if place.municipality != municipality and why_alike(place, municipality)]

    def order(place: Place) -> tuple[object, ...]:
        other = place.municipality
        return (
            other.group_code != municipality.group_code,
            -place.examples,
            not place.exists,
            other.county_code != municipality.county_code,
            _distance(other, municipality),
        )

    return [Alike(place, why_alike(place, municipality)) for place in sorted(others, key=order)[:ALIKE_SHOWN]]


def why_alike(place: Place, municipality: Municipality) -> str:
    """In words what two municipalities have in common; empty where that is nothing."""
    other = place.municipality
    in_county = other.county_code == municipality.county_code
    if other.group_code == municipality.group_code:
        if in_county:
            return gettext("Same county, and same group: %(group)s", group=other.group)
        return gettext("Same group: %(group)s", group=other.group)
    return gettext("Same county: %(county)s", county=other.county) if in_county else ""


def _distance(one: Municipality, other: Municipality) -> float:
    """How far apart two municipalities lie, for comparison only; a degree of longitude is half one of latitude."""
    return (one.lat - other.lat) ** 2 + ((one.lon - other.lon) / 2) ** 2


def _pages() -> Mapping[str, PageName]:
    """The municipalities that have a page of their own, by code. Where two pages claim one, its name decides."""
    found: dict[str, PageName] = {}
    for name, fields in municipal_pages():
        municipality = municipality_said(name.title, fields)
        if municipality and (municipality.code not in found or name == page_of(municipality)):
            found[municipality.code] = name
    return found
