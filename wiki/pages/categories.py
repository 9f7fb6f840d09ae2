"""Categories: what they hold, in the order that pages ask for, and how they lie within each other.

Pages that stand in a category which is redirected to another stand in that one too.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Flask, current_app
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
MOST_UNFOLDED = 300  # categories on one page; those below can be seen on the categories' own pages


class Tree:
    """All categories in use or with a page, and how they lie within each other.

    `roots` are those that lie within no other, and of each circle that nothing else leads to the first one; `wanted`
    those without a page of their own, the fullest first.
    """

    def __init__(self, figures: Mapping[str, Any]) -> None:
        self._rows: Mapping[str, Sequence[int]] = figures["categories"]
        self._below: Mapping[str, Sequence[str]] = figures["below"]
        self.roots: Sequence[str] = figures["roots"]
        self.wanted: Sequence[str] = figures["wanted"]

    def __len__(self) -> int:
        return len(self._rows)

    def category(self, title: str) -> Category:
        """The category called `title`."""
        exists, *numbers = self._rows[title]
        return Category(PageName(Namespace.CATEGORY, title), bool(exists), *numbers)

    def all(self) -> list[Category]:
        """All of them, in Swedish order."""
        return sorted(map(self.category, self._rows), key=lambda each: each.name)

    def branches(self, roots: Iterable[str]) -> list[Branch]:
        """The categories below each of `roots`; each is unfolded once, so that circles end."""
        titles, depth = list(roots), 0
        while depth < DEEPEST and self._reached(titles, depth + 1) <= MOST_UNFOLDED:
            depth += 1
        unfolded: set[str] = set()
        return [self._branch(root, unfolded, depth) for root in titles]

    def _reached(self, titles: Sequence[str], depth: int) -> int:
        """How many categories there are as far below these."""
        found = len(titles)
        for _step in range(depth):
            titles = [below for title in titles for below in self._below.get(title, ())]
            found += len(titles)
        return found

    def _branch(self, title: str, unfolded: set[str], depth: int) -> Branch:
        category = self.category(title)
        if title in unfolded or depth == 0:
            return Branch(category)
        unfolded.add(title)
        below = (each for each in self._below.get(title, ()) if each in self._rows)
        return Branch(category, [self._branch(each, unfolded, depth - 1) for each in below])


def tree_figures() -> dict[str, Any]:
    """What a tree is made of, as it is now: values that can be kept as JSON."""
    leads = _redirected_categories()
    with_page = set(session().scalars(_CATEGORY_PAGES))
    counts = {title: Counter[str]() for title in with_page}
    for title, number in session().execute(_MEMBERS):
        counts.setdefault(leads.get(title, title), Counter())["all"] += number
    below: dict[str, list[str]] = defaultdict(list)
    for above, title in _members_that_are(_CATEGORY):
        below[leads.get(above, above)].append(title)
    for title, under in below.items():
        counts[title]["below"] = len(under)
    for above, _title in _members_that_are(Namespace.FILE.value):
        counts[leads.get(above, above)]["files"] += 1
    ordered = sorted(counts, key=lambda title: (sort_key(title), title))
    return {
        "categories": {
            title: (title in with_page, each["below"], each["all"] - each["below"] - each["files"], each["files"])
            for title, each in counts.items()
        },
        "below": below,
        "roots": _roots(ordered, below),
        "wanted": sorted((each for each in ordered if each not in with_page), key=lambda each: -counts[each]["all"]),
    }


def _roots(ordered: Sequence[str], below: Mapping[str, Sequence[str]]) -> list[str]:
    within = {title for under in below.values() for title in under}
    roots = {each for each in ordered if each not in within}
    reached: set[str] = set()
    for root in roots:
        _reach(root, below, reached)
    for each in ordered:
        if each not in reached:
            roots.add(each)
            _reach(each, below, reached)
    return [each for each in ordered if each in roots]


def _reach(title: str, below: Mapping[str, Sequence[str]], reached: set[str]) -> None:
    waiting = [title]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += below.get(each, ())


def category_tree() -> Tree:
    """The tree as it is now, or in a large wiki as it was counted a short while ago (`keep_trees_with`)."""
    kept = current_app.extensions.get("wiki.category_tree", _none)()
    return Tree(kept or tree_figures())


def keep_trees_with(app: Flask, kept: Callable[[], Mapping[str, Any] | None]) -> None:
    """Let `kept` give what a tree was made of when it was counted last, if that is to be shown."""
    app.extensions["wiki.category_tree"] = kept


def _none() -> None:
    return None


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
