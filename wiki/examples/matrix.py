"""The matrix: which municipality has examples of which theme, and how far the furthest of them has come."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, case, func, select

from wiki.core.db import session
from wiki.examples.models import Example, ExampleTheme
from wiki.examples.queries import ExampleFilter, codes_in, conditions, followed_theme, theme_redirects
from wiki.examples.through import through_words
from wiki.examples.together import cooperations
from wiki.markup import Namespace, PageName
from wiki.markup.names import sort_key
from wiki.municipalities.register import Municipality, all_municipalities, by_code

FURTHEST = ("", "avslutat", "ide", "pilot", "inforande", "bredd")
"""What stands for a cell where there are several: what goes on goes before what has ended."""
_STORED = {1: 2, 2: 3, 3: 4, 4: 5, 5: 1}  # rank on the ladder → place among FURTHEST

Cells = Mapping[str, Mapping[str, "Cell"]]


@dataclass(frozen=True)
class Cell:
    """The examples that a municipality has of a theme: how many, and the status of the furthest."""

    number: int
    status: str  # a key of the ladder; empty where none is said
    shared: int = 0  # those of them that cooperations tell of
    through: tuple[str, ...] = ()  # the titles of these

    @property
    def through_words(self) -> str:
        """How many of them are told by cooperations, in words."""
        return through_words(self.number, self.shared, self.through)

    def joined(self, shared: "Cell") -> "Cell":
        """The same with what a cooperation tells of."""
        furthest = max(self.status, shared.status, key=FURTHEST.index)
        return Cell(self.number + shared.number, furthest, self.shared + shared.number, self.through + shared.through)


@dataclass(frozen=True)
class Row:
    """A municipality and its cells, by the titles of themes."""

    municipality: Municipality
    cells: Mapping[str, Cell]
    is_own: bool = False

    @property
    def path(self) -> str:
        """Where its page is, whether there is one or not."""
        return _path(self.municipality.name)

    @property
    def number(self) -> int:
        """How many examples its cells count; one of two themes counts twice."""
        return sum(cell.number for cell in self.cells.values())


@dataclass(frozen=True)
class Matrix:
    """Rows of municipalities; the themes are those in use, the one with most examples first."""

    themes: Sequence[str]
    rows: Sequence[Row]

    def part(self, first: int, most: int) -> "Matrix":
        """The same with some of the themes."""
        return Matrix(self.themes[first : first + most], self.rows)


def matrix(
    county: str | None = None, group: str | None = None, own: str | None = None, *, all_of: bool = False
) -> Matrix:
    """The matrix of those in a county and a group that have told of examples, or of `all_of` them.

    `own` is the code of the municipality that stands first, with or without examples.
    """
    cells = cells_of(ExampleFilter(county=county, group=group))
    asked = [
        each
        for each in all_municipalities()
        if county in (None, each.county_code) and group in (None, each.group_code) and (all_of or each.code in cells)
    ]
    home = by_code(own)
    if home:
        asked = [home, *(each for each in asked if each.code != home.code)]
        if home.code not in cells:
            cells = {**cells, **cells_of(ExampleFilter(municipality_code=home.code))}
    return Matrix(_in_order(cells), [Row(each, cells.get(each.code, {}), is_own=each.code == own) for each in asked])


def cells_of(wanted: ExampleFilter) -> Cells:
    """The cells of the `wanted` examples, by the code of the municipality and the title that the theme has now.

    What a cooperation tells of stands with each of its members.
    """
    found: dict[str, dict[str, Cell]] = defaultdict(dict)
    own = Example.municipality_code.is_not(None)
    for code, theme, number, furthest in _counted(Example.municipality_code, wanted, own):
        found[code][theme] = Cell(number, FURTHEST[furthest])
    asked = {*codes_in(wanted.county, wanted.group)} & {wanted.municipality_code or each for each in codes_in()}
    together = cooperations()
    by_cooperation = Example.owner_namespace == Namespace.COOPERATION.value
    for title, theme, number, furthest in _counted(Example.owner_title, wanted, by_cooperation):
        shared = Cell(number, FURTHEST[furthest], through=(title,))
        for code in together.codes_in([PageName(Namespace.COOPERATION, title)]) & asked:
            found[code][theme] = found[code].get(theme, Cell(0, "")).joined(shared)
    return dict(found)


def _counted(owner: Any, wanted: ExampleFilter, which: ColumnElement[bool]) -> list[tuple[str, str, int, int]]:
    """How many examples each has of each theme, and the place of the furthest among FURTHEST."""
    place = case(_STORED, value=Example.rank, else_=0)
    told = (
        select(owner.label("owner"), Example.id, followed_theme().label("theme"), place.label("place"))
        .join(ExampleTheme, ExampleTheme.example_id == Example.id)
        .outerjoin(theme_redirects(), theme_redirects().c.title == ExampleTheme.title)
        .where(*conditions(wanted), which)
        .subquery()
    )
    number: Any = func.count(told.c.id.distinct())  # an example may name a theme by both of its names
    grouped = select(told.c.owner, told.c.theme, number, func.max(told.c.place))
    rows = session().execute(grouped.group_by(told.c.owner, told.c.theme).order_by(told.c.owner, told.c.theme))
    return [(said, theme, count, furthest) for said, theme, count, furthest in rows]


def extract(cells: Cells, most: int) -> Matrix:
    """A corner of the matrix: the themes with most examples, and the municipalities that have most of them."""
    themes = _in_order(cells)[:most]
    known = [
        (by_code(code), {theme: cell for theme, cell in row.items() if theme in themes}) for code, row in cells.items()
    ]
    rows = [Row(place, row) for place, row in known if place and row]
    rows = sorted(rows, key=lambda row: (-len(row.cells), -row.number, sort_key(row.municipality.name)))[:most]
    return Matrix(themes, sorted(rows, key=lambda row: sort_key(row.municipality.name)))


def _in_order(cells: Cells) -> list[str]:
    numbers: Counter[str] = Counter()
    shared: Counter[str] = Counter()  # what a cooperation tells stands with all its members, and counts once
    for row in cells.values():
        for theme, cell in row.items():
            numbers[theme] += cell.number - cell.shared
            shared[theme] = max(shared[theme], cell.shared)
    numbers.update(shared)
    return sorted(numbers, key=lambda theme: (-numbers[theme], sort_key(theme)))


@cache
def _path(name: str) -> str:
    return PageName(Namespace.MUNICIPALITY, name).path
