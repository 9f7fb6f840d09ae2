"""What reading pages show of examples: called by their templates, as pages themselves cannot ask for examples."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import unescape

from flask import Flask, url_for
from markupsafe import Markup
from sqlalchemy import select

from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.examples.alike import Alikeness
from wiki.examples.filters import filter_asked, list_address
from wiki.examples.how import How, how_they_do_it
from wiki.examples.models import Example, ExampleSupport
from wiki.examples.queries import ExampleFilter, ExampleRow, examples, themes_of
from wiki.examples.read import GUIDANCE
from wiki.examples.taxonomy import BY_KEY, LADDER
from wiki.examples.theme_page import ThemePage, theme_page
from wiki.examples.theme_relations import theme_relations
from wiki.markup import Namespace, PageName
from wiki.markup.places import EXAMPLES_PLACE
from wiki.pages.article import Article
from wiki.pages.facts import Fact
from wiki.pages.facts import themes as themes_said
from wiki.pages.models import Page
from wiki.pages.queries import existing

OTHERS = 5  # examples on the same themes that an example shows

Panel = Callable[..., Markup]  # of what is shown, what narrows it, the theme it is of, and its number


@dataclass(frozen=True)
class Supported:
    """Guidance that an example supports, and whether there is such a page."""

    name: PageName
    exists: bool
    lead: str


@dataclass(frozen=True)
class ShownExample:
    """What the page of an example shows besides its text."""

    status: str
    step: int  # on the ladder, 0 where none is said
    lesson: str
    supports: tuple[Supported, ...]
    themes: tuple[str, ...]


def shown_example(page: Page) -> ShownExample | None:
    """The example that `page` is, if it is one."""
    if page.kind != "example":
        return None
    found = session().scalar(select(Example).where(Example.page_id == page.id, Example.anchor == ""))
    if found is None:
        return None
    themes = themes_of([found.id]).get(found.id, ())
    step = BY_KEY[found.status].rank if found.status in BY_KEY else 0
    return ShownExample(found.status, step, found.lesson, _supported(found.id), themes)


def _supported(example_id: int) -> tuple[Supported, ...]:
    wanted = select(ExampleSupport.namespace, ExampleSupport.title, Page.id, Page.lead)
    same = (Page.namespace == ExampleSupport.namespace) & (Page.title == ExampleSupport.title)
    rows = session().execute(
        wanted.outerjoin(Page, same)
        .where(ExampleSupport.example_id == example_id, ExampleSupport.namespace != Namespace.REQUEST.value)
        .order_by(ExampleSupport.title)
    )
    return tuple(
        Supported(PageName(Namespace(space), title), page_id is not None, lead or "")
        for space, title, page_id, lead in rows
    )


def others_on_themes(example: ShownExample, page: Page, alike: Alikeness | None) -> list[ExampleRow]:
    """The latest changed examples on the themes of `example`, most themes in common first.

    Without those that stand on the page as similar to it, or are said not to be.
    """
    told = {(each.page_id, each.anchor) for each in (*alike.shown, *alike.hidden)} if alike else set()
    found: dict[int, ExampleRow] = {}
    for theme in example.themes[:4]:
        for row in examples(ExampleFilter(theme=theme), limit=2 * OTHERS + len(told)):
            if row.page_id != page.id and (row.page_id, row.anchor) not in told:
                found[row.id] = row
    shared = sorted(found.values(), key=lambda row: -len({*row.themes} & {*example.themes}))
    return shared[:OTHERS]


def how_of(article: Article) -> How | None:
    """How municipalities do what the page is about; None for pages that gather nothing."""
    page = article.page
    gathers = article.gathers and page.kind != "example"  # an example shows others beside it in another way
    if not gathers and EXAMPLES_PLACE not in article.body.html:
        return None
    only = filter_asked(theme=page.title) if page.kind == "theme" else None
    themes = () if page.kind == "theme" else [name.title for name in article.themes]
    return how_they_do_it(page.name, article.mentioned, themes, only)


_ABOVE = Markup('<p><a href="#mk-how">{}</a></p>')
_PLACE = re.compile(f"{EXAMPLES_PLACE}(?:<a [^<>]*>([^<>]*)</a>)?</div>")


def with_examples(html: Markup, own: How | None, panel: Panel, gathered: ThemePage | None = None) -> Markup:
    """The text with the panels where it says that they shall stand: the page's own once, and those of themes.

    `gathered` is what narrows the page's own, where it is that of a theme.
    """
    if EXAMPLES_PLACE not in html:
        return html
    number, is_there = 1, False

    def filled(place: re.Match[str]) -> str:
        nonlocal number, is_there
        theme = unescape(place[1] or "")
        if not theme:
            again, is_there = is_there, True
            if own is None:
                return ""
            return str(_ABOVE.format(gettext("The examples stand further up.")) if again else panel(own, gathered))
        number += 1
        name = PageName(Namespace.THEME, theme)
        return str(panel(how_they_do_it(name), None, theme, number))

    return Markup(_PLACE.sub(filled, html))  # noqa: S704 - templates, and what was safe before


def places_examples(html: Markup) -> bool:
    """Whether the text says itself where the page's own panel shall stand."""
    return f"{EXAMPLES_PLACE}</div>" in html


def how_now(name: PageName, page: Page | None, html: Markup) -> How | None:
    """How municipalities do what a text that is not published yet is about, where the text has a place for it."""
    if not places_examples(html):
        return None
    return how_they_do_it(name, themes=[theme.title for theme in themes_said(page)] if page else ())


def with_a_word_for_examples(html: Markup, words: str) -> Markup:
    """The text of an old version, with `words` where the lists of examples stand on the page."""
    said = Markup('<p class="note">{}</p>').format(words)
    return Markup(_PLACE.sub(lambda _place: str(said), html))  # noqa: S704 - safe before, and escaped here


def facts_of(article: Article) -> list[Fact]:
    """The facts beside a page; those of an example lead on to others like it."""
    page, facts = article.page, list(article.facts)
    if page.kind == "theme":  # its definition stands above the text
        return [fact for fact in facts if fact.label != gettext("Definition")] + theme_relations(page)
    if page.kind != "example":
        return facts
    lists = {gettext("Welfare area"): "area", gettext("Period"): "year"}
    facts = [_linked(fact, lists[fact.label]) if fact.label in lists else fact for fact in facts]
    facts = [fact for fact in facts if fact.label != gettext("Lesson")]  # which stands above the text, large
    owner = page.name.base
    home = owner.path if owner.full in existing([owner]) else None
    label = gettext("Municipality") if page.namespace == Namespace.MUNICIPALITY.value else gettext("Cooperation")
    return [Fact(label, [(owner.title, home)]), *facts]


def _linked(fact: Fact, argument: str) -> Fact:
    """The fact with each value leading to the examples that say the same."""

    def address(text: str) -> str | None:
        value = text if argument != "year" else next(iter(re.findall(r"\b(?:19|20)\d\d\b", text)), "")
        return list_address({argument: value}) if value else None

    return replace(fact, values=[(text, address(text)) for text, _path in fact.values])


def tell_address(about: PageName | None = None) -> str:
    """Where one tells about an example: of a theme, or in support of guidance, where one comes from there."""
    said = {}
    if about is not None and about.namespace is Namespace.THEME:
        said = {"theme": about.title}
    elif about is not None and about.namespace in GUIDANCE:
        said = {"guidance": about.full}
    return url_for("quick_example.new", **said)  # type: ignore[arg-type]


def init_examples(app: Flask) -> None:
    """Give the templates these functions."""
    app.jinja_env.filters.update(with_examples=with_examples, with_a_word_for_examples=with_a_word_for_examples)
    app.jinja_env.globals.update(
        how_of=how_of,
        how_now=how_now,
        facts_of=facts_of,
        others_on_themes=others_on_themes,
        shown_example=shown_example,
        places_examples=places_examples,
        tell_address=tell_address,
        theme_page=theme_page,
        ladder=LADDER,
    )
