"""Who does something similar: examples of others that have something in common with a page, each with its reasons.

What is rare says more: a theme of five examples binds them closer together than one of five hundred.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from json import dumps, loads
from math import log
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, func, not_, or_, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.examples.models import Example, ExampleSupport, ExampleTheme
from wiki.examples.queries import codes_in, count_examples, is_somebodys
from wiki.examples.together import Cooperations, Redirects, cooperations, redirects
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code
from wiki.pages.models import Page
from wiki.pages.named import is_one_of

CONSIDERED = 200  # of those that share a theme or guidance
READ_CLOSELY = 60  # of those with most in common words are compared too
ENOUGH_WORDS = 3  # that two must share before that is worth telling
EVERYWHERE = "Hela kommunen"
THEME, GUIDANCE, AREA, PLACE, COOPERATION, STATUS, WORDS = 2.0, 1.6, 1.0, 0.6, 1.6, 0.2, 8.0

_WORD = re.compile(r"[^\W\d_]{5,}")
_STEM = 6  # letters: crude, but the same for "testmiljö" and "testmiljöer"
_TOO_COMMON = {"kommun", "arbete", "arbeta", "andra", "exempe", "också", "finns", "första", "liknan", "genom"}

_COLUMNS = (  # what can be counted without reading: asked of hundreds at a time, so no more than that
    Example.id,
    Example.owner_namespace,
    Example.owner_title,
    Example.municipality_code,
    Example.rank,
    cast(Example.areas, String).label("areas"),
)
_TEXT = (Example.page_id, Example.anchor, Example.title, Example.status, Example.lead, Example.language)
Columns = Row[Any]
Shared = Mapping[int, Collection[PageName]]  # by example: themes or guidance that it has in common with the page


@dataclass
class Candidate:
    """An example of somebody else's, how much it has in common with the page, and what (msgid and its blanks)."""

    example: Columns
    score: float = 0.0
    reasons: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, str]:
        """Which it is: its page, and the place on it."""
        return self.example.page_id, self.example.anchor

    def add(self, points: float, reason: str = "", **blanks: str) -> None:
        """Count what is in common, which may be worth telling."""
        self.score += points
        if reason:
            self.reasons.append((points, reason, blanks))

    def told(self, most: int) -> list[str]:
        """The reasons that weigh most, in the reader's language."""
        heaviest = sorted(self.reasons, key=lambda reason: -reason[0])[:most]
        return [gettext(msgid, **blanks) for _points, msgid, blanks in heaviest]


@dataclass(frozen=True)
class Subject:
    """What others are compared with: what a page tells in its examples; themes and guidance by how rare they are."""

    codes: set[str]
    owners: set[PageName]
    cooperations: set[PageName]
    themes: Mapping[PageName, float]
    guidance: Mapping[PageName, float]
    areas: set[str]
    groups: set[str]
    ranks: set[int]
    words: frozenset[str]


def ranked(page: Page) -> tuple[Subject, list[Candidate]] | None:
    """The examples of others that have most in common with those of `page`; None where it tells of none itself."""
    own = _told_by(page)
    if not own:
        return None
    passing, together = redirects(), cooperations()
    themes, guidance = _with_themes(own, passing), _with_guidance(own, passing)
    subject = _subject(page, own, themes, guidance, together)
    found = [Candidate(each) for each in _others(subject, themes, guidance, together)]
    comparison = _Comparison(subject, themes, guidance, together)
    for each in found:
        comparison.count(each)
    closest = sorted(found, key=_order)[:READ_CLOSELY]
    texts = _texts(each.example.id for each in closest)
    for each in closest:
        each.example = texts[each.example.id]
        comparison.read_closely(each)
    return subject, sorted((each for each in closest if each.reasons), key=_order)


def _subject(page: Page, own: list[Columns], themes: Shared, guidance: Shared, together: Cooperations) -> Subject:
    total = count_examples()
    codes = {each.municipality_code for each in own if each.municipality_code}
    return Subject(
        codes=codes,
        owners={page.name, page.name.base},
        cooperations=together.of(codes, page.name.base),
        themes=_rarity(themes, total),
        guidance=_rarity(guidance, total),
        areas=set().union(*(_areas(each.areas) for each in own)),
        groups={place.group_code for place in map(by_code, codes) if place},
        ranks={each.rank for each in own if each.rank},
        words=frozenset().union(*(_words(each.title, each.lead) for each in _texts(each.id for each in own).values())),
    )


def _order(each: Candidate) -> tuple[float, int]:
    return -each.score, -each.example.id


def _told_by(page: Page) -> list[Columns]:
    """The examples of a page: those on it, and for a municipality or a cooperation those on the pages below it too."""
    base = page.name.base
    owned = and_(Example.owner_namespace == base.namespace.value, Example.owner_title == base.title)
    wanted = Example.page_id == page.id if page.kind == "example" else owned
    return list(session().execute(select(*_COLUMNS).where(wanted)))


@dataclass(frozen=True)
class _Comparison:
    """Everything that is needed to compare an example with the page."""

    subject: Subject
    themes: Shared
    guidance: Shared
    together: Cooperations

    def count(self, each: Candidate) -> None:
        """Count what can be counted without reading."""
        self._shared(each, self.themes, self.subject.themes, THEME)
        self._shared(each, self.guidance, self.subject.guidance, GUIDANCE)
        self._place(each)
        if self.subject.cooperations:
            self._cooperation(each)
        rank = each.example.rank
        if rank and self.subject.ranks:
            each.add(STATUS * max(0, 2 - min(abs(rank - other) for other in self.subject.ranks)))

    def _shared(self, each: Candidate, shared: Shared, weights: Mapping[PageName, float], points: float) -> None:
        common = shared.get(each.example.id)
        if not common:
            return
        rarest = min(common, key=lambda name: (-weights[name], name.title))
        points *= sum(weights[name] for name in common)
        if rarest.namespace is Namespace.THEME:
            each.add(points, N_("same theme: %(theme)s"), theme=rarest.title)
        else:
            each.add(points, N_("supports the same guidance: %(guidance)s"), guidance=rarest.title)

    def _cooperation(self, each: Candidate) -> None:
        code = each.example.municipality_code
        common = self.subject.cooperations & self.together.of({code} if code else set(), _owner(each.example))
        if common:
            each.add(COOPERATION, N_("takes part in the same cooperation: %(name)s"), name=min(common).title)

    def _place(self, each: Candidate) -> None:
        areas = self.subject.areas & _areas(each.example.areas)
        place = by_code(each.example.municipality_code)
        is_near = place is not None and place.group_code in self.subject.groups
        points = AREA * (0.3 if areas == {EVERYWHERE} else 1) if areas else 0
        if areas and is_near:
            each.add(points + PLACE, N_("same municipality group and welfare area"))
        elif areas:
            each.add(points, N_("same welfare area: %(area)s"), area=min(areas))
        elif is_near:
            each.add(PLACE)

    def read_closely(self, each: Candidate) -> None:
        """Count what two say in the same words."""
        words = _words(each.example.title, each.example.lead)
        shared = len(words & self.subject.words)
        if shared:
            points = WORDS * shared / (10 + min(len(words), len(self.subject.words)))
            each.add(points, N_("told in similar words") if shared >= ENOUGH_WORDS else "")


@lru_cache(maxsize=1000)
def _areas(written: str) -> frozenset[str]:
    """The welfare areas of an example, which share few sets of them."""
    return frozenset(loads(written or "[]"))


@lru_cache(maxsize=5000)
def _words(title: str, lead: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in _WORD.findall(f"{title} {lead}".casefold())) - _TOO_COMMON


def _owner(example: Columns) -> PageName:
    return PageName(Namespace(example.owner_namespace), example.owner_title)


def _rarity(shared: Shared, total: int) -> dict[PageName, float]:
    """How much each theme or guidance tells: the less the more examples have it."""
    numbers = Counter(name for names in shared.values() for name in names)
    return {name: 0.3 + log((total + 1) / number) for name, number in numbers.items()}


def _with_themes(own: list[Columns], passing: Redirects) -> Shared:
    """All examples that have one of the themes of `own`, with those that they have."""
    ids = [each.id for each in own]
    named = session().scalars(select(ExampleTheme.title).where(ExampleTheme.example_id.in_(ids)))
    wanted = passing.spellings({passing.now(PageName(Namespace.THEME, title)) for title in named})
    if not wanted:
        return {}
    columns = select(ExampleTheme.example_id, ExampleTheme.title)
    rows = session().execute(columns.where(ExampleTheme.title.in_([name.title for name in wanted])))
    return _gathered((number, passing.now(PageName(Namespace.THEME, title))) for number, title in rows)


def _with_guidance(own: list[Columns], passing: Redirects) -> Shared:
    """All examples that support the guidance that `own` do, with what of it they do."""
    columns = (ExampleSupport.namespace, ExampleSupport.title)
    ids = [each.id for each in own]
    named = session().execute(select(*columns).where(ExampleSupport.example_id.in_(ids)))
    now = {passing.now(PageName(Namespace(space), title)) for space, title in named}
    wanted = [(name.namespace.value, name.title) for name in passing.spellings(now)]
    if not wanted:
        return {}
    rows = session().execute(select(ExampleSupport.example_id, *columns).where(is_one_of(*columns, wanted)))
    return _gathered((number, passing.now(PageName(Namespace(space), title))) for number, space, title in rows)


def _gathered(rows: Iterator[tuple[int, PageName]]) -> dict[int, set[PageName]]:
    found: dict[int, set[PageName]] = defaultdict(set)
    for number, name in rows:
        found[number].add(name)
    return found


def _others(subject: Subject, themes: Shared, guidance: Shared, together: Cooperations) -> list[Columns]:
    """The examples of others that share most themes and guidance, or group and area, or a cooperation."""
    said: list[ColumnElement[bool]] = [Example.id.in_(_closest(subject, themes, guidance))]
    if subject.areas:
        near = [code for group in subject.groups for code in codes_in(group=group)]
        written = cast(Example.areas, String)
        areas = or_(*(written.contains(dumps(area), autoescape=True) for area in subject.areas))
        said.append(and_(Example.municipality_code.in_(near), areas))
    if subject.cooperations:
        said.append(Example.municipality_code.in_(together.codes_in(subject.cooperations)))
        titles = [name.title for name in subject.cooperations]
        said.append(and_(Example.owner_namespace == Namespace.COOPERATION.value, Example.owner_title.in_(titles)))
    own = [
        and_(Example.owner_namespace == name.namespace.value, Example.owner_title == name.title)
        for name in subject.owners
    ]
    if subject.codes:
        own.append(func.coalesce(Example.municipality_code, "").in_(subject.codes))
    return list(session().execute(select(*_COLUMNS).where(is_somebodys(), or_(*said), not_(or_(*own)))))


def _closest(subject: Subject, themes: Shared, guidance: Shared) -> list[int]:
    """The examples with most in common by themes and guidance alone: of the others nothing need be known."""
    points: Counter[int] = Counter()
    for shared, weights, weight in ((themes, subject.themes, THEME), (guidance, subject.guidance, GUIDANCE)):
        for number, names in shared.items():
            points[number] += weight * sum(weights[name] for name in names)  # type: ignore[assignment]
    return [number for number, _points in points.most_common(CONSIDERED)]


def _texts(ids: Iterable[int]) -> dict[int, Columns]:
    rows: Iterable[Columns] = session().execute(select(*_COLUMNS, *_TEXT).where(Example.id.in_(list(ids))))
    return {each.id: each for each in rows}
