"""What the page of a theme gathers: guidance, examples with ways to narrow them, wishes, and whom to ask."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from json import dumps

from flask import url_for
from sqlalchemy import and_, func, not_, or_, select

from wiki.core.db import session
from wiki.examples.counting import counts
from wiki.examples.filters import Choice, Choices, addresses_from, choices_of, filter_asked, taken_back, unknown_asked
from wiki.examples.models import Example
from wiki.examples.queries import ExampleFilter, conditions, count_examples
from wiki.examples.read import themes_named
from wiki.examples.unknown import Unknown
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, by_code
from wiki.pages.facts import words
from wiki.pages.leading import asked_of, names_leading_to
from wiki.pages.models import Link, Page

GUIDING = ("guidance", "tool", "workshop", "checklist", "concept")
MOST_GUIDANCE = 100
MOST_WANTED = 12
MOST_ASKED = 12


@dataclass(frozen=True)
class Wanted:
    """A page that the theme's pages link to and that does not exist."""

    name: PageName
    number: int


@dataclass(frozen=True)
class Asked:
    """A municipality that has examples of the theme, and how many."""

    municipality: Municipality
    number: int

    @property
    def page(self) -> PageName:
        """Its page, whether there is one or not."""
        return PageName(Namespace.MUNICIPALITY, self.municipality.name)


@dataclass(frozen=True)
class ThemePage:
    """All that the page of a theme gathers."""

    definition: str
    guidance: Sequence[Page]
    choices: Sequence[Choices]
    taken_back: Sequence[Choice]
    wanted: Sequence[Wanted]
    to_ask: Sequence[Asked]
    page_ids: Sequence[int]  # those on which the theme is talked about
    unknown: Sequence[Unknown]  # what the address asks for that nobody knows
    more: str  # where all its examples are listed
    uncommented: int  # examples that nobody has said a word about
    uncommented_list: str  # where those are listed


def theme_page(page: Page) -> ThemePage | None:
    """What the page of a theme gathers; None for other pages."""
    if page.kind != "theme" or page.redirect_to:
        return None
    asked = filter_asked(theme=page.title)
    guidance = guidance_of(page.name)
    ids = [page.id, *(each.id for each in guidance)]
    address = _address_on(page.name)
    return ThemePage(
        definition=" ".join(words(page.fields.get("definition"))),
        guidance=guidance,
        choices=choices_of(asked, ("status", "county", "group", "area"), address),
        taken_back=[each for each in taken_back(asked, "changed", address) if each.words != page.title],
        wanted=_wanted(ids, page.title),
        to_ask=_to_ask(page.title),
        page_ids=ids,
        unknown=unknown_asked(),
        more=url_for("examples.examples", theme=page.title),
        uncommented=count_examples(ExampleFilter(theme=page.title, uncommented=True)),
        uncommented_list=url_for("examples.examples", theme=page.title, uncommented=1),
    )


def _address_on(theme: PageName) -> Callable[[dict[str, str]], str]:
    """What makes the addresses of the theme's page, narrowed."""
    address = addresses_from(theme.path, "mk-how")
    return lambda arguments: address({name: value for name, value in arguments.items() if name != "theme"})


def guidance_of(theme: PageName) -> list[Page]:
    """The guidance that says that it belongs to `theme`, by this name or by one that redirects to it."""
    names = {
        title
        for space, title in session().execute(
            select(names_leading_to().c.namespace, names_leading_to().c.title), asked_of(theme)
        )
        if space == Namespace.THEME.value
    }
    text = Page.fields["tema"].as_string()
    # JSON may hold å as it is or as \u00e5; the first letter may be small
    spellings = {form for name in names for form in (name[1:], dumps(name[1:])[1:-1])}
    may_be = or_(*(text.icontains(each, autoescape=True) for each in spellings))
    found = select(Page).where(Page.kind.in_(GUIDING), Page.redirect_to.is_(None), may_be)
    every = session().scalars(found.order_by(Page.sort_key))
    return [page for page in every if names & {*themes_named(page.fields.get("tema"))}][:MOST_GUIDANCE]


def _wanted(page_ids: Sequence[int], theme: str) -> list[Wanted]:
    """What these pages and the theme's examples link to in vain, what is wished for most first."""
    examples = select(Example.page_id).where(*conditions(ExampleFilter(theme=theme)))
    there = and_(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    rows = (
        select(Link.target_namespace, Link.target_title, func.count(Link.page_id.distinct()).label("number"))
        .where(or_(Link.page_id.in_(page_ids), Link.page_id.in_(examples)), Link.kind == "link")
        .where(not_(select(Page.id).where(there).exists()))
        .group_by(Link.target_namespace, Link.target_title)
        .order_by(func.count(Link.page_id.distinct()).desc(), Link.target_title)
        .limit(MOST_WANTED)
    )
    return [Wanted(PageName(Namespace(space), title), number) for space, title, number in session().execute(rows)]


def _to_ask(theme: str) -> list[Asked]:
    """The municipalities that know something about it, by their examples."""
    numbers = counts(ExampleFilter(theme=theme), "municipality_code")
    found = [Asked(place, number) for code, number in numbers.items() if (place := by_code(code))]
    return sorted(found, key=lambda each: (-each.number, each.page))[:MOST_ASKED]
