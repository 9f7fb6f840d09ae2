"""Categories: what they hold, in the order that pages ask for, and how they lie within each other.

Pages that stand in a category which is redirected to another stand in that one too.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, literal_column, select

from wiki.core.db import session
from wiki.core.paging import Paging, paging
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.pages.indexes import letter_of
from wiki.pages.models import Link, Page

ALPHABET = [*"ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"]
MOST_BELOW = 500  # subcategories that one category shows
_CATEGORY = Namespace.CATEGORY.value
_RANKS = {Namespace.CATEGORY: "0", Namespace.FILE: "2"}
_PAGES, _FILES, _END = "1", "2", "3"
_IS_MEMBER = Link.kind == literal_column("'category'")  # spelt out: an index has only these rows


@dataclass(frozen=True)
class Category:
    """A category in use, with or without a page of its own: how many subcategories, pages and files it holds."""

    name: PageName
    exists: bool
    subcategories: int = 0
    pages: int = 0
    files: int = 0

    @property
    def members(self) -> int:
        """All that stands in it."""
        return self.subcategories + self.pages + self.files


@dataclass(frozen=True)
class Members:
    """What a category holds, a part at a time: subcategories, pages under their letters, and last its files."""

    itself: Category
    subcategories: Sequence[Category]
    letters: Sequence[tuple[str, Sequence[PageName]]]
    files: Sequence[PageName]
    paging: Paging
    start: str = ""

    @property
    def alphabet(self) -> Sequence[str]:
        """The letters to begin at, where there is more than a part."""
        return ALPHABET if self.itself.pages > self.paging.per_page else ()


def member_key(name: PageName, key: str) -> str:
    """Where the page `name` stands in a category that sorts it by `key`: subcategories first, files last."""
    return (_RANKS.get(name.namespace, _PAGES) + (sort_key(key) or name.sort_key))[:600]


def category_members(name: PageName, limit: int = 200, start: str = "") -> Members:
    """What stands in the category `name`, in Swedish order; pages and files at or after `start`, `limit` at a time."""
    titles = [name.title, *_redirected_to(name)]
    itself = _itself(name, titles)
    key = _PAGES + sort_key(start)
    part = paging(_count(titles, key) if start else itself.pages + itself.files, limit)
    shown = _part(titles, key, part.per_page, part.offset)
    pages = [(member[1:], page) for member, page in shown if member < _FILES]
    grouped = groupby(pages, key=lambda each: letter_of(each[0]))
    return Members(
        itself,
        _subcategories(titles) if itself.subcategories and not start else (),
        [(letter, [page for _, page in group]) for letter, group in grouped],
        [page for member, page in shown if member >= _FILES],
        part,
        start,
    )


def _redirected_to(name: PageName) -> list[str]:
    """The titles of the categories that lead to `name`."""
    leading = select(Page.title).join(Link, Link.page_id == Page.id).where(Page.namespace == _CATEGORY)
    target = (Link.target_namespace == name.namespace.value, Link.target_title == name.title, Link.kind == "redirect")
    return [title for title in session().scalars(leading.where(*target)) if title != name.title]


def _in(titles: Sequence[str]) -> tuple[ColumnElement[bool], ...]:
    named = Link.target_title == titles[0] if len(titles) == 1 else Link.target_title.in_(titles)
    return _IS_MEMBER, Link.target_namespace == _CATEGORY, named


def _itself(name: PageName, titles: Sequence[str]) -> Category:
    """The category with its counts: each a stretch of the index, since there may be very many."""
    from_page, from_file = _count(titles, _PAGES), _count(titles, _FILES)
    below = session().scalar(select(func.count()).select_from(Link).where(*_in(titles), Link.sort_key < _PAGES)) or 0
    return Category(name, True, below, from_page - from_file, from_file)


def _count(titles: Sequence[str], key: str) -> int:
    from_there = select(func.count()).select_from(Link).where(*_in(titles), Link.sort_key >= key)
    return session().scalar(from_there) or 0


def _part(titles: Sequence[str], key: str, limit: int, offset: int) -> list[tuple[str, PageName]]:
    """Pages and files from `key` on, each with the key it is sorted by."""
    chosen = (
        select(Link.page_id, func.min(Link.sort_key).label("member"))
        .where(*_in(titles), Link.sort_key >= key)
        .group_by(Link.page_id)
        if len(titles) > 1
        else select(Link.page_id, Link.sort_key.label("member")).where(*_in(titles), Link.sort_key >= key)
    )
    some = chosen.order_by(literal_column("member"), Link.page_id).limit(limit).offset(offset).subquery()
    rows = session().execute(
        select(some.c.member, Page.namespace, Page.title)
        .join(Page, Page.id == some.c.page_id)
        .order_by(some.c.member, Page.id)
    )
    return [(member, PageName(Namespace(namespace), title)) for member, namespace, title in rows]


def _subcategories(titles: Sequence[str]) -> list[Category]:
    below = (
        select(Page.title)
        .join(Link, Link.page_id == Page.id)
        .where(*_in(titles), Link.sort_key < _PAGES)
        .order_by(Link.sort_key, Page.title)
        .limit(MOST_BELOW)
    )
    found = list(dict.fromkeys(session().scalars(below)))
    lower = func.sum(case((Link.sort_key < _PAGES, 1), else_=0))
    files = func.sum(case((Link.sort_key >= _FILES, 1), else_=0))
    counted = select(Link.target_title, func.count(), lower, files).where(*_in(found)).group_by(Link.target_title)
    rows = session().execute(counted).all() if found else []
    counts = {title: (int(first), int(total) - int(first) - int(last), int(last)) for title, total, first, last in rows}
    return [Category(PageName(Namespace.CATEGORY, title), True, *counts.get(title, (0, 0, 0))) for title in found]


@dataclass(frozen=True)
class Branch:
    """A category in the tree. `below` is empty where it has been unfolded before, or lies too deep."""

    category: Category
    below: "Sequence[Branch]" = ()


DEEPEST = 8


class Tree:
    """All categories in use or with a page, and how they lie within each other."""

    def __init__(self) -> None:
        leads = _redirected_categories()
        with_page = set(session().scalars(_CATEGORY_PAGES))
        counts = {title: Counter[str]() for title in with_page}
        for title, number in session().execute(_MEMBERS):
            counts.setdefault(leads.get(title, title), Counter())["all"] += number
        self._below: dict[str, list[str]] = defaultdict(list)
        for above, title in _members_that_are(_CATEGORY):
            self._below[leads.get(above, above)].append(title)
        for title, below in self._below.items():
            counts[title]["below"] = len(below)
        for above, _title in _members_that_are(Namespace.FILE.value):
            counts[leads.get(above, above)]["files"] += 1
        self.categories = {
            title: Category(
                PageName(Namespace.CATEGORY, title),
                title in with_page,
                each["below"],
                each["all"] - each["below"] - each["files"],
                each["files"],
            )
            for title, each in counts.items()
        }

    def wanted(self) -> list[Category]:
        """Those without a page of their own, the fullest first."""
        missing = (each for each in self.categories.values() if not each.exists)
        return sorted(missing, key=lambda each: (-each.members, _order(each)))

    def roots(self) -> list[Category]:
        """Those that lie within no other; of each circle that nothing else leads to, the first one."""
        within = {title for below in self._below.values() for title in below}
        ordered = sorted(self.categories.values(), key=_order)
        roots = [each for each in ordered if each.name.title not in within]
        reached: set[str] = set()
        for root in roots:
            self._reach(root.name.title, reached)
        for each in ordered:
            if each.name.title not in reached:
                roots.append(each)
                self._reach(each.name.title, reached)
        return sorted(roots, key=_order)

    def branches(self, roots: Iterable[Category]) -> list[Branch]:
        """The categories below each of `roots`; each is unfolded once, so that circles end."""
        unfolded: set[str] = set()
        return [self._branch(root, unfolded, DEEPEST) for root in roots]

    def _branch(self, category: Category, unfolded: set[str], depth: int) -> Branch:
        title = category.name.title
        if title in unfolded or depth == 0:
            return Branch(category)
        unfolded.add(title)
        below = (self.categories[each] for each in self._below[title] if each in self.categories)
        return Branch(category, [self._branch(each, unfolded, depth - 1) for each in below])

    def _reach(self, title: str, reached: set[str]) -> None:
        waiting = [title]
        while waiting:
            each = waiting.pop()
            if each not in reached:
                reached.add(each)
                waiting += self._below[each]


def _order(category: Category) -> tuple[str, str]:
    return category.name.sort_key, category.name.title


def _redirected_categories() -> dict[str, str]:
    """Where categories that are redirected lead."""
    leading = (
        select(Page.title, Link.target_title)
        .join(Link, Link.page_id == Page.id)
        .where(Page.namespace == _CATEGORY, Link.kind == "redirect", Link.target_namespace == _CATEGORY)
    )
    return dict(row for row in session().execute(leading))


_CATEGORY_PAGES = select(Page.title).where(Page.namespace == _CATEGORY, Page.redirect_to.is_(None))
_MEMBERS = (
    select(Link.target_title, func.count())
    .where(Link.kind == "category", Link.target_namespace == _CATEGORY)
    .group_by(Link.target_title)
)


def _members_that_are(namespace: str) -> list[tuple[str, str]]:
    """Categories with the members of one namespace, in order. Found from the pages, of which there are few."""
    rows = session().execute(
        select(Link.target_namespace, Link.target_title, Link.sort_key, Page.title)
        .join(Page, Page.id == Link.page_id)
        .where(Page.namespace == namespace, Link.kind == "category")
    )
    ordered = sorted((key, title, above) for kind, above, key, title in rows if kind == _CATEGORY)
    return [(above, title) for _key, title, above in ordered]
