"""All examples, narrowed by links, in the order that is asked for; the same as a table to take along, and as a feed."""

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.examples.all_themes import themes
from wiki.examples.counting import Facet
from wiki.examples.filters import (
    SORTS,
    addresses_from,
    arguments_of,
    choices_of,
    filter_asked,
    sort_asked,
    taken_back,
    unknown_asked,
)
from wiki.examples.queries import ExampleFilter, ExampleRow, count_examples, examples
from wiki.examples.taxonomy import BY_KEY
from wiki.examples.unknown import refuse_unknown
from wiki.journal.kept import kept
from wiki.markup import Namespace, PageName
from wiki.pages.queries import existing

PER_PAGE = 25
FACETS: tuple[Facet, ...] = ("status", "theme", "county", "group", "area")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for one
COLUMNS = (
    "title",
    "address",
    "municipality",
    "municipality_code",
    "county",
    "cooperation",
    "status",
    "themes",
    "welfare_areas",
    "from",
    "to",
    "summary",
    "lesson",
    "changed",
)

blueprint = Blueprint("examples", __name__)


class UnknownFormat(Refusal):
    """There is no such form to have the list in."""

    status = 400
    msgid = N_("The list can be had as csv or json.")


@blueprint.get("/themes", endpoint="themes_list")
@kept()
def all_themes() -> str:
    """All themes, with what each of them holds."""
    require(current_user, "read")
    found = themes()
    part = paging(len(found), per_page=60)
    return render_template("indexes/themes.html", themes=part.slice(found), paging=part)


@blueprint.get("/examples", endpoint="examples")
def all_examples() -> Any:
    """All examples that the address asks for; with `?format=csv` or `json` all pages of them as a table."""
    require(current_user, "read")
    if "format" not in request.args:
        return _page()
    answer = FORMATS.get(request.args["format"])
    if answer is None:
        raise UnknownFormat
    refuse_unknown(unknown_asked())
    return answer(examples(filter_asked(), sort_asked()))


@kept()
def _page() -> str:
    wanted, sort = filter_asked(), sort_asked()
    here, address = arguments_of(wanted, sort), addresses_from(url_for("examples.examples"))
    part = paging(count_examples(wanted), PER_PAGE)
    rows = examples(wanted, sort, part.per_page, part.offset)
    return render_template(
        "indexes/examples.html",
        wanted=wanted,
        unknown=unknown_asked(),
        is_narrowed=wanted != ExampleFilter(),
        examples=rows,
        there=existing({row.owner for row in rows} | {_theme(title) for row in rows for title in row.themes}),
        theme_name=_theme,
        paging=part,
        choices=choices_of(wanted, FACETS, address, sort),
        taken_back=taken_back(wanted, sort, address),
        sorts=[(gettext(words), address(arguments_of(wanted, key)), key == sort) for key, words in SORTS.items()],
        formats=[(name.upper(), address({**here, "format": name})) for name in FORMATS],
        uncommented=address({**here, "uncommented": "1"}),
        feed=url_for("feeds.of_examples", **arguments_of(wanted)),  # type: ignore[arg-type]
    )


def _theme(title: str) -> PageName:
    return PageName(Namespace.THEME, title)


def _table(rows: list[ExampleRow]) -> Iterator[dict[str, Any]]:
    """The rows as others read them: by the words that the pages themselves use."""
    base = request.url_root.rstrip("/")
    for row in rows:
        values = (
            row.title,
            base + row.path,
            row.municipality.name if row.municipality else "",
            row.municipality.code if row.municipality else "",
            row.county,
            "" if row.municipality else row.owner.title,
            BY_KEY[row.status].written if row.status in BY_KEY else "",
            list(row.themes),
            list(row.areas),
            *row.years,
            row.lead,
            row.lesson,
            row.changed_at.isoformat(),
        )
        yield dict(zip(COLUMNS, values, strict=True))


def _as_json(rows: list[ExampleRow]) -> Response:
    return jsonify(list(_table(rows)))


def _as_csv(rows: list[ExampleRow]) -> Response:
    """A table that spreadsheets open as it is: with the mark that tells them it is UTF-8."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({name: _cell(value) for name, value in row.items()} for row in _table(rows))
    answer = Response("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = "attachment; filename=examples.csv"
    return answer


def _cell(value: Any) -> str:
    """What stands in a cell; words that begin like a formula are kept from being one."""
    text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


FORMATS = {"csv": _as_csv, "json": _as_json}
