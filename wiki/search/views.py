"""Searching: the page of results, and the suggestions under the search field."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.markup.kinds import LABELS
from wiki.search.answering.finding import Hit, Results, find
from wiki.search.asking.asked import address_of, arguments_of, read_address
from wiki.search.asking.meanings import label
from wiki.search.asking.narrowing import Narrowing
from wiki.search.insight.counting import count_search
from wiki.search.titles.named import Suggestion, exact, similar_titles
from wiki.search.titles.suggestions import suggestions as suggested
from wiki.search.titles.suggestions import told

PER_PAGE = 20
KIND_LABELS = {"topic": N_("Discussion"), **LABELS}
ICONS = {
    "topic": "talk",
    "municipality": "town",
    "cooperation": "people",
    "theme": "tag",
    "example": "bulb",
    "plan": "list-check",
    "tool": "tool",
    "workshop": "people",
    "checklist": "list-check",
    "request": "hand",
    "category": "tag",
    "help": "help",
    "file": "file",
    "user": "user",
}
_OWNERS = {Namespace.MUNICIPALITY.value, Namespace.COOPERATION.value}  # whose pages have pages below them
EXAMPLES = (  # what narrows a search from within the query
    (N_("title:pilot"), N_("In titles only.")),
    (N_("municipality:Uddevalla"), N_("What belongs to one municipality.")),
    (N_("theme:Piloter"), N_("What is about one theme.")),
    (N_("status:pilot"), N_("Examples that have come so far, or pages in that state: draft, for comments, current.")),
    (N_("kind:example"), N_("One kind of page: guidance, example, plan, theme, discussion.")),
    (N_("by:name"), N_("What somebody has written. Put the name in quotation marks when it has a space.")),
)

blueprint = Blueprint("search", __name__)


@blueprint.get("/search", endpoint="search")
def results() -> Any:
    """What `?q=` finds, narrowed by the rest of the address; with `?go=1` straight to the page called so."""
    require(current_user, "read")
    asked = read_address()
    query = asked.query
    named = exact(query) if query else None
    if named and request.args.get("go"):
        count_search(query, None)
        return redirect(named.address)
    page = request.args.get("page", 1, type=int)
    found = find(query, filters=asked.filters, sort=asked.sort, page=page, per_page=PER_PAGE)
    return render_template(
        "search/results.html",
        query=query,
        asked=asked,
        kept=list(arguments_of(asked.filters.wanted, asked.sort)),
        said=count_search(query, found, whole=_is_whole()) if query else "",
        results=found,
        paging=paging(found.total, PER_PAGE),
        ways=Narrowing(found, asked.sort, request.args.get("more", "")),
        corrected=address_of(found.corrected, asked.filters.wanted, asked.sort),
        named=named if named and not _is_first(named, found) else None,
        missing=None if named else _good_name(found.bare),
        similar=_once(similar_titles(found.bare)) if found.bare and not found.total else [],
        examples=EXAMPLES,
        icon_of=icon_of,
        label_of=label_of,
        place_of=place_of,
    )


@blueprint.get("/search/suggest", endpoint="suggest")
def suggestions() -> Response:
    """What goes with the letters that stand in the search field so far, as JSON."""
    require(current_user, "read")
    rows = [
        {"title": each.title, "address": each.name, "url": each.address, "kind": told(each, label_of(each))}
        for each in suggested(request.args.get("q", ""))
    ]
    answer = jsonify(rows)
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


def label_of(found: Hit | Suggestion) -> str:
    """What kind of thing was found, in the reader's language."""
    return gettext(KIND_LABELS.get(_kind_of(found), KIND_LABELS["guidance"]))


def icon_of(found: Hit | Suggestion) -> str:
    """The sign that stands beside the kind."""
    return ICONS.get(_kind_of(found), "book")


def place_of(hit: Hit) -> str:
    """Whose page the hit is, or the one municipality it is about; nothing where it is called so itself."""
    owner, slash, _ = hit.title.partition("/")
    if slash and hit.kind == "page" and hit.namespace in _OWNERS:
        return owner
    codes = [each.partition("=")[2] for each in hit.facets if each.startswith("municipality=")]
    place = label("municipality", codes[0]) if len(codes) == 1 else ""
    return place if place != hit.title else ""


def _kind_of(found: Hit | Suggestion) -> str:
    if found.kind == "topic":
        return "topic"
    return found.page_kind or ("guidance" if found.namespace == Namespace.MAIN.value else found.namespace)


def _is_whole() -> bool:
    """Whether nothing but the words stands in the address: all that is found for them is shown, from its beginning."""
    return {name for name, value in request.args.items() if value} <= {"q", "go"}


def _once(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Each page once, also where it is found by several of its names."""
    return list({each.address: each for each in found}.values())


def _is_first(named: Suggestion, found: Results) -> bool:
    """Whether the first hit is the page called so, or the one that this name leads to."""
    return bool(found.hits) and (found.hits[0].address == named.address or found.hits[0].name == named.leads_to)


def _good_name(query: str) -> PageName | None:
    """The page that could be made under the name `query`."""
    try:
        return parse_name(query)
    except BadName:
        return None
