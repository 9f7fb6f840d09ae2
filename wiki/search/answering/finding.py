"""Finding: what a query is answered with.

The index says which documents match and how well; what is shown of them comes from their rows as they are at this
moment. What has gone is never found, and of what has changed nothing old is shown, even while the index is behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from wiki.core.db import session
from wiki.search.answering.attempts import Answer, answer
from wiki.search.answering.by_title import by_title, signs
from wiki.search.answering.notices import INDEX_AWAY, ONLY_COMMON, ONLY_UNWANTED, SHORTENED, Notice
from wiki.search.answering.results import Hit, Results, Widened
from wiki.search.answering.seeker import Seeker
from wiki.search.answering.snippets import snippet, without_contact
from wiki.search.asking.filters import Filters, Sort
from wiki.search.asking.meanings import Meanings
from wiki.search.asking.question import MOST_CHARACTERS, Manner, Question, Wish, read_question
from wiki.search.engine import engine, links
from wiki.search.features import ALL, Features
from wiki.search.models import SearchDocument
from wiki.search.ranking.index import Index, IndexAway
from wiki.search.ranking.look_up import Lookup
from wiki.search.rows import facets_of
from wiki.search.titles.named import titles_of

__all__ = ["INDEX_AWAY", "Hit", "Results", "Widened", "find"]

_AS_IT_IS = select(SearchDocument).execution_options(populate_existing=True)  # whatever this session has seen before


@dataclass(frozen=True)
class _Choice:
    """Which hits, and which part of them."""

    filters: Filters
    sort: Sort
    page: int
    per_page: int
    features: Features

    @property
    def first(self) -> int:
        """How many hits stand on the pages before."""
        return (self.page - 1) * self.per_page

    def narrowed(self, filters: Filters) -> "_Choice":
        """The choice with `filters` of a query besides its own."""
        both = Filters(
            tuple(dict.fromkeys((*self.filters.wanted, *filters.wanted))),
            tuple(dict.fromkeys((*self.filters.unwanted, *filters.unwanted))),
        )
        return replace(self, filters=both)


def find(
    query: str,
    *,
    filters: Filters | None = None,
    sort: Sort = Sort.RELEVANCE,
    page: int = 1,
    per_page: int = 20,
    features: Features = ALL,
) -> Results:
    """What `query` finds and `filters` let through, in the order `sort`. `page` counts from 1.

    Any text is a query. All words are looked for, in any form, or some of them where nothing holds all.
    """
    choice = _Choice(filters or Filters(), sort, max(page, 1), per_page, features)
    answered: Answer | None = None
    try:
        with engine().reading() as index:
            question = read_question(query, Meanings(index.facets.names))
            choice = choice.narrowed(question.filters)
            if _is_for_index(question, choice):
                answered, choice = _asked(index, query, question, choice)
    except IndexAway:
        question = read_question(query)
        return _by_title(question, choice.narrowed(question.filters), (INDEX_AWAY,))
    if answered is None:
        return _by_title(question, choice)
    hits, lost = _hits(answered, choice.filters)
    return Results(
        hits=hits,
        total=answered.found.total - lost,
        page=choice.page,
        facets=answered.found.facets,
        corrected=answered.corrected,
        notices=(*_notices(question), *answered.notices),
        widened=answered.widened,
        filters=choice.filters,
        bare=question.bare,
    )


def _is_for_index(question: Question, choice: _Choice) -> bool:
    """Whether there is something to look up: words, or filters alone, which all that they let through answers."""
    narrowed = bool(choice.filters.wanted) and not question.common
    left_out = bool(question.unwanted) or bool(question.filters.unwanted)
    return bool(question.wanted) or (narrowed and (left_out or not signs(question.bare)))


def _asked(index: Index, query: str, question: Question, choice: _Choice) -> tuple[Answer, _Choice]:
    """What the index answers; of a page beyond the last one, the last one, which the choice then says."""
    lookup = Lookup(
        question,
        choice.filters,
        choice.sort,
        choice.first,
        choice.per_page,
        choice.features,
        links=links(),
        titles=titles_of,
    )
    answered = answer(index, query, lookup)
    if answered.found.total <= choice.first:
        choice = replace(choice, page=max(1, -(-answered.found.total // choice.per_page)))
        if answered.found.total:
            answered = answer(index, query, replace(lookup, first=choice.first))
    return answered, choice


def _by_title(question: Question, choice: _Choice, notices: Sequence[Notice] = ()) -> Results:
    """The answer that needs no index: what has the words of the question in its title."""
    words = [word for wish in question.wanted for word in wish.words]
    if not words and question.common:
        words, notices = list(question.common), (*notices, ONLY_COMMON)
    elif not words and (question.unwanted or question.filters.unwanted) and not choice.filters.wanted:
        notices = (*notices, ONLY_UNWANTED)
    elif not words:
        words = signs(question.bare[:MOST_CHARACTERS])
    said = (*notices, *_notices(question))
    if not words and not choice.filters.wanted:
        return Results(notices=said, filters=choice.filters, bare=question.bare)
    unwanted = [word for wish in question.unwanted for word in wish.words]
    found = by_title(words, unwanted, choice.filters, choice.sort, choice.page, choice.per_page)
    seeker = Seeker(Question(tuple(Wish(Manner.WORD, (word,)) for word in words)))
    rows = _rows(found.keys)
    hits = tuple(_hit(rows[key], seeker) for key in found.keys if key in rows)
    return Results(
        hits, found.total, found.page, found.facets, notices=said, filters=choice.filters, bare=question.bare
    )


def _notices(question: Question) -> tuple[Notice, ...]:
    return (*question.faults, *((SHORTENED,) if question.shortened else ()))


def _hits(answered: Answer, filters: Filters) -> tuple[tuple[Hit, ...], int]:
    """The hits as they are now, and how many are none any more."""
    seeker = Seeker(answered.question)
    entries = answered.found.entries
    rows = _rows([key for key, _version in entries])
    hits = []
    for key, version in entries:
        row = rows.get(key)
        if row is not None and not row.gone and (row.version == version or _still_meets(row, seeker, filters)):
            hits.append(_hit(row, seeker))
    return tuple(hits), len(entries) - len(hits)


def _rows(keys: Sequence[str]) -> dict[str, SearchDocument]:
    return {row.key: row for row in session().scalars(_AS_IT_IS.where(SearchDocument.key.in_(keys)))}


def _still_meets(row: SearchDocument, seeker: Seeker, filters: Filters) -> bool:
    """Whether what has changed since it was found would be found again, as far as that is seen at a glance."""
    facets = set(facets_of(vars(row)))
    through = all(facets.intersection(some) for some in filters.by_field().values())
    if not through or facets.intersection(filters.unwanted):
        return False
    text = f"{row.title}\n{row.other_names}\n{row.headings}\n{row.text}"
    return not seeker.count or seeker.meets(text, row.language)


def _hit(row: SearchDocument, seeker: Seeker) -> Hit:
    return Hit(
        key=row.key,
        kind=row.kind,
        namespace=row.namespace,
        name=row.name,
        title=row.title,
        address=row.address,
        page_kind=row.page_kind,
        changed_at=row.changed_at,
        language=row.language or "sv",
        facets=frozenset(facets_of(vars(row))),
        snippet=snippet(without_contact(row.text, row.headings), seeker, row.language, row.headings, row.title),
    )
