"""Merging histories: the versions of one page become the first ones of another, as when a text was moved by hand.

No version is changed: each only belongs to another page. They must all be older than those of the page they come to,
or nobody could understand the history that came of it. The page they come from keeps its later versions; where it has
none, it becomes a redirect. The journal says which versions came from where, so that it can be undone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import func, select, update

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound, Refusal, Unavailable
from wiki.core.i18n import gettext
from wiki.editing.begin import leading_to
from wiki.editing.derive import replace_derived
from wiki.editing.save import ATTEMPTS, MAX_SUMMARY, BaseMoved, Edit, append_revision
from wiki.gardening.may_move import CannotMove
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.markup import Document, Namespace, PageName
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, own_revision, source_of
from wiki.pages.transcluding import render_page
from wiki.protection.ask import require_on

RIGHT = "merge histories"
Rendered = Mapping[int, tuple[int | None, Document]]
"""By the number of a page: its current version, and what that makes."""

MOST = 5000  # versions that are merged at once: the journal names each


@dataclass(frozen=True)
class Merge:
    """Whose versions come to which page; `until` is the last of them, None for all."""

    source: PageName
    target: PageName
    until: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Preview:
    """What a merge would do: how many versions come over and how many stay, and how many the target has."""

    number: int
    staying: int
    existing: int


class Overlapping(Refusal):
    """The versions would lie among those of the target."""

    status = 409
    msgid = N_(
        "Some of these versions are newer than the first one of “%(name)s”. Merged, nobody could understand the "
        "history. Choose an earlier version to merge up to."
    )


class CannotUndoMerge(Refusal):
    """The versions are not where the merge put them."""

    status = 409
    msgid = N_("The merge cannot be undone by itself, because the pages have been moved or merged again since.")


def preview(wanted: Merge) -> Preview:
    """What `wanted` would do. Raises NotFound, CannotMove and Overlapping."""
    source, target = _both(wanted)
    numbers = _chosen(source, target, wanted.until)
    return Preview(len(numbers), _count(source) - len(numbers), _count(target))


def merge_histories(wanted: Merge, by: User) -> Entry:
    """Do as `wanted` says. Raises the refusals of `preview` and of `require`."""
    require(by, RIGHT)
    left = leading_to(wanted.target.full)
    document = render_page(left, wanted.source)
    for _attempt in range(ATTEMPTS):
        rendered = _rendered(*_both(wanted))
        try:
            with transaction():
                return _merge(wanted, left, document, rendered, by)
        except BaseMoved:
            continue
    raise Unavailable


def _merge(wanted: Merge, left: str, document: Document, rendered: Rendered, by: User) -> Entry:
    source, target = _both(wanted)
    require_on(by, "edit", source.name)
    require_on(by, "edit", target.name)
    numbers = _chosen(source, target, wanted.until)
    _give(numbers, target)
    details = {"from": source.name.full, "to": target.name.full, "revisions": numbers, "source_id": source.id}
    entry = _record(target, wanted.reason, details, by)
    if source.current_revision_id in numbers:
        summary = gettext("the history was merged into that of “%(name)s”", name=target.name.full)
        edit = Edit(source.name, left, summary[:MAX_SUMMARY], base=source.current_revision_id)
        replace_derived(source, append_revision(source, edit, by, source.size), document)
    else:
        _derive_again(source, rendered)
    _derive_again(target, rendered)
    return entry


def _both(wanted: Merge) -> tuple[Page, Page]:
    source, target = find_page(wanted.source), find_page(wanted.target)
    for page, name in ((source, wanted.source), (target, wanted.target)):
        if page is None:
            raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    assert source is not None
    assert target is not None
    if source.id == target.id:
        raise CannotMove(N_("A page cannot be merged with itself."))
    if Namespace.FILE in {wanted.source.namespace, wanted.target.namespace}:
        raise CannotMove(N_("Pages of files cannot be merged, because the files have histories of their own."))
    return source, target


def _chosen(source: Page, target: Page, until: int | None) -> list[int]:
    """The versions that come over, the first one first."""
    wanted = select(Revision.id, Revision.created_at).where(Revision.page_id == source.id).order_by(Revision.id)
    if until is not None:
        wanted = wanted.where(Revision.id <= until)
    rows = session().execute(wanted.limit(MOST + 1)).all()
    if not rows:
        raise NotFound(N_("There are no such versions of “%(name)s”."), name=source.name.full)
    if len(rows) > MOST:
        raise CannotMove(N_("At most %(most)s versions can be merged at once."), most=MOST)
    first = (
        session()
        .execute(select(func.min(Revision.id), func.min(Revision.created_at)).where(Revision.page_id == target.id))
        .one()
    )
    if rows[-1][0] > first[0] or max(at for _number, at in rows) > first[1]:
        raise Overlapping(name=target.name.full)
    return [number for number, _at in rows]


def _rendered(*pages: Page) -> Rendered:
    """What the pages say now, rendered; before the lock."""
    return {
        page.id: (page.current_revision_id, render_page(source_of(page.current_revision_id), page.name))
        for page in pages
    }


def _derive_again(page: Page, rendered: Rendered) -> None:
    """Make anew what derives from a page, since who has written it does. Raises BaseMoved where it says more now."""
    number, document = rendered[page.id]
    if number is None or page.current_revision_id != number:
        raise BaseMoved(page.current_revision_id)
    replace_derived(page, session().get_one(Revision, number), document)


def _count(page: Page) -> int:
    return session().scalar(select(func.count()).select_from(Revision).where(Revision.page_id == page.id)) or 0


def _give(numbers: Sequence[int], page: Page) -> int:
    """Let the versions belong to `page`; how many that were."""
    given = update(Revision).where(Revision.id.in_(numbers)).values(page_id=page.id)
    done = session().execute(given, execution_options={"synchronize_session": False})
    return int(done.rowcount)  # type: ignore[attr-defined]


def _record(page: Page, reason: str, details: dict[str, object], by: User) -> Entry:
    return record(
        "merge", by, page_id=page.id, namespace=page.namespace, name=page.name.full, summary=reason, details=details
    )


def unmerge(number: int, reason: str, by: User) -> PageName:
    """Undo the merge that entry `number` of the journal tells of; the name of the page that has the versions again.

    The page says what it said before. Raises NotFound, CannotUndoMerge and the refusals of `require`.
    """
    require(by, RIGHT)
    entry = merge_entry(number)
    details = entry.details or {}
    last = source_of(details["revisions"][-1])
    for _attempt in range(ATTEMPTS):
        source, target = session().get(Page, details["source_id"]), session().get(Page, entry.page_id)
        if source is None or target is None or own_revision(target, details["revisions"][-1]) is None:
            raise CannotUndoMerge  # one of the pages is deleted, or what would stand there again is hidden
        document, rendered = render_page(last, source.name), _rendered(source, target)
        try:
            with transaction():
                return _unmerge(number, Edit(source.name, last), document, rendered, reason, by)
        except BaseMoved:
            continue
    raise Unavailable


def merge_entry(number: int) -> Entry:
    """The entry of a merge that has not been undone. Raises NotFound, CannotUndoMerge."""
    entry = session().get(Entry, number)
    if entry is None or entry.kind != "merge" or (entry.details or {}).get("undoes"):
        raise NotFound(N_("There is no such merge."))
    numbers = (entry.details or {}).get("revisions", ())  # none where it is hidden what was merged
    there = select(func.count()).where(Revision.id.in_(numbers), Revision.page_id == entry.page_id)
    if not numbers or session().scalar(there) != len(numbers):
        raise CannotUndoMerge
    return entry


def _unmerge(number: int, last: Edit, document: Document, rendered: Rendered, reason: str, by: User) -> PageName:
    entry = merge_entry(number)
    details = entry.details or {}
    source, target = session().get(Page, details["source_id"]), session().get(Page, entry.page_id)
    if source is None or target is None or target.current_revision_id in details["revisions"]:
        raise CannotUndoMerge
    require_on(by, "edit", source.name)
    require_on(by, "edit", target.name)
    _give(details["revisions"], source)
    told = {key: details[key] for key in ("from", "to", "revisions", "source_id")}
    _record(target, reason, {**told, "undoes": number}, by)
    if source.redirect_to and source.redirect_to.partition("#")[0] == target.name.full:
        edit = replace(last, summary=gettext("the history is its own again"), base=source.current_revision_id)
        replace_derived(source, append_revision(source, edit, by, source.size), document)
    else:
        _derive_again(source, rendered)
    _derive_again(target, rendered)
    return source.name
