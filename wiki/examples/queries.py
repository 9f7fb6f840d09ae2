"""Reading examples: which there are, by what one asks for.

Themes and guidance are followed where their pages redirect. Those of a cooperation are of each of its members too. The
examples of Mittköping are of nobody: they are shown only where its own are asked for.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from json import dumps
from typing import Any, Literal

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.examples.conditions import in_year, is_uncommented, says
from wiki.examples.models import Example, ExampleSupport, ExampleTheme
from wiki.examples.through import of_any
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, all_municipalities, by_code
from wiki.pages.models import Link, Page
from wiki.pages.named import is_one_of

AT_ONCE = 400  # examples in one question: databases limit the number of parameters
Sort = Literal["changed", "status", "municipality"]


@dataclass(frozen=True)
class ExampleFilter:
    """What is asked for; all that is said must hold. `county` and `group` are codes, `status` a key of the ladder.

    `status` may be "none": those that do not say how far they have come.
    """

    theme: str | None = None  # the title of the theme's page, or of one that redirects to it
    municipality_code: str | None = None
    owner: PageName | None = None
    county: str | None = None
    group: str | None = None
    area: str | None = None
    status: str | None = None
    supports: PageName | None = None
    search: str = ""
    year: int | None = None
    uncommented: bool = False  # those with a page of their own, about which nobody has said a word


@dataclass(frozen=True)
class ExampleRow:
    """An example as a row in a list."""

    id: int
    page_id: int
    page: PageName
    anchor: str  # of its section; empty where the whole page is the example
    title: str
    owner: PageName
    municipality: Municipality | None  # none for cooperations
    status: str  # a key of the ladder; empty where none is said
    areas: tuple[str, ...]
    years: tuple[int | None, int | None]
    lead: str
    lesson: str
    language: str | None
    themes: tuple[str, ...]
    changed_at: datetime

    @property
    def path(self) -> str:
        """Where it is read."""
        return self.page.path + (f"#{self.anchor}" if self.anchor else "")

    @property
    def county(self) -> str:
        """The county it lies in, in words; empty for cooperations."""
        return self.municipality.county if self.municipality else ""


def examples(
    wanted: ExampleFilter = ExampleFilter(), sort: Sort = "changed", limit: int | None = None, offset: int = 0
) -> list[ExampleRow]:
    """The examples that are `wanted`: the latest changed first, or by status up the ladder, or by municipality."""
    page = (Page.namespace, Page.title)
    statement = select(Example, *page).join(Page, Page.id == Example.page_id).where(*conditions(wanted))
    found = session().execute(statement.order_by(*_order(sort)).limit(limit).offset(offset)).all()
    themes = themes_of(example.id for example, *_ in found)
    return [
        _row(example, PageName(Namespace(space), title), themes.get(example.id, ())) for example, space, title in found
    ]


def places_of(wanted: ExampleFilter) -> list[tuple[PageName, str]]:
    """Where the `wanted` examples are told, all of them: page and section."""
    statement = select(Page.namespace, Page.title, Example.anchor).join(Example, Example.page_id == Page.id)
    rows = session().execute(statement.where(*conditions(wanted)))
    return [(PageName(Namespace(space), title), anchor) for space, title, anchor in rows]


def count_examples(wanted: ExampleFilter = ExampleFilter()) -> int:
    """How many are `wanted`."""
    return session().scalar(select(func.count()).select_from(Example).where(*conditions(wanted))) or 0


def theme_counts(wanted: ExampleFilter = ExampleFilter()) -> dict[str, int]:
    """How many of the `wanted` examples each theme has, by the title that is used now."""
    redirects = {str(title): str(target) for title, target in session().execute(select(theme_redirects()))}
    number = func.count(ExampleTheme.example_id)
    title: Any = ExampleTheme.title
    if redirects:  # an example may name a theme by both of its names
        title = case(redirects, value=ExampleTheme.title, else_=ExampleTheme.title)
        number = func.count(ExampleTheme.example_id.distinct())
    statement = select(title, number).join(Example, Example.id == ExampleTheme.example_id).where(*conditions(wanted))
    return {str(name): int(count) for name, count in session().execute(statement.group_by(title))}


def themes_of(example_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The themes of some examples, by the titles that are used now."""
    ids, found = list(example_ids), defaultdict[int, list[str]](list)
    for start in range(0, len(ids), AT_ONCE):
        statement = (
            select(ExampleTheme.example_id, followed_theme())
            .outerjoin(theme_redirects(), theme_redirects().c.title == ExampleTheme.title)
            .where(ExampleTheme.example_id.in_(ids[start : start + AT_ONCE]))
            .order_by(ExampleTheme.example_id, ExampleTheme.title)
        )
        for example_id, title in session().execute(statement):
            found[example_id].append(title)
    return {key: tuple(dict.fromkeys(titles)) for key, titles in found.items()}


def conditions(wanted: ExampleFilter) -> list[ColumnElement[bool]]:
    """What `wanted` says about `Example`, for a statement."""
    said: list[ColumnElement[bool]] = [] if wanted.owner else [is_somebodys()]
    if wanted.owner:
        said.append(Example.owner_namespace == wanted.owner.namespace.value)
        said.append(Example.owner_title == wanted.owner.title)
    if wanted.municipality_code:
        said.append(of_any([wanted.municipality_code]))
    areas = ({"county": wanted.county}, {"group": wanted.group})
    said.extend(of_any(codes_in(**area)) for area in areas if any(area.values()))
    if wanted.status:
        said.append(Example.status == ("" if wanted.status == "none" else wanted.status))
    if wanted.theme:
        names = _names_of(PageName(Namespace.THEME, wanted.theme))
        titles = [name.title for name in names if name.namespace is Namespace.THEME]
        said.append(Example.id.in_(select(ExampleTheme.example_id).where(ExampleTheme.title.in_(titles))))
    if wanted.supports:
        said.append(Example.id.in_(_supporting(wanted.supports)))
    if wanted.area:
        said.append(cast(Example.areas, String).contains(dumps(wanted.area), autoescape=True))
    if wanted.year:
        said.append(in_year(wanted.year))
    if wanted.uncommented:
        said.append(is_uncommented())
    return said + [says(word) for word in wanted.search.split()[:8]]


def is_somebodys() -> ColumnElement[bool]:
    """Whether an example is of a real municipality or of a cooperation."""
    return or_(Example.municipality_code.is_not(None), Example.owner_namespace == Namespace.COOPERATION.value)


def codes_in(county: str | None = None, group: str | None = None) -> list[str]:
    """The codes of the municipalities of a county or a group."""
    return [
        each.code
        for each in all_municipalities()
        if county in (None, each.county_code) and group in (None, each.group_code)
    ]


@cache
def theme_redirects() -> CTE:
    """The themes whose pages redirect: `title` of the page, and `target`, the title that is used now."""
    return (
        select(Page.title, Link.target_title.label("target"))
        .join(Link, and_(Link.page_id == Page.id, Link.kind == "redirect"))
        .where(Page.namespace == Namespace.THEME.value, Link.target_namespace == Namespace.THEME.value)
        .cte("theme_redirects")
    )


def followed_theme() -> ColumnElement[str]:
    """The title that a theme has now, in statements that also join `theme_redirects`."""
    return func.coalesce(theme_redirects().c.target, ExampleTheme.title)


def _names_of(name: PageName) -> list[PageName]:
    """All names that lead to the page that `name` leads to, itself among them. Few: asked before what they narrow."""
    via, redirect = aliased(Page), aliased(Link)
    target = (
        select(redirect.target_namespace.label("namespace"), redirect.target_title.label("title"))
        .join(via, via.id == redirect.page_id)
        .where(via.namespace == name.namespace.value, via.title == name.title, redirect.kind == "redirect")
    )
    here = select(literal(name.namespace.value).label("namespace"), literal(name.title).label("title"))
    itself = union_all(here, target).cte("itself")
    from_page, to_page = aliased(Page), aliased(Link)
    redirects = (
        select(from_page.namespace, from_page.title)
        .join(to_page, and_(to_page.page_id == from_page.id, to_page.kind == "redirect"))
        .join(itself, and_(itself.c.namespace == to_page.target_namespace, itself.c.title == to_page.target_title))
    )
    rows = session().execute(union_all(select(itself.c.namespace, itself.c.title), redirects))
    return [PageName(Namespace(space), title) for space, title in rows]


def _supporting(guidance: PageName) -> Select[int]:
    names = [(name.namespace.value, name.title) for name in _names_of(guidance)]
    return select(ExampleSupport.example_id).where(is_one_of(ExampleSupport.namespace, ExampleSupport.title, names))


def _order(sort: Sort) -> tuple[Any, ...]:
    rank = case((Example.rank == 0, 9), else_=Example.rank)
    owner = (Example.owner_sort_key, Example.owner_title)
    if sort == "status":
        return (rank, *owner, Example.title, Example.id)
    if sort == "municipality":
        return (*owner, rank, Example.title, Example.id)
    return (Example.changed_at.desc(), Example.id.desc())


def _row(example: Example, page: PageName, themes: tuple[str, ...]) -> ExampleRow:
    return ExampleRow(
        id=example.id,
        page_id=example.page_id,
        page=page,
        anchor=example.anchor,
        title=example.title,
        owner=example.owner,
        municipality=by_code(example.municipality_code),
        status=example.status,
        areas=tuple(example.areas),
        years=(example.first_year, example.last_year),
        lead=example.lead,
        lesson=example.lesson,
        language=example.language,
        themes=themes,
        changed_at=example.changed_at,
    )
