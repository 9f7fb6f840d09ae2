"""Backlinks: what links to a page, and the sentence in which it does. Pages that do not exist have them too.

There may be tens of thousands. So they are counted first, each way to the page by itself, and only those that are to be
shown are read: an index holds the links to a name in the order in which they are listed (`Link.place`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.pages.leading import asked_of, is_itself, names_leading_to
from wiki.pages.models import Link, Page
from wiki.pages.named import is_one_of

REDIRECT = "redirect"
_Read = defaultdict[PageName, "list[Backlink]"]


@dataclass(frozen=True)
class Backlink:
    """A link to a page. `via` is the redirect it passes on its way; a redirect to the page stands under itself."""

    page: PageName
    kind: str  # link, redirect, category
    heading: str
    anchor: str
    before: str
    label: str
    after: str
    via: PageName | None

    @property
    def is_via_itself(self) -> bool:
        """Whether this is the redirect that the links after it pass."""
        return self.kind == REDIRECT and self.via == self.page


@dataclass(frozen=True)
class _Way:
    """A way to a page: directly, by any of `names`, or by the name of the redirect `via`.

    `counts` says how many links of each kind take it; those that only make the redirect itself are not among them.
    """

    via: PageName | None
    names: list[PageName]
    counts: Counter[str] = field(default_factory=Counter)

    def itself(self, kind: str | None) -> list[Backlink]:
        """The redirect, which is listed before those that pass it, unless links of another kind are asked for."""
        if self.via is None or kind not in {None, REDIRECT}:
            return []
        return [Backlink(self.via, REDIRECT, "", "", "", "", "", self.via)]

    def of_kind(self, kind: str | None) -> int:
        """How many links of a kind, or of all, are listed with it."""
        return len(self.itself(kind)) + (self.counts[kind] if kind else self.counts.total())


def backlinks(name: PageName, kind: str | None = None, limit: int = 50, offset: int = 0) -> list[Backlink]:
    """The links to `name`, all or of one kind: first the direct ones, then each redirect with those that pass it.

    Among each: by namespace, in Swedish order of the linking pages, in the order of their text.
    """
    parts = list(_parts(_ways(name), kind, limit, offset))
    small = _read(name, [way for way, _start, _stop in parts if way.of_kind(kind) <= limit], kind)
    found: list[Backlink] = []
    for way, start, stop in parts:
        itself = way.itself(kind)
        if way.of_kind(kind) <= limit:
            found += (itself + small[way.names[0]])[start:stop]
        else:
            first, last = max(0, start - len(itself)), stop - len(itself)
            found += itself[start:stop] + _read(name, [way], kind, last - first, first)[way.names[0]]
    return found


def backlink_counts(name: PageName) -> dict[str, int]:
    """How many links of each kind reach `name`, directly or through a redirect. Kinds without any are left out."""
    ways = _ways(name)
    counts = sum((way.counts for way in ways), Counter[str]())
    counts[REDIRECT] += sum(way.via is not None for way in ways)
    return dict(+counts)


def _ways(name: PageName) -> Sequence[_Way]:
    """The ways to `name`, in the order in which they are listed."""
    direct = _Way(None, [])
    ways = {0: direct}
    for namespace, title, redirect_id, kind, count in session().execute(_counting(), asked_of(name)):
        target = PageName(Namespace(namespace), title)
        way = ways.setdefault(redirect_id, _Way(target, [target]))
        if not redirect_id and target not in way.names:
            way.names.append(target)
        if kind and not (way is direct and kind == REDIRECT):  # those are ways of their own
            way.counts[kind] += count
    return [direct, *sorted((way for way in ways.values() if way.via), key=lambda way: way.names[0])]


@cache
def _counting() -> Select[str, str, int, str | None, int]:
    """Every name that leads to the page, and how many links to it there are of each kind; none of the page's own."""
    targets, own = names_leading_to(), aliased(Page)
    itself = select(own.id).where(is_itself(own)).scalar_subquery()
    same = and_(Link.target_namespace == targets.c.namespace, Link.target_title == targets.c.title)
    others = and_(same, Link.page_id.is_distinct_from(itself))
    columns = (targets.c.namespace, targets.c.title, targets.c.redirect_id, Link.kind)
    return select(*columns, func.count(Link.page_id)).select_from(targets).outerjoin(Link, others).group_by(*columns)


def _parts(ways: Sequence[_Way], kind: str | None, limit: int, offset: int) -> Iterator[tuple[_Way, int, int]]:
    """Of each way from which something is shown: from where and to where."""
    first = 0
    for way in ways:
        count = way.of_kind(kind)
        start, stop = max(0, offset - first), min(count, offset + limit - first)
        if start < stop:
            yield way, start, stop
        first += count


def _read(name: PageName, ways: Sequence[_Way], kind: str | None, limit: int | None = None, offset: int = 0) -> _Read:
    """The links that take each of `ways` to `name`, by what the ways are called; `limit` of them from `offset` on."""
    by_name = {each: way for way in ways for each in way.names}
    found: _Read = defaultdict(list)
    if not by_name:
        return found
    own = select(Page.id).where(Page.namespace == name.namespace.value, Page.title == name.title).scalar_subquery()
    asked = [(each.namespace.value, each.title) for each in by_name]
    chosen = [is_one_of(Link.target_namespace, Link.target_title, asked), Link.page_id.is_distinct_from(own)]
    if kind:
        chosen.append(Link.kind == kind)
    if all(way.via is None for way in ways):
        chosen.append(Link.kind != REDIRECT)  # those are ways of their own
    order = (Link.place, Link.page_id, Link.number)
    some = select(*order).where(*chosen).order_by(*order).limit(limit).offset(offset).subquery()
    shown = (
        select(Link, Page.namespace, Page.title)
        .join(some, and_(some.c.page_id == Link.page_id, some.c.number == Link.number))
        .join(Page, Page.id == Link.page_id)
        .order_by(some.c.place, some.c.page_id, some.c.number)
    )
    for link, namespace, title in session().execute(shown):
        way = by_name[link.target]
        if way.via or link.kind != REDIRECT:
            sentence = (link.heading, link.anchor, link.before, link.label, link.after)
            found[way.names[0]].append(Backlink(PageName(Namespace(namespace), title), link.kind, *sentence, way.via))
    return found
