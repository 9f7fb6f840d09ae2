"""Which pages a document is made of: one, it with those below it, or a whole theme."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_

from wiki.core.db import session
from wiki.core.errors import N_, Refusal, TooLarge
from wiki.examples.queries import ExampleFilter, examples
from wiki.examples.theme_page import guidance_of
from wiki.markup import PageName, parse_name
from wiki.pages.models import Page
from wiki.pages.queries import AT_ONCE, find_page

PAGE, SUBPAGES, THEME = SCOPES = ("page", "subpages", "theme")
MOST_PAGES = 120
MOST_SIGNS = 2_000_000  # characters of source


class TooManyPages(TooLarge):
    """The document would be larger than anybody can wait for."""

    msgid = N_(
        "%(number)s pages are more than fit in one document, which takes %(most)s. "
        "Choose fewer pages, or take all of them as Markdown."
    )


class TooLong(TooLarge):
    """Few pages, but long ones."""

    msgid = N_("These pages are too long for one document. Choose fewer pages, or take all of them as Markdown.")


class NoSuchScope(Refusal):
    """Something else is asked for than can be."""

    msgid = N_("Choose how much you want: the page, the page with its subpages, or the whole theme.")


@dataclass(frozen=True)
class Part:
    """A page of a document, or a section of it: `anchor` is then that of its heading, and `title` what it tells."""

    page: Page
    anchor: str = ""
    title: str = ""


def led_to(page: Page) -> Page:
    """The page at the end of redirects; `page` itself where they lead in a circle."""
    seen, found = {page.id}, page
    while found.redirect_to:
        target = find_page(parse_name(found.redirect_to.partition("#")[0]))
        if target is None:
            return found
        if target.id in seen:
            return page
        seen.add(target.id)
        found = target
    return found


def parts_of(page: Page, scope: str) -> list[Part]:
    """What belongs to a document about `page`, in order. Raises NoSuchScope."""
    if scope == PAGE:
        return [Part(page)]
    if scope == SUBPAGES:
        return [Part(each) for each in (page, *below(page))]
    if scope == THEME and has_theme(page):
        return _theme(page)
    raise NoSuchScope


def scopes_of(page: Page) -> list[tuple[str, int]]:
    """What can be chosen for `page`, and how many pages each is: more than the page itself only where there is more."""
    found = [(PAGE, 1)]
    number = session().scalar(select(func.count(Page.id)).where(*_is_below(page))) or 0
    if number and page.name.namespace.has_subpages:
        found.append((SUBPAGES, 1 + number))
    if has_theme(page):
        found.append((THEME, len({part.page.id for part in _theme(page)})))
    return found


def has_theme(page: Page) -> bool:
    """Whether `page` is the page of a theme, around which others gather."""
    return page.kind == "theme" and not page.redirect_to


def refuse_too_large(parts: Sequence[Part]) -> None:
    """Go on only with what makes a document that can be made. Raises TooManyPages, TooLong."""
    if len(parts) > MOST_PAGES:
        raise TooManyPages(number=len(parts), most=MOST_PAGES)
    if sum(part.page.size for part in parts) > MOST_SIGNS:
        raise TooLong


def below(page: Page) -> list[Page]:
    """The pages below `page`, directly or further down."""
    if not page.name.namespace.has_subpages:
        return []
    return list(session().scalars(select(Page).where(*_is_below(page)).order_by(Page.sort_key)))


def _is_below(page: Page) -> tuple[ColumnElement[bool], ...]:
    stem = page.title.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "/%"
    return Page.namespace == page.namespace, Page.title.like(stem, escape="\\"), Page.redirect_to.is_(None)


def _theme(theme: Page) -> list[Part]:
    """The page of the theme, the guidance that belongs to it, and the examples: of some only a section tells."""
    told = examples(ExampleFilter(theme=theme.title), sort="municipality")
    pages = _named({row.page for row in told})
    guidance = [Part(each) for each in guidance_of(theme.name) if each.id != theme.id]
    there = {part.page.id for part in guidance} | {theme.id} | {row.page_id for row in told if not row.anchor}
    whole = [Part(pages[row.page]) for row in told if not row.anchor]
    sections = [Part(pages[row.page], row.anchor, row.title) for row in told if row.anchor and row.page_id not in there]
    order = {(row.page_id, row.anchor): number for number, row in enumerate(told)}
    shown = sorted([*whole, *sections], key=lambda part: order[part.page.id, part.anchor])
    return [Part(theme), *guidance, *(part for part in shown if part.page.id != theme.id)]


def _named(names: set[PageName]) -> dict[PageName, Page]:
    wanted, found = sorted((name.namespace.value, name.title) for name in names), {}
    for start in range(0, len(wanted), AT_ONCE):
        some = tuple_(Page.namespace, Page.title).in_(wanted[start : start + AT_ONCE])
        found.update({page.name: page for page in session().scalars(select(Page).where(some))})
    return found
