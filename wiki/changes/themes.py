"""Themes as what changes are narrowed by: which there are, and which pages belong to each."""

from sqlalchemy import Select, and_, or_, select, union

from wiki.core.db import session
from wiki.examples.models import Example, ExampleTheme
from wiki.examples.queries import ExampleFilter, conditions
from wiki.examples.requests import requests
from wiki.examples.theme_page import guidance_of
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.models import Page


def theme_titles() -> list[str]:
    """The themes that there are, with a page of their own or named by examples only, in Swedish order."""
    own = select(Page.title).where(Page.namespace == Namespace.THEME.value, Page.redirect_to.is_(None))
    away = select(Page.title).where(Page.namespace == Namespace.THEME.value, Page.redirect_to.is_not(None))
    named = select(ExampleTheme.title).where(ExampleTheme.title.not_in(away))
    return sorted(session().scalars(union(own, named)), key=sort_key)


def theme_called(said: str) -> str | None:
    """The title of the theme called `said`, in large or small first letter; None where there is none.

    The page of a theme may redirect to another: its examples follow, and so it is a theme too.
    """
    title = said[:1].upper() + said[1:]
    page = select(Page.title).where(Page.namespace == Namespace.THEME.value, Page.title == title)
    named = select(ExampleTheme.title).where(ExampleTheme.title == title).limit(1)
    return session().scalar(page) or session().scalar(named)


def pages_of(theme: str) -> Select[int]:
    """The numbers of the pages on which `theme` is written about: its own, its guidance, and its examples."""
    name = PageName(Namespace.THEME, theme)
    guidance = [page.id for page in guidance_of(name)]
    asking = [each.page.title for each in requests(theme=theme)]
    own = select(Page.id).where(
        or_(
            and_(Page.namespace == name.namespace.value, Page.title == name.title),
            and_(Page.namespace == Namespace.REQUEST.value, Page.title.in_(asking)),
            Page.id.in_(guidance),
        )
    )
    told = select(Example.page_id).where(*conditions(ExampleFilter(theme=theme)))
    return select(union(own, told).subquery().c[0])
