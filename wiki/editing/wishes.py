"""What a half done page would like to have: the headings and fields of its kind that nobody has filled yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from wiki.core.i18n import gettext
from wiki.editing.begin import kind_of_page, section, wordings
from wiki.editing.halfdone import FIELDS, missing_fields
from wiki.editing.kinds_of_page import Kind, Prompted
from wiki.markup import PageName, normalise
from wiki.markup.frontmatter import split
from wiki.markup.sections import sections, with_new_section
from wiki.pages.facts import page_state
from wiki.pages.models import Page


@dataclass(frozen=True)
class Wish:
    """Something a page would like to have: what it is called, what helps to write it, and where one does that."""

    label: str
    prompt: str
    address: str


def wishes_of(page: Page, headings: Iterable[str]) -> list[Wish]:
    """The wishes of a draft that has these headings; a page that is no draft, or of no kind we know, has none."""
    kind = kind_of_page(page.name, page.fields) if page_state(page) == "draft" else None
    return [*_of_headings(kind, page.name, headings), *_of_fields(kind, page.name, page.fields)] if kind else []


def _of_headings(kind: Kind, name: PageName, headings: Iterable[str]) -> Iterator[Wish]:
    for each in _missing(kind, headings):
        address = url_for("editing.edit", name=name.address, add=each.key)
        yield Wish(gettext(each.heading), gettext(each.prompt), address)


def _of_fields(kind: Kind, name: PageName, fields: Mapping[str, Any]) -> Iterator[Wish]:
    for key in missing_fields(kind, fields):
        address = url_for("editing.edit", name=name.address, _anchor=f"field-{key}")
        yield Wish(gettext(FIELDS[key]), "", address)


def with_begun(source: str, name: PageName, key: str) -> str:
    """`source` with the section `key` of its kind begun, in its place among the others; as it is where it has it."""
    source = normalise(source)
    fields, _, _ = split(source)
    kind = kind_of_page(name, fields)
    standing = sections(source)
    wished = next((each for each in _missing(kind, [one.text for one in standing]) if each.key == key), None)
    if kind is None or wished is None:
        return source
    later = kind.headings[kind.headings.index(wished) + 1 :]
    following = {words for each in later for words in wordings(each)}
    after = next((one for one in standing if one.text.casefold() in following), None)
    if after is None:
        return with_new_section(source, section(wished))
    return f"{source[: after.start]}{section(wished)}\n{source[after.start :]}"


def _missing(kind: Kind | None, headings: Iterable[str]) -> list[Prompted]:
    there = {heading.casefold() for heading in headings}
    return [each for each in kind.headings if not wordings(each) & there] if kind else []
