"""Bringing a deleted page back, as protected as it was, under its own name or another, with all versions or some."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal, Unavailable
from wiki.editing.derive import replace_derived
from wiki.files.models import File
from wiki.files.queries import find_file
from wiki.gardening.echoes import echo_again
from wiki.gardening.hushed import follow_page, said_by
from wiki.gardening.left_behind import home_of, join_home, leave_behind, versions_of
from wiki.gardening.protect import put_back
from wiki.gardening.reasons import read_reason
from wiki.journal.hidden import nameless
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.markup import Document, Namespace, PageName
from wiki.pages.hidden import require_text
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


class NothingChosen(Refusal):
    """No version was chosen, so there is nothing to bring back."""

    status = 422
    msgid = N_("Choose at least one version to bring back.")


def undelete_page(
    page_id: int, reason: str, by: User, to: PageName | None = None, chosen: Collection[int] | None = None
) -> Page:
    """Bring back the deleted page with the number `page_id`, called `to` if that is given.

    With `chosen`, only the versions with those numbers come back; the others stay deleted. What stayed deleted before
    joins its page again, and a version that is newer than all others there is what that page says from then on.
    Raises NotFound, NothingChosen, TextHidden, NameTaken, OtherKind, BadReason and the refusals of `require_on`.
    """
    reason = read_reason(reason, needed=False)
    gone = removal(page_id).page
    every = versions_of(page_id)
    coming = every if chosen is None else [number for number in every if number in chosen]
    if not coming:
        raise NothingChosen
    home = home_of(page_id)
    if home is not None:
        return _join(page_id, home, coming, reason, by)
    return _bring_back(gone, to or gone.name, coming, reason, by)


def _bring_back(gone: Page, name: PageName, coming: Sequence[int], reason: str, by: User) -> Page:
    before = gone.name
    if name.namespace is not before.namespace or (
        name.namespace is Namespace.FILE and _ending(name) != _ending(before)
    ):
        raise OtherKind
    document = _rendered(coming[-1], name)
    with transaction():
        require(by, RIGHT, on=before)
        require_on(by, RIGHT, name)
        page, removed = _locked(gone.id), removal(gone.id)
        staying = [number for number in versions_of(page.id) if number not in set(coming)]
        _refuse_taken(name)
        follow_page(page.id, removed=False)
        if staying:
            leave_behind(page, removed, staying)
        _put_back(page, name)
        _stand(page, coming[-1], document)
        put_back(name, _told_when_deleted(page), by)
        echo_again("protect", page.id)
        topics = select(Topic).where(Topic.page_id == page.id).options(joinedload(Topic.page))
        for topic in session().scalars(topics):
            put_in_search(topic)
        details: dict[str, Any] = {"from": before.full} if before != name else {}
        if staying:
            details |= {"came": len(coming), "stayed": len(staying)}
        _tell(page, reason, details, by)
    return page


def _join(page_id: int, home: Page, coming: Sequence[int], reason: str, by: User) -> Page:
    """Let versions that stayed deleted belong to their page again, which stands."""
    newest = max(coming[-1], home.current_revision_id or 0)
    document = _rendered(newest, home.name)
    with transaction():
        require_on(by, RIGHT, home.name)
        rest = _locked(page_id)
        wanted = select(Page).where(Page.id == home.id).with_for_update()
        page = session().scalars(wanted.execution_options(populate_existing=True)).one_or_none()
        if page is None or max(coming[-1], page.current_revision_id or 0) != newest:
            raise Unavailable  # somebody has changed or deleted the page just now
        join_home(rest, page, coming)
        _stand(page, newest, document)
        _tell(page, reason, {"came": len(coming), "joined": True}, by)
    return page


def _rendered(number: int, name: PageName) -> Document:
    """What a version says, rendered: slow, so before the lock. Raises TextHidden."""
    require_text(number)
    return render_page(revision(number, removed=True).source, name)


def _stand(page: Page, newest: int, document: Document) -> None:
    """Let the page say what its newest version says, with all that derives from it."""
    session().flush()
    replace_derived(page, revision(newest), document)


def _tell(page: Page, reason: str, details: dict[str, Any], by: User) -> None:
    about: Any = {"page_id": page.id, "namespace": page.namespace, "name": page.name.full}
    record("undelete", by, summary=reason, details=details, **about)


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
