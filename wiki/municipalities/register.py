"""The register of Sweden's 290 municipalities: facts that stand in a file, so there is no table."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wiki.markup.names import sort_key

FILE = Path(__file__).parent / "data" / "municipalities.csv"


@dataclass(frozen=True)
class Municipality:
    """One municipality. Codes are text: they begin with zeros. `lat` and `lon` are a point inside it, in WGS 84."""

    code: str
    name: str
    full_name: str
    county_code: str
    county: str
    region: str
    group_code: str
    group: str
    lat: float
    lon: float


@dataclass(frozen=True)
class Gathering:
    """A county or a group of municipalities: its code, what it is called, and those that belong to it, in order."""

    code: str
    name: str
    members: tuple[Municipality, ...]


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """All 290, in Swedish alphabetical order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(_read, csv.DictReader(file)), key=lambda each: sort_key(each.name)))


def by_code(code: str | None) -> Municipality | None:
    """The municipality with SCB's four-digit code `code`."""
    return _codes().get(code or "")


def by_name(name: str) -> Municipality | None:
    """The municipality called `name`, short ("Umeå") or in full ("Umeå kommun"), in small or large letters.

    Those that call themselves a town ("Göteborgs stad") are municipalities too ("Göteborgs kommun").
    """
    return _names().get(name.strip().casefold())


def by_full_name(name: str) -> Municipality | None:
    """The municipality whose full name is `name` ("Umeå kommun"), and not the short one too."""
    found = by_name(name)
    return found if found and found.name.casefold() != name.strip().casefold() else None


@cache
def counties() -> tuple[Gathering, ...]:
    """The 21 counties, in Swedish alphabetical order."""
    found = _gathered({each.county_code: each.county for each in all_municipalities()}, "county_code")
    return tuple(sorted(found, key=lambda each: sort_key(each.name)))


@cache
def groups() -> tuple[Gathering, ...]:
    """The nine groups of SKR (2023), by their codes: A1 Storstäder to C9."""
    found = _gathered({each.group_code: each.group for each in all_municipalities()}, "group_code")
    return tuple(sorted(found, key=lambda each: each.code))


def county(code: str | None) -> Gathering | None:
    """The county with SCB's two-digit code `code`."""
    return next((each for each in counties() if each.code == code), None)


def group(code: str | None) -> Gathering | None:
    """The group with SKR's code `code`."""
    return next((each for each in groups() if each.code == code), None)


def _gathered(names: dict[str, str], attribute: str) -> list[Gathering]:
    return [
        Gathering(code, name, tuple(each for each in all_municipalities() if getattr(each, attribute) == code))
        for code, name in names.items()
    ]


def _read(row: dict[str, str]) -> Municipality:
    return Municipality(
        code=row["code"],
        name=row["name"],
        full_name=row["full_name"],
        county_code=row["county_code"],
        county=row["county_name"],
        region=row["region"],
        group_code=row["group_2023_code"],
        group=row["group_2023"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
    )


@cache
def _codes() -> dict[str, Municipality]:
    return {each.code: each for each in all_municipalities()}


@cache
def _names() -> dict[str, Municipality]:
    full = {each.full_name.casefold(): each for each in all_municipalities()}
    towns = {name.removesuffix(" stad") + " kommun": each for name, each in full.items() if name.endswith(" stad")}
    return towns | full | {each.name.casefold(): each for each in all_municipalities()}
