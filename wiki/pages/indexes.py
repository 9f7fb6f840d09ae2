"""Lists over all pages: in a category, by letter, wanted, orphaned, themes, examples."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import case, select

from wiki.core.db import session
from wiki.core.paging import Paging, paging
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.models import Link, Page
from wiki.pages.queries import count


@dataclass(frozen=True)
class Members:
    """What a category holds, a part at a time: subcategories, then pages under their letters."""

    subcategories: Sequence[PageName]
    letters: Sequence[tuple[str, Sequence[PageName]]]
    paging: Paging


def category_members(name: PageName, limit: int = 200) -> Members:
    """The pages in the category `name`, in Swedish order of their titles, subcategories first."""
    is_page = case((Page.namespace == Namespace.CATEGORY.value, 0), else_=1)
    members = (
        select(Page.namespace, Page.title, Page.sort_key, is_page.label("is_page"))
        .join(Link, Link.page_id == Page.id)
        .where(Link.target_namespace == name.namespace.value, Link.target_title == name.title, Link.kind == "category")
        .distinct()
    )
    part = paging(count(members), limit)
    members = members.order_by("is_page", Page.sort_key, Page.title).limit(part.per_page).offset(part.offset)
    names = [PageName(Namespace(namespace), title) for namespace, title, *_ in session().execute(members)]
    pages = [each for each in names if each.namespace is not Namespace.CATEGORY]
    return Members([each for each in names if each.namespace is Namespace.CATEGORY], by_letter(pages), part)


def by_letter(names: Iterable[PageName]) -> list[tuple[str, list[PageName]]]:
    """Names in Swedish order, under the letter each title begins with."""
    return [(letter, list(some)) for letter, some in groupby(names, key=lambda name: letter_of(name.sort_key))]


def letter_of(key: str) -> str:
    """The heading for titles whose sort key is (or begins with) `key`: "A" … "Ö", "0–9", or "#" for other signs."""
    first = key[:1]
    if first.isdigit():
        return "0–9"
    if first in "{|}":
        return {"{": "Å", "|": "Ä", "}": "Ö"}.get(first, "#")
    return first.upper() if first.isalpha() else "#"
