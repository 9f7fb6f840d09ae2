"""How good a ranking is, in figures that others use too, so that they can be compared.

Each query has judged documents: 3 is what was meant, 2 answers it, 1 touches it, 0 does not. A document that nobody has
judged counts as 0.

nDCG follows Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), in the form that TREC's
program trec_eval computes (`ndcg_cut`): the grade is the gain, divided by the logarithm to base 2 of rank + 1. Recall
and reciprocal rank know relevant and not only; from which grade on a document counts as relevant is their `level`,
which is trec_eval's option `-l`. TREC's Deep Learning track takes level 2 for grades 0 to 3.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log2
from statistics import fmean

Ranking = Sequence[str]  # keys of documents, best first
Grades = Mapping[str, int]  # by key of document
EVERY = "all"  # the group of all queries

NDCG_AT = 10
RECALL_AT = 5


@dataclass(frozen=True)
class Figures:
    """Means over some queries, each of 0 to 1."""

    queries: int
    ndcg: float  # at 10
    recall: float  # at 5
    mrr: float


def ndcg(ranking: Ranking, grades: Grades, at: int = NDCG_AT) -> float:
    """The gain of the first `at` documents, as a part of what the best order of all judged documents would gain."""
    best = _gain(sorted(grades.values(), reverse=True)[:at])
    return _gain([grades.get(key, 0) for key in _once(ranking, at)]) / best if best else 0.0


def recall(ranking: Ranking, grades: Grades, at: int = RECALL_AT, level: int = 1) -> float:
    """How large a part of the relevant documents is among the first `at`."""
    relevant = _relevant(grades, level)
    return len(relevant.intersection(_once(ranking, at))) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Ranking, grades: Grades, level: int = 1) -> float:
    """1 when the first document is relevant, 1/2 when only the second is, …; 0 when none is."""
    relevant = _relevant(grades, level)
    return next((1 / rank for rank, key in enumerate(ranking, 1) if key in relevant), 0.0)


def measure(
    run: Mapping[str, Ranking],
    judgements: Mapping[str, Grades],
    groups: Mapping[str, str] | None = None,
    level: int = 1,
) -> dict[str, Figures]:
    """The figures of each group of queries, in the order of `groups`, and last those of all.

    Queries without a relevant document say nothing about a ranking and are left out, as trec_eval does; judged queries
    that the run has no answer to count as 0. `groups` tells the group of a query; without it there is only "all".
    """
    judged = [query for query, grades in judgements.items() if _relevant(grades, level)]
    members: dict[str, list[str]] = {group: [] for group in (groups or {}).values()}
    for query in judged:
        if groups and query in groups:
            members[groups[query]].append(query)
    members[EVERY] = judged
    return {group: _mean(queries, run, judgements, level) for group, queries in members.items() if queries}


def table(figures: Mapping[str, Figures], heading: str = "") -> Iterator[str]:
    """The figures as lines to be printed."""
    width = max(map(len, (heading, *figures)))
    yield f"{heading:{width}}  queries  nDCG@{NDCG_AT}  recall@{RECALL_AT}    MRR"
    for group, each in figures.items():
        yield f"{group:{width}}  {each.queries:7}  {each.ndcg:7.3f}  {each.recall:8.3f}  {each.mrr:5.3f}"


def _mean(queries: list[str], run: Mapping[str, Ranking], judgements: Mapping[str, Grades], level: int) -> Figures:
    pairs = [(run.get(query, ()), judgements[query]) for query in queries]
    return Figures(
        queries=len(pairs),
        ndcg=fmean(ndcg(ranking, grades) for ranking, grades in pairs),
        recall=fmean(recall(ranking, grades, level=level) for ranking, grades in pairs),
        mrr=fmean(reciprocal_rank(ranking, grades, level) for ranking, grades in pairs),
    )


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _relevant(grades: Grades, level: int) -> set[str]:
    return {key for key, grade in grades.items() if grade >= max(level, 1)}


def _once(ranking: Ranking, at: int) -> list[str]:
    """The first `at` documents; one that stands there twice gains nothing the second time."""
    return list(islice(dict.fromkeys(ranking), at))
