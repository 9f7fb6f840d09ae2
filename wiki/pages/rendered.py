"""The rendering of a page that is to be shown: the stored one, or one made anew where that no longer holds."""

import logging
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from wiki.core.db import session, transaction
from wiki.markup import VERSION, Document, Heading
from wiki.pages.models import Page, Rendering
from wiki.pages.queries import rendering_of, source_of
from wiki.pages.transcluding import holds, render_page

log = logging.getLogger(__name__)


def fresh_rendering(page: Page, *, keep: bool = False) -> Rendering:
    """The stored rendering, or a new one where it was made by another version of the markup, or of other templates.

    With `keep`, what was made anew because of a template is stored at once, so that the next reader need not wait; all
    else that derives from the page follows in the background. What the session has read before is read anew then.
    """
    stored = rendering_of(page)
    is_own = stored and stored.revision_id == page.current_revision_id and stored.markup_version == VERSION
    if stored and is_own and holds(stored.made_of):
        return stored
    columns = columns_of(render_page(source_of(page.current_revision_id), page.name))
    if keep and is_own:
        _keep(page, columns)
    return Rendering(**columns)


def columns_of(document: Document) -> dict[str, Any]:
    """What of a document is stored as the rendering of its page."""
    made_of = [[name.namespace.value, name.title, version] for name, version in document.made_of]
    return {
        "html": document.html,
        "headings": [_stored(heading) for heading in document.headings],
        "notices": list(document.notices),
        "made_of": made_of or None,
        "switches": sorted(document.switches) or None,
    }


def _stored(heading: Heading) -> list[int | str]:
    origin = [heading.origin] if heading.origin else []
    return [heading.level, heading.text, heading.anchor, *origin]


def _keep(page: Page, columns: dict[str, Any]) -> None:
    """Store a rendering in the place of the one that no longer holds, unless somebody has saved the page meanwhile."""
    own = (Rendering.page_id == page.id, Rendering.revision_id == page.current_revision_id)
    kept = {key: value for key, value in columns.items() if key != "notices"}  # synonyms have some of their own
    try:
        with transaction():
            session().execute(update(Rendering).where(*own, Rendering.markup_version == VERSION).values(**kept))
    except DBAPIError:  # the page can be read all the same
        log.warning("a rendering could not be stored", exc_info=True)
