"""The redirect that a move left: its version repeats who moved the page, and why, so what hides that hides it there."""

from sqlalchemy import String, func, select, type_coerce

from wiki.core.db import session
from wiki.gardening.hushed import entries_of, said_by
from wiki.pages.models import Revision

_GONE = {"removed": True}  # also where the redirect has been deleted: it may come back
_STORED = Revision.__table__.c


def redirect_left_with(revision_id: int) -> int | None:
    """The version of the redirect that was left by the move that made the version `revision_id`; None if there is none.

    It was written in the same transaction, after that version and before the page had another one.
    """
    moves = (said_by(entry) for entry in entries_of(revision_id) if entry.kind == "move")
    if not any(said.details.get("redirect", True) for said in moves):
        return None
    summary = type_coerce(_STORED.summary, String)  # hidden or not
    columns = (_STORED.page_id, _STORED.author_id, summary.label("summary"))
    made = session().execute(select(*columns).where(_STORED.id == revision_id)).one()
    same = (_STORED.summary == made.summary, _STORED.author_id.is_not_distinct_from(made.author_id))
    after = select(func.min(_STORED.id)).where(_STORED.id > revision_id)
    following = session().scalar(after.where(_STORED.page_id == made.page_id))
    if following is not None:
        after = after.where(_STORED.id < following)
    left: int | None = session().scalar(after.where(_STORED.page_id != made.page_id, *same))
    return left
