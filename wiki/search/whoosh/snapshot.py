"""The index as it is at one moment, kept open from query to query.

Whoosh's own way to move on, `Searcher.refresh`, brings deleted documents back; so a snapshot is made anew when the
index has moved on. What is known of a segment is kept: it never changes but for deletions.
"""

import weakref
from collections import OrderedDict
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wiki.search.ranking.facets import FacetTable
from wiki.search.ranking.index import NOTHING, NOWHERE, Numbers, Places, Postings, Weights
from wiki.search.whoosh.folder import Files, State, open_index

MOST_KEPT = 2_000_000  # postings and places, eight bytes each
MANY = 50  # one document in as many
MOST_STORED = 5000  # documents of a segment whose keys are kept
OWN_SIZE = 64  # what even nothing takes


class Kept:
    """The postings and places that were read last, as many as may be kept in memory."""

    def __init__(self) -> None:
        self._each: OrderedDict[tuple[str, str, str], Any] = OrderedDict()
        self._size = 0

    def get(self, name: tuple[str, str, str], read: Callable[[], Any]) -> Any:
        """What is kept under `name`, and has been read by `read`."""
        if name in self._each:
            self._each.move_to_end(name)
            return self._each[name]
        found = self._each[name] = read()
        self._size += len(found.numbers) + OWN_SIZE
        while self._size > MOST_KEPT:
            _name, gone = self._each.popitem(last=False)
            self._size -= len(gone.numbers) + OWN_SIZE
        return found


class Leaf:
    """One segment: what is known of each of its documents, and its postings."""

    def __init__(self, reader: Any, kept: Kept) -> None:
        # Whoosh would give empty values for a file that a merge has just removed.
        if reader.doc_count_all() and not reader.has_column("facets"):
            raise FileNotFoundError(reader)
        self.name = str(reader.segment().segment_id())
        self.count = int(reader.doc_count_all())
        self.lengths = _column(reader, "length", np.float32)
        self.title_lengths = _column(reader, "title_length", np.float32)
        self.changed = _column(reader, "changed", np.float64)
        each: dict[bytes, tuple[str, ...]] = {}
        for value in (values := list(reader.column_reader("facets"))):
            if value not in each:
                each[value] = tuple(value.decode().splitlines())
        self.facets = FacetTable.of([each[value] for value in values])
        self.all_numbers = np.arange(self.count, dtype=np.int32)
        self._kept = kept
        self._stored: dict[int, tuple[str, int]] = {}

    def stored_of(self, reader: Any, number: int) -> tuple[str, int]:
        """Key and version of a document. The same are asked for again and again: the best of common words."""
        if number not in self._stored:
            if len(self._stored) > MOST_STORED:
                self._stored.clear()
            fields = reader.stored_fields(number)
            self._stored[number] = str(fields["key"]), int(fields["version"])
        return self._stored[number]

    def postings(self, reader: Any, field: str, term: str) -> Postings:
        """The postings of a term, with those of deleted documents."""

        def read() -> Postings:
            matcher = matcher_of(reader, field, term)
            return NOTHING if matcher is None else matcher.everything()

        found: Postings = self._kept.get((self.name, field, term), read)
        return found

    def positions(self, reader: Any, term: str, wanted: Numbers) -> Places:
        """Where a term stands. Of one that is looked for in many documents, all is read and kept."""

        def read(wanted: Numbers = self.all_numbers) -> Places:
            matcher = matcher_of(reader, "content", term)
            return NOWHERE if matcher is None else matcher.places(wanted)

        if len(wanted) * MANY < self.count:
            return read(wanted)
        found: Places = self._kept.get((self.name, "places", term), read)
        return found


def matcher_of(reader: Any, field: str, term: str) -> Any:
    """What reads the postings of a term in one segment; None when it has none. Deleted documents are among them."""
    if (field, term) not in reader:
        return None
    terms = reader._terms  # noqa: SLF001 - `postings` would ask of each document whether it was deleted
    return terms.matcher(field, term.encode(), reader.schema[field].format)


def _column(reader: Any, name: str, kind: Any) -> Any:
    return np.array(reader.column_reader(name).load(), kind)


class Snapshot:
    """All documents of an index, numbered from 0; deleted ones keep their numbers and are found by nothing."""

    def __init__(self, files: Files, state: State, known: dict[str, Leaf], kept: Kept) -> None:
        self.identity = state.identity
        self._files = files
        weakref.finalize(self, files.let_go)  # an engine may end with its app, without a word
        try:
            self._open(known, kept)
        except BaseException:
            self._files.let_go()
            raise

    def _open(self, known: dict[str, Leaf], kept: Kept) -> None:
        self._index = open_index(self._files)
        self._reader = self._index.reader()
        self.generation = int(self._reader.generation() or 0)
        self._readers = list(self._reader.leaf_readers()) if self._reader.doc_count_all() else []
        self.leaves = {
            name: known.get(name) or Leaf(reader, kept)
            for reader, _ in self._readers
            if (name := str(reader.segment().segment_id()))
        }
        self._parts = list(zip(self.leaves.values(), self._readers, strict=True))
        for reader, _offset in self._readers:
            reader.stored_fields(0)  # opens the file now, because a merge may remove it later
        self.count = sum(leaf.count for leaf in self.leaves.values())
        self.facets = FacetTable.joined([leaf.facets for leaf in self.leaves.values()])
        self._gone = self._deleted()

    def is_current(self, state: State) -> bool:
        """Whether the index has not moved on since."""
        return self.identity == state.identity and self._index.latest_generation() == self.generation

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()
        self._files.let_go()

    @cached_property
    def lengths(self) -> Weights:
        """How many terms each document has; 0 where it was deleted."""
        return self._of_those_left([leaf.lengths for leaf in self.leaves.values()])

    @cached_property
    def title_lengths(self) -> Weights:
        """How many terms each title has; 0 where the document was deleted."""
        return self._of_those_left([leaf.title_lengths for leaf in self.leaves.values()])

    @cached_property
    def changed(self) -> NDArray[np.float64]:
        """When each document was changed, in seconds since 1970."""
        return np.concatenate([np.empty(0), *(leaf.changed for leaf in self.leaves.values())])

    def stored(self, number: int) -> tuple[str, int]:
        """Key and version of a document."""
        for leaf, (reader, offset) in self._parts:
            if number < offset + leaf.count:
                return leaf.stored_of(reader, number - offset)
        raise IndexError(number)

    def everything(self) -> list[tuple[str, int]]:
        """Key and version of all documents."""
        return [(str(each["key"]), int(each["version"])) for _number, each in self._reader.iter_docs()]

    def numbers(self, key: str) -> Sequence[int]:
        """The numbers of the documents that stand under `key`: one or none."""
        found = []
        for reader, offset in self._readers:
            if (matcher := matcher_of(reader, "key", key)) is not None:
                found += [offset + int(number) for number in matcher.everything().numbers]
        return [number for number in found if self._gone is None or not self._gone[number]]

    def postings(self, field: str, term: str) -> Postings:
        """The documents that hold a term, by number and in order, and how much it weighs in each."""
        parts = []
        for leaf, (reader, offset) in self._parts:
            numbers, weights = leaf.postings(reader, field, term)
            if len(numbers):
                parts.append((numbers + np.int32(offset) if offset else numbers, weights))
        if not parts:
            return NOTHING
        numbers, weights = parts[0] if len(parts) == 1 else map(np.concatenate, zip(*parts, strict=True))
        if self._gone is None:
            return Postings(numbers, weights)
        left = ~self._gone[numbers]
        return Postings(numbers[left], weights[left])

    def positions(self, term: str, wanted: Numbers) -> Places:
        """Where `term` stands in the documents `wanted`, which are in order. Others may be among them."""
        parts = []
        for leaf, (reader, offset) in self._parts:
            first, last = np.searchsorted(wanted, [offset, offset + leaf.count])
            if last > first:
                numbers, places = leaf.positions(reader, term, wanted[first:last] - np.int32(offset))
                parts.append((numbers + np.int32(offset), places))
        return Places(*map(np.concatenate, zip(*parts, strict=True))) if parts else NOWHERE

    def forms(self, prefix: str, limit: int) -> list[str]:
        """Words, as they are written, that begin with `prefix`: the first `limit` of them in the alphabet."""
        if not self._readers:
            return []
        return [form.decode() for form in islice(self._reader.expand_prefix("forms", prefix), limit)]

    def frequency(self, form: str) -> int:
        """In about how many documents a word stands as it is written here."""
        return int(self._reader.doc_frequency("forms", form))

    def _deleted(self) -> NDArray[np.bool_] | None:
        deleted = [offset + number for reader, offset in self._readers for number in reader.segment().deleted_docs()]
        if not deleted:
            return None
        gone = np.zeros(self.count, np.bool_)
        gone[deleted] = True
        return gone

    def _of_those_left(self, columns: list[Weights]) -> Weights:
        joined: Weights = np.concatenate([np.empty(0, np.float32), *columns])
        if self._gone is not None:
            joined[self._gone] = 0
        return joined
