"""Each page of the wiki as files of the copy: its text, what is said about it, its versions."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import render_template
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.exporting.site.site import Site
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.instructions import without_instructions
from wiki.pages.article import Article, article
from wiki.pages.backlinks import Backlinks
from wiki.pages.categories import category_members
from wiki.pages.facts import stage
from wiki.pages.file_page import file_page
from wiki.pages.hidden import hidden_in
from wiki.pages.models import Page, Revision
from wiki.pages.queries import history
from wiki.pages.views import about
from wiki.talk.listing import all_threads, moves_of
from wiki.talk.quotes import quotes_of
from wiki.talk.reading import bodies
from wiki.talk.thank import thanks_for_replies

LINKS_READ = 400  # links to a page that are read in order to name the pages they stand on
ALL = 1_000_000  # members of a category: a copy has no next page to ask for


def files_of(page: Page, site: Site, words: Mapping[str, Any]) -> dict[str, str]:
    """The HTML of each file that the page becomes, by path, with the addresses of the wiki in it.

    `words` are what every template of the copy is given.
    """
    name = page.name
    given = {
        **about(name, page),
        **words,
        "has_talk": name in site.talked_about,
        "has_history": site.options.with_history,
    }
    made = {site.path(name): _redirect(page, site, given) if page.redirect_to else _article(page, given)}
    if name in site.talked_about:
        made[site.talk_path(name)] = _talk(page, given)
    if site.options.with_history:
        made[site.history_path(name)] = _history(page, given)
    return made


def _article(page: Page, given: Mapping[str, Any]) -> str:
    found, name = article(page, keep=False), page.name
    html = Markup(without_instructions(found.body.html))  # noqa: S704 - safe before, and only parts of it are left out
    found = replace(found, body=replace(found.body, html=html))
    return render_template(
        "exporting/site/page.html",
        **given,
        article=found,
        revision=found.revision,
        stage=stage(page.fields),
        file=file_page(name, page) if name.namespace is Namespace.FILE else None,
        members=category_members(name, ALL) if name.namespace is Namespace.CATEGORY else None,
        linking=_linking(found),
    )


def _linking(found: Article) -> Sequence[PageName]:
    """The pages that link to this one, as many as its links tell."""
    if not found.backlink_count:
        return ()
    links = Backlinks(found.page.name).part(limit=LINKS_READ)
    return list(dict.fromkeys(link.page for link in links if link.kind != "category"))


def _redirect(page: Page, site: Site, given: Mapping[str, Any]) -> str:
    target, _, fragment = (page.redirect_to or "").partition("#")
    name = parse_name(target)
    way = site.way_to(name)
    asked = select(Revision).where(Revision.id == page.current_revision_id).options(joinedload(Revision.author))
    return render_template(
        "exporting/site/redirect.html",
        **given,
        target=name.path + (f"#{fragment}" if fragment else ""),
        leads=bool(way.href) and not way.is_outside,
        revision=session().scalar(asked),
    )


def _talk(page: Page, given: Mapping[str, Any]) -> str:
    threads = all_threads(page.id)
    replies = [reply for thread in threads for reply in thread.replies]
    return render_template(
        "exporting/site/talk.html",
        **given,
        threads=threads,
        bodies=bodies(replies),
        quotes=quotes_of(threads),
        thanks=thanks_for_replies(reply.id for reply in replies),
        moves=moves_of([thread.topic.id for thread in threads]),
    )


def _history(page: Page, given: Mapping[str, Any]) -> str:
    revisions = session().scalars(history(page.id)).all()
    gaps = hidden_in(revision.id for revision in revisions)
    return render_template("exporting/site/history.html", **given, revisions=revisions, gaps=gaps)
