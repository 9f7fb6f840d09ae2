"""Made anew in the background: what derives from pages that take in a page which has changed.

Readers do not wait for it: a page is made anew when it is shown (`pages/rendered.py`). What follows here are its links,
categories, examples and what the search knows of it. Which pages are due is told by rows: each template that a page was
made of stands among its links, with the version it had. So nothing is lost when the process dies, and whoever does it
twice changes nothing. The journal only tells where to look; now and then everything is looked at.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable, Sequence
from threading import Event

from flask import Flask, current_app
from sqlalchemy import func, select

from wiki.core.db import session, transaction
from wiki.editing.rebuild import rebuild_pages
from wiki.editing.same_text import pass_over_same
from wiki.journal.models import Entry
from wiki.journal.record import head, record
from wiki.markup import BadName, PageName, parse_name
from wiki.pages.models import Link, Page
from wiki.pages.named import is_one_of
from wiki.pages.queries import AT_ONCE

POLL = 0.25  # seconds between two looks at the journal
EVERYTHING = 600.0  # seconds between two looks at everything
LONGEST_PAUSE = 30.0  # seconds between attempts while something is broken
TOGETHER = 20  # pages that are written in one transaction
ENTRIES = 400  # more of them at once, and everything is looked at

log = logging.getLogger(__name__)


def run(app: Flask, stop: Event) -> None:
    """Keep what derives from templates up to date until `stop` is set."""
    pause, seen, looked = POLL, -1, 0.0
    while not stop.wait(pause):
        try:
            with app.app_context():
                top = head()
                if seen < 0 or time.monotonic() - looked > EVERYTHING:
                    refresh(stop=stop)
                    looked = time.monotonic()
                elif top != seen:
                    refresh(_touched(seen, top), stop)
                seen = top
            pause = POLL
        except Exception:
            pause = min(max(1.0, pause * 2), LONGEST_PAUSE)
            log.exception("pages with templates are not made anew; next attempt in %.0f s", pause)


def refresh(changed: Iterable[PageName] | None = None, stop: Event | None = None) -> int:
    """Derive anew from the pages that take in one of the `changed` pages (None: any page), where they are due.

    How many there were, but for those that show the same as before (`same_text.py`). The journal learns of it once all
    is done, so that lists which are kept are made anew.
    """
    due = _due(changed)
    same = pass_over_same(due)
    due = [number for number in due if number not in same]
    random.shuffle(due)  # so that several servers seldom do the same
    done = 0
    for start in range(0, len(due), TOGETHER):
        begun = time.monotonic()
        some = _still_due(due[start : start + TOGETHER])
        done += rebuild_pages(some)
        for tell in current_app.extensions.get("wiki.refreshed", ()):
            tell(some)
        if stop and stop.wait(min(time.monotonic() - begun, 1.0)):  # those who save come first
            break
    if done:
        with transaction():
            record("derive", None)
    return done


def after_refresh(app: Flask, tell: Callable[[Sequence[int]], None]) -> None:
    """Let `tell` hear the numbers of pages that have been made anew because of what they take in."""
    app.extensions.setdefault("wiki.refreshed", []).append(tell)


def _due(changed: Iterable[PageName] | None) -> list[int]:
    if changed is None:
        return list(session().scalars(_DUE))
    wanted = sorted({(name.namespace.value, name.title) for name in changed})
    found: set[int] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = is_one_of(Link.target_namespace, Link.target_title, wanted[start : start + AT_ONCE])
        found.update(session().scalars(_DUE.where(some)))
    return sorted(found)


def _still_due(ids: list[int]) -> list[int]:
    """Those that nobody else has seen to meanwhile."""
    session().rollback()
    return list(session().scalars(_DUE.where(Link.page_id.in_(ids))))


_now = (
    select(Page.current_revision_id)
    .where(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    .correlate(Link)
    .scalar_subquery()
)
_DUE = (
    select(Link.page_id)
    .where(Link.kind == "template", func.coalesce(_now, 0) != func.coalesce(Link.revision_id, 0))
    .distinct()
)


def _touched(seen: int, top: int) -> set[PageName] | None:
    """The pages that the journal names after `seen`, by their names then and now; None for too many to look at."""
    if top - seen > ENTRIES:
        return None
    chosen = select(Entry.name, Entry.details, Entry.page_id).where(Entry.id > seen, Entry.id <= top)
    rows = session().execute(chosen).all()
    said = [name for name, _details, _page in rows]
    said += [value for _name, details, _page in rows for value in (details or {}).values() if isinstance(value, str)]
    pages = select(Page).where(Page.id.in_({page for _name, _details, page in rows if page}))
    names = {page.name for page in session().scalars(pages)}
    for text in filter(None, said):
        try:
            names.add(parse_name(text))
        except BadName:
            continue
    return names
