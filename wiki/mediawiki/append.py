"""Adding the versions of a page as they were written elsewhere: many at once, and only the last is derived from.

What `editing/save.py` does for one version that somebody writes, for hundreds that somebody else has written. Nobody is
asked for rights here: that is for whoever decides to bring a wiki in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
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
_BEFORE = _REVISIONS.alias("before")
_NEWEST = select(func.max(_BEFORE.c.id)).where(_BEFORE.c.page_id == bindparam("of")).scalar_subquery()
_INSERT = insert(_REVISIONS).returning(_REVISIONS.c.id)
_INSERT_MORE = insert(_REVISIONS).values(parent_id=_NEWEST)  # many in one statement, each after the one before it
_ADDED = (
    select(_REVISIONS.c.id)
    .where(_REVISIONS.c.page_id == bindparam("of"), _REVISIONS.c.id >= bindparam("first"))
    .order_by(_REVISIONS.c.id)
)


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

    With `document`, the last of them rendered, all that derives from the page is made anew; without, that is left to
    `rebuild_stale`. Joins a transaction. Raises HereAlready.
    """
    is_new = page is None
    page = page or _new_page(name, versions[0].at)
    parent, size = page.current_revision_id, 0 if is_new else page.size
    rows = []
    for place, version in enumerate(versions):
        rows.append(_row(page.id, version, size, is_first=parent is None and not place))
        size = len(version.source)
    numbers = _insert(rows, parent)
    entries = [_entry(page, number, row) for number, row in zip(numbers, rows, strict=True)]
    if parent is None:
        entries[0]["kind"] = "create"
    record_brought_in(entries, [version.author for version in versions])
    page.current_revision_id, page.changed_at, page.size = numbers[-1], versions[-1].at, size
    session().flush()
    if document is not None:
        replace_derived(page, session().get_one(Revision, numbers[-1]), document)
        session().flush()
    return page, numbers


def _insert(rows: list[dict[str, object]], parent: int | None) -> list[int]:
    """Insert the versions of one page, the first of which follows `parent`; their numbers, which ascend."""
    first: int = session().execute(_INSERT, {**rows[0], "parent_id": parent}).scalar_one()
    of = rows[0]["page_id"]
    if len(rows) > 1:
        session().execute(_INSERT_MORE, [{**row, "of": of} for row in rows[1:]])
    return list(session().scalars(_ADDED, {"of": of, "first": first}))


def _new_page(name: PageName, at: datetime) -> Page:
    page = Page(namespace=name.namespace.value, title=name.title, sort_key=name.sort_key, created_at=at or now())
    session().add(page)
    try:
        session().flush()
    except IntegrityError as error:
        raise HereAlready from error
    return page


def _row(page_id: int, version: Version, before: int, *, is_first: bool) -> dict[str, object]:
    return {
        "page_id": page_id,
        "author_id": version.author,
        "created_at": version.at,
        "summary": version.summary,
        "minor": version.minor and not is_first,
        "source": version.source,
        "size": len(version.source),
        "size_change": len(version.source) - before,
    }


def _entry(page: Page, number: int, row: dict[str, object]) -> Happened:
    return Happened(
        kind="edit",
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
