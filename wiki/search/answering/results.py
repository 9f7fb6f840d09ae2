"""What a query is answered with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wiki.search.answering.notices import Notice
from wiki.search.answering.snippets import Piece
from wiki.search.asking.filters import Filters

Counts = Mapping[str, Mapping[str, int]]  # field → value → hits


@dataclass(frozen=True)
class Hit:
    """One thing that was found. Its snippet is text in pieces, each with whether it was looked for."""

    key: str
    kind: str
    namespace: str
    name: str
    title: str
    address: str
    page_kind: str
    changed_at: datetime
    language: str
    facets: frozenset[str] = frozenset()  # "field=value"
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Widened:
    """Filters that are in the way, as "field=value", and how many hits there are without them."""

    without: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Results:
    """A page of hits, and what is to be said about them."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    facets: Counts = field(default_factory=dict)  # each field counted with all filters but its own
    corrected: str = ""  # the query as it was understood instead, when it was misspelt
    notices: tuple[Notice, ...] = ()
    widened: tuple[Widened, ...] = ()  # where the filters let nothing through
    filters: Filters = field(default_factory=Filters)  # all that narrow, those of the query too
    bare: str = ""  # the query without the words that narrow it, which `filters.wanted` says
