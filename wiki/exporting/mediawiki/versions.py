"""The versions of a page, read some at a time, however many there are."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.exporting.mediawiki.converting import Job
from wiki.exporting.mediawiki.elements import Author, Version
from wiki.markup import PageName
from wiki.mediawiki.authors import ANONYMOUS
from wiki.mediawiki.convert_text import WIKITEXT
from wiki.mediawiki.models import OldPage, OldRevision
from wiki.mediawiki.originals import last_original
from wiki.pages.hidden import hidden_in
from wiki.pages.hideable import AUTHOR, SUMMARY, TEXT
from wiki.pages.models import Revision

AT_ONCE = 20


@dataclass(frozen=True)
class Unwritten:
    """A version whose text is still to be made wikitext; `job` is None where the text is hidden."""

    version: Version
    job: Job | None


def versions(page_id: int, name: PageName, *, only: int | None = None) -> Iterator[Unwritten]:
    """The versions of a page, oldest first, or `only` one. What is hidden of them is not read."""
    last, parent = 0, None
    while rows := _some(page_id, last, only):
        numbers = [row.id for row in rows]
        hidden, originals = hidden_in(numbers), _originals(numbers)
        for row in rows:
            gaps = hidden.get(row.id, {})
            author = None if AUTHOR in gaps else Author(row.name or ANONYMOUS, row.user_id)
            comment = None if SUMMARY in gaps else row.summary
            job = None if TEXT in gaps else Job(row.source, name, originals.get(row.id))
            yield Unwritten(Version(row.id, parent, row.created_at, author, comment, None, row.minor), job)
            parent = row.id
        last = numbers[-1]
        if only:
            return


def _some(page_id: int, last: int, only: int | None) -> Sequence[Row[*tuple[Any, ...]]]:
    asked = (
        select(
            Revision.id,
            Revision.created_at,
            Revision.summary,
            Revision.minor,
            Revision.source,
            User.name,
            User.id.label("user_id"),
        )
        .outerjoin(Revision.author)
        .where(Revision.page_id == page_id, Revision.id == only if only else Revision.id > last)
        .order_by(Revision.id)
        .limit(AT_ONCE)
    )
    return session().execute(asked).all()


def _originals(numbers: list[int]) -> dict[int, str]:
    """The wikitext of those versions that came from a MediaWiki, as it was written there.

    A version that was converted again later has the last original of its page.
    """
    own = select(OldRevision.revision_id, OldRevision.text).where(OldRevision.revision_id.in_(numbers))
    again = (
        select(OldPage.last_revision_id, OldRevision.text)
        .join(OldRevision, OldRevision.id == last_original())
        .where(OldPage.last_revision_id.in_(numbers))
    )
    rows = [row for asked in (again, own) for row in session().execute(asked.where(OldRevision.model.in_(WIKITEXT)))]
    return {number: zlib.decompress(text).decode() for number, text in rows if number and text}
