"""Saving a page: the one way a revision comes to be."""

from dataclasses import dataclass, replace
from datetime import datetime

from flask import current_app
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal, TooLarge, Unavailable
from wiki.drafts.keep import OpenEditor, finish_writing
from wiki.editing.derive import replace_derived
from wiki.journal.record import record
from wiki.markup import Document, PageName, normalise
from wiki.markup.merge import Merge, merge
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, own_revision, source_of
from wiki.pages.transcluding import render_page
from wiki.protection.ask import require_on

MAX_SUMMARY = 500  # characters
ATTEMPTS = 100  # at a page that others keep changing: each fails only because another has succeeded


@dataclass(frozen=True)
class Edit:
    """What somebody wants a page to say. `base` is the revision they saw; None when there was no page."""

    name: PageName
    source: str
    summary: str = ""
    minor: bool = False
    base: int | None = None
    at: datetime | None = None  # imported edits keep their time
    editor: OpenEditor | None = None  # the one whose drafts this publishes


@dataclass(frozen=True)
class Prepared:
    """An edit that can be stored at once: what takes time has been done."""

    edit: Edit
    document: Document


@dataclass(frozen=True)
class Saved:
    """What came of an edit. `changed` is false when the page said so already; `merged` when it met another edit."""

    page: Page
    revision_id: int
    changed: bool = True
    merged: bool = False


class Conflict(Refusal):
    """The same lines have been changed since, by whomever. Holds what a person needs in order to finish."""

    status = 409
    msgid = N_("The same part of the page has been changed while you were writing. Nothing is lost.")

    def __init__(self, merged: Merge, theirs: str, current: int) -> None:
        super().__init__()
        self.merged = merged
        self.theirs = theirs
        self.current = current

    @property
    def mine(self) -> str:
        """The writer's text, with what others changed elsewhere already in it."""
        return "".join(chunk.theirs if chunk.kind == "theirs" else chunk.mine for chunk in self.merged.conflicts)


class BaseMoved(Exception):
    """The current revision is not the one the edit was made from."""

    def __init__(self, current: int | None) -> None:
        super().__init__()
        self.current = current


def save_page(edit: Edit, by: User) -> Saved:
    """Make `edit` the current revision of its page, with all that follows from it.

    An edit that was made from an older revision is merged with what has been saved since. Raises Conflict when the
    two meet, TooLarge, Unavailable, and the refusals of `require_on`. A base that is no revision of the page is none.
    """
    edit = tidy(edit)
    edit = replace(edit, base=own_revision(find_page(edit.name), edit.base))
    merged = False
    for _attempt in range(ATTEMPTS):
        try:
            return replace(store(prepare(edit), by), merged=merged)
        except BaseMoved as moved:
            if moved.current is None:  # somebody is creating or deleting the page at this very moment
                edit = replace(edit, base=own_revision(find_page(edit.name), edit.base))
                continue
            edit = _reconcile(edit, moved.current)
            merged = True
    raise Unavailable


def tidy(edit: Edit) -> Edit:
    """`edit` as it can be stored. Raises TooLarge."""
    source = normalise(edit.source)
    limit = current_app.config["WIKI"].max_page_kilobytes
    if len(source.encode()) > limit * 1000:
        raise TooLarge(
            N_("The text is too long: a page may be at most %(limit)s kB. Divide it into several pages."), limit=limit
        )
    summary = " ".join(edit.summary.split())[:MAX_SUMMARY]
    return replace(edit, source=source, summary=summary)


def prepare(edit: Edit) -> Prepared:
    """What is slow and needs no lock: `edit` as it can be stored, rendered. Raises TooLarge."""
    edit = tidy(edit)
    return Prepared(edit, render_page(edit.source, edit.name))


def store(prepared: Prepared, by: User) -> Saved:
    """Compare and swap: make the revision if the page still is as the writer saw it, else raise BaseMoved.

    For `save_page`, and for acts that write more than the page: within their transaction.
    """
    edit = prepared.edit
    with transaction():
        page = find_page(edit.name)
        require_on(by, "edit" if page else "create", edit.name)
        before = page.current_revision_id if page else None
        old_source = source_of(before)
        if page and before and old_source == edit.source:
            _close(edit, by)
            return Saved(page, before, changed=False)
        if before != edit.base:
            raise BaseMoved(before)
        page, revision = append_edit(page, edit, by, len(old_source))
        replace_derived(page, revision, prepared.document)
        _close(edit, by)
    return Saved(page, revision.id)


def _close(edit: Edit, by: User) -> None:
    """What was a draft is published: it goes in the same transaction, and stays when that fails."""
    if edit.editor is not None:
        finish_writing(edit.name, edit.editor, by)


def append_edit(page: Page | None, edit: Edit, by: User, old_size: int) -> tuple[Page, Revision]:
    """Add the revision that `edit` makes to its page, and its line to the journal; for acts, within their transaction.

    What derives from the page's current revision is left as it was. Raises BaseMoved.
    """
    kind = "edit" if page else "create"
    page = page or new_page(edit)
    revision = append_revision(page, edit, by, old_size)
    record(
        kind,
        by,
        at=revision.created_at,
        page_id=page.id,
        namespace=page.namespace,
        name=page.name.full,
        revision_id=revision.id,
        summary=revision.summary,
        minor=revision.minor,
        size_change=revision.size_change,
    )
    return page, revision


def new_page(edit: Edit) -> Page:
    """A page for `edit`, without a revision yet; for acts, within their transaction. Raises BaseMoved."""
    name = edit.name
    page = Page(namespace=name.namespace.value, title=name.title, sort_key=name.sort_key, created_at=edit.at or now())
    session().add(page)
    try:
        session().flush()
    except IntegrityError as error:
        raise BaseMoved(None) from error
    return page


def append_revision(page: Page, edit: Edit, by: User, old_size: int) -> Revision:
    """Make the revision and let the page point at it, and nothing else; for acts, within theirs. Raises BaseMoved."""
    revision = Revision(
        page_id=page.id,
        parent_id=edit.base,
        author_id=by.id,
        municipality_code=by.municipality_code,
        created_at=edit.at or now(),
        summary=edit.summary,
        minor=edit.minor and edit.base is not None,
        source=edit.source,
        size=len(edit.source),
        size_change=len(edit.source) - old_size,
    )
    session().add(revision)
    session().flush()
    swap = (
        update(Page)
        .where(Page.id == page.id, Page.current_revision_id.is_not_distinct_from(edit.base), Page.removed_at.is_(None))
        .values(current_revision_id=revision.id)
    )
    if session().execute(swap).rowcount != 1:  # type: ignore[attr-defined]
        raise BaseMoved(None)
    return revision


def _reconcile(edit: Edit, current: int) -> Edit:
    """The edit carried over to the revision `current`, where it does not meet what was saved since."""
    theirs = source_of(current)
    outcome = merge(source_of(edit.base), edit.source, theirs)
    if outcome.text is None:
        raise Conflict(outcome, theirs, current)
    return replace(edit, source=normalise(outcome.text), base=current)
