"""What the information about a page tells besides the page itself: what uses it, what it uses, who watches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for
from sqlalchemy import func, select

from wiki.core.db import session
from wiki.core.i18n import gettext, ngettext
from wiki.core.i18n import number as in_words
from wiki.markup import Namespace, PageName
from wiki.pages.models import Link, Page
from wiki.protection.queries import guard_of
from wiki.reports.models import Measure, Use
from wiki.search.models import SearchDocument
from wiki.talk.listing import OPEN
from wiki.talk.models import Topic
from wiki.watch.models import Kind, Watch

FEWEST_WATCHERS = 5  # fewer are not told: somebody could guess who they are
SHOWN = 20  # names in a row


@dataclass(frozen=True)
class PageFact:
    """A line of the information: what it is about, and values with the address each leads to, if any."""

    label: str
    values: Sequence[tuple[str, str | None]]


def page_facts(page: Page) -> list[PageFact]:
    """The lines about `page`; those that have nothing to tell are left out."""
    return [fact for fact in _facts(page) if fact.values]


def _facts(page: Page) -> Iterator[PageFact]:
    name = page.name
    yield PageFact(gettext("Redirects that lead here"), _named(_redirects(page)))
    yield PageFact(gettext("Categories"), _named(_targets(page, Link.kind == "category")))
    yield PageFact(gettext("Files"), _named(_targets(page, Link.kind == "file")))
    addresses = _count(select(func.count()).where(Use.page_id == page.id))
    yield PageFact(gettext("External links"), [(in_words(addresses), None)])
    measure = session().get(Measure, page.id)
    if measure and measure.lix is not None:
        yield PageFact(gettext("Readability (LIX)"), [(in_words(measure.lix), None)])
    every = _count(select(func.count()).where(Topic.page_id == page.id))
    still = _count(select(func.count()).where(Topic.page_id == page.id, OPEN))
    words = ngettext("%(num)s topic", "%(num)s topics", every) + ", " + gettext("%(num)s open", num=in_words(still))
    yield PageFact(gettext("Discussion"), [(words, url_for("talk.show", name=name.address))] if every else ())
    watchers = _count(
        select(func.count(Watch.user_id.distinct())).where(Watch.kind == Kind.PAGE.value, Watch.number == page.id)
    )
    few = gettext("fewer than %(num)s", num=FEWEST_WATCHERS)
    yield PageFact(
        gettext("People who watch the page"), [(in_words(watchers) if watchers >= FEWEST_WATCHERS else few, None)]
    )
    found = select(SearchDocument.id).where(SearchDocument.key == f"page:{page.id}", SearchDocument.gone.is_(False))
    can_be_found = session().scalar(found) is not None
    yield PageFact(gettext("Search"), [(gettext("can be found") if can_be_found else gettext("cannot be found"), None)])
    yield PageFact(gettext("Protection"), _protection(name))


def _protection(name: PageName) -> Sequence[tuple[str, str | None]]:
    guard = guard_of(name)
    if guard is None:
        return [(gettext("not protected"), None)]
    own = [(gettext("protected"), url_for("protecting.protected"))] if guard.own else []
    names = [each.name for each in guard.through]
    return [*own, *((gettext("protected together with %(page)s", page=name.full), name.path) for name in names)]


def _count(asked: Any) -> int:
    return session().scalar(asked) or 0


def _redirects(page: Page) -> Any:
    leads = (Link.target_namespace == page.namespace, Link.target_title == page.title, Link.kind == "redirect")
    return select(Page.namespace, Page.title).join(Link, Link.page_id == Page.id).where(*leads)


def _targets(page: Page, *which: Any) -> Any:
    return select(Link.target_namespace, Link.target_title).where(Link.page_id == page.id, *which)


def _named(asked: Any) -> list[tuple[str, str | None]]:
    rows = session().execute(asked.distinct().limit(SHOWN))
    names = [PageName(Namespace(namespace), title) for namespace, title in rows]
    return [(name.full, url_for("pages.read", name=name.address, redirect="no")) for name in sorted(names)]


def init_page_facts(app: Flask) -> None:
    """Give the page of information these lines."""
    app.jinja_env.globals["page_facts"] = page_facts
