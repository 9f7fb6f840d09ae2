"""The index as it is at one moment, kept open from query to query.

A process keeps one snapshot of an index and takes a new one when the index has moved on. (Whoosh's own way to move on,
`Searcher.refresh`, brings deleted documents back.) Whoosh's readers share positions in files, so one thread reads at a
time; Python would not let two of them compute at once anyway.

Only postings are read with Whoosh. What to make of them is computed in `ranking`: Whoosh calls eight methods for each
document that matches, which takes 70 ms for a word that stands on most of 10,000 pages, against 10.
"""

import logging
import threading
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple

from wiki.search.whoosh_index import State, open_index, read_state

log = logging.getLogger(__name__)

ATTEMPTS = 4
POSTINGS_KEPT = 64  # terms; a term on all of 10,000 pages takes 80 kB


class IndexAway(Exception):
    """There is no index that can be read just now."""


class Postings(NamedTuple):
    """The documents that hold a term, by number and in order, and how much the term weighs in each."""

    numbers: Sequence[int]
    weights: Sequence[float]


class _Columns(NamedTuple):
    """What is known of each document of one segment; a segment never changes but for deletions."""

    facets: tuple[str, ...]
    lengths: Sequence[int]
    title_lengths: Sequence[int]


class Snapshot:
    """All documents of an index, numbered from 0; deleted ones keep their numbers and are found by nothing."""

    def __init__(self, folder: Path, state: State, known: dict[str, _Columns]) -> None:
        self.identity = state.identity
        self._index = open_index(folder)
        self._reader = self._index.reader()
        self.generation = int(self._reader.generation() or 0)
        self._leaves = list(self._reader.leaf_readers()) if self._reader.doc_count_all() else []
        self.columns = {
            leaf.segment().segment_id(): known.get(leaf.segment().segment_id()) or _columns(leaf)
            for leaf, _ in self._leaves
        }
        for leaf, _offset in self._leaves:
            leaf.stored_fields(0)  # opens the file now, because a merge may remove it later
        in_order = list(self.columns.values())
        self.facets = list(chain.from_iterable(each.facets for each in in_order))
        self.lengths = list(chain.from_iterable(each.lengths for each in in_order))
        self.title_lengths = list(chain.from_iterable(each.title_lengths for each in in_order))
        self.postings = lru_cache(maxsize=POSTINGS_KEPT)(self._postings)

    def is_current(self, state: State) -> bool:
        """Whether the index has not moved on since."""
        return self.identity == state.identity and self._index.latest_generation() == self.generation

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""
        fields = self._reader.stored_fields(number)
        return str(fields["key"]), int(fields["version"])

    def numbers(self, key: str) -> Sequence[int]:
        """The numbers of the documents that stand under `key`: one or none."""
        return self._postings("key", key).numbers

    def positions(self, term: str, wanted: Sequence[int]) -> dict[int, list[int]]:
        """Where `term` stands in each of the documents `wanted`, which are in order and hold it."""
        found: dict[int, list[int]] = {}
        for leaf, offset in self._leaves:
            inside = [number for number in wanted if offset <= number < offset + leaf.doc_count_all()]
            if inside and ("content", term) in leaf:
                matcher = leaf.postings("content", term)
                for number in inside:
                    matcher.skip_to(number - offset)
                    if not matcher.is_active():
                        break
                    if matcher.id() == number - offset:
                        found[number] = matcher.value_as("positions")
        return found

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""
        return (
            [form.decode() for form in islice(self._reader.expand_prefix("forms", prefix), limit)]
            if self._leaves
            else []
        )

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
        return int(self._reader.doc_frequency("forms", form))

    def _postings(self, field: str, term: str) -> Postings:
        numbers, weights = array("L"), array("f")
        for leaf, offset in self._leaves:
            if (field, term) in leaf:
                matcher = leaf.postings(field, term)
                while matcher.is_active():
                    numbers.append(offset + matcher.id())
                    weights.append(matcher.weight())
                    matcher.next()
        return Postings(numbers, weights)


def _columns(leaf: Any) -> _Columns:
    if not leaf.has_column("facet"):  # Whoosh would give empty values for a file that a merge has just removed
        raise FileNotFoundError(leaf)
    facets = tuple(facet.decode() for facet in leaf.column_reader("facet"))
    return _Columns(facets, leaf.column_reader("length").load(), leaf.column_reader("title_length").load())


_lock = threading.RLock()
_kept: dict[Path, Snapshot] = {}


@contextmanager
def snapshot(folder: Path) -> Iterator[Snapshot]:
    """The index in `folder` as it is now, while the `with` lasts. Raises IndexAway, also when it proves broken."""
    with _lock:
        current = _current(folder)
        try:
            yield current
        except Exception as error:
            _let_go(folder)
            log.exception("the search index in %s could not be read", folder)
            raise IndexAway(folder) from error


def _current(folder: Path) -> Snapshot:
    state = read_state(folder)
    if state is None:
        raise IndexAway(folder)
    kept = _kept.get(folder)
    for attempt in range(ATTEMPTS):
        try:
            if kept is None or not kept.is_current(state):
                known = kept.columns if kept is not None and kept.identity == state.identity else {}
                fresh = Snapshot(folder, state, known)
                _let_go(folder)
                _kept[folder] = fresh
            return _kept[folder]
        except Exception as error:  # the follower may just have merged away what we were about to open
            if attempt + 1 == ATTEMPTS:
                log.warning("the search index in %s cannot be opened: %s", folder, error)
                _let_go(folder)
                raise IndexAway(folder) from error
            sleep(0.02)
    raise AssertionError("the last attempt returns or raises")


def _let_go(folder: Path) -> None:
    kept = _kept.pop(folder, None)
    if kept is not None:
        kept.close()


def can_open(folder: Path) -> bool:
    """Whether there is an index that can be asked."""
    try:
        with snapshot(folder):
            return True
    except IndexAway:
        return False
