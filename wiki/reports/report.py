"""What a report is: a list over the whole wiki, declared in one place and shown, counted and taken along in one way.

A report has either a `select`, where an index gives its first rows at once however large the wiki is, or `finds`, which
goes through everything. What such a report finds is counted in the background in a large wiki (`counting.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, literal, select, true

from wiki.core.clock import Moment
from wiki.core.unindexed import unindexed
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page

AT_MOST = 5000  # rows of any report; nobody reads further


@dataclass(frozen=True)
class Row:
    """One line of a report: a page, and what it needs of a number, a word or second name (`other`) and a moment."""

    name: PageName
    page_id: int | None = None
    number: int = 0
    other: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Fact:
    """What a report tells of each row: `label` heads the column of the table, `words` say it in the list.

    `href` is where the words lead, if anywhere.
    """

    label: str
    value: Callable[[Row], str | int | datetime | None]
    words: Callable[[Row], str]
    href: Callable[[Row], str | None] = lambda _row: None


@dataclass(frozen=True)
class Act:
    """What can be done about a row: words on a link, for those who have the right."""

    words: str
    href: Callable[[Row], str | None]
    right: str = "read"


@dataclass(frozen=True)
class Report:
    """A report. `name` is its address, `why` says what it is good for, `empty` what it means when there is nothing.

    `kinds` are the kinds of page it is about; where there are several it can be narrowed to one. With `missing` the
    rows are pages that do not exist; with `mends` each redirect in it can be mended by one press. `measured` says that
    it rests on what the texts have been measured for, `checked` on what other sites have answered.
    """

    name: str
    title: str
    why: str
    empty: str
    group: str
    sign: str
    facts: tuple[Fact, ...] = ()
    acts: tuple[Act, ...] = ()
    kinds: tuple[Namespace, ...] = ()
    right: str = "read"
    select: Callable[[Sequence[Namespace]], Select[Any]] | None = None
    finds: Callable[[], Sequence[Row]] | None = None
    missing: bool = False
    mends: bool = False
    measured: bool = False
    checked: bool = False


def lines(number: Any = None, other: Any = None, at: Any = None, of: Any = Page) -> Select[Any]:
    """A question for rows about pages: the columns that a `Row` is made of, see `row_of`."""
    return select(
        of.id.label("page_id"),
        of.namespace.label("namespace"),
        of.title.label("title"),
        (literal(0) if number is None else number).label("number"),
        (literal("") if other is None else other).label("other"),
        (literal(None, Moment) if at is None else at).label("at"),
    )


def row_of(found: Any) -> Row:
    """The row that a line of such a question is."""
    name = PageName(Namespace(found.namespace), found.title)
    return Row(name, found.page_id, int(found.number), found.other or "", found.at)


def walking(kinds: Sequence[Namespace], of: Any = Page) -> ColumnElement[bool]:
    """The same as `of_kinds`, for questions that walk along an index of their own until they have enough.

    No database shall begin with the pages of those kinds instead, and sort them all.
    """
    if set(kinds) == set(Namespace):
        return true()
    return unindexed(of.namespace).in_([each.value for each in kinds])


def of_kinds(kinds: Sequence[Namespace], of: Any = Page) -> ColumnElement[bool]:
    """Whether a page is one of some kinds."""
    condition: ColumnElement[bool] = of.namespace.in_([each.value for each in kinds])
    return condition
