"""Backlinks: what links to a page, and the sentence in which it does. Pages that do not exist have them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, and_, bindparam, case, func, literal, not_, select, union_all
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_name
from wiki.pages.facts import stage
from wiki.pages.models import Link, Page

MUNICIPAL = (Namespace.MUNICIPALITY, Namespace.COOPERATION)


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
        return self.kind == "redirect" and self.via == self.page


@dataclass(frozen=True)
class HowTheyDoIt:
    """A page of a municipality (or cooperation) that links here, with the sentence that says why."""

    municipality_title: str
    page: PageName
    anchor: str
    before: str
    label: str
    after: str
    status: str | None  # ide, pilot, inforande, bredd or avslutat

    @property
    def is_of_nobody(self) -> bool:
        """Whether the page is of a municipality that does not exist: Mittköping is an example to all, no real one."""
        return self.page.namespace is Namespace.MUNICIPALITY and by_name(self.municipality_title) is None

    @property
    def is_bare(self) -> bool:
        """Whether the sentence is the link and nothing else."""
        return not any(letter.isalnum() for letter in self.before + self.after)


def backlinks(name: PageName, kind: str | None = None, limit: int = 50, offset: int = 0) -> list[Backlink]:
    """The links to `name`, all or of one kind: first the direct ones, then each redirect with those that pass it.

    Among each: by namespace, in Swedish order of the linking pages, in the order of their text.
    """
    targets = _targets()
    via = [
        _itself_or(Page.namespace, targets.c.via_namespace),
        _itself_or(Page.sort_key, targets.c.via_sort_key),
        _itself_or(Page.title, targets.c.via_title),
    ]
    statement = _reaching().add_columns(via[0], via[2])
    if kind:
        statement = statement.where(Link.kind == kind)
    statement = statement.order_by(
        namespace_rank(via[0]),
        *via[1:],
        case((targets.c.via_namespace == "", 0), else_=1),
        namespace_rank(Page.namespace),
        Page.sort_key,
        Page.title,
        Link.number,
    )
    return [_backlink(*row) for row in session().execute(statement.limit(limit).offset(offset), _of(name))]


def backlink_counts(name: PageName) -> dict[str, int]:
    """How many links of each kind reach `name`, directly or through a redirect. Kinds without any are left out."""
    reaching = _reaching().with_only_columns(Link.kind, func.count()).group_by(Link.kind)
    return dict(row for row in session().execute(reaching, _of(name)))


def municipalities_linking(name: PageName, mentioned: Sequence[PageName] = ()) -> list[HowTheyDoIt]:
    """How municipalities do what `name` is about: one entry for each of their pages that links to it.

    Those that are `mentioned` (what the text of `name` itself links to, in order) come first, in that order; then the
    rest, municipalities before cooperations, in Swedish order.
    """
    entries: dict[PageName, HowTheyDoIt] = {}
    for row in session().execute(_reaching_from_municipalities(), _of(name)):
        entry = _how_they_do_it(*row)
        if entry.is_of_nobody:
            continue
        known = entries.get(entry.page)
        if known is None or (known.is_bare and not entry.is_bare):
            entries[entry.page] = entry
    place = {page: number for number, page in reversed(list(enumerate(mentioned)))}

    def when_mentioned(entry: HowTheyDoIt) -> int:
        return min(place.get(page, len(mentioned)) for page in (entry.page, entry.page.base))

    return sorted(entries.values(), key=when_mentioned)


# The statements are put together once: it takes longer than asking them, and every view of a page asks.
_NAMESPACE, _TITLE = bindparam("of_namespace", type_=String), bindparam("of_title", type_=String)


def _of(name: PageName) -> dict[str, str]:
    """What the statements are asked with: the page that is linked to."""
    return {"of_namespace": name.namespace.value, "of_title": name.title}


@cache
def _targets() -> CTE:
    """The names that lead to the page: itself, and the redirects to it (`via_…`, empty for itself)."""
    via, redirect = aliased(Page), aliased(Link)
    itself = select(
        _NAMESPACE.label("namespace"),
        _TITLE.label("title"),
        literal("").label("via_namespace"),
        literal("").label("via_title"),
        literal("").label("via_sort_key"),
    )
    redirects = (
        select(via.namespace, via.title, via.namespace, via.title, via.sort_key)
        .join(redirect, redirect.page_id == via.id)
        .where(redirect.target_namespace == _NAMESPACE, redirect.target_title == _TITLE, redirect.kind == "redirect")
        .where(not_(and_(via.namespace == _NAMESPACE, via.title == _TITLE)))
    )
    return union_all(itself, redirects).cte("targets")


@cache
def _reaching() -> Select[*tuple[str, ...]]:
    """Links to any of the targets from other pages than the page itself: page, link and sentence."""
    targets = _targets()
    columns = (Link.kind, Link.heading, Link.anchor, Link.before, Link.label, Link.after)
    return (
        select(Page.namespace, Page.title, *columns)
        .select_from(targets)
        .join(Link, and_(Link.target_namespace == targets.c.namespace, Link.target_title == targets.c.title))
        .join(Page, Page.id == Link.page_id)
        .where(not_(and_(Page.namespace == _NAMESPACE, Page.title == _TITLE)))
    )


@cache
def _reaching_from_municipalities() -> Select[*tuple[Any, ...]]:
    """Those of them that stand on pages of municipalities and cooperations, with what these pages say of themselves."""
    municipal = Page.namespace.in_([namespace.value for namespace in MUNICIPAL])
    order = (namespace_rank(Page.namespace), Page.sort_key, Page.title, Link.number)
    return _reaching().add_columns(Page.fields).where(Link.kind == "link", municipal).order_by(*order)


def _itself_or(own: Any, via: ColumnElement[str]) -> ColumnElement[str]:
    """`via`, but a redirect's own value for the redirect itself."""
    return case((and_(via == "", Link.kind == "redirect"), own), else_=via)


def namespace_rank(namespace: Any) -> ColumnElement[int]:
    """The place of a namespace among namespaces; nothing comes first."""
    return case({each.value: number for number, each in enumerate(Namespace)}, value=namespace, else_=-1)


def _backlink(namespace: str, title: str, *rest: str) -> Backlink:
    kind, heading, anchor, before, label, after, via_namespace, via_title = rest
    via = PageName(Namespace(via_namespace), via_title) if via_namespace else None
    return Backlink(PageName(Namespace(namespace), title), kind, heading, anchor, before, label, after, via)


def _how_they_do_it(namespace: str, title: str, *rest: Any) -> HowTheyDoIt:
    _kind, _heading, anchor, before, label, after, fields = rest
    page = PageName(Namespace(namespace), title)
    return HowTheyDoIt(page.base.title, page, anchor, before, label, after, stage(fields))
