"""Reading what is known of pages that have been deleted."""

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from wiki.accounts.permissions import can
from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound
from wiki.journal.hidden import namelessly_about
from wiki.markup import PageName
from wiki.pages.models import Page, Removal

SEE = "see deleted"  # the right to look at their versions and files


def removals() -> Select[Removal]:
    """All that have been deleted, with their pages and with who did it; the last one first."""
    return (
        select(Removal)
        .join(Removal.page)
        .options(contains_eager(Removal.page), joinedload(Removal.by))
        .order_by(Removal.at.desc(), Removal.page_id.desc())
        .execution_options(removed=True)
    )


def removal_of(name: PageName) -> Removal | None:
    """The last removal of a page that was called `name`."""
    called = (Page.namespace == name.namespace.value, Page.title == name.title, Page.removed_at.is_not(None))
    return session().scalar(removals().where(*called).limit(1))


def removal_told(name: PageName) -> Removal | None:
    """The last removal of a page that was called `name`, if the present reader may know: the log may hide of which."""
    found = removal_of(name)
    return found if found is None or can(SEE) or not namelessly_about(found.page_id, "delete") else None


def removal(page_id: int) -> Removal:
    """The removal of the page with that number. Raises NotFound."""
    found = session().scalar(removals().where(Removal.page_id == page_id)) if 0 < page_id <= MAX_ID else None
    if found is None:
        raise NotFound(N_("No page with that number has been deleted."))
    return found
