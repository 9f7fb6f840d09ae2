"""The star: a button that says whether somebody watches a thing, in pages that are kept ready for many."""

from collections import OrderedDict
from threading import Lock

from flask import Flask, render_template

from wiki.core.i18n import locale
from wiki.journal.kept import HERE, TOKEN, fills
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.watch.models import Kind
from wiki.watch.queries import watches
from wiki.watch.things import Thing, thing_at, thing_of_key

MOST = 5000  # stars that a process remembers how to draw

_drawn: OrderedDict[tuple[str, str, bool], str] = OrderedDict()
_lock = Lock()


def star(user_id: int | None, key: str) -> str:
    """The star of the thing `key` for one reader; nothing for those who are not signed in."""
    if user_id is None:
        return ""
    thing = thing_of_key(key)
    what = (locale(), key, watches(user_id, thing))
    with _lock:
        found = _drawn.get(what)
    if found is None:
        found = render_template("watch/_star.html", thing=thing, is_watched=what[2], token=TOKEN, here=HERE)
        with _lock:
            _drawn[what] = found
            if len(_drawn) > MOST:
                _drawn.popitem(last=False)
    return found


def star_of_page(name: PageName, page: Page | None) -> str:
    """The key of what the star in the head of a page watches; empty where there is nothing to watch."""
    thing = thing_at(name, page)
    return thing.key if thing else ""


def star_of_subpages(page: Page | None) -> str:
    """The key of a page with all that lies under it, where pages may lie under it; a municipality has them anyway."""
    if page is None or not page.name.namespace.has_subpages or page.redirect_to:
        return ""
    thing = thing_at(page.name, page)
    return Thing(Kind.SUBPAGES, page.id).key if thing and thing.kind is Kind.PAGE else ""


def init_star(app: Flask) -> None:
    """Give the templates their stars."""
    fills(app, "star", star)
    app.jinja_env.globals.update(star_of_page=star_of_page, star_of_subpages=star_of_subpages)
