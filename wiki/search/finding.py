"""Finding: what a query is answered with.

The index says which documents match and how well; what is shown of them comes from their rows as they are at this
moment. What has gone is never found, and of what has changed nothing old is shown, even while the index is behind.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.search import swedish
from wiki.search.documents import storable
from wiki.search.models import SearchDocument
from wiki.search.newer import newer_than_index
from wiki.search.question import MOST_CHARACTERS, Question, Sort, Wish, read_question
from wiki.search.ranking import Found, Lookup, look_up, spelling
from wiki.search.snapshot import IndexAway
from wiki.search.snippets import Piece, Seeker, snippet
from wiki.search.titles import containing
from wiki.search.whoosh_index import facet

INDEX_AWAY = N_("The search index is being built. Until it is ready, only titles are searched.")
ONLY_COMMON = N_("These words stand on nearly every page, so only titles are searched for them.")
SHORTENED = N_("The query is long. Only the beginning of it was searched for.")
LOOSE = N_("No page holds all the words. These hold some of them.")
INCOMPLETE = N_("The search took too long, so not everything is shown. A more precise query helps.")

_AS_IT_IS = select(SearchDocument).execution_options(populate_existing=True)  # whatever this session has seen before


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
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True)
class Results:
    """A page of hits, and what is to be said about them."""

    hits: tuple[Hit, ...] = ()
    total: int = 0
    page: int = 1
    facets: Mapping[tuple[str, str], int] = field(default_factory=dict)  # hits by (kind, namespace), all of them
    corrected: str = ""  # the query as it was understood instead, when it was misspelt
    notices: tuple[str, ...] = ()  # msgids


@dataclass(frozen=True)
class _Choice:
    """Which hits, and which part of them."""

    namespace: str | None
    kind: str | None
    page: int
    per_page: int

    def holds(self, name: str) -> bool:
        """Whether hits of the facet `name` are wanted."""
        kind, namespace = _unfacet(name)
        return self.kind in (None, kind) and self.namespace in (None, namespace)


def find(
    query: str, *, namespace: str | None = None, kind: str | None = None, page: int = 1, per_page: int = 20
) -> Results:
    """What `query` finds, best first; with `namespace` and `kind` only that. `page` counts from 1, within the list.

    Any text is a query. All words are looked for, in any form, or some of them where nothing holds all.
    """
    question = read_question(query)
    choice = _Choice(namespace, kind, max(page, 1), per_page)
    shortened = (SHORTENED,) if question.shortened else ()
    if not question.wanted:
        return _by_titles_only(query[:MOST_CHARACTERS], choice, shortened) if not question.unwanted else Results()
    try:
        found, understood, corrected = _ask(query, question, choice)
        if found.total and not found.entries:  # a page beyond the last one: show the last one
            choice = replace(choice, page=-(-found.total // per_page))
            found, understood, corrected = _ask(query, question, choice)
    except IndexAway:
        return _by_titles([word for wish in question.wanted for word in wish.words], choice, (INDEX_AWAY, *shortened))
    hits, lost = _hits(found, understood)
    loose = (LOOSE,) if found.loose and found.total else ()
    return Results(
        hits=hits,
        total=found.total - lost.total(),
        page=choice.page,
        facets={_unfacet(name): left for name, count in found.facets.items() if (left := count - lost[name])},
        corrected=corrected,
        notices=(*shortened, *loose, *(() if found.complete else (INCOMPLETE,))),
    )


def _by_titles_only(query: str, choice: _Choice, notices: tuple[str, ...]) -> Results:
    """What is found for common words, or for signs alone: emoji are in no index."""
    if words := [word.text for word in swedish.words(query)]:
        return _by_titles(words, choice, (ONLY_COMMON, *notices))
    signs = storable(query).split()
    return _by_titles(signs, choice, notices) if signs else Results()


def _ask(query: str, question: Question, choice: _Choice) -> tuple[Found, Question, str]:
    """What the index answers; where nothing holds all the words, first what it answers to them rightly spelt."""
    folder: Path = current_app.config["WIKI"].index_folder
    first = (choice.page - 1) * choice.per_page
    lookup = Lookup(question, choice.holds, newer_than_index(folder), first=first, count=choice.per_page)
    found = look_up(folder, lookup)
    if found.loose or not found.facets:
        better, text = _spelt(folder, query, lookup)
        if better != question:
            instead = look_up(folder, replace(lookup, question=better))
            if instead.facets and not instead.loose:
                return instead, better, text
    return found, question, ""


def _spelt(folder: Path, query: str, lookup: Lookup) -> tuple[Question, str]:
    """The question and `query` with unknown words replaced by known ones that are written nearly like them."""
    question = lookup.question
    words = {word for wish in question.wanted if wish.sort is not Sort.PREFIX for word in wish.words}
    better = {word: other for word in words if (other := spelling(folder, word, lookup.newer))}
    wanted = tuple(Wish(wish.sort, tuple(better.get(word, word) for word in wish.words)) for wish in question.wanted)
    for word, other in better.items():
        query = query.replace(word, other)
    return replace(question, wanted=wanted), query


def _hits(found: Found, question: Question) -> tuple[tuple[Hit, ...], Counter[str]]:
    """The hits as they are now, and how many of each facet are none any more."""
    seeker = Seeker(question)
    keys = [key for key, _version, _facet in found.entries]
    rows = {row.key: row for row in session().scalars(_AS_IT_IS.where(SearchDocument.key.in_(keys)))}
    hits = []
    lost: Counter[str] = Counter()
    for key, version, name in found.entries:
        row = rows.get(key)
        changed = row is not None and row.version != version
        if row is None or row.gone or (changed and not _still_meets(row, seeker)):
            lost[name] += 1
        else:
            hits.append(_hit(row, seeker))
    return tuple(hits), lost


def _still_meets(row: SearchDocument, seeker: Seeker) -> bool:
    return bool(seeker.meeting(f"{row.title}\n{row.headings}\n{row.text}", row.language))


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
        snippet=snippet(row.text, seeker, row.language),
    )


def _by_titles(words: list[str], choice: _Choice, notices: tuple[str, ...]) -> Results:
    """The answer that needs no index: what has all of `words` in its title."""
    condition = containing(words)
    kind, namespace = SearchDocument.kind, SearchDocument.namespace
    counts = session().execute(select(kind, namespace, func.count()).where(condition).group_by(kind, namespace))
    facets = {(one, other): count for one, other, count in counts}
    total = sum(count for name, count in facets.items() if choice.holds(facet(*name)))
    page = min(choice.page, max(1, -(-total // choice.per_page)))
    if choice.kind:
        condition &= kind == choice.kind
    if choice.namespace:
        condition &= namespace == choice.namespace
    rows = _AS_IT_IS.where(condition).order_by(func.length(SearchDocument.title), SearchDocument.title_key)
    rows = rows.offset((page - 1) * choice.per_page).limit(choice.per_page)
    seeker = Seeker(Question(tuple(Wish(Sort.WORD, (word,)) for word in words)))
    hits = tuple(_hit(row, seeker) for row in session().scalars(rows))
    return Results(hits, total, page, facets, notices=notices)


def _unfacet(name: str) -> tuple[str, str]:
    kind, _, namespace = name.partition(":")
    return kind, namespace
