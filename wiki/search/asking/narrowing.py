"""The ways on from a page of hits: to narrow it by what the hits are, to take that back, to order them otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.markup.names import sort_key
from wiki.search.answering.results import Results
from wiki.search.asking.asked import FIELDS, LABELS, address_of, usual, wanted_of
from wiki.search.asking.filters import Sort
from wiki.search.asking.meanings import known, label
from wiki.search.documents import facet

FEW = 8  # values of a group that are shown before the rest is asked for
OPEN = ("kind", "status", "theme")  # groups that stand open before anybody has chosen from them
SWEDISH = frozenset({"theme", "area", "county", "municipality"})  # whose values are names in the wiki's own language
SORTS = {
    Sort.RELEVANCE: N_("Best match"),
    Sort.NEWEST: N_("Newest first"),
    Sort.OLDEST: N_("Oldest first"),
}
_GROUPS = [(name, field) for name, field in FIELDS.items() if field not in {"author", "namespace"}]


@dataclass(frozen=True)
class Choice:
    """A value to narrow by, how many hits it has, and where one gets by choosing it or taking it back."""

    words: str
    number: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The values of one field. `more` leads to all of them, or back to the most common."""

    name: str
    label: str
    choices: Sequence[Choice]
    is_open: bool
    is_swedish: bool
    more: str = ""
    is_whole: bool = False
    rest: int = 0


@dataclass(frozen=True)
class Way:
    """Words that lead to another page of hits."""

    words: str
    address: str
    label: str = ""
    is_swedish: bool = False
    is_current: bool = False
    number: int = 0


@dataclass(frozen=True)
class Narrowing:
    """The ways on from `results`, which are in the order `sort`; of the group `whole` all values are shown."""

    results: Results
    sort: Sort
    whole: str = ""

    @property
    def wanted(self) -> tuple[str, ...]:
        """All that narrows the hits, also by words of the query."""
        return wanted_of(self.results)

    @property
    def groups(self) -> list[Group]:
        """What the hits can be narrowed by. A field that all of them have the same value of says nothing."""
        made = (self._group(name, field, self._counts(field)) for name, field in _GROUPS)
        return [each for each in made if each]

    @property
    def chips(self) -> list[Way]:
        """What narrows the hits, each leading to the hits without it."""
        return [
            Way(_words(each), self._without((each,)), gettext(LABELS[_field(each)]), _field(each) in SWEDISH)
            for each in self.wanted
        ]

    @property
    def without_all(self) -> str:
        """Where nothing narrows the hits."""
        return address_of(self.results.bare, (), self.sort)

    @property
    def sorts(self) -> list[Way]:
        """The orders that the hits may stand in. Without words none matches better: the newest come first."""
        orders = {sort: words for sort, words in SORTS.items() if self.results.bare or sort is not Sort.RELEVANCE}
        now = self.sort if self.sort in orders else Sort.NEWEST
        return [
            Way(gettext(words), address_of(self.results.bare, self.wanted, sort), is_current=sort is now)
            for sort, words in orders.items()
        ]

    @property
    def wider(self) -> list[Way]:
        """Where more is found, by leaving out what is in the way."""
        return [
            Way(
                ", ".join(map(_words, each.without)) if len(each.without) < len(self.wanted) else "",
                self._without(usual(each.without)),
                number=each.count,
            )
            for each in self.results.widened
        ]

    def _group(self, name: str, field: str, counts: Mapping[str, int]) -> Group | None:
        chosen = [value for value in counts if facet(field, value) in self.wanted]
        if not chosen and (len(counts) < 2 and self.results.total in {0, *counts.values()}):
            return None
        whole = self.whole == name
        values = _ordered(field, counts, whole=whole)
        shown = values if whole or len(values) <= FEW + 1 else values[:FEW]
        shown += [value for value in chosen if value not in shown]
        is_more = len(shown) < len(values) or (whole and len(values) > FEW + 1)
        return Group(
            name,
            gettext(LABELS[field]),
            [self._choice(field, value, counts[value]) for value in shown],
            is_open=bool(chosen) or whole or name in OPEN,
            is_swedish=field in SWEDISH,
            more=self._more("" if whole else name, name) if is_more else "",
            is_whole=whole,
            rest=len(values) - len(shown),
        )

    def _counts(self, field: str) -> Mapping[str, int]:
        """The hits by value; what is chosen is there even when it has none."""
        chosen = {each.partition("=")[2]: 0 for each in self.wanted if _field(each) == field}
        return {**chosen, **self.results.facets.get(field, {})}

    def _choice(self, field: str, value: str, number: int) -> Choice:
        this = facet(field, value)
        is_chosen = this in self.wanted
        left = [each for each in self.wanted if each != this]
        then = left if is_chosen else [*left, this]
        return Choice(_words(this), number, address_of(self.results.bare, then, self.sort), is_chosen)

    def _without(self, some: Sequence[str]) -> str:
        return address_of(self.results.bare, (each for each in self.wanted if each not in some), self.sort)

    def _more(self, whole: str, name: str) -> str:
        more = {"more": whole} if whole else {}
        return address_of(self.results.bare, self.wanted, self.sort, **more, _anchor=f"mk-by-{name}")


def _ordered(field: str, counts: Mapping[str, int], *, whole: bool) -> list[str]:
    """The values as they stand below each other: by rank, the latest years first, the most common, or all by name."""
    if field == "year":
        return sorted(counts, reverse=True)
    ranks = {value: rank for rank, value in enumerate(known(field))}
    if ranks:
        return sorted(counts, key=lambda value: (ranks.get(value, len(ranks)), value))
    names = {value: sort_key(_words(facet(field, value))) for value in counts}
    return sorted(counts, key=lambda value: (0 if whole else -counts[value], names[value]))


def _field(said: str) -> str:
    return said.partition("=")[0]


def _words(said: str) -> str:
    """A facet as the reader says it."""
    field, _, value = said.partition("=")
    words = label(field, value)
    return words[:1].upper() + words[1:] if field == "language" else words
