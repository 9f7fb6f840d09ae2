"""Lists over all pages: by letter, in a category, at random."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, select

from wiki.core.db import session
from wiki.core.unindexed import unindexed
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.models import Link, Page

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

_DIGIT = re.compile("[0-9]")
_AFTER_ALL = "\U0010ffff"


def namespace_counts(redirects: bool) -> dict[Namespace, int]:
    """How many pages there are of each kind of name, in the order of the kinds."""
    numbers = [  # one by one, each is a stretch of an index
        select(func.count()).where(Page.namespace == namespace.value, *_unless(redirects)).scalar_subquery()
        for namespace in Namespace
    ]
    found = session().execute(select(*numbers)).one()
    return {namespace: number for namespace, number in zip(Namespace, found, strict=True) if number}


def letters(namespace: Namespace, redirects: bool) -> list[str]:
    """The letters that titles in `namespace` begin with (see `letter_of`), in Swedish order."""
    here = (Page.namespace == namespace.value, *_unless(redirects))
    chain = select(func.min(Page.sort_key).label("key")).where(*here, Page.sort_key > "").cte("keys", recursive=True)
    beyond = func.substr(chain.c.key, 1, 1) + literal(_AFTER_ALL)  # each look-up skips a letter
    following = select(func.min(Page.sort_key)).where(*here, Page.sort_key >= beyond).correlate(chain).scalar_subquery()
    keys = session().scalars(select(chain.union_all(select(following).where(chain.c.key.is_not(None))).c.key))
    return sorted(dict.fromkeys(letter_of(key) for key in keys if key), key=_signs_first)


def pages_from(namespace: Namespace, start: str, redirects: bool, prefix: str = "") -> Select[str, str | None]:
    """Title and redirect target of the pages in `namespace` whose titles come at or after `start`, in Swedish order.

    With `prefix` only those whose titles begin so; its letters up to the first digit narrow by the index.
    """
    key = start[:1] if start in {"#", "0–9"} else sort_key(start)
    chosen = select(Page.title, Page.redirect_to).where(Page.namespace == namespace.value, *_unless(redirects))
    if start and start != "#":
        chosen = chosen.where(Page.sort_key >= key)
    if prefix:
        letters_of_it = sort_key(_DIGIT.split(prefix)[0])
        within = (Page.sort_key >= letters_of_it, Page.sort_key < letters_of_it + _AFTER_ALL)
        chosen = chosen.where(*within, Page.title.istartswith(prefix, autoescape=True))
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


def random_page(kinds: Sequence[Namespace] = CONTENT, category: PageName | None = None) -> PageName | None:
    """Some page of these kinds, in a category if one is named: never a redirect, nor the main page. None for none."""
    last = session().scalar(select(func.max(Page.id))) or 0
    content = (
        select(Page)
        .where(unindexed(Page.namespace).in_([namespace.value for namespace in kinds]), Page.redirect_to.is_(None))
        .where(not_(and_(Page.namespace == MAIN_PAGE.namespace.value, Page.title == MAIN_PAGE.title)))
        .order_by(Page.id)
        .limit(1)
    )
    if category:
        members = (Link.page_id == Page.id, Link.kind == "category", Link.target_title == category.title)
        content = content.where(
            select(Link.page_id).where(*members, Link.target_namespace == category.namespace.value).exists()
        )
    start = random.randint(0, last)  # noqa: S311 - a page to read is no secret
    found = session().scalar(content.where(Page.id >= start)) or session().scalar(content)
    return found.name if found else None


def _unless(redirects: bool) -> tuple[ColumnElement[bool], ...]:
    return () if redirects else (Page.redirect_to.is_(None),)
