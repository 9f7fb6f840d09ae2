"""Pages as they are rendered here: with the templates and pages that they take in, as these stand in the database.

Which versions a rendering was made of is kept with it, so one question tells whether it still holds. A page that takes
nothing in asks nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import current_app
from sqlalchemy import select

from wiki.core.db import session
from wiki.markup import Document, Namespace, PageName, render_safely
from wiki.markup.transclusion import Expanded, Taken, expand, names_asked_for
from wiki.pages.models import Page, Revision
from wiki.pages.named import is_one_of
from wiki.pages.queries import AT_ONCE

DEPTH = 5  # templates within each other that are fetched before they are asked for

MadeOf = Sequence[Sequence[Any]]  # namespace, title and version of each page, as they are stored


def render_page(source: str, name: PageName) -> Document:
    """What `source` says on the page `name`, with all that it takes in. As safe as `render_safely`."""
    return render_safely(expanded(source, name), name)


def expanded(source: str, name: PageName, stored: "Stored | None" = None) -> Expanded:
    """`source` with all that it takes in; its own page is taken in as it stands in `source`."""
    stored = stored or Stored()
    stored.fetch_for(source)
    own = Taken(source, 0)
    site = current_app.config["WIKI"].site_name
    return expand(source, name, lambda asked: own if asked == name else stored(asked), site)


class Stored:
    """The current versions of pages, fetched many in a question and remembered: for one page, or a handful in a row."""

    def __init__(self) -> None:
        self._known: dict[PageName, Taken | None] = {}

    def __call__(self, name: PageName) -> Taken | None:
        """The page called `name`; None where there is none."""
        self._fetch([name])
        return self._known[name]

    def fetch_for(self, source: str) -> None:
        """Fetch what `source` asks for, and what that asks for."""
        sources = [source]
        for _ in range(DEPTH):
            names = {name for each in sources if "{{" in each for name in names_asked_for(each)}
            sources = self._fetch(names)
            if not sources:
                return

    def _fetch(self, names: Iterable[PageName]) -> list[str]:
        """Fetch those that are not known yet; their sources."""
        new = [name for name in names if name not in self._known]
        self._known |= dict.fromkeys(new)
        wanted = [(name.namespace.value, name.title) for name in new]
        for start in range(0, len(wanted), AT_ONCE):
            found = (
                select(Page.namespace, Page.title, Revision.id, Revision.source)
                .join(Revision, Revision.id == Page.current_revision_id)
                .where(is_one_of(Page.namespace, Page.title, wanted[start : start + AT_ONCE]))
            )
            for namespace, title, version, source in session().execute(found):
                self._known[PageName(Namespace(namespace), title)] = Taken(source, version)
        return [taken.source for name in new if (taken := self._known[name])]


def holds(made_of: MadeOf | None) -> bool:
    """Whether all that a rendering was made of is still as it was then."""
    if not made_of:
        return True
    names = [(namespace, title) for namespace, title, _version in made_of]
    now: dict[tuple[str, str], int | None] = {}
    for start in range(0, len(names), AT_ONCE):
        found = select(Page.namespace, Page.title, Page.current_revision_id).where(
            is_one_of(Page.namespace, Page.title, names[start : start + AT_ONCE])
        )
        now |= {(namespace, title): version for namespace, title, version in session().execute(found)}
    return all((now.get((namespace, title)) or 0) == version for namespace, title, version in made_of)
