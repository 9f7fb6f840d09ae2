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


@cache
def all_municipalities() -> tuple[Municipality, ...]:
    """All 290, in Swedish alphabetical order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(sorted(map(_read, csv.DictReader(file)), key=lambda each: sort_key(each.name)))


def by_code(code: str | None) -> Municipality | None:
    """The municipality with SCB's four-digit code `code`."""
    return _codes().get(code or "")


def by_name(name: str) -> Municipality | None:
    """The municipality called `name`, short ("Umeå") or in full ("Umeå kommun"), in small or large letters."""
    return _names().get(name.strip().casefold())


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
    return full | {each.name.casefold(): each for each in all_municipalities()}
