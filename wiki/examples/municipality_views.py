"""All municipalities as a map and a list, each with the number of examples that it has told of."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from wiki.accounts.permissions import require
from wiki.core.errors import N_
from wiki.examples.list_views import UnknownFormat
from wiki.examples.places import Place, PlaceFilter, Sort, count_told, places
from wiki.examples.unknown import Unknown, refuse_unknown, unknown_values
from wiki.journal.kept import kept
from wiki.markup.names import sort_key
from wiki.municipalities.geometry import shapes, view_box
from wiki.municipalities.register import counties, county, group, groups
from wiki.pages.indexes import letter_of

LEGEND = (N_("none yet"), "1", "2–3", "4–6", N_("7 or more"))
LONGEST = 100  # letters of a name that is searched for
FEW = 30  # places that need no letters to be found among
MATRIX = "/matrix"

blueprint = Blueprint("municipalities", __name__)


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    wanted: PlaceFilter
    sort: Sort
    view: str  # map or list

    @property
    def arguments(self) -> dict[str, str]:
        """The same as it stands in an address, without what goes without saying."""
        said = {
            "q": self.wanted.search,
            "county": self.wanted.county,
            "group": self.wanted.group,
            "sort": self.sort if self.sort != "examples" else "",
            "view": self.view if self.view != "map" else "",
        }
        return {key: value for key, value in said.items() if value}

    def url(self, **changes: str | None) -> str:
        """The address of the same list with something else about it."""
        return url_for("municipalities.municipalities", **{**self.arguments, **changes})  # type: ignore[arg-type]


@blueprint.get("/municipalities")
def municipalities() -> Any:
    """The municipalities that are asked for (`?county=14&group=B5&q=vall&sort=examples&view=list&format=csv`)."""
    require(current_user, "read")
    asked = _asked()
    if "" in request.args.values():  # a form sends its empty fields too; the address shall be short enough to share
        return redirect(asked.url(**{each.name: each.value for each in _unknown()}))
    if "format" not in request.args:
        return _page()
    answer = FORMATS.get(request.args["format"])
    if answer is None:
        raise UnknownFormat
    refuse_unknown(_unknown())
    return answer(_found(asked))


@kept()
def _page() -> str:
    asked = _asked()
    found = _found(asked)
    return render_template(
        "municipalities/municipalities.html",
        asked=asked,
        unknown=_unknown(),
        found=found,
        told=count_told(found),
        first=_first(found, asked.sort),
        letters=_by_letter(found[len(_first(found, asked.sort)) :]) if len(found) > FEW else None,
        on_map=_on_map(found) if asked.view == "map" else None,
        view_box=view_box(each.municipality.code for each in found if asked.wanted.county),
        legend=LEGEND,
        counties=counties(),
        groups=groups(),
        matrix=_matrix(asked),
    )


def _asked() -> Asked:
    """What the address asks for; codes that nobody has are left aside, see `_unknown`."""
    in_county, in_group = county(request.args.get("county")), group(request.args.get("group"))
    wanted = PlaceFilter(
        county=in_county.code if in_county else None,
        group=in_group.code if in_group else None,
        search=" ".join(request.args.get("q", "")[:LONGEST].split()),
    )
    return Asked(
        wanted,
        sort="name" if request.args.get("sort") == "name" else "examples",
        view="list" if request.args.get("view") == "list" else "map",
    )


def _unknown() -> list[Unknown]:
    """What the address asks for and nobody knows."""
    return unknown_values(
        {
            "county": (N_("County"), county),
            "group": (N_("Municipality group"), group),
            "sort": (N_("Order"), {"name", "examples"}.__contains__),
            "view": (N_("View"), {"map", "list"}.__contains__),
        }
    )


def _found(asked: Asked) -> list[Place]:
    return [place for place in places(asked.sort) if asked.wanted.takes(place.municipality)]


def _first(found: Sequence[Place], sort: Sort) -> list[Place]:
    """Those that stand before the others: where so is asked, all that have told of something, the most first."""
    return [place for place in found if place.examples] if sort == "examples" and len(found) > FEW else []


def _by_letter(found: Sequence[Place]) -> list[tuple[str, list[Place]]]:
    def letter(place: Place) -> str:
        return letter_of(sort_key(place.municipality.name))

    return [(each, list(some)) for each, some in groupby(found, key=letter)]


def _on_map(found: Sequence[Place]) -> list[tuple[str, Place | None]]:
    """What is drawn: the path of each municipality, and the place it is where that is among those asked for."""
    by_code = {place.municipality.code: place for place in found}
    drawn = [(shape.path, by_code.get(code)) for code, shape in shapes().items()]
    return sorted(drawn, key=lambda each: each[1] is not None)  # those asked for last, so that their edges lie on top


def _matrix(asked: Asked) -> str | None:
    """Where the same municipalities stand as a table with the themes, where the wiki has that."""
    if not any(rule.rule == MATRIX for rule in current_app.url_map.iter_rules()):
        return None
    said = "&".join(f"{key}={value}" for key, value in asked.arguments.items() if key in {"county", "group"})
    return f"{MATRIX}?{said}" if said else MATRIX


def _rows(found: Sequence[Place]) -> list[dict[str, str | int]]:
    return [
        {
            "code": place.municipality.code,
            "name": place.municipality.name,
            "full_name": place.municipality.full_name,
            "county": place.municipality.county,
            "group_code": place.municipality.group_code,
            "group": place.municipality.group,
            "page": url_for("pages.read", name=place.page.address, _external=True) if place.exists else "",
            "examples": place.examples,
            "through_cooperations": place.examples - place.own,
        }
        for place in found
    ]


def _as_json(found: Sequence[Place]) -> Response:
    return jsonify(_rows(found))


def _as_csv(found: Sequence[Place]) -> Response:
    """A table that spreadsheets open as it is: with the mark that tells them it is UTF-8."""
    text = StringIO()
    fields = ("code", "name", "full_name", "county", "group_code", "group", "page", "examples", "through_cooperations")
    writer = csv.DictWriter(text, fields)
    writer.writeheader()
    writer.writerows(_rows(found))
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=municipalities.csv"
    return answer


FORMATS = {"csv": _as_csv, "json": _as_json}
