"""Finding without the index, by titles alone: while it is built, for words on nearly every page, and for emoji."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import func, select

from wiki.core.db import session
from wiki.search.answering.results import Counts
from wiki.search.asking.filters import Filters, Sort
from wiki.search.documents import storable, title_key
from wiki.search.models import SearchDocument
from wiki.search.ranking.facets import FacetTable
from wiki.search.rows import facets_of
from wiki.search.titles.named import containing

MOST = 2000  # titles that are looked at

_ORDERS = {
    Sort.RELEVANCE: (func.length(SearchDocument.title), SearchDocument.title_key),
    Sort.NEWEST: (SearchDocument.changed_at.desc(), SearchDocument.title_key),
    Sort.OLDEST: (SearchDocument.changed_at, SearchDocument.title_key),
}
_COLUMNS = [getattr(SearchDocument, name) for name in ("key", "kind", "namespace", "page_kind", "language", "facets")]


class Titles(NamedTuple):
    """The keys of a page of hits, which page that is, how many hits there are, and the counts of all of them."""

    keys: tuple[str, ...]
    page: int
    total: int
    facets: Counts


def by_title(
    words: Sequence[str], unwanted: Sequence[str], filters: Filters, sort: Sort, page: int, per_page: int
) -> Titles:
    """What holds all of `words` in its title, none of those `unwanted`, and is let through by `filters`.

    `page` becomes the last one at most.
    """
    without = [~SearchDocument.title_key.contains(key) for word in unwanted if (key := title_key(word))]
    chosen = select(*_COLUMNS).where(containing(words), *without).order_by(*_ORDERS[sort]).limit(MOST)
    rows = session().execute(chosen).mappings().all()
    table = FacetTable.of([facets_of(row) for row in rows])
    found = np.flatnonzero(table.chosen(filters)).tolist()
    page = min(page, max(1, -(-len(found) // per_page)))
    keys = tuple(rows[number]["key"] for number in found[(page - 1) * per_page : page * per_page])
    return Titles(keys, page, len(found), table.counts(np.ones(len(rows), np.bool_), filters))


def signs(query: str) -> list[str]:
    """What is left of a query without words: emoji and other signs, which titles may hold."""
    return storable(query).split()
