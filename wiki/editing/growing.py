"""Texts that begin from an example: one's own that grows out of another's, and the same one with another status."""

from dataclasses import replace

from flask import request
from sqlalchemy import Select, select

from wiki.core.db import session
from wiki.editing.field_catalogue import BY_KEY
from wiki.editing.field_values import fits
from wiki.editing.fields import with_field
from wiki.editing.quick_example import QuickExample
from wiki.examples.models import Example, ExampleSupport
from wiki.examples.queries import themes_of
from wiki.examples.speaking import is_example
from wiki.examples.taxonomy import Status, status_written
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.facts import stage, themes, words
from wiki.pages.models import Page
from wiki.pages.queries import find_page

COPIED = ("tema", "välfärdsområde", "stödjer")


def origin() -> Page | None:
    """The example that the address says to begin from (`?from=`), if it is one."""
    return example_called(request.args.get("from", ""))


def example_called(text: str) -> Page | None:
    """The page of the example that `text` names, if there is one."""
    try:
        page = find_page(parse_name(text, Namespace.MUNICIPALITY)) if text else None
    except BadName:
        return None
    return page if page and is_example(page) else None


def grown_text(text: str, parent: Page) -> str:
    """The beginning `text` of an example, with what it takes over from `parent`, and where it comes from."""
    for key in COPIED:
        taken = words(parent.fields.get(key)) or (_supported(parent) if key == "stödjer" else [])
        taken = [each for each in taken if fits(key, each, parent.name)]  # what is gone since is not copied
        if taken:
            text = with_field(text, key, taken)
    return with_field(text, "bygger på", parent.name.full)


def grown_example(told: QuickExample, parent: Page) -> QuickExample:
    """The answers of the quick form, with what `parent` says where nothing is said yet, and where it grew from."""
    return replace(
        told,
        themes=told.themes or tuple(name.title for name in themes(parent)),
        guidance=told.guidance or next(iter(_guidance(parent)), ""),
        areas=tuple(words(parent.fields.get("välfärdsområde"))),
        grew_from=parent.name.full,
    )


def section_example(told: QuickExample, page: Page, anchor: str) -> QuickExample:
    """The answers of the quick form, with what the section of a municipality's page tells that is to be a page."""
    wanted = select(Example).where(Example.page_id == page.id, Example.anchor == anchor)
    example = session().scalar(wanted) if anchor else None
    if example is None:
        return told
    guidance = session().execute(_supports().where(Example.id == example.id)).first()
    return replace(
        told,
        title=told.title or example.title.replace("/", "–"),
        municipality=example.municipality_code or told.municipality,
        themes=told.themes or themes_of([example.id]).get(example.id, ()),
        status=told.status or example.status,
        sentences=told.sentences or example.lead,
        lesson=told.lesson or example.lesson,
        guidance=told.guidance or (PageName(Namespace(guidance[0]), guidance[1]).full if guidance else ""),
    )


def _guidance(page: Page) -> list[str]:
    return [each for each in words(page.fields.get("stödjer")) or _supported(page) if fits("stödjer", each, page.name)]


def status_proposed(page: Page | None) -> Status | None:
    """The status that the address proposes for an example (`?status=avslutat`), if it is one and has another."""
    said = status_written(request.args.get("status", "")) if page and is_example(page) else None
    return said if said and page and stage(page.fields) != said.key else None


def with_status(source: str, status: Status) -> str:
    """The source of an example with another status."""
    return with_field(source, "läge", status.written)


def field_to_begin_at(page: Page | None) -> str:
    """The key of the field that somebody came to the editor for: what was learnt from what has ended, or `?field=`."""
    proposed = status_proposed(page)
    if proposed:
        return "lärdom" if proposed.key == "avslutat" else "läge"
    asked = request.args.get("field", "")
    return asked if asked in BY_KEY else ""


def _supported(page: Page) -> list[str]:
    """The guidance that the text of an example links to."""
    rows = session().execute(_supports().where(Example.page_id == page.id))
    return [PageName(Namespace(space), title).full for space, title in rows]


def _supports() -> Select[str, str]:
    joined = select(ExampleSupport.namespace, ExampleSupport.title).join(
        Example, Example.id == ExampleSupport.example_id
    )
    return joined.order_by(ExampleSupport.title)
