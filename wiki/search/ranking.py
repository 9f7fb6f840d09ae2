"""Which documents answer a question, and which best: BM25F over postings.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), sections 3.4 and 3.6
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from math import log
from pathlib import Path
from time import monotonic

from whoosh.support.levenshtein import distance  # type: ignore[import-untyped]

from wiki.search import swedish
from wiki.search.newer import Current, Newer
from wiki.search.question import Question, Sort, Wish
from wiki.search.snapshot import snapshot
from wiki.search.whoosh_index import facet

SECONDS = 1.0
K1 = 1.2
B = 0.6
TITLE_BOOST = 1.5
MOST_FORMS = 64  # what a prefix may stand for
MOST_CANDIDATES = 3000  # words that a misspelt one is compared with

# What a page is about stands on guidance, themes and municipalities; categories and people only point there.
WORTH = {facet("page", namespace): 0.4 for namespace in ("category", "user", "template", "file")}

Scores = dict[int, float]  # by document number


@dataclass(frozen=True)
class Lookup:
    """What is looked for, and which part of the ranked answer is wanted."""

    question: Question
    chosen: Callable[[str], bool]  # whether documents of a facet are wanted
    newer: Newer  # than the index
    first: int
    count: int


@dataclass(frozen=True)
class Found:
    """The part that was wanted, as (key, version, facet), with the counts of the whole."""

    entries: tuple[tuple[str, int, str], ...] = ()
    total: int = 0
    facets: Mapping[str, int] = field(default_factory=dict)  # of all that was found, chosen or not
    loose: bool = False  # nothing holds all that was wanted; these hold some of it
    complete: bool = True


class OutOfTime(Exception):
    """The question takes longer than anybody waits."""


def look_up(folder: Path, lookup: Lookup) -> Found:
    """Ask the index in `folder`. Raises IndexAway."""
    with snapshot(folder) as kept:
        index = Current(kept, lookup.newer)
        scores, loose, complete = _answer(index, lookup.question)
        facets = Counter(index.facets[number] for number in scores)
        chosen = {name for name in facets if lookup.chosen(name)}
        ranked = (
            (score * WORTH.get(facet, 1.0), -number)
            for number, score in scores.items()
            if (facet := index.facets[number]) in chosen
        )
        best = heapq.nlargest(lookup.first + lookup.count, ranked)[lookup.first :]
        total = sum(facets[name] for name in chosen)
        entries = tuple((*index.stored(-number), index.facets[-number]) for _score, number in best)
        return Found(entries, total, facets, loose, complete)


def spelling(folder: Path, word: str, newer: Newer) -> str | None:
    """A word that stands in the wiki and is written nearly like `word`; None when that is a word, or nothing is near.

    A word that a dictionary knows is rightly spelt, whatever the wiki holds: who asks for "barn" does not mean "bara".
    """
    word = word.lower()
    limit = 1 if len(word) < 6 else 2
    with snapshot(folder) as kept:
        index = Current(kept, newer)
        if len(word) < 4 or any(index.postings("content", term).numbers for term in swedish.all_terms(word)):
            return None
        for start in (2, 1):
            forms = [form for form in index.forms(word[:start], MOST_CANDIDATES) if abs(len(form) - len(word)) <= limit]
            near = [
                (away, -index.frequency(form), form)
                for form in forms
                if (away := distance(word, form, limit=limit)) <= limit
            ]
            if near:
                return None if swedish.is_known(word) else min(near)[2]
    return None


def _answer(index: Current, question: Question) -> tuple[Scores, bool, bool]:
    """The scores of what answers `question`; whether only in part; and whether there was time for everything."""
    until = monotonic() + SECONDS
    met: list[Scores] = []
    complete, loose = True, False
    try:
        for wish in question.wanted:
            met.append(_scores(index, wish, until))  # noqa: PERF401  what was found counts when time runs out
        scores = _in_all(met)
        if not scores and len(met) > 1:
            scores, loose = _added(met), True
        for wish in question.unwanted:
            for number in _scores(index, wish, until):
                scores.pop(number, None)
    except OutOfTime:
        scores, complete = _in_all(met) if met else {}, False
    for term in {term for wish in question.wanted for word in wish.words for term in swedish.all_terms(word)}:
        for number, score in _weighed(index, "title", term).items():
            if number in scores:
                scores[number] += TITLE_BOOST * score
    return scores, loose, complete


def _scores(index: Current, wish: Wish, until: float) -> Scores:
    """The documents that fulfil one wish."""
    if wish.sort is Sort.PREFIX:
        return _of_terms(index, _prefixed(index, wish.words[0]), until)
    parts = [part for word in wish.words for part in swedish.parts(word) if part.lower() not in swedish.STOP_WORDS]
    if wish.sort is Sort.PHRASE:
        return _in_a_row(index, parts, until)
    whole = _of_terms(index, swedish.all_terms("".join(swedish.parts(wish.words[0]))), until)
    return _added([whole, _in_a_row(index, parts, until)]) if len(parts) > 1 else whole


def _of_terms(index: Current, terms: Iterable[str], until: float) -> Scores:
    found = []
    for term in terms:
        if monotonic() > until:
            raise OutOfTime
        found.append(_weighed(index, "content", term))
    return _added(found)


def _weighed(index: Current, field_name: str, term: str) -> Scores:
    """BM25 of one term in all documents that hold it."""
    numbers, weights = index.postings(field_name, term)
    if not numbers:
        return {}
    lengths = index.title_lengths if field_name == "title" else index.lengths
    count = len(lengths)
    rarity = log(1 + (count - len(numbers) + 0.5) / (len(numbers) + 0.5)) * (K1 + 1)
    constant, slope = K1 * (1 - B), K1 * B * count / (sum(lengths) or 1)
    return {
        number: rarity * weight / (weight + constant + slope * lengths[number])
        for number, weight in zip(numbers, weights, strict=True)
    }


def _in_a_row(index: Current, words: list[str], until: float) -> Scores:
    """The documents in which `words`, in any form, follow each other. Each language is tried as a whole."""
    found: Scores = {}
    for row in dict.fromkeys(tuple(swedish.term(word, language) for word in words) for language in swedish.LANGUAGES):
        scores = _in_all([_of_terms(index, [term], until) for term in row])
        candidates = sorted(scores)
        starts: dict[int, set[int]] = {}
        for place, term in enumerate(row):
            if monotonic() > until:
                raise OutOfTime
            here = {
                number: {each - place for each in places}
                for number, places in index.positions(term, candidates).items()
            }
            starts = (
                {number: starts[number] & here[number] for number in candidates if number in here} if place else here
            )
            candidates = [number for number in candidates if starts.get(number)]
        found = _added([found, {number: scores[number] for number in candidates}])
    return found


def _in_all(each: list[Scores]) -> Scores:
    """What is in all of `each`, with the sum of its scores."""
    first, *others = sorted(each, key=len)
    return reduce(
        lambda one, other: {n: score + other[n] for n, score in one.items() if n in other}, others, dict(first)
    )


def _added(each: list[Scores]) -> Scores:
    """What is in any of `each`, with the sum of its scores."""
    largest, *others = sorted(each, key=len, reverse=True) or [{}]
    added = dict(largest)
    for other in others:
        for number, score in other.items():
            added[number] = added.get(number, 0.0) + score
    return added


def _prefixed(index: Current, prefix: str) -> list[str]:
    """The terms of the words that begin with `prefix`: of the 64 shortest, when there are more."""
    words = sorted(index.forms(prefix.lower(), MOST_CANDIDATES), key=lambda form: (len(form), form))[:MOST_FORMS]
    return sorted({term for word in words for term in swedish.all_terms(word)})
