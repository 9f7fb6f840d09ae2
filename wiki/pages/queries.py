"""Reading pages, their history and their links."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, undefer

from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName
from wiki.municipalities.naming import short_name
from wiki.pages.hideable import TEXT, is_hidden
from wiki.pages.models import Page, Rendering, Revision
from wiki.pages.named import is_one_of

AT_ONCE = 400  # names in one question: databases limit the number of parameters

# Asked all the time, so the questions are put together once.
_BY_NAME = select(Page).where(Page.namespace == bindparam("namespace"), Page.title == bindparam("title"))
_SOURCE = select(Revision.source).where(Revision.id == bindparam("revision"))


def find_page(name: PageName) -> Page | None:
    """The page called `name`, if there is one."""
    page = session().scalar(_BY_NAME, {"namespace": name.namespace.value, "title": name.title})
    return page if page and page.current_revision_id else None


def existing(names: Iterable[PageName]) -> set[str]:
    """The full names of those pages among `names` that exist, or that lead to one by the name of a municipality."""
    asked = {name: short_name(name) for name in names}
    wanted = sorted({(name.namespace.value, name.title) for pair in asked.items() for name in pair if name})
    found: set[PageName] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = is_one_of(Page.namespace, Page.title, wanted[start : start + AT_ONCE])
        pages = session().execute(select(Page.namespace, Page.title).where(some))
        found.update(PageName(Namespace(namespace), title) for namespace, title in pages)
    return {name.full for name, short in asked.items() if name in found or short in found}


def rendering_of(page: Page) -> Rendering | None:
    """The stored rendering of the page's current revision."""
    return session().get(Rendering, page.id)


def source_of(revision_id: int | None) -> str:
    """The source of a revision; of none, the empty text."""
    if revision_id is None:
        return ""
    return session().scalar(_SOURCE, {"revision": revision_id}) or ""


def own_revision(page: Page | None, number: int | None) -> int | None:
    """`number`, if it is one of the revisions of `page`: forms name revisions, and any number may be sent.

    One whose text is hidden is none: nothing can be merged with it.
    """
    if page is None or number is None:
        return None
    own = (Revision.id == number, Revision.page_id == page.id, ~is_hidden(Revision.id, TEXT))
    return session().scalar(select(Revision.id).where(*own))


def name_now(name: PageName, number: int | None) -> PageName:
    """What the page is called that somebody began to write on as `name`, from its revision `number`.

    That is another name where the page has been moved, or its versions merged into another page, meanwhile.
    """
    page = find_page(name)
    if number is None or (page and not page.redirect_to):
        return name
    owner = session().scalar(select(Page).join(Revision, Revision.page_id == Page.id).where(Revision.id == number))
    if owner is None or (page and (page.redirect_to or "").partition("#")[0] != owner.name.full):
        return name
    return owner.name if _was_called(owner, name) else name


def is_of_deleted(name: PageName, number: int | None) -> bool:
    """Whether the revision `number` is one of a page called `name` that has been deleted."""
    if number is None:
        return False
    owning = select(Page).join(Revision, Revision.page_id == Page.id).where(Revision.id == number)
    owner = session().scalar(owning, execution_options={"removed": True})
    return owner is not None and owner.removed_at is not None and owner.name == name


def _was_called(page: Page, name: PageName) -> bool:
    """Whether `page`, or one whose history was merged into it, was ever called `name`: forms may send any number."""
    told = select(Entry.name, Entry.details).where(
        Entry.page_id == page.id, (Entry.name == name.full) | (Entry.kind == "merge")
    )
    return any(name.full in (said, *(details or {}).values()) for said, details in session().execute(told))


def revision(revision_id: int, *, removed: bool = False) -> Revision:
    """One revision with its source, its author and its page; `removed`: also of a deleted page. Raises NotFound.

    What is hidden of it is left out: see `hidden_in`.
    """
    wanted = (
        select(Revision)
        .where(Revision.id == revision_id)
        .options(undefer(Revision.source), joinedload(Revision.author), joinedload(Revision.page))
        .execution_options(removed=removed)
    )
    found = session().scalar(wanted) if 0 < revision_id <= MAX_ID else None
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
    ends = (
        select(func.max(Revision.id)).where(same, Revision.id < of.id),
        select(func.min(Revision.id)).where(same, Revision.id > of.id),
    )
    before, after = (session().scalar(each.execution_options(removed=True)) for each in ends)  # who has one sees both
    return before, after


def count(statement: Select[Any]) -> int:
    """How many rows a question would give."""
    return session().scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
