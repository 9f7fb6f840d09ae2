"""Backlinks: what links to a page, and the sentence in which it does. Pages that do not exist have them too.

There may be tens of thousands. So they are counted first, each way to the page by itself, and only those that are to be
shown are read: an index holds the links to a name in the order in which they are listed (`Link.place`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, select

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.pages.leading import asked_of, names_leading_to
from wiki.pages.models import Link, Page
from wiki.pages.named import is_one_of
from wiki.pages.queries import AT_ONCE

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


class Backlinks:
    """The links to `name`: first the direct ones, then each redirect with those that pass it.

    Among each: by namespace, in Swedish order of the linking pages, in the order of their text.
    """

    def __init__(self, name: PageName) -> None:
        self._name = name
        self._ways = _ways(name)

    def counts(self) -> dict[str, int]:
        """How many links of each kind there are. Kinds without any are left out."""
        counts = sum((way.counts for way in self._ways), Counter[str]())
        counts[REDIRECT] += sum(way.via is not None for way in self._ways)
        return dict(+counts)

    def part(self, kind: str | None = None, limit: int = 50, offset: int = 0) -> list[Backlink]:
        """Some of them, all or of one kind."""
        parts = list(_parts(self._ways, kind, limit, offset))
        small = _read(self._name, [way for way, _start, _stop in parts if way.of_kind(kind) <= limit], kind)
        found: list[Backlink] = []
        for way, start, stop in parts:
            itself = way.itself(kind)
            if way.of_kind(kind) <= limit:
                found += (itself + small[way.names[0]])[start:stop]
            else:
                first, last = max(0, start - len(itself)), stop - len(itself)
                found += itself[start:stop] + _read(self._name, [way], kind, last - first, first)[way.names[0]]
        return found


def _ways(name: PageName) -> Sequence[_Way]:
    """The ways to `name`, in the order in which they are listed."""
    targets = names_leading_to().c
    asked = select(targets.namespace, targets.title, targets.redirect_id)
    direct, redirects = _Way(None, []), []
    for namespace, title, redirect_id in session().execute(asked, asked_of(name)):
        target = PageName(Namespace(namespace), title)
        if redirect_id:
            redirects.append(_Way(target, [target]))
        else:
            direct.names.append(target)
    ways = [direct, *sorted(redirects, key=lambda way: way.names[0])]
    _count(name, {each: way for way in ways for each in way.names})
    del direct.counts[REDIRECT]  # those are ways of their own
    return ways


def _count(name: PageName, ways: Mapping[PageName, _Way]) -> None:
    """Count the links of each kind to each of the names that `ways` are called, but those of the page itself."""
    target = (Link.target_namespace, Link.target_title)
    names = [(each.namespace.value, each.title) for each in ways]
    for start in range(0, len(names), AT_ONCE):
        some = is_one_of(*target, names[start : start + AT_ONCE])
        counted = select(*target, Link.kind, func.count()).where(some, _is_anothers(name))
        for namespace, title, kind, count in session().execute(counted.group_by(*target, Link.kind)):
            ways[PageName(Namespace(namespace), title)].counts[kind] += count


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
    asked = [(each.namespace.value, each.title) for each in by_name]
    chosen = [is_one_of(Link.target_namespace, Link.target_title, asked), _is_anothers(name)]
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


def _is_anothers(name: PageName) -> ColumnElement[bool]:
    """Whether a link stands on another page than `name`."""
    own = select(Page.id).where(Page.namespace == name.namespace.value, Page.title == name.title)
    return Link.page_id.is_distinct_from(own.scalar_subquery())
