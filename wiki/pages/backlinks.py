"""Backlinks: what links to a page, and the sentence in which it does. Pages that do not exist have them too."""

from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, repeat
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, and_, bindparam, case, func, literal, not_, select, union_all
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.pages.models import Link, Page
from wiki.pages.queries import official_names


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


def backlinks(name: PageName, kind: str | None = None, limit: int = 50, offset: int = 0) -> list[Backlink]:
    """The links to `name`, all or of one kind: first the direct ones, then each redirect with those that pass it.

    Among each: by namespace, in Swedish order of the linking pages, in the order of their text.
    """
    targets = names_leading_to()
    via = [
        _itself_or(Page.namespace, targets.c.via_namespace),
        _itself_or(Page.sort_key, targets.c.via_sort_key),
        _itself_or(Page.title, targets.c.via_title),
    ]
    statement = reaching().add_columns(via[0], via[2])
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
    return [_backlink(*row) for row in session().execute(statement.limit(limit).offset(offset), asked_of(name))]


def backlink_counts(name: PageName) -> dict[str, int]:
    """How many links of each kind reach `name`, directly or through a redirect. Kinds without any are left out."""
    counting = reaching().with_only_columns(Link.kind, func.count()).group_by(Link.kind)
    return dict(row for row in session().execute(counting, asked_of(name)))


# The statements are put together once: it takes longer than asking them, and every view of a page asks.
_NAMESPACE, _TITLE = bindparam("of_namespace", type_=String), bindparam("of_title", type_=String)
_OFFICIAL = [
    (bindparam(f"official_namespace_{number}", type_=String), bindparam(f"official_title_{number}", type_=String))
    for number in range(2)
]


def asked_of(name: PageName) -> dict[str, str]:
    """What the statements are asked with: the page that is linked to, and its official names (empty for none)."""
    asked = {"of_namespace": name.namespace.value, "of_title": name.title}
    official = [(each.namespace.value, each.title) for each in official_names(name)]
    for number, (namespace, title) in enumerate(islice(chain(official, repeat(("", ""))), len(_OFFICIAL))):
        asked |= {f"official_namespace_{number}": namespace, f"official_title_{number}": title}
    return asked


@cache
def names_leading_to() -> CTE:
    """The names that lead to the page: itself, its official names, and the redirects to it (`via_…`, empty for others).

    An official name leads there for as long as no page of its own has it.
    """
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
    return union_all(itself, *map(_official, _OFFICIAL), redirects).cte("targets")


def _official(name: tuple[Any, Any]) -> Select[str, str, str, str, str]:
    namespace, title = name
    taken = aliased(Page)
    has_page = select(taken.id).where(taken.namespace == namespace, taken.title == title).exists()
    none = [literal("").label(column) for column in ("via_namespace", "via_title", "via_sort_key")]
    return select(namespace.label("namespace"), title.label("title"), *none).where(title != "", not_(has_page))


@cache
def reaching() -> Select[*tuple[str, ...]]:
    """Links to any of the targets from other pages than the page itself: page, link and sentence."""
    targets = names_leading_to()
    columns = (Link.kind, Link.heading, Link.anchor, Link.before, Link.label, Link.after)
    return (
        select(Page.namespace, Page.title, *columns)
        .select_from(targets)
        .join(Link, and_(Link.target_namespace == targets.c.namespace, Link.target_title == targets.c.title))
        .join(Page, Page.id == Link.page_id)
        .where(not_(and_(Page.namespace == _NAMESPACE, Page.title == _TITLE)))
    )


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
