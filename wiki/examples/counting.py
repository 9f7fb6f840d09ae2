"""How many examples there are for each value that one might narrow a list by."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from json import loads
from typing import Any, Literal

from sqlalchemy import String, cast, func, select

from wiki.core.db import session
from wiki.examples.models import Example
from wiki.examples.queries import ExampleFilter, conditions, theme_counts
from wiki.examples.through import Shared
from wiki.examples.together import cooperations
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code

Facet = Literal["theme", "municipality_code", "county", "group", "area", "status"]


def counts(wanted: ExampleFilter, facet: Facet) -> dict[str, int]:
    """How many examples there would be for each value of `facet`, all else being as `wanted`; none are left out.

    Of municipalities those are counted that they tell of themselves; `shared_by` has the others.
    """
    others = replace(wanted, **{facet: None})  # type: ignore[arg-type]  # each of them may be none
    if facet == "theme":
        return theme_counts(others)
    if facet == "area":
        return _area_counts(others)
    if facet == "status":
        return {key or "none": number for key, number in _grouped(Example.status, others) if number}
    by_municipality = {str(code): number for code, number in _grouped(Example.municipality_code, others) if code}
    if facet == "municipality_code":
        return by_municipality
    found: Counter[str] = Counter()
    for code, number in by_municipality.items():
        for place in _places([code], facet):
            found[place] += number
    for shared in shared_by(others):
        for place in _places(shared.members, facet):
            found[place] += shared.number
    return dict(found)


def shared_by(wanted: ExampleFilter) -> list[Shared]:
    """The cooperations that tell of `wanted` examples, how many, and who is in them; those without members not."""
    told = (
        select(Example.owner_title, func.count())
        .where(*conditions(wanted), Example.owner_namespace == Namespace.COOPERATION.value)
        .group_by(Example.owner_title)
        .order_by(Example.owner_title)
    )
    rows, together = session().execute(told).all(), cooperations()
    names = {PageName(Namespace.COOPERATION, title): number for title, number in rows}
    found = [Shared(name, number, frozenset(together.codes_in([name]))) for name, number in names.items()]
    return [shared for shared in found if shared.members]


def _places(codes: Collection[str], facet: Facet) -> set[str]:
    """The counties or the groups of some municipalities."""
    found = filter(None, map(by_code, codes))
    return {place.county_code if facet == "county" else place.group_code for place in found}


def _grouped(column: Any, wanted: ExampleFilter) -> list[tuple[Any, int]]:
    statement = select(column, func.count()).where(*conditions(wanted)).group_by(column)
    return [(value, number) for value, number in session().execute(statement)]


def _area_counts(wanted: ExampleFilter) -> dict[str, int]:
    """Examples share few sets of areas, so the database counts sets."""
    found: Counter[str] = Counter()
    for areas, number in _grouped(cast(Example.areas, String), wanted):
        for area in loads(areas or "[]"):
            found[area] += number
    return dict(found)
