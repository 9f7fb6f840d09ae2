"""What leads to a page: the names that do, and the links to these. Pages that do not exist have them too."""

from functools import cache
from itertools import chain, islice, repeat
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, String, and_, bindparam, case, literal, not_, select, union_all
from sqlalchemy.orm import aliased

from wiki.markup import Namespace, PageName
from wiki.municipalities.naming import official_names
from wiki.pages.models import Link, Page

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


def is_itself(page: Any) -> ColumnElement[bool]:
    """Whether `page` (a row of pages) is the page that is asked about."""
    return and_(page.namespace == _NAMESPACE, page.title == _TITLE)


@cache
def names_leading_to() -> CTE:
    """The names that lead to the page: itself, its official names, and the redirects to these.

    `redirect_id` is the number of the redirect's page, 0 for the others. An official name leads there for as long as no
    page of its own has it.
    """
    via, redirect = aliased(Page), aliased(Link)
    itself = select(_NAMESPACE.label("namespace"), _TITLE.label("title"), literal(0).label("redirect_id"))
    direct = union_all(itself, *map(_official, _OFFICIAL)).cte("direct")
    same = and_(redirect.target_namespace == direct.c.namespace, redirect.target_title == direct.c.title)
    redirects = (
        select(via.namespace, via.title, via.id)
        .select_from(direct)
        .join(redirect, and_(same, redirect.kind == "redirect"))
        .join(via, via.id == redirect.page_id)
        .where(not_(is_itself(via)))
    )
    return select(direct).union_all(redirects).cte("targets")


def _official(name: tuple[Any, Any]) -> Select[str, str, int]:
    namespace, title = name
    taken = aliased(Page)
    has_page = select(taken.id).where(taken.namespace == namespace, taken.title == title).exists()
    named = select(namespace.label("namespace"), title.label("title"), literal(0).label("redirect_id"))
    return named.where(title != "", not_(has_page))


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
        .where(not_(is_itself(Page)))
    )


def namespace_rank(namespace: Any) -> ColumnElement[int]:
    """The place of a namespace among namespaces; nothing comes first."""
    return case({each.value: number for number, each in enumerate(Namespace)}, value=namespace, else_=-1)
