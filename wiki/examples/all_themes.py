"""Themes as a list: what the front page and the page "Themes" show."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from wiki.core.db import session
from wiki.examples.queries import theme_counts
from wiki.markup import BadName, Namespace, PageName, parse_name
from wiki.pages.facts import words
from wiki.pages.models import Page


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


def themes() -> list[Theme]:
    """All themes, in Swedish order: those with a page, and those that only other pages name."""
    pages = {page.name: page for page in session().scalars(select(Page).where(Page.namespace == Namespace.THEME.value))}
    guidance: Counter[PageName] = Counter()
    for name, number in _named_by_guidance():
        guidance[_followed(name, pages)] += number
    examples = {PageName(Namespace.THEME, title): count for title, count in theme_counts().items()}
    names = {name for name, page in pages.items() if not page.redirect_to} | guidance.keys() | examples.keys()
    return [
        Theme(
            name=name,
            definition=_definition(pages[name]) if name in pages else "",
            guidance_count=guidance[name],
            example_count=examples.get(name, 0),
            exists=name in pages,
        )
        for name in sorted(names)
    ]


def _definition(page: Page) -> str:
    return " ".join(words(page.fields.get("definition"))) or page.lead


def _named_by_guidance() -> Iterator[tuple[PageName, int]]:
    """The themes that guidance names in its front matter, and in how many pages.

    Pages share few sets of themes, so the database counts sets, and only those are read here.
    """
    named = select(Page.fields["tema"].as_string().label("themes")).where(Page.kind == "guidance").subquery()
    sets = select(named.c.themes, func.count()).where(named.c.themes.is_not(None)).group_by(named.c.themes)
    for text, number in session().execute(sets):
        for word in set(words(json.loads(text) if str(text).startswith("[") else text)):
            try:
                yield parse_name(word, default=Namespace.THEME), number
            except BadName:
                continue


def _followed(name: PageName, pages: Mapping[PageName, Page]) -> PageName:
    """The theme that `name` stands for: where its page is a redirect, what that leads to."""
    page = pages.get(name)
    return parse_name(page.redirect_to.partition("#")[0]) if page and page.redirect_to else name
