"""The address of the matrix: as a table, as one municipality at a time for phones, as CSV, and as a picture."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import can, require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.core.paging import Paging, paging
from wiki.examples.list_views import FORMULA
from wiki.examples.matrix import Cell, Matrix, Row, matrix
from wiki.examples.matrix_picture import picture
from wiki.examples.taxonomy import BY_KEY
from wiki.examples.unknown import Unknown, refuse_unknown, unknown_values
from wiki.journal.kept import kept
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code, counties, county, group, groups
from wiki.pages.queries import existing

THEMES_SHOWN = 22
WORDS = {  # of the steps, as the chips have them
    "ide": N_("Idea"),
    "pilot": N_("Pilot"),
    "inforande": N_("Gradual introduction"),
    "bredd": N_("Widely introduced"),
    "avslutat": N_("Ended"),
}

blueprint = Blueprint("matrix", __name__)


class UnknownForm(Refusal):
    """There is no such form to have the matrix in."""

    status = 400
    msgid = N_("The table can be had as csv or svg.")


@dataclass(frozen=True)
class Asked:
    """What the address asks for: codes of county and group, and of the municipality that a phone shows."""

    county: str | None = None
    group: str | None = None
    municipality: str | None = None
    all_of: bool = False

    def url(self, **changes: str | int | None) -> str:
        """The address of the same matrix with something else about it."""
        said: dict[str, Any] = {
            "county": self.county,
            "group": self.group,
            "municipality": self.municipality,
            "all": 1 if self.all_of else None,
            "page": request.args.get("page"),
        }
        return url_for("matrix.show", **{**said, **changes})


@blueprint.get("/matrix")
def show() -> Any:
    """Municipalities and themes (`?county=24&group=B5&all=1&municipality=2480&page=2&format=csv`)."""
    require(current_user, "read")
    if "" in request.args.values():  # a form sends its empty fields too; the address shall be short enough to share
        return redirect(_asked().url(**{each.name: each.value for each in _unknown()}))
    if "format" not in request.args:
        return _page()
    answer = FORMATS.get(request.args["format"])
    if answer is None:
        raise UnknownForm
    refuse_unknown(_unknown())
    asked = _asked()
    return answer(matrix(asked.county, asked.group, all_of=asked.all_of))


@kept(by_municipality=True)
def _page() -> str:
    asked = _asked()
    own = current_user.municipality_code if current_user.is_authenticated else None
    whole = matrix(asked.county, asked.group, own, all_of=asked.all_of)
    part = paging(len(whole.themes), THEMES_SHOWN)
    shown = whole.part(part.offset, part.per_page)
    one = _one(whole, asked)
    return render_template(
        "examples/matrix.html",
        asked=asked,
        unknown=_unknown(),
        shown=shown,
        themes=whole.themes,
        part=part,
        cells=_cells(whole),
        one=one,
        before=_beside(whole, one, -1),
        after=_beside(whole, one, 1),
        there=existing(PageName(Namespace.THEME, title) for title in shown.themes),
        theme_name=lambda title: PageName(Namespace.THEME, title),
        words={key: gettext(each) for key, each in WORDS.items()},
        invites=can("create"),
        counties=counties(),
        groups=groups(),
        more=_more(part),
    )


def _asked() -> Asked:
    """What the address asks for; codes that nobody has are left aside, see `_unknown`."""
    in_county, in_group = county(request.args.get("county")), group(request.args.get("group"))
    place = by_code(request.args.get("municipality"))
    return Asked(
        in_county.code if in_county else None,
        in_group.code if in_group else None,
        place.code if place else None,
        all_of=request.args.get("all") == "1",
    )


def _unknown() -> list[Unknown]:
    """What the address asks for and nobody knows."""
    return unknown_values(
        {
            "county": (N_("County"), county),
            "group": (N_("Municipality group"), group),
            "municipality": (N_("Municipality"), by_code),
        }
    )


def _cells(whole: Matrix) -> int:
    return sum(len(row.cells) for row in whole.rows)


def _one(whole: Matrix, asked: Asked) -> Row | None:
    """The municipality that a phone shows: the one that is asked for, else one's own, else the first."""
    chosen = next((row for row in whole.rows if row.municipality.code == asked.municipality), None)
    place = by_code(asked.municipality)
    if chosen is None and place:
        return Row(place, {})
    return chosen or next(iter(whole.rows), None)


def _beside(whole: Matrix, one: Row | None, step: int) -> Row | None:
    """The municipality before or after the one that a phone shows."""
    place = whole.rows.index(one) + step if one in whole.rows else -1
    return whole.rows[place] if 0 <= place < len(whole.rows) else None


def _more(part: Paging) -> list[tuple[int, int, int]]:
    """The other parts of the themes: page, and numbers of their first and last theme."""
    return [
        (page, (page - 1) * part.per_page + 1, min(page * part.per_page, part.total))
        for page in range(1, part.pages + 1)
        if page != part.page
    ]


def _as_csv(whole: Matrix) -> Response:
    """A table that spreadsheets open as it is: how many there are, and how far the furthest has come."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(("code", "municipality", "county", "group", *(_safe(theme) for theme in whole.themes)))
    for row in whole.rows:
        place = row.municipality
        writer.writerow((place.code, place.name, place.county, place.group_code, *_said(row, whole.themes)))
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=matrix.csv"
    return answer


def _said(row: Row, themes: Sequence[str]) -> list[str]:
    found = [row.cells.get(theme) for theme in themes]
    return [
        " ".join(filter(None, (str(cell.number), _step(cell), f"({cell.through_words})" if cell.shared else "")))
        if cell
        else ""
        for cell in found
    ]


def _step(cell: Cell) -> str:
    return BY_KEY[cell.status].written if cell.status else ""


def _safe(text: str) -> str:
    """Words that begin like a formula are kept from being one."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _as_svg(whole: Matrix) -> Response:
    shown = whole.part(0, THEMES_SHOWN)
    site = current_app.config["WIKI"].site_name
    drawn = picture(
        shown,
        gettext("Municipalities and themes"),
        gettext("Number of examples by municipality and theme. The sign shows the example that has come furthest.")
        + " "
        + " ".join(_in_words(row, shown.themes) for row in shown.rows),
        {key: gettext(each) for key, each in WORDS.items()},
        gettext("Source: %(site)s, %(address)s", site=site, address=url_for("matrix.show", _external=True)),
    )
    answer = Response(drawn, content_type="image/svg+xml; charset=utf-8")
    answer.headers["Content-Disposition"] = "inline; filename=matrix.svg"
    return answer


def _in_words(row: Row, themes: Sequence[str]) -> str:
    said = zip(themes, _said(row, themes), strict=True)
    return f"{row.municipality.name}: {', '.join(f'{theme} {words}' for theme, words in said if words)}."


FORMATS = {"csv": _as_csv, "svg": _as_svg}
