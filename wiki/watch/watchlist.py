"""The watchlist: what others have done with what somebody watches, page by page, newest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Subquery, and_, case, func, literal, or_, select
from sqlalchemy.orm import aliased, joinedload

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session
from wiki.journal.changes import Change
from wiki.journal.models import Entry
from wiki.pages.models import Page
from wiki.talk.models import HiddenReply
from wiki.watch.models import Concern, Kind, Seen, Watch, Watcher

LISTED = (
    "create",
    "edit",
    "upload",
    "topic",
    "reply",
    "close",
    "reopen",
    "retopic",
    "answer",
    "adopt",
    "confirm",
    "move",
)
DAYS = 90  # what is older is not listed, and forgotten
PER_PAGE = 25  # pages
AT_ONCE = 5  # changes of one page; the rest stands in its history


@dataclass(frozen=True)
class Asked:
    """Which part of the watchlist is asked for. No kind is all kinds, no theme all themes."""

    unseen: bool = False
    kind: Kind | None = None
    theme: str = ""


@dataclass(frozen=True)
class Line:
    """One change in the list."""

    change: Change
    is_unseen: bool


@dataclass(frozen=True)
class Group:
    """What has happened on one page: the newest lines, and how many there are in all and unseen."""

    page: Page
    lines: Sequence[Line]
    number: int
    unseen: int


@dataclass(frozen=True)
class Numbers:
    """How many pages have changed of what is watched, and on how many of them there is something unseen."""

    pages: int
    unseen: int


def watchlist(user: User, asked: Asked, limit: int = PER_PAGE, offset: int = 0) -> list[Group]:
    """A part of what is asked for, in three questions whatever is watched."""
    hits = _hits(user, asked)
    grouped = _grouped(hits)
    if asked.unseen:
        grouped = grouped.having(func.sum(hits.c.unseen) > 0)
    rows = session().execute(grouped.order_by(func.max(hits.c.id).desc()).limit(limit).offset(offset)).all()
    ids = [row.page_id for row in rows]
    pages = {page.id: page for page in session().scalars(select(Page).where(Page.id.in_(ids)))}
    lines = _lines(hits, ids, unseen_only=asked.unseen)
    return [Group(pages[row.page_id], lines[row.page_id], row.number, int(row.unseen)) for row in rows]


def count_watched(user: User, asked: Asked) -> Numbers:
    """How much there is of what is asked for."""
    hits = _hits(user, asked)
    pages = _grouped(hits).subquery()
    row = session().execute(select(func.count(), func.count(case((pages.c.unseen > 0, 1)))).select_from(pages)).one()
    return Numbers(*row)


def _grouped(hits: Subquery):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a Select of what the next line says
    columns = (hits.c.page_id, func.count().label("number"), func.sum(hits.c.unseen).label("unseen"))
    return select(*columns).group_by(hits.c.page_id)


def _hits(user: User, asked: Asked) -> Subquery:
    """Number, page and newness of each entry that is listed. What somebody did themselves is no news to them."""
    watched = (
        select(Concern.entry_id, func.min(Watch.since_id).label("since_id"))
        .join(Watch, and_(Watch.kind == Concern.kind, Watch.number == Concern.number, Watch.name == Concern.name))
        .where(Watch.user_id == user.id, *([Watch.kind == asked.kind.value] if asked.kind else []))
        .group_by(Concern.entry_id)
        .subquery("watched")
    )
    unseen = and_(
        Entry.id > watched.c.since_id,
        Entry.id > func.coalesce(Seen.entry_id, 0),
        Entry.id > func.coalesce(select(Watcher.seen_id).where(Watcher.user_id == user.id).scalar_subquery(), 0),
    )
    return (
        select(Entry.id, Entry.page_id, case((unseen, 1), else_=0).label("unseen"))
        .join(watched, watched.c.entry_id == Entry.id)
        .outerjoin(Seen, and_(Seen.user_id == user.id, Seen.page_id == Entry.page_id))
        .where(
            Entry.kind.in_(LISTED),
            Entry.page_id.is_not(None),
            or_(Entry.actor_id.is_(None), Entry.actor_id != user.id),
            Entry.at >= now() - timedelta(days=DAYS),
            ~_is_hidden(),
            *([_concerns(asked.theme)] if asked.theme else []),
        )
        .subquery("hits")
    )


def _is_hidden() -> ColumnElement[bool]:
    return select(literal(1)).where(HiddenReply.reply_id == Entry.reply_id).correlate(Entry).exists()


def _concerns(theme: str) -> ColumnElement[bool]:
    """Whether an entry concerns a theme, watched or not."""
    of_theme = aliased(Concern)
    is_it = (of_theme.entry_id == Entry.id, of_theme.kind == Kind.THEME.value, of_theme.name == theme)
    return select(literal(1)).where(*is_it).correlate(Entry).exists()


def _lines(hits: Subquery, page_ids: Sequence[int], *, unseen_only: bool) -> dict[int, list[Line]]:
    """The newest lines of each page, newest first."""
    place = func.row_number().over(partition_by=hits.c.page_id, order_by=hits.c.id.desc()).label("place")
    chosen = select(hits.c.id, hits.c.unseen, place).where(hits.c.page_id.in_(page_ids))
    if unseen_only:
        chosen = chosen.where(hits.c.unseen == 1)
    newest = chosen.subquery("newest")
    earlier = aliased(Entry)
    parent = (
        select(func.max(earlier.revision_id))
        .where(earlier.page_id == Entry.page_id, earlier.revision_id < Entry.revision_id)
        .correlate(Entry)
        .scalar_subquery()
    )
    rows = session().execute(
        select(Entry, parent, newest.c.unseen)
        .join(newest, newest.c.id == Entry.id)
        .where(newest.c.place <= AT_ONCE)
        .order_by(Entry.id.desc())
        .options(joinedload(Entry.actor))
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for entry, parent_id, unseen in rows:
        found[entry.page_id or 0].append(Line(Change(entry, parent_id), bool(unseen)))
    return found
