"""Hiding parts of one version (text, summary, author) from everybody, each by itself, and showing them again.

The version stays as it is; a row says what is hidden, and the database leaves that out of all that is read. What the
journal repeats of the version is taken out of it, and put back from the version itself; and so is what the redirect
repeats that a move left.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, delete, select, type_coerce

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.editing.searchable import put_in_search
from wiki.gardening.hushed import entries_of, hush
from wiki.gardening.moved_version import redirect_left_with
from wiki.gardening.reasons import read_choice, read_reason
from wiki.journal.record import record
from wiki.markup import Document
from wiki.pages.hidden import hidden_in
from wiki.pages.hideable import PARTS, TEXT
from wiki.pages.models import HiddenRevision, Page, Revision
from wiki.pages.queries import revision, source_of
from wiki.pages.transcluding import render_page
from wiki.protection.ask import require_on

RIGHT = "hide version"
_STORED = Revision.__table__.c


class CurrentText(Refusal):
    """Everybody would see an empty page."""

    status = 409
    msgid = N_(
        "This is the current version, and its text is what everybody reads. Change or undo it first, then hide it."
    )


@dataclass(frozen=True)
class Original:
    """What a version holds, hidden or not. For gardeners only."""

    source: str
    summary: str
    author: User | None
    municipality_code: str | None


def original(revision_id: int) -> Original:
    """What the version holds, hidden or not."""
    columns = (type_coerce(_STORED.source, String), type_coerce(_STORED.summary, String))
    row = (
        session()
        .execute(select(*columns, _STORED.author_id, _STORED.municipality_code).where(_STORED.id == revision_id))
        .one()
    )
    author = session().get(User, row[2]) if row[2] else None
    return Original(row[0], row[1], author, row[3])


def conceal(revision_id: int, parts: Collection[str], reason: str, by: User) -> None:
    """Hide those `parts` of a version; what is hidden already keeps its reason.

    Raises NotFound, CurrentText, BadReason and the refusals of `require_on`.
    """
    reason = read_reason(reason)
    chosen = read_choice(parts, PARTS)
    found, document = _with_document(revision_id)
    with transaction():
        page = _page(found, by)
        if TEXT in chosen and page.current_revision_id == revision_id:
            raise CurrentText
        new = [part for part in chosen if part not in hidden_in([revision_id]).get(revision_id, {})]
        if not new:
            return
        at = now()
        both = _with_redirect(revision_id)
        known = hidden_in(both)
        session().add_all(
            HiddenRevision(revision_id=number, part=part, at=at, by_id=by.id, reason=reason)
            for part in new
            for number in (both if part != TEXT else [revision_id])
            if part not in known.get(number, {})
        )
        session().flush()
        _tell("conceal", page, revision_id, new, reason, by, at)
        _write_in_journal(revision_id)
        put_in_search(page, document)


def reveal(revision_id: int, parts: Collection[str], by: User) -> None:
    """Show those `parts` of a version again. Raises NotFound and the refusals of `require_on`."""
    found, document = _with_document(revision_id)
    with transaction():
        page = _page(found, by)
        known = hidden_in([revision_id]).get(revision_id, {})
        shown = [part for part in PARTS if part in parts and part in known]
        if not shown:
            return
        for part in shown:
            numbers = _with_redirect(revision_id) if part != TEXT else [revision_id]
            these = (HiddenRevision.revision_id.in_(numbers), HiddenRevision.part == part)
            session().execute(delete(HiddenRevision).where(*these))
        _tell("reveal", page, revision_id, shown, "", by, now())
        _write_in_journal(revision_id)
        put_in_search(page, document)


def _with_redirect(revision_id: int) -> list[int]:
    """The version, and that of the redirect that says the same of the same move, where there is one."""
    left = redirect_left_with(revision_id)
    return [revision_id, left] if left else [revision_id]


def _with_document(revision_id: int) -> tuple[Revision, Document]:
    """The version, and the current text of its page, rendered: slow, so before the lock."""
    found = revision(revision_id)
    return found, render_page(source_of(found.page.current_revision_id), found.page.name)


def _page(found: Revision, by: User) -> Page:
    page = session().scalars(select(Page).where(Page.id == found.page_id).with_for_update()).one()
    require_on(by, RIGHT, page.name)
    return page


def _tell(kind: str, page: Page, revision_id: int, parts: list[str], reason: str, by: User, at: datetime) -> None:
    record(
        kind,
        by,
        at=at,
        page_id=page.id,
        namespace=page.namespace,
        name=page.name.full,
        summary=reason,
        details={"revision": revision_id, "parts": parts},
    )


def _write_in_journal(revision_id: int) -> None:
    """Let the journal, and what people have been told, say of the version what may be said of it now."""
    made = original(revision_id)
    written = {
        "summary": made.summary,
        "actor_id": made.author.id if made.author else None,
        "municipality_code": made.municipality_code,
    }
    hush(entries_of(revision_id), written)
