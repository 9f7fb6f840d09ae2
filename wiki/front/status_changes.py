"""Examples that lately have come to another step of the ladder, told from the edits that said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from wiki.core.db import session
from wiki.examples.read import first_word
from wiki.examples.taxonomy import status_written
from wiki.journal.changes import Change, ChangeFilter, changes
from wiki.markup import Namespace, PageName, frontmatter
from wiki.pages.hideable import TEXT, shown
from wiki.pages.models import Page, Revision

OWNERS = (Namespace.MUNICIPALITY, Namespace.COOPERATION)
LOOKED_AT = 60  # edits among which changes are looked for
BEGINNING = 3000  # letters of a source; nearly every front matter ends within them


@dataclass(frozen=True)
class StatusChange:
    """An example that went from one status to another; keys of the ladder."""

    page: PageName
    old: str
    new: str
    at: datetime
    language: str | None


def status_changes(most: int) -> list[StatusChange]:
    """The latest such changes, one of each example, which still stands."""
    edits = [
        each
        for each in changes(ChangeFilter(namespaces=OWNERS, talk=False), limit=LOOKED_AT)
        if each.entry.kind == "edit" and each.entry.revision_id and each.parent_id
    ]
    said = _statuses(edits)
    found: dict[int, StatusChange] = {}
    for change in edits:
        old, new = said.get(change.parent_id or 0, ""), said.get(change.entry.revision_id or 0, "")
        page_id = change.entry.page_id
        if old and new and old != new and page_id and page_id not in found and len(found) < most:
            page = session().get(Page, page_id)
            if page and page.kind == "example":
                found[page_id] = StatusChange(page.name, old, new, change.entry.at, page.language)
    return list(found.values())


def _statuses(edits: Iterable[Change]) -> dict[int, str]:
    """What status each version said, before and after each of the edits."""
    numbers = {number for each in edits for number in (each.parent_id, each.entry.revision_id) if number}
    start = func.substr(shown(Revision.id, TEXT, Revision.source), 1, BEGINNING)
    rows = session().execute(select(Revision.id, start).where(Revision.id.in_(numbers))) if numbers else ()
    return {number: _status(source) for number, source in rows}


def _status(source: str) -> str:
    said = status_written(first_word(frontmatter.read(source).fields.get("läge")))
    return said.key if said else ""
