"""What the best hits rise and sink by, beside what they say.

What they are called as a whole, how many link to them, and, where nothing else decides, whether they are fresh and
finished.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import time

import numpy as np
from numpy.typing import NDArray

from wiki.search.documents import title_key
from wiki.search.engine import Links
from wiki.search.ranking.facets import Mask
from wiki.search.ranking.index import Index

LINKS_WORTH = 0.1  # each time that twice as many pages link to it
CALLED_SO = 0.5  # for a title that is what was asked for
BEGINS_SO = 0.4  # for one that begins so, stop words and all; or a page that many link to takes its place
HOLDS_IT = 0.1
TIE = 0.005  # what freshness and status may change, each
FRESH_SECONDS = 365 * 24 * 3600.0
UNFINISHED = ("status=historical", "status=draft")

Factors = NDArray[np.float64]  # by which scores are multiplied
Titles = Callable[[Sequence[str]], Mapping[str, str]]  # of documents, by key: their titles, as titles are compared


@dataclass(frozen=True)
class Sources:
    """Where is looked up what no index holds; what nobody tells is passed over."""

    links: Links | None = None
    titles: Titles | None = None


def standing(index: Index, sources: Sources, asked: str, numbers: NDArray[np.intp]) -> Factors:
    """By how much each of the documents `numbers` rises or sinks for somebody who wrote `asked`."""
    keys = [index.stored(number)[0] for number in numbers.tolist()]
    factors = _by_state(index, numbers)
    if keys and sources.links:
        counts = sources.links(keys)
        factors *= 1 + LINKS_WORTH * np.log2([1 + counts.get(key, 0) for key in keys])
    if keys and sources.titles and (wanted := title_key(asked)):
        titles = sources.titles(keys)
        factors *= np.array([1 + _likeness(wanted, titles.get(key, "")) for key in keys])
    return factors


def _by_state(index: Index, numbers: NDArray[np.intp]) -> Factors:
    """What only breaks ties: the fresher first, and what is out of date or a draft last."""
    age = np.maximum(time() - index.changed[numbers], 0) / FRESH_SECONDS
    unfinished: Mask = index.facets.holding(UNFINISHED)[numbers]
    factors: Factors = 1 + TIE / (1 + age) - TIE * unfinished
    return factors


def _likeness(wanted: str, title: str) -> float:
    """What a title is worth that holds all that was asked for in a row."""
    if title == wanted:
        return CALLED_SO
    if title.startswith(f"{wanted} "):
        return BEGINS_SO
    return HOLDS_IT if f" {wanted} " in f" {title} " else 0.0
