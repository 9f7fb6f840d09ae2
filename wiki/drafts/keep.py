"""Keeping what somebody is writing, bringing it back, and letting go of it."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from flask import current_app
from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.exc import IntegrityError

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import MAX_ID, session, transaction
from wiki.core.errors import N_, NotFound, Refusal, TooLarge
from wiki.drafts.models import Draft, Presence
from wiki.drafts.queries import KEPT_DAYS, draft_by_number, draft_of
from wiki.markup import PageName, normalise
from wiki.markup.personal import personal_numbers
from wiki.pages.models import Page
from wiki.pages.queries import find_page, own_revision, source_of
from wiki.protection.ask import require_on

THROWN_HOURS = 24
MAX_SUMMARY = 500  # characters, as in the history


@dataclass(frozen=True)
class OpenEditor:
    """One editor that somebody has open: its `hand`, and the `number` of the stored draft that it has seen."""

    hand: str
    number: int | None = None

    def knows(self, draft: Draft) -> bool:
        """Whether it wrote the draft as it is, or has seen it."""
        return draft.hand == self.hand or draft.number == self.number

    @property
    def known(self) -> ColumnElement[bool]:
        """The same, of drafts in the database."""
        return (Draft.hand == self.hand) | (Draft.number == self.number)


@dataclass(frozen=True)
class Writing:
    """What is in an open editor. `confirmed` are the digits of numbers that look like a person's and may stand."""

    name: PageName
    text: str
    editor: OpenEditor
    section: str = ""
    base: int | None = None
    summary: str = ""
    minor: bool = False
    confirmed: frozenset[str] = frozenset()


class OtherHand(Refusal):
    """There is a draft that another editor of the same person wrote, and this one has not seen."""

    status = 409
    msgid = N_("You already have a draft of this page, written somewhere else. It has not been touched.")


class AskFirst(Refusal):
    """The text holds what looks like a person's number: it is not stored before the writer says that it may be."""

    status = 422
    msgid = N_("Something here looks like a personal identity number, so the draft is kept on this device only.")


def keep_draft(writing: Writing, by: User) -> Draft | None:
    """Store what `by` is writing; None when the page says the same already, so that there is nothing to keep.

    Raises OtherHand, AskFirst, TooLarge, and the refusals of `require_on`.
    """
    page = find_page(writing.name)
    require_on(by, "edit" if page else "create", writing.name)
    text = normalise(writing.text)
    writing = replace(writing, base=own_revision(page, writing.base))
    _refuse_large(text)
    _ask_first(f"{text}\n{writing.summary}", writing)
    try:
        return _store(writing, text, page, by)
    except IntegrityError:  # two editors of the same person began at the same moment
        return _store(writing, text, page, by)


def _refuse_large(text: str) -> None:
    limit = current_app.config["WIKI"].max_page_kilobytes
    if len(text.encode()) > limit * 1000:
        raise TooLarge(
            N_("The text is too long: a page may be at most %(limit)s kB. Divide it into several pages."), limit=limit
        )


def _ask_first(text: str, writing: Writing) -> None:
    found = _digits(text)
    if found and found - writing.confirmed - _digits(source_of(writing.base)):
        raise AskFirst


def _digits(text: str) -> frozenset[str]:
    spans = personal_numbers(text)
    return frozenset("".join(sign for sign in text[start:end] if sign.isdigit()) for start, end in spans)


def _store(writing: Writing, text: str, page: Page | None, by: User) -> Draft | None:
    with transaction() as current:
        _sweep()
        draft = draft_of(by, writing.name, writing.section)
        if draft and not writing.editor.knows(draft):
            raise OtherHand
        _make_its_own(writing, by)
        if not writing.section and text == source_of(page.current_revision_id if page else None):
            if draft:
                current.delete(draft)
            return None
        if draft is None:
            draft = Draft(user_id=by.id, section=writing.section)
            draft.namespace, draft.title = writing.name.namespace.value, writing.name.title
            current.add(draft)
        draft.text, draft.base = text, writing.base
        draft.summary, draft.minor = writing.summary[:MAX_SUMMARY], writing.minor
        draft.hand, draft.number = writing.editor.hand, _new_number()
        draft.changed_at = now()
        current.flush()
        return draft


def _make_its_own(writing: Writing, by: User) -> None:
    """What the editor went on with is its own from now on, though it be of another part of the page.

    Who began with a section may come to write on the whole page; when that is published, both drafts are.
    """
    seen = update(Draft).where(Draft.user_id == by.id, *_at(writing.name), Draft.number == writing.editor.number)
    session().execute(seen.values(hand=writing.editor.hand))


def _new_number() -> int:
    """A number that no draft has had, so that whoever knows it has seen that very text.

    By lot: counting would begin anew with each draft, and what has been published is not there to count on from.
    """
    return secrets.randbelow(MAX_ID) + 1


def _at(name: PageName) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Draft.namespace == name.namespace.value, Draft.title == name.title


def _sweep() -> None:
    """Let go of what is too old. Whoever keeps something does it for everybody."""
    old, thrown = now() - timedelta(days=KEPT_DAYS), now() - timedelta(hours=THROWN_HOURS)
    session().execute(delete(Draft).where(Draft.changed_at < old))
    session().execute(delete(Draft).where(Draft.thrown_at < thrown))


def throw_away(name: PageName, section: str, by: User) -> None:
    """Throw the draft away, if there is one; for a day it can be brought back."""
    with transaction():
        _throw(draft_of(by, name, section))


def throw_numbered(number: int, by: User) -> None:
    """Throw one of the drafts of `by` away. Raises NotFound."""
    with transaction():
        draft = _own(number, by)
        if draft.thrown_at is None:
            _throw(draft)


def bring_back(number: int, by: User) -> Draft | None:
    """Take a draft back that was thrown away; the one that was begun since, if any, is thrown away in its place.

    Raises NotFound when it is not there any more, or somebody else's.
    """
    with transaction() as current:
        draft = _own(number, by)
        if draft.thrown_at is None:
            return None
        since = draft_of(by, draft.name, draft.section)
        _throw(since)
        current.flush()  # one at a time holds the place
        draft.thrown_at = None
    return since


def _throw(draft: Draft | None) -> None:
    if draft:
        draft.thrown_at = now()


def _own(number: int, by: User) -> Draft:
    draft = draft_by_number(number, by)
    if draft is None:
        raise NotFound(N_("There is no such draft any more."))
    return draft


def finish_writing(name: PageName, editor: OpenEditor, by: User) -> None:
    """What `by` wrote is published: let go of its drafts and of the open editor. For acts, in their transaction.

    A draft that another editor wrote, and this one has not seen, is not what was published: it stays.
    """
    mine = (Draft.user_id == by.id, *_at(name), Draft.thrown_at.is_(None))
    session().execute(delete(Draft).where(*mine, editor.known))
    there = (Presence.namespace == name.namespace.value, Presence.title == name.title)
    session().execute(delete(Presence).where(Presence.user_id == by.id, *there))
