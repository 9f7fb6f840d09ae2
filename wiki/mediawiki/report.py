"""What was not converted and what was left out, as lists and tables."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, func, select

from wiki.core.db import session
from wiki.mediawiki.models import OldNote, OldPage
from wiki.mediawiki.notes import FAULT, NOTICE, Note
from wiki.pages.models import Page

HEAD = ("page", "line", "kind", "what", "text")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how what spreadsheets calculate begins
AT_ONCE = 500


def notes_of(wiki_id: int, kind: str | None = None) -> Iterator[Note]:
    """All notes about a wiki, in the order of its pages; read some at a time."""
    last = 0
    while True:
        some = (
            session()
            .scalars(select(OldNote).where(*_of(wiki_id, kind), OldNote.id > last).order_by(OldNote.id).limit(AT_ONCE))
            .all()
        )
        for each in some:
            yield Note(each.kind, each.title, each.msgid, each.params, each.line, each.excerpt)
        if len(some) < AT_ONCE:
            return
        last = some[-1].id


def count_notes(wiki_id: int, kind: str) -> int:
    """How many notes of a kind there are."""
    return session().scalar(select(func.count()).select_from(OldNote).where(*_of(wiki_id, kind))) or 0


def pages_with_notes(wiki_id: int, kind: str, limit: int, offset: int) -> list[tuple[OldNote, Page | None, bool]]:
    """Some notes of a kind, each with the page here that it is about, and whether its discussion is meant."""
    asked = (
        select(OldNote, Page, OldPage.is_talk)
        .outerjoin(OldPage, (OldPage.wiki_id == OldNote.wiki_id) & (OldPage.number == OldNote.page_number))
        .outerjoin(Page, Page.id == OldPage.page_id)
        .where(*_of(wiki_id, kind))
        .order_by(OldNote.id)
    )
    return [(note, page, bool(is_talk)) for note, page, is_talk in session().execute(asked.limit(limit).offset(offset))]


def row_of(note: Note, sentence: str) -> tuple[str, ...]:
    """A note as a row of a table."""
    return tuple(map(harmless, (note.title, str(note.line or ""), note.kind, sentence, note.excerpt)))


def harmless(text: str) -> str:
    """`text` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _of(wiki_id: int, kind: str | None) -> tuple[ColumnElement[bool], ...]:
    own = OldNote.wiki_id == wiki_id
    kinds = {FAULT: (FAULT, NOTICE)}.get(kind or "", (kind,))
    return (own, OldNote.kind.in_(kinds)) if kind else (own,)
