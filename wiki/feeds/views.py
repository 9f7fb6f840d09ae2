"""Feeds (Atom): what happens in the wiki, on a page, in a theme, in a municipality, in a topic, and all examples.

They tell what anybody may see who may read the wiki, and no more to those who may do more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urljoin

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask_login import current_user
from sqlalchemy import Select, func, select

from wiki.accounts.permissions import require
from wiki.changes.asked import Asked, entries_asked, read_asked
from wiki.changes.themes import theme_called
from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.core.i18n import gettext, locale
from wiki.core.paging import Paging, paging
from wiki.examples.filters import arguments_of, filter_asked, unknown_asked
from wiki.examples.queries import count_examples, examples
from wiki.examples.unknown import refuse_unknown
from wiki.feeds import changes as changed
from wiki.feeds import examples as told
from wiki.feeds.atom import TYPE, Feed, Item, as_atom
from wiki.feeds.topic import count_posts, posts_of
from wiki.journal.changes import AT_MOST, ChangeFilter, entries_chosen, newest
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_name
from wiki.pages.queries import find_page
from wiki.pages.views import canonical
from wiki.talk import queries as talk
from wiki.talk.rendering import heading_of

PER_PAGE = 50
COMPARING = 20  # items of a feed that tells what was changed in the text

blueprint = Blueprint("feeds", __name__)


@blueprint.app_template_global()
def municipality_is(title: str) -> bool:
    """Whether a page of that title in the namespace of municipalities is that of one, and not of an example."""
    found = by_name(title)
    return found is not None and found.name == title


@blueprint.get("/feeds/changes")
def of_changes() -> Response:
    """Recent changes, narrowed as their list is (what only gardeners may ask for is left out)."""
    require(current_user, "read")
    asked, _faults = read_asked(request.args)
    asked = replace(asked, grouped=True)
    here = url_for("changes.recent", **asked.arguments)
    return _of_entries("changes", gettext("Recent changes"), here, entries_asked(asked))


@blueprint.get("/feeds/page/<path:name>")
def of_page(name: str) -> Any:
    """What happens on a page and is said about it, with what each edit changed in the text."""
    require(current_user, "read")
    page_name, elsewhere = canonical("feeds.of_page", name)
    if elsewhere:
        return elsewhere
    page = find_page(page_name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=page_name.full)
    entries = entries_chosen(ChangeFilter()).where(Entry.page_id == page.id)
    return _of_entries(f"page:{page.id}", page_name.full, page_name.path, entries, COMPARING, compare=True)


@blueprint.get("/feeds/theme/<path:name>")
def of_theme(name: str) -> Any:
    """What happens in a theme: on its page, in its guidance, its examples and its requests."""
    require(current_user, "read")
    title = theme_called(name.replace("_", " "))
    if title is None:
        raise NotFound(N_("There is no theme called “%(said)s”."), said=name.replace("_", " "))
    page = PageName(Namespace.THEME, title)
    if name != title.replace(" ", "_"):
        return redirect(url_for("feeds.of_theme", name=title.replace(" ", "_")), 301)
    return _of_entries(f"theme:{title}", page.full, page.path, entries_asked(Asked(days=None, theme=title)))


@blueprint.get("/feeds/municipality/<path:name>")
def of_municipality(name: str) -> Any:
    """What is written on a municipality's pages, and by those who work there."""
    require(current_user, "read")
    place = by_name(name.replace("_", " "))
    if place is None:
        raise NotFound(N_("There is no municipality called “%(said)s”."), said=name.replace("_", " "))
    page = PageName(Namespace.MUNICIPALITY, place.name)
    if name != place.name.replace(" ", "_"):
        return redirect(url_for("feeds.of_municipality", name=place.name.replace(" ", "_")), 301)
    entries = entries_asked(Asked(days=None, municipality=place.code))
    return _of_entries(f"municipality:{place.code}", page.full, page.path, entries)


@blueprint.get("/feeds/topic/<int:topic_id>")
def of_topic(topic_id: int) -> Response:
    """The posts in a topic."""
    require(current_user, "read")
    topic = talk.topic(topic_id)
    part = paging(count_posts(topic.id), PER_PAGE)
    title = gettext("%(topic)s (about %(page)s)", topic=heading_of(topic), page=topic.page.name.full)
    items = posts_of(topic.id, part.per_page, part.offset)
    return _answer(f"topic:{topic.id}", title, f"/topic/{topic.id}", items, part)


@blueprint.get("/feeds/examples")
def of_examples() -> Response:
    """The examples that were changed last, of those that the address asks for."""
    require(current_user, "read")
    refuse_unknown(unknown_asked())
    wanted = filter_asked()
    part = paging(count_examples(wanted), PER_PAGE)
    items = told.items_of(examples(wanted, limit=part.per_page, offset=part.offset))
    here = url_for("examples.examples", **arguments_of(wanted))  # type: ignore[arg-type]
    return _answer("examples", gettext("Examples"), here, items, part)


def _of_entries(
    key: str, title: str, here: str, entries: Select[Entry], per_page: int = PER_PAGE, *, compare: bool = False
) -> Response:
    some = entries.with_only_columns(Entry.id).order_by(Entry.at.desc(), Entry.id.desc()).limit(AT_MOST)
    part = paging(session().scalar(select(func.count()).select_from(some.subquery())) or 0, per_page)
    found = newest(entries, part.per_page, part.offset)
    return _answer(key, title, here, changed.items_of(found, compare=compare), part)


def _answer(key: str, title: str, alternate: str, items: Sequence[Item], part: Paging) -> Response:
    """The feed, or "not modified" to those who have it."""
    arguments = request.args.to_dict(flat=False)
    said = urlencode(sorted((name, value) for name, values in arguments.items() for value in values if name != "page"))
    here: dict[str, Any] = {**(request.view_args or {}), **arguments}
    feed = Feed(
        key=f"{key}?{said}" if said else key,
        title=f"{title} – {current_app.config['WIKI'].site_name}",
        here=url_for(request.endpoint or "", _external=True, **here),
        alternate=alternate,
        language=locale(),
        items=items,
        pages=list(_pages(part)),
    )
    answer = Response(as_atom(feed), content_type=f"{TYPE}; charset=utf-8")
    answer.headers["Vary"] = "Accept-Language, Cookie"
    # Not when the items were updated: what is hidden changes a feed too, and updates nothing in it.
    answer.last_modified = session().scalar(select(func.max(Entry.at))) or feed.updated
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer


def _pages(part: Paging) -> Iterator[tuple[str, str]]:
    """The other parts of a long feed (RFC 5005, section 3)."""
    if part.pages == 1:
        return
    numbers = {"first": 1, "previous": part.page - 1, "next": part.page + 1, "last": part.pages}
    for relation, number in numbers.items():
        if 1 <= number <= part.pages:
            yield relation, urljoin(request.url_root, part.url(number))
