"""Notes for whoever brings a wiki in: what was not converted, and what was not brought in, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, insert, select

from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.mediawiki.models import OldNote

LOST, FAULT, NOTICE = "lost", "fault", "notice"  # converted badly; left out; done otherwise than one may think
MOST_OF_ONE_PAGE = 50
EXCERPT = 300  # characters

HERE_ALREADY = N_("There is a page of this name here already, which did not come from there. It was left as it is.")
SAME_NAME = N_("“%(other)s” there has the same name here, and came first. The page was left out.")
OLDER = N_("Versions older than those that are here already were left out, for a history grows at its end: %(count)s.")
CHANGED_HERE = N_("The page has been changed here since. What is newer in the file was left out.")
DELETED_HERE = N_("The page has been deleted here since. What is newer in the file was left out.")
NOT_CONTAINED = N_("The file itself is not in the export, nor in a folder that was named.")
TOO_LARGE = N_("The page is larger than what can be edited here.")
KEPT_AS_TEXT = N_("The discussion could not be read as topics and replies. Its text stands in one topic.")
NO_WIKITEXT = N_("This is no wikitext but %(model)s. It stands there as it is written.")
OTHER_NAME = N_("%(old)s is called %(new)s here, because the name cannot be used.")
OTHER_PERSON = N_("%(old)s is called %(new)s here, because somebody else has an account of that name.")
LEFT_OUT = N_("Pages of the namespace %(namespace)s were left out, since they belong to the program there: %(count)s.")
LOGGED = N_("Entries of a log were left out: %(count)s.")


@dataclass(frozen=True)
class Note:
    """One thing to look at. `msgid` with `params` says what; `line` where, in the file or in the text."""

    kind: str
    title: str
    msgid: str
    params: dict[str, Any] = field(default_factory=dict)
    line: int = 0
    excerpt: str = ""


def fault(title: str, refusal: Refusal | str, line: int = 0, **params: object) -> Note:
    """That something was not brought in, and why."""
    if isinstance(refusal, Refusal):
        return fault(title, refusal.msgid, line, **refusal.params)
    return Note(FAULT, title, refusal, {key: _plain(value) for key, value in params.items()}, line)


def notice(msgid: str, **params: object) -> Note:
    """That something is otherwise than one may think, and as it should be."""
    return Note(NOTICE, "", msgid, {key: _plain(value) for key, value in params.items()})


def _plain(value: object) -> str | int:
    return value if isinstance(value, int) else str(value)


def sentence_of(msgid: str, params: dict[str, Any]) -> str:
    """What a note says, in English: for the terminal."""
    return msgid % params if params else msgid


def replace_notes(wiki_id: int, page_number: int | None, kinds: Iterable[str], notes: Iterable[Note]) -> None:
    """Put `notes` in the place of those of these kinds that a page has; joins a transaction."""
    old = delete(OldNote).where(OldNote.wiki_id == wiki_id, OldNote.kind.in_(list(kinds)))
    session().execute(
        old.where(OldNote.page_number == page_number if page_number is not None else OldNote.page_number.is_(None))
    )
    add_notes(wiki_id, page_number, notes)


def add_notes(wiki_id: int, page_number: int | None, notes: Iterable[Note]) -> None:
    """Add notes; joins a transaction."""
    rows = [
        {
            "wiki_id": wiki_id,
            "page_number": page_number,
            "title": each.title[:600],
            "kind": each.kind,
            "line": each.line,
            "msgid": each.msgid[:300],
            "params": each.params,
            "excerpt": each.excerpt[:EXCERPT],
        }
        for each in list(notes)[:MOST_OF_ONE_PAGE]
    ]
    if rows:
        session().execute(insert(OldNote), rows)


def notes_about(wiki_id: int, page_number: int, kind: str) -> list[Note]:
    """The notes of a kind that a page has."""
    own = (OldNote.wiki_id == wiki_id, OldNote.page_number == page_number, OldNote.kind == kind)
    rows = session().scalars(select(OldNote).where(*own).order_by(OldNote.id))
    return [Note(each.kind, each.title, each.msgid, each.params, each.line, each.excerpt) for each in rows]
