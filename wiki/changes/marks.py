"""What gardeners see beside a name and a version, wherever either stands: that somebody is new, and what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wiki.accounts.permissions import can
from wiki.changes.models import Patrol
from wiki.changes.patrol import AT_ONCE, Looks, looks_at
from wiki.core.db import session
from wiki.journal.changes import UPLOADING, WRITING, Change
from wiki.journal.standing import newcomers_among
from wiki.pages.models import Revision


@dataclass(frozen=True)
class Marks:
    """What is to be seen beside one change: whether its author is new here now, and whether it waits for a look."""

    new_here: bool = False
    waits: bool = False


def marks_among(changes: Iterable[Change]) -> Mapping[int, Marks]:
    """The marks of changes, by the number of the entry; nothing for those who do not patrol."""
    if not can("patrol"):
        return {}
    entries = [change.entry for change in changes]
    new = newcomers_among(entry.actor for entry in entries)
    may_wait = {
        entry.revision_id: entry.id
        for entry in entries
        if entry.newcomer and entry.revision_id and entry.kind in (*WRITING, *UPLOADING)
    }
    done = (
        set(session().scalars(select(Patrol.revision_id).where(Patrol.revision_id.in_(may_wait)))) if may_wait else ()
    )
    waits = {number for revision_id, number in may_wait.items() if revision_id not in done}
    return {entry.id: Marks(entry.actor_id in new, entry.id in waits) for entry in entries}


def marks_of(revisions: Sequence[Revision]) -> Mapping[int, Marks]:
    """The same of versions, with their authors, by the number of the version."""
    if not can("patrol"):
        return {}
    new = newcomers_among(revision.author for revision in revisions)
    waiting = set(looks_at([revision.id for revision in revisions]).waiting)
    return {each.id: Marks(each.author_id in new, each.id in waiting) for each in revisions}


def looks_between(older: Revision | None, newer: Revision) -> Looks | None:
    """What gardeners have to do with the versions of which a difference consists; None for those who do not patrol."""
    if not can("patrol"):
        return None
    numbers = select(Revision.id).where(Revision.page_id == newer.page_id, Revision.id <= newer.id)
    if older and older.page_id == newer.page_id:
        numbers = numbers.where(Revision.id > older.id)
    elif older:
        return looks_at([newer.id])
    return looks_at(session().scalars(numbers.order_by(Revision.id.desc()).limit(AT_ONCE)).all())
