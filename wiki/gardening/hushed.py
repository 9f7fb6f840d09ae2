"""Leaving out of an entry of the journal what is hidden of it, and putting that back.

What is hidden of a version is hidden of the entries that tell of it too; and of any entry parts can be hidden by
themselves. What is left out is kept in the entry, where nothing that is shown looks for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update

from wiki.core.db import session
from wiki.journal.hidden import AUTHOR, NAME, SUMMARY, hidden_lines, nameless
from wiki.journal.hidden import PARTS as PARTS_OF_LINES
from wiki.journal.models import Entry
from wiki.notices.models import Notice
from wiki.pages.hidden import hidden_in

WRITTEN = ("create", "edit")  # entries that repeat what a version says of itself
TOLD = (*WRITTEN, "move")  # those that tell who made a version, and why
_HIDDEN, _KEPT = "hidden", "kept"
_FIELDS = {
    SUMMARY: ("summary",),
    AUTHOR: ("actor_id", "municipality_code"),
    NAME: ("namespace", "name", "page_id", "revision_id", "details"),  # all that tells what it is about
}
_EMPTY = {"summary": "", "namespace": "", "name": ""}  # of the others: nothing


@dataclass(frozen=True)
class Said:
    """What an entry says when nothing of it is hidden."""

    summary: str
    actor_id: int | None
    municipality_code: str | None
    namespace: str
    name: str
    page_id: int | None
    revision_id: int | None
    details: dict[str, Any]


def said_by(entry: Entry) -> Said:
    """What `entry` says, hidden or not. For gardeners, and for acts that need to know what happened."""
    told = dict(entry.details or {})
    kept = told.pop(_KEPT, {})
    told.pop(_HIDDEN, None)
    own = {name: getattr(entry, name) for fields in _FIELDS.values() for name in fields if name != "details"}
    return Said(**{**own, "details": told, **kept})


def entries_of(revision_id: int) -> list[Entry]:
    """The entries that tell who made a version, and why, also those that do not say of what they tell."""
    told = session().scalars(select(Entry).where(Entry.revision_id == revision_id, Entry.kind.in_(TOLD))).all()
    return [*told, *(each for each in nameless(*TOLD) if said_by(each).revision_id == revision_id)]


def hush(entries: Iterable[Entry], written: dict[str, Any] | None = None) -> None:
    """Let the entries, and what people have been told of them, say what may be said now; within an act's transaction.

    `written` is what the version says of which they tell, for those that repeat it.
    """
    entries = list(entries)
    lines = hidden_lines(each.id for each in entries)
    for entry in entries:
        said = said_by(entry)
        if written and entry.kind in WRITTEN:
            said = replace(said, **written)
        by_version = hidden_in([said.revision_id if entry.kind in TOLD else None])
        parts = {*lines.get(entry.id, {}), *by_version.get(said.revision_id or 0, {})}
        _hide(entry, [part for part in PARTS_OF_LINES if part in parts], said)
        session().flush()
        told = update(Notice).where(Notice.entry_id == entry.id)
        session().execute(told.values(actor_id=entry.actor_id), execution_options={"synchronize_session": False})


def _hide(entry: Entry, hidden: Collection[str], said: Said) -> None:
    """Let `entry` say what it has to say but for the `hidden` parts."""
    away = {field for part in hidden for field in _FIELDS[part]}
    for fields in _FIELDS.values():
        for field in fields:
            setattr(entry, field, _EMPTY.get(field) if field in away else getattr(said, field))
    if hidden:
        kept = {field: getattr(said, field) for field in sorted(away)}
        entry.details = {**(entry.details or {}), _HIDDEN: list(hidden), _KEPT: kept}
