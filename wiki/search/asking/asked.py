"""What the address of a search says: the words, what narrows them, and the order of the hits.

An address may be old, or written by hand: what means nothing in it is left out, and said.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request, url_for

from wiki.core.errors import N_
from wiki.core.i18n import LOCALES, gettext
from wiki.markup import Namespace
from wiki.municipalities.register import by_code, counties, county
from wiki.search.answering.notices import Notice
from wiki.search.answering.results import Results
from wiki.search.asking.filters import Filters, Sort
from wiki.search.asking.meanings import Meanings, known, label
from wiki.search.documents import facet
from wiki.search.engine import engine
from wiki.search.ranking.index import IndexAway

FIELDS = {  # what an address says → the field that is narrowed
    "kind": "page_kind",
    "status": "status",
    "theme": "theme",
    "area": "area",
    "county": "county",
    "municipality": "municipality",
    "year": "year",
    "language": "language",
    "author": "author",
    "namespace": "namespace",
}
LABELS = {
    "page_kind": N_("Kind"),
    "status": N_("Status"),
    "theme": N_("Theme"),
    "area": N_("Welfare area"),
    "county": N_("County"),
    "municipality": N_("Municipality"),
    "year": N_("Year"),
    "language": N_("Language"),
    "author": N_("Written by"),
    "namespace": N_("Kind"),
    "kind": N_("Kind"),
}
LEFT_OUT = Notice(N_("“%(value)s” is no known value for %(label)s. That part of the search was left out."))
MOST_VALUES = 30  # of one address
LONGEST_SAID = 60  # letters of a value that are said back

_TOPIC = "page_kind=topic"
_OTHERWISE = {"kind=topic": _TOPIC}  # what is one thing by two names
_ARGUMENTS = {field: argument for argument, field in FIELDS.items()} | {"kind": "kind"}


@dataclass(frozen=True)
class Asked:
    """What an address says. `notices` tell what in it means nothing."""

    query: str
    filters: Filters
    sort: Sort
    notices: tuple[Notice, ...] = ()


def read_address() -> Asked:
    """What the address of the present request asks for."""
    wanted: list[str] = []
    notices: list[Notice] = []
    for argument, value in _said():
        if meant := _meant(argument, value):
            wanted.append(meant)
        else:
            shown = value if len(value) <= LONGEST_SAID else f"{value[:LONGEST_SAID]}…"
            notices.append(LEFT_OUT.about(value=shown, label=gettext(LABELS[FIELDS[argument]]).lower()))
    pages_only = any(each.startswith("namespace=") for each in wanted) and _TOPIC not in wanted
    asked = request.args.get("sort", "")
    return Asked(
        request.args.get("q", "").strip(),
        Filters(tuple(dict.fromkeys(wanted)), (_TOPIC,) if pages_only else ()),
        next((sort for sort in Sort if sort.value == asked), Sort.RELEVANCE),
        tuple(dict.fromkeys(notices)),
    )


def wanted_of(results: Results) -> tuple[str, ...]:
    """All that narrows `results`, by the address and by the words of the query."""
    return usual(results.filters.wanted)


def usual(wanted: Iterable[str]) -> tuple[str, ...]:
    """`wanted`, each by the name that addresses have for it, and once."""
    return tuple(dict.fromkeys(_OTHERWISE.get(each, each) for each in wanted))


def address_of(query: str, wanted: Iterable[str], sort: Sort = Sort.RELEVANCE, **more: str) -> str:
    """Where `query` is searched for, narrowed by `wanted`, in the order `sort`."""
    arguments: dict[str, list[str]] = {}
    for argument, value in arguments_of(wanted, sort):
        arguments.setdefault(argument, []).append(value)
    return url_for("search.search", q=query or None, **arguments, **more)  # type: ignore[arg-type]


def arguments_of(wanted: Iterable[str], sort: Sort = Sort.RELEVANCE) -> Iterator[tuple[str, str]]:
    """What an address says besides the words, to ask for just this."""
    for each in wanted:
        field, _, value = each.partition("=")
        if field in _ARGUMENTS:
            yield _ARGUMENTS[field], value
    if sort is not Sort.RELEVANCE:
        yield "sort", sort.value


def _said() -> Sequence[tuple[str, str]]:
    """What narrows the search in the address; empty values ask for nothing."""
    said = [(name, " ".join(value.split())) for name in FIELDS for value in request.args.getlist(name)]
    return [(name, value) for name, value in said if value][:MOST_VALUES]


def _meant(argument: str, value: str) -> str:
    """The facet that `value` means: as links write it, or as people do ("Uddevalla")."""
    field = FIELDS[argument]
    if argument == "kind" and value == "page":
        return "kind=page"
    if field in _KNOWN and _KNOWN[field](value):
        return facet(field, value)
    if field == "county":
        return next((facet(field, each.code) for each in counties() if each.name.casefold() == value.casefold()), "")
    return next(iter(usual([Meanings(_themes() if field == "theme" else ()).of(field, value)])))


def _themes() -> tuple[str, ...]:
    """What pages are about, also when nobody has written the page of the theme."""
    try:
        with engine().reading() as index:
            return index.facets.names
    except IndexAway:
        return ()


_KNOWN: Mapping[str, Callable[[str], object]] = {
    "page_kind": lambda value: label("page_kind", value) != value,
    "status": lambda value: value in known("status"),
    "area": lambda value: value in known("area"),
    "county": county,
    "municipality": by_code,
    "year": lambda value: len(value) == 4 and value.isascii() and value.isdigit(),
    "language": LOCALES.__contains__,
    "author": lambda value: label("author", value) != value,
    "namespace": {each.value for each in Namespace}.__contains__,
}
