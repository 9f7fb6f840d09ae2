"""What is derived: whether it fits what it is derived from. All of it can be made anew."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select

from wiki.backup.doctor.finding import Finding, note, number_of
from wiki.core.db import session
from wiki.editing.rebuild import rebuild_all, rebuild_stale
from wiki.markup import VERSION
from wiki.pages.models import Page, Rendering, Revision
from wiki.search.checking import look_over, waiting
from wiki.search.engine import engine
from wiki.search.models import SearchDocument
from wiki.talk.rebuild import rebuild_topics


def look_at_pages(*, mend: bool = False) -> Iterator[Finding]:
    """Pages whose renderings, facts or search documents are not those of their current version."""
    counts = _stale(), _odd(), _not_searchable()
    if not any(counts):
        return
    if mend:
        rebuild_all() if counts[1] or counts[2] else rebuild_stale()
        rebuild_topics()
        session().expire_all()
        yield note(f"What is derived from {number_of(max(counts), 'page', 'pages')} was made anew.")
        counts = _stale(), _odd(), _not_searchable()
    words = (
        ("is shown as an older version says, or not at all", "are shown as older versions say, or not at all"),
        ("has facts that do not fit its current version", "have facts that do not fit their current versions"),
        ("is unknown to the search", "are unknown to the search"),
    )
    for count, (one, many) in zip(counts, words, strict=True):
        if count:
            yield Finding(
                f"{number_of(count, f'page {one}', f'pages {many}')}.", "Run `wiki doctor --mend`, or `wiki rebuild`."
            )


def look_at_search(*, mend: bool = False) -> Iterator[Finding]:
    """How the search index differs from the database."""
    said: list[str] = []
    if not mend and engine().reached() is None:
        if _nobody_follows():
            yield note("There is no search index yet.", "`wiki serve` makes it, or `wiki doctor --mend`.")
        else:
            yield note("The search index is being made just now.", "If this stays so, look in the log of `wiki serve`.")
        return
    if not look_over(engine(), said.append, mend=mend):
        left = "Look in the log of `wiki serve`." if mend else "Run `wiki doctor --mend`, or start `wiki serve`."
        yield Finding(" ".join(said), left)
    elif mend and len(said) > 1:
        yield note(" ".join(said))
    elif not mend and (count := waiting(engine())):
        yield note(f"The search index has yet to take in {number_of(count, 'document', 'documents')}.")


def _nobody_follows() -> bool:
    with engine().following() as ours:
        return ours


def _stale() -> int:
    """Pages whose rendering is of another version, or of an older markup, or missing."""
    old = or_(
        Rendering.page_id.is_(None),
        Rendering.markup_version < VERSION,
        Rendering.revision_id != Page.current_revision_id,
    )
    return _count(select(Page.id).outerjoin(Rendering, Rendering.page_id == Page.id).where(_is_shown(), old))


def _odd() -> int:
    """Pages whose own columns are not those of their current version."""
    differs = or_(Page.size != Revision.size, Page.changed_at != Revision.created_at)
    return _count(select(Page.id).join(Revision, Revision.id == Page.current_revision_id).where(differs))


def _not_searchable() -> int:
    key = literal("page:") + cast(Page.id, String)
    known = select(SearchDocument.id).where(SearchDocument.key == key, SearchDocument.gone.is_(False))
    return _count(select(Page.id).where(_is_shown(), ~known.exists()))


def _is_shown() -> ColumnElement[bool]:
    return Page.current_revision_id.is_not(None)


def _count(chosen: Select[int]) -> int:
    return session().scalar(select(func.count()).select_from(chosen.subquery())) or 0
