"""Leaving out of an entry of the journal what is hidden of it, and putting that back.

What is hidden of a version is hidden of the entries that tell of it too; and of any entry parts can be hidden by
themselves. What is left out is kept in the entry, where nothing that is shown looks for it.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from wiki.core.db import session
from wiki.files.hidden_versions import hidden_versions
from wiki.journal.hidden import AUTHOR, HIDDEN, KEPT, NAME, SUMMARY, hidden_lines, nameless
from wiki.journal.hidden import PARTS as PARTS_OF_LINES
from wiki.journal.models import LASTING, Entry
from wiki.markup import PageName
from wiki.notices.models import Notice
from wiki.pages.hidden import hidden_in
from wiki.pages.models import Revision

WRITTEN = ("create", "edit")  # entries that repeat what a version says of itself
TOLD = (*WRITTEN, "move")  # those that tell who made a version, and why
UPLOADED = "upload"  # those that tell the same of a version of a file
FILE_VERSION = "file_version"  # in the details of an entry: the number of the version of a file
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
    kept = told.pop(KEPT, {})
    told.pop(HIDDEN, None)
    own = {name: getattr(entry, name) for fields in _FIELDS.values() for name in fields if name != "details"}
    return Said(**{**own, "details": told, **kept})


def entries_of(revision_id: int) -> list[Entry]:
    """The entries that tell who made a version, and why, also those that do not say of what they tell."""
    told = session().scalars(select(Entry).where(Entry.revision_id == revision_id, Entry.kind.in_(TOLD))).all()
    return [*told, *(each for each in nameless(*TOLD) if said_by(each).revision_id == revision_id)]


def entries_of_file(version_id: int, at: datetime, name: PageName, page_id: int | None) -> list[Entry]:
    """The entries that tell who put in a version of the file `name`, and why. Old ones learn which version it was."""
    found = select(Entry).where(Entry.kind == UPLOADED, Entry.at == at)
    found = found.where(or_(Entry.name == name.full, Entry.page_id == page_id))
    told = [*session().scalars(found), *(each for each in nameless(UPLOADED) if each.at == at)]
    for entry in told:
        said = said_by(entry)
        if FILE_VERSION not in said.details:
            known = replace(said, details={**said.details, FILE_VERSION: version_id})
            _hide(entry, (entry.details or {}).get(HIDDEN, ()), known)
    return [entry for entry in told if said_by(entry).details[FILE_VERSION] == version_id]


def hush(entries: Iterable[Entry], written: dict[str, Any] | None = None) -> None:
    """Let the entries, and what people have been told of them, say what may be said now; within an act's transaction.

    `written` is what the version says of which they tell, or the version of a file, for those that repeat it.
    """
    entries = list(entries)
    lines = hidden_lines(each.id for each in entries)
    for entry in entries:
        said = said_by(entry)
        if written and entry.kind in {*WRITTEN, UPLOADED}:
            said = replace(said, **written)
        parts = {*lines.get(entry.id, {}), *_hidden_elsewhere(entry, said)}
        _hide(entry, [part for part in PARTS_OF_LINES if part in parts], said)
        session().flush()
        told = update(Notice).where(Notice.entry_id == entry.id)
        session().execute(told.values(actor_id=entry.actor_id), execution_options={"synchronize_session": False})


def follow_page(page_id: int, *, removed: bool) -> None:
    """Let the lines that do not say that they are about a page go with it, and come back with it.

    Lists know by its number that a page is deleted; while it stands, the lines do without it.
    """
    about = [(each, said_by(each).revision_id) for each in nameless() if said_by(each).page_id == page_id]
    own = select(Revision.id).where(Revision.page_id == page_id, Revision.id.in_([number for _each, number in about]))
    here = {None, *session().scalars(own.execution_options(removed=True))}  # others stayed deleted: left_behind.py
    _follow((each for each, number in about if number in here), page_id if removed else None)


def follow_versions(numbers: Collection[int], page_id: int | None) -> None:
    """The same for lines about versions that now belong to the deleted page `page_id`, or to one that stands."""
    _follow((each for each in nameless(*WRITTEN) if said_by(each).revision_id in set(numbers)), page_id)


def _follow(entries: Iterable[Entry], page_id: int | None) -> None:
    for entry in entries:
        if entry.kind not in LASTING:
            entry.page_id = page_id
    session().flush()


def _hidden_elsewhere(entry: Entry, said: Said) -> Collection[str]:
    """What is hidden of the version, or of the version of a file, that `entry` tells of."""
    if entry.kind == UPLOADED:
        number = said.details.get(FILE_VERSION, 0)
        return hidden_versions([number]).get(number, {})
    number = said.revision_id or 0 if entry.kind in TOLD else 0
    return hidden_in([number]).get(number, {})


def _hide(entry: Entry, hidden: Collection[str], said: Said) -> None:
    """Let `entry` say what it has to say but for the `hidden` parts."""
    away = {field for part in hidden for field in _FIELDS[part]}
    for fields in _FIELDS.values():
        for field in fields:
            setattr(entry, field, _EMPTY.get(field) if field in away else getattr(said, field))
    if hidden:
        kept = {field: getattr(said, field) for field in sorted(away)}
        entry.details = {**(entry.details or {}), HIDDEN: list(hidden), KEPT: kept}
