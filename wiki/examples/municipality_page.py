"""What the wiki gathers on the page of a municipality or a cooperation, also where there is no page yet."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask

from wiki.examples.cooperations import Member, cooperations_of, members_of
from wiki.examples.places import Alike, alike, own_examples
from wiki.examples.queries import ExampleRow
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, by_name
from wiki.pages.facts import Fact, municipality_of, register_facts
from wiki.pages.models import Page


@dataclass(frozen=True)
class Around:
    """Around a municipality or a cooperation; `municipality` is None for cooperations and for Mittköping."""

    municipality: Municipality | None
    facts: Sequence[Fact]
    examples: Sequence[ExampleRow]
    cooperations: Sequence[PageName]
    alike: Sequence[Alike]
    members: Sequence[Member]


def around(name: PageName, page: Page | None) -> Around | None:
    """What there is around the page `name`; None for pages that are about neither."""
    kind = page.kind if page else name.namespace.value
    if name.parent or (page and page.redirect_to) or kind != name.namespace.value:
        return None
    if name.namespace is Namespace.MUNICIPALITY:
        return _around_municipality(name, page)
    if name.namespace is Namespace.COOPERATION and page:
        return Around(None, (), own_examples(name, None), (), (), members_of(page))
    return None


def _around_municipality(name: PageName, page: Page | None) -> Around | None:
    municipality = municipality_of(page) if page else by_name(name.title)
    if municipality is None:
        return Around(None, (), own_examples(name, None), (), (), ()) if page else None
    return Around(
        municipality,
        list(register_facts(municipality)),
        own_examples(name, municipality),
        cooperations_of(municipality, page),
        alike(municipality),
        (),
    )


def init_municipalities(app: Flask) -> None:
    """Let the templates of pages ask what there is around a page."""
    app.jinja_env.globals["around_page"] = around
