"""What is tried, one thing after the other, until something holds all that a query asks for.

All words as they are written, then in other words. Where nothing helps, the answer is what holds some of the words.
What the filters alone keep back is told, and counted without them.
"""

from dataclasses import dataclass, replace
from time import monotonic

from wiki.search.answering.notices import INCOMPLETE, LOOSE, Notice
from wiki.search.answering.results import Widened
from wiki.search.answering.rewording import rewordings, with_missing_dots, with_usual_joints
from wiki.search.asking.filters import Filters
from wiki.search.asking.question import Question
from wiki.search.ranking.index import Index
from wiki.search.ranking.look_up import Found, Lookup, look_up

SECONDS = 0.3  # after which nothing is tried but the likeliest


@dataclass(frozen=True)
class Answer:
    """What was found, and what the question was taken for."""

    found: Found
    question: Question
    corrected: str = ""
    notices: tuple[Notice, ...] = ()
    widened: tuple[Widened, ...] = ()


def answer(index: Index, query: str, lookup: Lookup) -> Answer:
    """The best answer that `index` has to `query`, which is `lookup.question` as it is written."""
    until = monotonic() + SECONDS
    first = look_up(index, lookup)
    if not first.complete:
        return Answer(first, lookup.question, notices=(INCOMPLETE,))
    if first.total and not first.loose:
        return _written_better(index, query, lookup, first) or Answer(first, lookup.question)
    if widened := _ways(index, lookup):
        return Answer(first, lookup.question, widened=widened)
    for number, other in enumerate(rewordings(index, query, lookup.question, lookup.features)):
        if number and monotonic() > until:
            break
        instead = replace(lookup, question=other.question)
        found = look_up(index, instead)
        widened = () if found.total else _ways(index, instead)
        if (found.total and not found.loose) or widened:
            return Answer(found, other.question, other.query, widened=widened)
    return Answer(first, lookup.question, notices=(LOOSE,) if first.loose and first.total else ())


def _written_better(index: Index, query: str, lookup: Lookup, first: Found) -> Answer | None:
    """The answer to the query with missing dots, where it is found so more often than by chance, or missing joints."""
    asked = (index, query, lookup.question, lookup.features)
    for other, least in ((with_missing_dots(*asked), first.total + 1), (with_usual_joints(*asked), 1)):
        if other is None:
            continue
        found = look_up(index, replace(lookup, question=other.question))
        if found.total >= least and not found.loose:
            return Answer(found, other.question, other.query)
    return None


def _ways(index: Index, lookup: Lookup) -> tuple[Widened, ...]:
    """What the filters of `lookup` keep back although it holds all the words: each filter by itself, else all."""
    filters = lookup.filters
    by_field = filters.by_field()
    if not by_field or (len(by_field) == 1 and not lookup.question.wanted):  # all there is answers nothing
        return ()
    everything = Widened(filters.wanted, _count(index, lookup, replace(filters, wanted=())))
    if not everything.count or len(by_field) == 1:
        return (everything,) if everything.count else ()
    each = (
        Widened(some, _count(index, lookup, replace(filters, wanted=tuple(set(filters.wanted).difference(some)))))
        for some in by_field.values()
    )
    return tuple(one for one in each if one.count) or ((everything,) if lookup.question.wanted else ())


def _count(index: Index, lookup: Lookup, filters: Filters) -> int:
    """How many documents hold all that is asked for and are let through by `filters` instead."""
    found = look_up(index, replace(lookup, filters=filters, first=0, count=0, links=None))
    return 0 if found.loose else found.total
