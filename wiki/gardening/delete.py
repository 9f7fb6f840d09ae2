"""Deleting a page. Nothing is lost: its versions and its topics stay, unseen, until somebody brings it back."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Select, select, update

from wiki import search
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound
from wiki.editing.withdraw import withdraw_derived
from wiki.files.models import File
from wiki.gardening.hushed import follow_page
from wiki.gardening.meant import refuse_another
from wiki.gardening.protect import put_aside
from wiki.gardening.reasons import read_reason
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page, Removal
from wiki.protection.ask import require_on
from wiki.talk.models import Topic

RIGHT = "delete"


def delete_page(
    name: PageName, reason: str, by: User, *, below: Collection[int] = (), number: int | None = None
) -> Sequence[PageName]:
    """Delete the page `name` and, of the pages below it, those with the numbers `below`; what was deleted.

    `number` is the page's that is meant. Raises NotFound, AnotherPage, BadReason and the refusals of `require_on`.
    """
    reason = read_reason(reason)
    with transaction():
        page = session().scalar(_called(name).with_for_update())
        if page is None:
            raise NotFound(N_("There is no page called %(name)s."), name=name.full)
        refuse_another(page, number)
        chosen = [each for each in subpages(page) if each.id in below]
        for each in (page, *chosen):
            require_on(by, RIGHT, each.name)
            remove(each, reason, by)
    return [each.name for each in (page, *chosen)]


def subpages(page: Page) -> Sequence[Page]:
    """All pages below `page`, in the order of their names."""
    if not page.name.namespace.has_subpages:
        return ()
    below = Page.title.startswith(f"{page.title}/", autoescape=True)
    return session().scalars(select(Page).where(Page.namespace == page.namespace, below).order_by(Page.sort_key)).all()


def remove(page: Page, reason: str, by: User) -> None:
    """Take `page` away with all that derives from it; for acts, within their transaction."""
    at = now()
    withdraw_derived(page)
    for number in session().scalars(select(Topic.id).where(Topic.page_id == page.id)).all():
        search.drop(f"topic:{number}")
    if page.namespace == Namespace.FILE.value:
        _remove_file(page)
    follow_page(page.id, removed=True)
    page.removed_at = at
    session().add(Removal(page_id=page.id, at=at, by_id=by.id, reason=reason))
    session().flush()
    about: Any = {"page_id": page.id, "namespace": page.namespace, "name": page.name.full}
    record("delete", by, at=at, summary=reason, details=put_aside(page.name), **about)


def _remove_file(page: Page) -> None:
    """The file that the page tells about goes with it, and so does what the journal tells of its versions."""
    uploaded = (Entry.kind == "upload", Entry.name == page.name.full, Entry.page_id.is_(None))
    session().execute(
        update(File).where(File.title == page.title, File.removed_with.is_(None)).values(removed_with=page.id)
    )
    session().execute(update(Entry).where(*uploaded).values(page_id=page.id))


def _called(name: PageName) -> Select[Page]:
    return select(Page).where(Page.namespace == name.namespace.value, Page.title == name.title)
