"""Patrol: gardeners say of versions that they have looked at them, and take it back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.changes.asked import waiting
from wiki.changes.models import Patrol
from wiki.core.db import session, take_turn, transaction
from wiki.journal.changes import UPLOADING, WRITING
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.pages.models import Revision

AT_ONCE = 500  # versions in one act


@dataclass(frozen=True)
class Looks:
    """What gardeners have to do with some versions: which wait for a look, and which have had one."""

    waiting: Sequence[int]
    done: Sequence[Patrol]


def patrol(revision_ids: Iterable[int], by: User) -> int:
    """Say that `by` has looked at these versions. How many had waited for that; the others are left as they are.

    Two gardeners may do it at once: the one who comes second changes nothing. Raises the refusals of `require`.
    """
    asked = sorted(set(revision_ids))[:AT_ONCE]
    with transaction():
        require(by, "patrol")
        take_turn()  # whoever does the same at this moment has then done it, or waits for us
        entries = session().scalars(waiting(_entries_of(asked))).all()
        for entry in entries:
            session().add(Patrol(revision_id=entry.revision_id, user_id=by.id))
            _note("patrol", entry, by)
    return len(entries)


def unpatrol(revision_ids: Iterable[int], by: User) -> int:
    """Take it back that somebody has looked at these versions. How many that were. Raises the refusals of `require`."""
    asked = sorted(set(revision_ids))[:AT_ONCE]
    with transaction():
        require(by, "patrol")
        take_turn()
        done = session().scalars(select(Patrol.revision_id).where(Patrol.revision_id.in_(asked))).all()
        entries = session().scalars(_entries_of(done).where(Entry.kind.in_((*WRITING, *UPLOADING)))).all()
        for entry in entries:
            _note("unpatrol", entry, by)
        session().execute(delete(Patrol).where(Patrol.revision_id.in_(done)))
    return len(done)


def _entries_of(revision_ids: Sequence[int]) -> Select[Entry]:
    """The rows of the journal about these versions; by their pages, by which the journal finds them."""
    same = and_(Revision.id == Entry.revision_id, Revision.page_id == Entry.page_id)
    return select(Entry).join(Revision, same).where(Revision.id.in_(revision_ids))


def _note(kind: str, entry: Entry, by: User) -> None:
    assert entry.page_id is not None
    assert entry.revision_id is not None
    page_id, revision_id = entry.page_id, entry.revision_id
    record(kind, by, page_id=page_id, revision_id=revision_id, namespace=entry.namespace, name=entry.name)


def looks_at(revision_ids: Sequence[int]) -> Looks:
    """Which of these versions wait for a gardener's look, and which have had one, by whom."""
    asked = revision_ids[:AT_ONCE]
    if not asked:
        return Looks((), ())
    rows = waiting(_entries_of(asked)).with_only_columns(Entry.revision_id)
    done = select(Patrol).where(Patrol.revision_id.in_(asked)).options(joinedload(Patrol.user))
    return Looks(
        [number for number in session().scalars(rows.order_by(Entry.revision_id)) if number],
        session().scalars(done.order_by(Patrol.at)).all(),
    )
