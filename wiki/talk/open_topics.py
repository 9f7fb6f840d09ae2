"""What is talked about now on some pages: for pages that gather what there is on a theme."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.talk.listing import OPEN
from wiki.talk.models import Topic


def open_topics_on(page_ids: Sequence[int], limit: int = 8) -> Sequence[Topic]:
    """The open topics of these pages, with their pages; those where somebody last wrote come first."""
    wanted = (
        select(Topic)
        .where(Topic.page_id.in_(page_ids), OPEN)
        .order_by(Topic.changed_at.desc(), Topic.id.desc())
        .limit(limit)
        .options(joinedload(Topic.page))
    )
    return session().scalars(wanted).all()
