"""Lists over all pages: by letter, in a category, wanted, orphaned, at random."""

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Select, and_, func, not_, select, tuple_

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.backlinks import namespace_rank
from wiki.pages.models import Link, Page
from wiki.pages.queries import AT_ONCE, existing, official_names, short_name

AT_MOST = 5000  # rows of a list that has to be made as a whole; nobody reads further
CONTENT = (
    Namespace.MAIN,
    Namespace.MUNICIPALITY,
    Namespace.COOPERATION,
    Namespace.THEME,
    Namespace.TOOL,
    Namespace.WORKSHOP,
    Namespace.CHECKLIST,
    Namespace.REQUEST,
)
LINKED_OTHERWISE = (Namespace.CATEGORY, Namespace.TEMPLATE, Namespace.FILE, Namespace.USER)
MAIN_PAGE = PageName(Namespace.MAIN, "Huvudsida")


@dataclass(frozen=True)
class Wanted:
    """A page that does not exist: how many pages link to it, and some of them."""

    name: PageName
    links: int
    some: Sequence[PageName] = ()


def namespace_counts(redirects: bool) -> dict[Namespace, int]:
    """How many pages there are of each kind of name, in the order of the kinds."""
    counts = select(Page.namespace, func.count()).where(*_unless(redirects)).group_by(Page.namespace)
    found = dict(row for row in session().execute(counts))
    return {namespace: found[namespace.value] for namespace in Namespace if namespace.value in found}


def letters(namespace: Namespace, redirects: bool) -> list[str]:
    """The letters that titles in `namespace` begin with (see `letter_of`), in Swedish order."""
    first = func.substr(Page.sort_key, 1, 1)
    found = select(first).where(Page.namespace == namespace.value, *_unless(redirects)).distinct()
    return sorted(dict.fromkeys(letter_of(key) for key in sorted(session().scalars(found))), key=_signs_first)


def pages_from(namespace: Namespace, start: str, redirects: bool) -> Select[str, str | None]:
    """Title and redirect target of the pages in `namespace` whose titles come at or after `start`, in Swedish order."""
    key = start[:1] if start in {"#", "0–9"} else sort_key(start)
    chosen = select(Page.title, Page.redirect_to).where(Page.namespace == namespace.value, *_unless(redirects))
    if start and start != "#":
        chosen = chosen.where(Page.sort_key >= key)
    return chosen.order_by(Page.sort_key, Page.title)


def by_letter(names: Iterable[PageName]) -> list[tuple[str, list[PageName]]]:
    """Names in Swedish order, under the letter each title begins with; other signs stand first, wherever they sort."""
    groups: dict[str, list[PageName]] = defaultdict(list)
    for name in names:
        groups[letter_of(name.sort_key)].append(name)
    return sorted(groups.items(), key=lambda group: _signs_first(group[0]))


def letter_of(key: str) -> str:
    """The heading for titles whose sort key begins with `key`: "A" … "Ö", "0–9", or "#" for other signs."""
    first = key[:1]
    if first.isdigit():
        return "0–9"
    return {"{": "Å", "|": "Ä", "}": "Ö"}.get(first) or (first.upper() if first.isalpha() else "#")


def _signs_first(letter: str) -> bool:
    return letter != "#"


def wanted_pages() -> list[Wanted]:
    """The pages that are linked to and do not exist, the most wanted first; at most AT_MOST."""
    linked = select(Link.target_namespace, Link.target_title).where(Link.kind == "link").distinct().subquery()
    here = and_(Page.namespace == linked.c.target_namespace, Page.title == linked.c.target_title)
    red = select(linked).where(not_(select(Page.title).where(here).exists())).cte("red")
    links = (
        select(func.count(Link.page_id.distinct()))
        .where(Link.target_namespace == red.c.target_namespace, Link.target_title == red.c.target_title)
        .where(Link.kind == "link")
        .scalar_subquery()
        .label("links")
    )
    ordered = select(red, links).order_by(links.desc(), red.c.target_title).limit(AT_MOST)
    rows = session().execute(ordered)
    found = [Wanted(PageName(Namespace(namespace), title), number) for namespace, title, number in rows]
    there = existing(each.name for each in found if short_name(each.name))  # by the official name of a municipality
    return [each for each in found if each.name.full not in there]


def with_some_linking(wanted: Sequence[Wanted], some: int = 3) -> list[Wanted]:
    """`wanted`, each with the first few of the pages that link to it."""
    linking: dict[PageName, list[PageName]] = defaultdict(list)
    target = (Link.target_namespace, Link.target_title)
    namespaces, titles = {each.name.namespace.value for each in wanted}, [each.name.title for each in wanted]
    place = func.dense_rank().over(partition_by=target, order_by=(Page.sort_key, Page.id)).label("place")
    ranked = (
        select(*target, Page.namespace, Page.title, place)
        .join(Page, Page.id == Link.page_id)
        .where(Link.kind == "link", Link.target_namespace.in_(namespaces), Link.target_title.in_(titles))
        .distinct()
        .subquery()
    )
    for wish_namespace, wish, namespace, title, _place in session().execute(
        select(ranked).where(ranked.c.place <= some).order_by(ranked.c.place)
    ):
        linking[PageName(Namespace(wish_namespace), wish)].append(PageName(Namespace(namespace), title))
    return [replace(each, some=linking[each.name]) for each in wanted]


def orphans() -> list[PageName]:
    """Pages that no other page links to, in Swedish order kind by kind; at most AT_MOST.

    Categories, templates, files and users are found in other ways, and the main page is where people begin.
    """
    left_out = [namespace.value for namespace in LINKED_OTHERWISE]
    linking = (  # one index look-up a page; EXISTS would make PostgreSQL sort all links
        select(Link.page_id)
        .where(Link.target_namespace == Page.namespace, Link.target_title == Page.title)
        .where(Link.kind != "category", Link.page_id != Page.id)
        .limit(1)
        .scalar_subquery()
    )
    lonely = (
        select(Page.namespace, Page.title)
        .where(Page.redirect_to.is_(None), Page.namespace.not_in(left_out), linking.is_(None))
        .where(not_(and_(Page.namespace == MAIN_PAGE.namespace.value, Page.title == MAIN_PAGE.title)))
        .order_by(namespace_rank(Page.namespace), Page.sort_key, Page.title)
        .limit(AT_MOST)
    )
    found = [PageName(Namespace(namespace), title) for namespace, title in session().execute(lonely)]
    linked = _linked({official for name in found for official in official_names(name)})
    return [name for name in found if linked.isdisjoint(official_names(name))]


def _linked(names: Iterable[PageName]) -> set[PageName]:
    """Those among `names` that are linked to."""
    asked, found = [(name.namespace.value, name.title) for name in names], set()
    target = (Link.target_namespace, Link.target_title)
    for start in range(0, len(asked), AT_ONCE):
        some = select(*target).where(tuple_(*target).in_(asked[start : start + AT_ONCE]), Link.kind != "category")
        found |= {PageName(Namespace(namespace), title) for namespace, title in session().execute(some.distinct())}
    return found


def random_page() -> PageName | None:
    """Some page to read: never a redirect, nor the main page. None in an empty wiki."""
    last = session().scalar(select(func.max(Page.id))) or 0
    content = (
        select(Page)
        .where(Page.namespace.in_([namespace.value for namespace in CONTENT]), Page.redirect_to.is_(None))
        .where(not_(and_(Page.namespace == MAIN_PAGE.namespace.value, Page.title == MAIN_PAGE.title)))
        .order_by(Page.id)
        .limit(1)
    )
    start = random.randint(0, last)  # noqa: S311 - a page to read is no secret
    found = session().scalar(content.where(Page.id >= start)) or session().scalar(content)
    return found.name if found else None


def _unless(redirects: bool) -> tuple[ColumnElement[bool], ...]:
    return () if redirects else (Page.redirect_to.is_(None),)
