"""Adding the versions of a page as they were written elsewhere: many at once, and only the last is derived from.

What `editing/save.py` does for one version that somebody writes, for hundreds that somebody else has written. Nobody is
asked for rights here: that is for whoever decides to bring a wiki in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from wiki.core.clock import now
from wiki.core.db import Base, session
from wiki.core.errors import Refusal
from wiki.editing.derive import replace_derived
from wiki.editing.save import MAX_SUMMARY
from wiki.journal.record import Happened, record_brought_in
from wiki.markup import Document, PageName
from wiki.mediawiki.notes import HERE_ALREADY
from wiki.pages.models import Page, Revision

_REVISIONS = Base.metadata.tables[Revision.__tablename__]  # the class itself costs twice as much
_INSERT = insert(_REVISIONS).returning(_REVISIONS.c.id)


@dataclass(frozen=True)
class Version:
    """One version to add. `author` is an account's number."""

    source: str
    author: int | None
    at: datetime
    summary: str
    minor: bool


class HereAlready(Refusal):
    """A page of that name is here, and has nothing to do with the one that comes."""

    msgid = HERE_ALREADY


def append_versions(
    page: Page | None, name: PageName, versions: Sequence[Version], document: Document | None
) -> tuple[Page, list[int]]:
    """Add `versions`, oldest first, to `page`, or to a new one called `name`; the page and the numbers they got.

    With `document`, the last of them rendered, all that derives from the page is made anew. Joins a transaction.
    Raises HereAlready.
    """
    is_new = page is None
    page = page or _new_page(name, versions[0].at)
    parent, size = page.current_revision_id, 0 if is_new else page.size
    numbers: list[int] = []
    entries: list[Happened] = []
    for version in versions:
        row = _row(page.id, parent, version, size)
        number = session().execute(_INSERT, row).scalar_one()
        kind = "edit" if parent else "create"
        entries.append(_entry(kind, page, number, row))
        numbers.append(number)
        parent, size = number, len(version.source)
    record_brought_in(entries, [version.author for version in versions])
    page.current_revision_id, page.changed_at, page.size = parent, versions[-1].at, size
    session().flush()
    if document is not None and parent is not None:
        replace_derived(page, session().get_one(Revision, parent), document)
        session().flush()
    return page, numbers


def _new_page(name: PageName, at: datetime) -> Page:
    page = Page(namespace=name.namespace.value, title=name.title, sort_key=name.sort_key, created_at=at or now())
    session().add(page)
    try:
        session().flush()
    except IntegrityError as error:
        raise HereAlready from error
    return page


def _row(page_id: int, parent: int | None, version: Version, before: int) -> dict[str, object]:
    return {
        "page_id": page_id,
        "parent_id": parent,
        "author_id": version.author,
        "created_at": version.at,
        "summary": version.summary,
        "minor": version.minor and parent is not None,
        "source": version.source,
        "size": len(version.source),
        "size_change": len(version.source) - before,
    }


def _entry(kind: str, page: Page, number: int, row: dict[str, object]) -> Happened:
    return Happened(
        kind=kind,
        at=row["created_at"],  # type: ignore[typeddict-item]
        page_id=page.id,
        namespace=page.namespace,
        name=page.name.full,
        revision_id=number,
        summary=row["summary"],  # type: ignore[typeddict-item]
        minor=row["minor"],  # type: ignore[typeddict-item]
        size_change=row["size_change"],  # type: ignore[typeddict-item]
    )


def tidy_summary(comment: str) -> str:
    """A comment as a summary; what MediaWiki writes before it tells which section it was."""
    text = " ".join(comment.split())
    if text.startswith("/*") and "*/" in text:
        section, _, rest = text[2:].partition("*/")
        text = f"→ {section.strip()}: {rest.strip()}" if rest.strip() else f"→ {section.strip()}"
    return text[:MAX_SUMMARY]
