"""The star: a button that says whether somebody watches a thing, in pages that are kept ready for many."""

from flask import Flask, render_template

from wiki.accounts.sessions import Reader
from wiki.core.db import Look
from wiki.journal.kept import fills
from wiki.journal.pieces import HERE, TOKEN, mark
from wiki.journal.shelf import Part
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.watch.models import Kind
from wiki.watch.queries import watches
from wiki.watch.things import Thing, thing_at, thing_of_key


def _is_watched(look: Look, reader: Reader, key: str) -> bool:
    return watches(reader.id, thing_of_key(key), look)


def _draw(key: str, is_watched: bool) -> str:
    thing = thing_of_key(key)
    return render_template("watch/_star.html", thing=thing, is_watched=is_watched, token=mark(TOKEN), here=mark(HERE))


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
    fills(app, "star", Part(_is_watched, _draw))
    app.jinja_env.globals.update(star_of_page=star_of_page, star_of_subpages=star_of_subpages)
