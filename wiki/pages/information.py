"""What the page "Page information" tells: a page as a thing in the wiki."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.pages.models import Link, Page, Revision


@dataclass(frozen=True)
class Information:
    """Figures about one page."""

    first: Revision
    latest: Revision
    revisions: int
    authors: int
    size: int  # characters
    linked_from: int
    links_to: int
    changed_at: datetime


def information(page: Page) -> Information:
    """The figures of `page`."""
    own = Revision.page_id == page.id
    revisions, authors, first, latest = (
        session()
        .execute(
            select(
                func.count(), func.count(Revision.author_id.distinct()), func.min(Revision.id), func.max(Revision.id)
            ).where(own)
        )
        .one()
    )
    ends = select(Revision).where(Revision.id.in_([first, latest])).options(joinedload(Revision.author))
    by_id = {each.id: each for each in session().scalars(ends)}
    target = (Link.target_namespace == page.namespace, Link.target_title == page.title)
    linked_from = session().scalar(select(func.count(Link.page_id.distinct())).where(*target))
    links_to = session().scalar(select(func.count()).where(Link.page_id == page.id, Link.kind == "link"))
    return Information(
        first=by_id[first],
        latest=by_id[latest],
        revisions=revisions,
        authors=authors,
        size=page.size,
        linked_from=linked_from or 0,
        links_to=links_to or 0,
        changed_at=page.changed_at,
    )
