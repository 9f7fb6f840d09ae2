"""Searching: the page of results, and the suggestions under the search field."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask_login import current_user

from wiki.accounts.permissions import require
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.core.paging import paging
from wiki.journal.changes import NAMESPACE_LABELS
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.markup.kinds import LABELS
from wiki.search.finding import Hit, Results, find
from wiki.search.titles import Suggestion, exact, similar_titles, suggest

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
    "help": "help",
    "file": "file",
    "user": "user",
}

blueprint = Blueprint("search", __name__)


@blueprint.get("/search", endpoint="search")
def results() -> Any:
    """What `?q=` finds, of one namespace or kind when asked for; with `?go=1` straight to the page called so."""
    require(current_user, "read")
    query = request.args.get("q", "").strip()
    named = exact(query) if query else None
    if named and request.args.get("go"):
        return redirect(named.address)
    namespace, kind = _chosen()
    found = find(query, namespace=namespace, kind=kind, page=request.args.get("page", 1, type=int), per_page=PER_PAGE)
    return render_template(
        "search/results.html",
        query=query,
        results=found,
        paging=paging(found.total, PER_PAGE),
        choices=_choices(query, found, namespace, kind),
        named=named if named and not _is_first(named, found) else None,
        missing=None if named else _good_name(query),
        similar=similar_titles(query) if query and not found.facets else [],
        icon_of=icon_of,
        label_of=label_of,
    )


@blueprint.get("/search/suggest", endpoint="suggest")
def suggestions() -> Response:
    """Titles that go with what stands in the search field so far, as JSON."""
    require(current_user, "read")
    found = suggest(request.args.get("q", ""))
    rows = [{"title": each.title, "address": each.name, "url": each.address, "kind": label_of(each)} for each in found]
    answer = jsonify(rows)
    answer.headers["Cache-Control"] = "private, max-age=30"
    return answer


def label_of(found: Hit | Suggestion) -> str:
    """What kind of thing was found, in the reader's language."""
    return gettext(KIND_LABELS.get(_kind_of(found), KIND_LABELS["guidance"]))


def icon_of(found: Hit | Suggestion) -> str:
    """The sign that stands beside the kind."""
    return ICONS.get(_kind_of(found), "book")


def _kind_of(found: Hit | Suggestion) -> str:
    if found.kind == "topic":
        return "topic"
    return found.page_kind or ("guidance" if found.namespace == Namespace.MAIN.value else found.namespace)


def _chosen() -> tuple[str | None, str | None]:
    """The namespace and kind asked for. A namespace alone means its pages: discussions are a choice of their own."""
    namespace, kind = request.args.get("namespace"), request.args.get("kind")
    namespace = namespace if namespace in {each.value for each in Namespace} else None
    kind = kind if kind in {"page", "topic"} else None
    return namespace, "page" if namespace and not kind else kind


def _choices(query: str, found: Results, namespace: str | None, kind: str | None) -> list[tuple[str, str, int, bool]]:
    """Ways to narrow the search: words, address, number of hits, and whether it is the present one."""
    here = url_for("search.search", q=query)
    everything = [(gettext("Everything"), here, sum(found.facets.values()), not kind)]
    pages = [
        (gettext(label), f"{here}&namespace={each.value}", count, namespace == each.value)
        for each, label in NAMESPACE_LABELS.items()
        if (count := found.facets.get(("page", each.value), 0)) or namespace == each.value
    ]
    topics = sum(count for (one, _), count in found.facets.items() if one == "topic")
    discussions = [(gettext("Discussions"), f"{here}&kind=topic", topics, kind == "topic")]
    return everything + pages + (discussions if topics or kind == "topic" else [])


def _is_first(named: Suggestion, found: Results) -> bool:
    return bool(found.hits) and found.hits[0].address == named.address


def _good_name(query: str) -> PageName | None:
    """The page that could be made under the name `query`."""
    try:
        return parse_name(query)
    except BadName:
        return None
