"""Bringing a deleted page back, as protected as it was, under its own name or another."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.editing.derive import replace_derived
from wiki.files.models import File
from wiki.files.queries import find_file
from wiki.gardening.echoes import echo_again
from wiki.gardening.hushed import said_by
from wiki.gardening.protect import put_back
from wiki.gardening.reasons import read_reason
from wiki.journal.hidden import nameless
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page, Removal
from wiki.pages.queries import find_page, revision
from wiki.pages.removed import removal
from wiki.pages.transcluding import render_page
from wiki.protection.ask import require_on
from wiki.talk.models import Topic
from wiki.talk.traces import put_in_search

RIGHT = "undelete"


class NameTaken(Refusal):
    """There is another page of that name by now."""

    status = 409
    msgid = N_("There is a page called %(name)s already. Choose another name; the two can be merged afterwards.")


class OtherKind(Refusal):
    """The page would become one of another kind."""

    msgid = N_(
        "The page has to stay in the same namespace, and a file has to keep its ending. Move it once it is back."
    )


def undelete_page(page_id: int, reason: str, by: User, to: PageName | None = None) -> Page:
    """Bring back the deleted page with the number `page_id`, called `to` if that is given.

    Raises NotFound, NameTaken, OtherKind, BadReason and the refusals of `require_on`.
    """
    reason = read_reason(reason, needed=False)
    gone = removal(page_id).page
    before, name = gone.name, to or gone.name
    if name.namespace is not before.namespace or (
        name.namespace is Namespace.FILE and _ending(name) != _ending(before)
    ):
        raise OtherKind
    newest = revision(gone.current_revision_id or 0, removed=True)
    document = render_page(newest.source, name)
    with transaction():
        require_on(by, RIGHT, name)
        page = _locked(page_id)
        _refuse_taken(name)
        _put_back(page, name)
        newest = revision(page.current_revision_id or 0)
        replace_derived(page, newest, document)
        put_back(name, _told_when_deleted(page), by)
        echo_again("protect", page.id)
        topics = select(Topic).where(Topic.page_id == page.id).options(joinedload(Topic.page))
        for topic in session().scalars(topics):
            put_in_search(topic)
        record(
            "undelete",
            by,
            page_id=page.id,
            namespace=page.namespace,
            name=name.full,
            summary=reason,
            details={"from": before.full} if before != name else {},
        )
    return page


def _ending(name: PageName) -> str:
    """What the name of a file says that it is."""
    return name.title.rpartition(".")[2].lower()


def _locked(page_id: int) -> Page:
    """The deleted page, which nobody else brings back before the end of this transaction."""
    removal(page_id)
    wanted = select(Page).where(Page.id == page_id).with_for_update()
    return session().scalars(wanted.execution_options(removed=True, populate_existing=True)).one()


def _told_when_deleted(page: Page) -> dict[str, Any] | None:
    """What the journal told of the page when it was deleted, also where it is hidden that it was this page."""
    told = session().scalars(select(Entry).where(Entry.page_id == page.id, Entry.kind == "delete")).all()
    found = [*told, *(each for each in nameless("delete") if said_by(each).page_id == page.id)]
    return said_by(max(found, key=lambda entry: entry.id)).details if found else None


def _refuse_taken(name: PageName) -> None:
    if find_page(name) or (name.namespace is Namespace.FILE and find_file(name.title)):
        raise NameTaken(name=name.full)


def _put_back(page: Page, name: PageName) -> None:
    page.title, page.sort_key, page.removed_at = name.title, name.sort_key, None
    session().execute(delete(Removal).where(Removal.page_id == page.id))
    back = update(File).where(File.removed_with == page.id)
    session().execute(back.values(removed_with=None, title=name.title))
    try:
        session().flush()
    except IntegrityError as error:  # somebody has just made a page of that name
        raise NameTaken(name=name.full) from error
