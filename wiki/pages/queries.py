"""Reading pages, their history and their links."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import joinedload, undefer

from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page, Rendering, Revision

AT_ONCE = 400  # names in one question: databases limit the number of parameters


def find_page(name: PageName) -> Page | None:
    """The page called `name`, if there is one."""
    wanted = select(Page).where(Page.namespace == name.namespace.value, Page.title == name.title)
    page = session().scalar(wanted)
    return page if page and page.current_revision_id else None


def existing(names: Iterable[PageName]) -> set[str]:
    """The full names of those pages among `names` that exist."""
    wanted = sorted({(name.namespace.value, name.title) for name in names})
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = tuple_(Page.namespace, Page.title).in_(wanted[start : start + AT_ONCE])
        pages = session().execute(select(Page.namespace, Page.title).where(some))
        found.update(PageName(Namespace(namespace), title).full for namespace, title in pages)
    return found


def rendering_of(page: Page) -> Rendering | None:
    """The stored rendering of the page's current revision."""
    return session().get(Rendering, page.id)


def source_of(revision_id: int | None) -> str:
    """The source of a revision; of none, the empty text."""
    if revision_id is None:
        return ""
    return session().scalar(select(Revision.source).where(Revision.id == revision_id)) or ""


def revision(revision_id: int) -> Revision:
    """One revision with its source, its author and its page. Raises NotFound."""
    wanted = (
        select(Revision)
        .where(Revision.id == revision_id)
        .options(undefer(Revision.source), joinedload(Revision.author), joinedload(Revision.page))
    )
    found = session().scalar(wanted) if revision_id <= MAX_ID else None
    if found is None:
        raise NotFound(N_("There is no version with the number %(number)s."), number=revision_id)
    return found


def history(page_id: int) -> Select[Revision]:
    """All revisions of a page, newest first, with their authors."""
    return (
        select(Revision)
        .where(Revision.page_id == page_id)
        .order_by(Revision.id.desc())
        .options(joinedload(Revision.author))
    )


def neighbours(of: Revision) -> tuple[int | None, int | None]:
    """The numbers of the revisions before and after one, on the same page."""
    same = Revision.page_id == of.page_id
    before = session().scalar(select(func.max(Revision.id)).where(same, Revision.id < of.id))
    after = session().scalar(select(func.min(Revision.id)).where(same, Revision.id > of.id))
    return before, after


def count(statement: Select[Any]) -> int:
    """How many rows a question would give."""
    return session().scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
