"""Cooperations and their members. Either page may say who is in it, that of the cooperation or of the municipality:

`kommuner: [Umeå, "2482"]` on a page of a cooperation, `samverkan: [Digitala Västerbotten]` on that of a municipality.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from wiki.core.db import session
from wiki.examples.read import pages_named
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.names import sort_key
from wiki.municipalities.register import Municipality, by_code, by_name
from wiki.pages.facts import municipality_said, words
from wiki.pages.models import Page

FIELDS = ("kommuner", "kommun")


@dataclass(frozen=True)
class Member:
    """A member of a cooperation: what it is called, and its page where it is a municipality of ours."""

    name: str
    page: PageName | None


def members_of(page: Page) -> list[Member]:
    """Who is in the cooperation that this page is about, in Swedish order."""
    gatherings = _gatherings()
    found = {member.name: member for member in map(_member, _said(page))}
    for name, fields in municipal_pages():
        if page.name in _joined(fields, gatherings):
            municipality = municipality_said(name.title, fields)
            called = municipality.name if municipality else name.title
            found[called] = Member(called, name)
    return sorted(found.values(), key=lambda member: sort_key(member.name))


def cooperations_of(municipality: Municipality, page: Page | None) -> list[PageName]:
    """The cooperations that a municipality is in, by their pages or by its own `page`, in Swedish order."""
    gatherings = _gatherings()
    found = set(_joined(page.fields, gatherings)) if page else set()
    for name, cooperation in gatherings.items():
        if not cooperation.redirect_to and municipality in map(municipality_named, _said(cooperation)):
            found.add(name)
    return sorted(found)


def page_of(municipality: Municipality) -> PageName:
    """The page that a municipality has by the rules, whether it is there or not."""
    return PageName(Namespace.MUNICIPALITY, municipality.name)


@cache
def _municipal() -> Select[*tuple[Any, ...]]:
    is_one = (Page.namespace == Namespace.MUNICIPALITY.value, Page.kind == "municipality")
    return select(Page.title, Page.fields).where(*is_one, Page.redirect_to.is_(None)).order_by(Page.id)


def municipal_pages() -> list[tuple[PageName, Mapping[str, Any]]]:
    """The pages of municipalities, at most some hundreds, and their fields; pages below them are none."""
    found = ((PageName(Namespace.MUNICIPALITY, title), fields) for title, fields in session().execute(_municipal()))
    return [(name, fields) for name, fields in found if name.parent is None]


def _said(page: Page) -> Iterator[str]:
    for key in FIELDS:
        yield from words(page.fields.get(key))


def municipality_named(word: str) -> Municipality | None:
    """The municipality that a page names by its code, by one of its names or by a link to its page."""
    return by_code(word) or by_name(_plain(word))


def _plain(word: str) -> str:
    linked = pages_named(word, Namespace.MUNICIPALITY)
    return linked[0].title if linked else word


def _member(word: str) -> Member:
    municipality = municipality_named(word)
    return Member(municipality.name, page_of(municipality)) if municipality else Member(_plain(word), None)


def _joined(fields: Mapping[str, Any], gatherings: Mapping[PageName, Page]) -> Iterator[PageName]:
    """The cooperations that the page of a municipality says it is in, by the names they have now."""
    for name in pages_named(fields.get("samverkan"), Namespace.COOPERATION):
        there = gatherings.get(name)
        yield parse_name(there.redirect_to.partition("#")[0]) if there and there.redirect_to else name


def _gatherings() -> dict[PageName, Page]:
    """All pages of cooperations, of which there are few, redirects among them."""
    return {
        page.name: page for page in session().scalars(select(Page).where(Page.namespace == Namespace.COOPERATION.value))
    }
