"""Themes and examples as lists: what the front page and the pages "Themes" and "Examples" show."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wiki.core.db import session
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.facts import stage, words
from wiki.pages.models import Page

COUNTED = ("guidance", "example")


@dataclass(frozen=True)
class Theme:
    """A theme and how much belongs to it. One that pages name may still lack a page of its own."""

    name: PageName
    definition: str
    guidance_count: int
    example_count: int
    exists: bool

    @property
    def title(self) -> str:
        """The theme as people call it."""
        return self.name.title


@dataclass(frozen=True)
class Example:
    """An example as a row in a list."""

    name: PageName
    status: str | None  # ide, pilot, inforande, bredd or avslutat
    municipality: str
    lead: str
    at: datetime

    @property
    def title(self) -> str:
        """What the example calls itself."""
        return self.name.leaf


def themes() -> list[Theme]:
    """All themes, in Swedish order: those with a page, and those that only other pages name."""
    pages = {page.name: page for page in session().scalars(select(Page).where(Page.namespace == Namespace.THEME.value))}
    counts: Counter[tuple[PageName, str]] = Counter()
    for name, kind, number in _named():
        counts[_followed(name, pages), kind] += number
    names = {name for name, page in pages.items() if not page.redirect_to} | {name for name, _kind in counts}
    return [
        Theme(
            name=name,
            definition=_definition(pages[name]) if name in pages else "",
            guidance_count=counts[name, "guidance"],
            example_count=counts[name, "example"],
            exists=name in pages,
        )
        for name in sorted(names)
    ]


def example_count() -> int:
    """How many examples there are."""
    return session().scalar(select(func.count()).where(Page.kind == "example")) or 0


def examples(limit: int = 50, offset: int = 0) -> list[Example]:
    """Examples, the newest first."""
    newest = select(Page).where(Page.kind == "example").order_by(Page.created_at.desc(), Page.id.desc())
    return [_example(page) for page in session().scalars(newest.limit(limit).offset(offset))]


def _example(page: Page) -> Example:
    where = [*words(page.fields.get("kommun")), *words(page.fields.get("samverkan"))]
    return Example(
        name=page.name,
        status=stage(page.fields),
        municipality=", ".join(where) or page.name.base.title,
        lead=page.lead,
        at=page.created_at,
    )


def _definition(page: Page) -> str:
    return " ".join(words(page.fields.get("definition"))) or page.lead


def _named() -> Iterator[tuple[PageName, str, int]]:
    """The themes that pages name in their front matter: theme, kind of page, how many.

    Pages share few sets of themes, so the database counts sets, and only those are read here.
    """
    named = select(Page.kind, Page.fields["tema"].as_string().label("themes")).where(Page.kind.in_(COUNTED)).subquery()
    sets = select(named.c.kind, named.c.themes, func.count()).where(named.c.themes.is_not(None))
    for kind, text, number in session().execute(sets.group_by(named.c.kind, named.c.themes)):
        for word in set(words(json.loads(text) if str(text).startswith("[") else text)):
            try:
                yield parse_name(word, default=Namespace.THEME), kind, number
            except BadName:
                continue


def _followed(name: PageName, pages: Mapping[PageName, Page]) -> PageName:
    """The theme that `name` stands for: where its page is a redirect, what that leads to."""
    page = pages.get(name)
    return parse_name(page.redirect_to.partition("#")[0]) if page and page.redirect_to else name
