"""How themes stand to each other. One page says it in its fields, and it holds both ways."""

from collections.abc import Iterable, Iterator

from sqlalchemy import select

from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.examples.read import pages_named
from wiki.markup import Namespace, PageName, parse_name
from wiki.pages.facts import Fact
from wiki.pages.models import Page

WIDER, NEIGHBOURING = "överordnat tema", "angränsande tema"


def theme_relations(page: Page) -> list[Fact]:
    """The themes that are wider or narrower than that of `page`, and its neighbours, each leading to its page."""
    rows = session().execute(
        select(Page.title, Page.fields, Page.redirect_to).where(Page.namespace == Namespace.THEME.value)
    )
    pages = {PageName(Namespace.THEME, title): (fields, leads_to) for title, fields, leads_to in rows}
    moved = {name: parse_name(to.partition("#")[0]) for name, (_fields, to) in pages.items() if to}

    def said(name: PageName, key: str) -> Iterator[PageName]:
        fields = pages[name][0] if name in pages else {}
        return (moved.get(each, each) for each in pages_named(fields.get(key), Namespace.THEME))

    here = page.name
    others = [name for name in pages if name != here and name not in moved]
    wider = {*said(here, WIDER)}
    narrower = {name for name in others if here in said(name, WIDER)} - wider
    neighbours = {*said(here, NEIGHBOURING)} | {name for name in others if here in said(name, NEIGHBOURING)}
    found = (
        (gettext("Wider theme"), wider),
        (gettext("Narrower themes"), narrower),
        (gettext("Neighbouring themes"), neighbours - wider - narrower),
    )
    return [Fact(label, _linked(names - {here}, pages)) for label, names in found if names - {here}]


def _linked(names: Iterable[PageName], pages: Iterable[PageName]) -> list[tuple[str, str | None]]:
    return [(name.title, name.path if name in pages else None) for name in sorted(names)]
