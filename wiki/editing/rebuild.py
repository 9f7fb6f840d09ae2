"""Deriving anew: everything that follows from the revisions can be made again at any time, while the wiki is in use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Select, or_, select

from wiki.core.db import renew_plans, session, transaction
from wiki.editing.derive import replace_derived
from wiki.editing.rendering import with_documents
from wiki.markup import VERSION, Document, Namespace, PageName
from wiki.markup.transclusion import Expanded
from wiki.pages.models import Page, Rendering, Revision
from wiki.pages.transcluding import Stored, expanded

TOGETHER = 20  # pages that are written in one transaction: a commit costs, and so does waiting for one
AT_ONCE = 200  # sources that are fetched in one question

Progress = Callable[[int, int], None]  # pages done, pages in all


def rebuild_all(progress: Progress | None = None) -> int:
    """Derive links, fields, renderings and search documents of all pages anew; how many pages there were."""
    return _rebuild(select(Page.id).where(Page.current_revision_id.is_not(None)), progress)


def rebuild_stale(progress: Progress | None = None) -> int:
    """Derive anew what an older version of the markup made, or what is missing; how many pages that were."""
    old = or_(
        Rendering.page_id.is_(None),
        Rendering.markup_version < VERSION,
        Rendering.revision_id != Page.current_revision_id,
    )
    return _rebuild(
        select(Page.id)
        .outerjoin(Rendering, Rendering.page_id == Page.id)
        .where(Page.current_revision_id.is_not(None), old),
        progress,
    )


@dataclass(frozen=True)
class _Current:
    """A page's current revision, as it was when it was read."""

    page_id: int
    revision_id: int
    name: PageName
    source: Expanded


def rebuild_pages(ids: Sequence[int]) -> int:
    """Derive a few pages anew, while others save and read; how many they were."""
    return _rebuild(select(Page.id).where(Page.id.in_(ids), Page.current_revision_id.is_not(None)), None)


def _rebuild(wanted: Select[int], progress: Progress | None) -> int:
    ids = list(session().scalars(wanted.order_by(Page.id)))
    texts = with_documents(_sources(ids), lambda each: (each.source, each.name), len(ids))
    done = 0
    while some := list(islice(texts, TOGETHER)):
        with transaction():
            for current, document in some:
                assert document is not None
                _derive(current, document)
        done += len(some)
        if progress:
            progress(done, len(ids))
    renew_plans(done)
    return len(ids)


def _sources(ids: list[int]) -> Iterator[_Current]:
    for start in range(0, len(ids), AT_ONCE):
        rows = session().execute(
            select(Page.id, Revision.id, Page.namespace, Page.title, Revision.source)
            .join(Revision, Revision.id == Page.current_revision_id)
            .where(Page.id.in_(ids[start : start + AT_ONCE]))
            .order_by(Page.id)
        )
        templates = Stored()
        for page_id, revision_id, namespace, title, source in rows.all():
            name = PageName(Namespace(namespace), title)
            yield _Current(page_id, revision_id, name, expanded(source, name, templates))


def _derive(current: _Current, document: Document) -> None:
    """Put what derives from a page in the place of what is there, unless somebody has saved it meanwhile."""
    page = session().scalar(select(Page).where(Page.id == current.page_id).with_for_update())
    if page and page.current_revision_id == current.revision_id:
        replace_derived(page, session().get_one(Revision, current.revision_id), document)
