"""Versions that stay deleted when their page comes back, and how they join it later.

They belong to a deleted page of their own that has the same name, as in MediaWiki's archive. So all that leaves out
what is deleted leaves them out too: histories, contributions, search, feeds, exports. What a version says never
changes, but the page that it belongs to does, and the version it follows there.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from sqlalchemy import delete, select, update

from wiki.core.db import session
from wiki.gardening.hushed import WRITTEN, follow_versions
from wiki.journal.models import LASTING, Entry
from wiki.notices.models import Notice
from wiki.pages.models import LeftBehind, Page, Removal, Revision

AT_ONCE = 500  # numbers in one statement
_GONE = {"removed": True}  # also what is deleted
_QUIETLY = {"synchronize_session": False}


def home_of(page_id: int) -> Page | None:
    """The page that the versions of a deleted page were left behind by, if it stands."""
    home = select(Page).join(LeftBehind, LeftBehind.home_id == Page.id).where(LeftBehind.page_id == page_id)
    return session().scalar(home)


def deleted_home_of(page_id: int) -> Page | None:
    """The same page where it has been deleted again: once it is back, the versions can join it."""
    home = select(Page).join(LeftBehind, LeftBehind.home_id == Page.id).where(LeftBehind.page_id == page_id)
    return session().scalar(home.where(Page.removed_at.is_not(None)).execution_options(**_GONE))


def versions_of(page_id: int) -> list[int]:
    """The numbers of the versions of a page, deleted or not, the first one first."""
    numbers = select(Revision.id).where(Revision.page_id == page_id).order_by(Revision.id)
    return list(session().scalars(numbers.execution_options(**_GONE)))


def leave_behind(page: Page, gone: Removal, staying: Sequence[int]) -> None:
    """Let those versions of `page`, which comes back, stay deleted as it was; joins a transaction."""
    rest = Page(namespace=page.namespace, title=gone.page.title, sort_key=gone.page.sort_key, removed_at=gone.at)
    rest.kind, rest.language = page.kind, page.language
    session().add(rest)
    session().flush()
    session().add(Removal(page_id=rest.id, at=gone.at, by_id=gone.by_id, reason=gone.reason))
    session().add(LeftBehind(page_id=rest.id, home_id=page.id))
    session().flush()
    _give(staying, rest)
    _put_in_order(page)
    _put_in_order(rest)


def join_home(rest: Page, home: Page, coming: Sequence[int]) -> None:
    """Let those versions that were left behind belong to `home` again; joins a transaction."""
    _give(coming, home)
    _put_in_order(home, joined=coming)
    if versions_of(rest.id):
        _put_in_order(rest)
        return
    session().flush()
    for table, number in ((LeftBehind, LeftBehind.page_id), (Removal, Removal.page_id), (Page, Page.id)):
        session().execute(delete(table).where(number == rest.id), execution_options=_QUIETLY)


def _give(numbers: Sequence[int], page: Page) -> None:
    """Let the versions belong to `page`, and with them what the journal and notices tell of them."""
    for some in _batches(numbers):
        told = select(Entry.id).where(Entry.revision_id.in_(some), Entry.kind.not_in(LASTING))
        entries = list(session().scalars(told.execution_options(**_GONE)))
        for table, which in (
            (Revision, Revision.id.in_(some)),
            (Entry, Entry.id.in_(entries)),
            (Notice, Notice.entry_id.in_(entries)),
        ):
            session().execute(update(table).where(which).values(page_id=page.id), execution_options=_QUIETLY)
    follow_versions(numbers, page.id if page.removed_at else None)


def _put_in_order(page: Page, joined: Collection[int] = ()) -> None:
    """Let each version follow the one before it on the page, and the page be as old as its first and say its last."""
    columns = (Revision.id, Revision.parent_id, Revision.size, Revision.created_at)
    rows = select(*columns).where(Revision.page_id == page.id).order_by(Revision.id)
    found = session().execute(rows.execution_options(**_GONE)).all()
    here, new = {row.id for row in found}, set(joined)
    before = None
    for row in found:
        moved = row.id in new or (before is not None and before.id in new)
        if moved or (row.parent_id is not None and row.parent_id not in here):
            _follow(row.id, before.id if before else None, row.size - (before.size if before else 0))
        before = row
    page.current_revision_id = found[-1].id
    page.created_at = min(row.created_at for row in found)


def _follow(number: int, before: int | None, change: int) -> None:
    """Let version `number` be made from `before`, with what the journal tells of its size."""
    placed = update(Revision).where(Revision.id == number).values(parent_id=before, size_change=change)
    session().execute(placed, execution_options=_QUIETLY)
    told = update(Entry).where(Entry.revision_id == number, Entry.kind.in_(WRITTEN)).values(size_change=change)
    session().execute(told, execution_options=_QUIETLY)


def _batches(numbers: Sequence[int]) -> Iterator[list[int]]:
    left = iter(numbers)
    while some := list(islice(left, AT_ONCE)):
        yield some


def count_left(page_ids: Collection[int]) -> dict[int, int]:
    """How many versions each of those deleted pages holds that a page left behind which stands."""
    home = select(LeftBehind.page_id).join(Page, Page.id == LeftBehind.home_id)  # of pages that stand
    here = set(session().scalars(home.where(LeftBehind.page_id.in_(page_ids))))
    return {number: len(versions_of(number)) for number in here}
