"""Which documents answer a question, and which best; the same for every engine.

What a page is about comes before what it mentions: the words of its title are counted once more. The best are then
looked at more closely, see `standing.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from wiki.search import worths
from wiki.search.analysis import parts_of, synonyms_of
from wiki.search.asking.filters import Filters, Sort
from wiki.search.asking.question import Manner, Question, read_question
from wiki.search.engine import Links
from wiki.search.features import ALL, Features
from wiki.search.language import warm
from wiki.search.language.hyphens import apart
from wiki.search.ranking.index import Index
from wiki.search.ranking.scoring import OutOfTime, Scorer, Scores, added, in_all
from wiki.search.ranking.standing import Sources, Titles, standing

SECONDS = 0.8
TITLE_BOOST = 0.5
MOST_CLOSELY = 60  # hits that are looked at more closely

# What a page is about stands on guidance and themes; examples tell how one municipality did it, and categories and
# people only point there. Who asks how the wiki works uses its own words: its help takes others as examples.
LESS = {
    **{f"namespace={namespace}": 0.4 for namespace in ("category", "user", "template", "file", "help", "project")},
    "page_kind=example": 0.8,
}


@dataclass(frozen=True)
class Lookup:
    """What is looked for, and which part of the ranked answer is wanted."""

    question: Question
    filters: Filters = Filters()  # noqa: RUF009 - frozen
    sort: Sort = Sort.RELEVANCE
    first: int = 0
    count: int = 20
    features: Features = ALL
    links: Links | None = None
    titles: Titles | None = None


@dataclass(frozen=True)
class Found:
    """The part that was wanted, as (key, version), with the counts of the whole."""

    entries: tuple[tuple[str, int], ...] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # by field and value
    loose: bool = False  # nothing holds all that was wanted; these hold some of it
    complete: bool = True


def look_up(index: Index, lookup: Lookup) -> Found:
    """What `index` answers. Without words, all documents that the filters let through."""
    scores, loose, complete = _answer(index, lookup)
    found = scores > 0
    scores[~index.facets.chosen(lookup.filters)] = 0
    numbers = np.flatnonzero(scores)
    ranked = _in_order(index, lookup, numbers, scores[numbers])
    wanted = ranked[lookup.first : lookup.first + lookup.count].tolist()
    entries = tuple(index.stored(number) for number in wanted)
    return Found(entries, len(numbers), index.facets.counts(found, lookup.filters), loose, complete)


def _answer(index: Index, lookup: Lookup) -> tuple[Scores, bool, bool]:
    """The scores of what answers the question; whether only in part; and whether there was time for everything."""
    question, features = lookup.question, lookup.features
    warm()  # the clock does not count what the first query of all has to wait for
    scorer = Scorer(index, features, monotonic() + SECONDS)
    if not question.wanted and not question.unwanted:
        return (index.lengths > 0).astype(np.float32), False, True
    met: list[Scores] = []
    complete, loose, share = True, False, scorer.none() + 1
    try:
        for wish in question.wanted:
            met.append(scorer.of_wish(wish))  # noqa: PERF401 - what was found counts when time runs out
        if features.synonyms:
            _add_synonyms(scorer, question, met)
        scores = in_all(met).copy() if met else (index.lengths > 0).astype(np.float32)
        if not scores.any() and len(pieces := _taken_apart(question, met, scorer, features)) > 1:
            scores, share, loose = added(pieces), _share(pieces), True
        for wish in question.unwanted:
            scores[scorer.of_wish(wish) > 0] = 0
        if features.places:
            _add_titles(scorer, question, scores)
    except OutOfTime:
        scores, complete = in_all(met).copy() if met else scorer.none(), False
    return scores * share * _worth(index), loose, complete


def _taken_apart(question: Question, met: list[Scores], scorer: Scorer, features: Features) -> list[Scores]:
    """What was met of each wish, and of each part of a word that is nowhere as a whole: a compound, an e-tjänst."""
    found: list[Scores] = []
    for wish, scores in zip(question.wanted, met, strict=True):
        parts = _parts(wish.words[0], features) if wish.manner is Manner.WORD else []
        if parts and not scores.any():
            found += [scorer.of_word(part, wish.field) * np.float32(worths.PARTS_OF_ASKED) for part in parts]
        else:
            found.append(scores)
    return found


def _parts(word: str, features: Features) -> list[str]:
    pieces = apart(word) if features.hyphens else []
    return pieces if len(pieces) > 1 else parts_of(word) if features.compounds else []


def _share(met: list[Scores]) -> Scores:
    """What documents are worth that fulfil some wishes only: above all, the more of them the better."""
    share: Scores = (added([(each > 0).astype(np.float32) for each in met]) / np.float32(len(met))) ** 2
    return share


def _add_synonyms(scorer: Scorer, question: Question, met: list[Scores]) -> None:
    """Let documents that hold other words for what is wished for fulfil these wishes too."""
    places = [place for place, wish in enumerate(question.wanted) if wish.manner is Manner.WORD]
    words = [question.wanted[place].words[0] for place in places]
    for start, end, others in synonyms_of(words):
        for other in others:
            wishes = read_question(f'"{other}"').wanted
            if not wishes:
                continue
            for place in places[start:end]:
                scores = scorer.of_wish(replace(wishes[0], field=question.wanted[place].field))
                met[place] = np.maximum(met[place], scores * np.float32(worths.SYNONYM / (end - start)))


def _add_titles(scorer: Scorer, question: Question, scores: Scores) -> None:
    """Let documents rise that are called what is looked for."""
    held = scores > 0
    for wish in question.wanted:
        if wish.manner is not Manner.PREFIX and wish.field != "title":
            for word in wish.words:
                scores[held] += np.float32(TITLE_BOOST) * scorer.of_word(word, "title")[held]


def _worth(index: Index) -> NDArray[np.float32]:
    worth = np.ones(index.count, np.float32)
    pages = index.facets.holding(["kind=page"])
    for name, less in LESS.items():
        worth[pages & index.facets.holding([name])] = less
    return worth


def _best_of(scores: Scores, count: int) -> NDArray[np.intp]:
    """Where the best `count` stand, best first; of like ones, the first. More are not put in order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    least = np.partition(scores, len(scores) - count)[len(scores) - count]
    candidates = np.flatnonzero(scores >= least)
    return candidates[np.argsort(-scores[candidates], kind="stable")]


def _in_order(index: Index, lookup: Lookup, numbers: NDArray[np.intp], scores: Scores) -> NDArray[np.intp]:
    """`numbers` in the order that is wanted."""
    changed = index.changed[numbers]
    if lookup.sort is Sort.NEWEST or (lookup.sort is Sort.RELEVANCE and not lookup.question.wanted):
        return numbers[np.lexsort((-scores, -changed))]
    if lookup.sort is Sort.OLDEST:
        return numbers[np.lexsort((-scores, changed))]
    order = _best_of(scores, max(MOST_CLOSELY, lookup.first + lookup.count))
    best = order[:MOST_CLOSELY]
    sources = Sources(
        lookup.links if lookup.features.links else None, lookup.titles if lookup.features.places else None
    )
    closely = scores[best] * standing(index, sources, lookup.question.bare, numbers[best])
    order[:MOST_CLOSELY] = best[np.argsort(-closely, kind="stable")]
    return numbers[order]
