"""What is written into the index: documents become a segment, and small segments become large ones.

A segment is a run of numbers. Its blocks hold plain arrays, so that merging segments which follow on each other is
putting arrays one after the other, which the database does by itself. Nothing is taken out again: a document that is
known otherwise by now is marked as outdated, and readers leave it out.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, insert, select, text, update

from wiki.search.analysis import ANALYSIS_VERSION, Analysed, Posting
from wiki.search.postgres.models import SearchEntry, SearchIndex
from wiki.search.ranking.index import IndexAway
from wiki.search.rows import IndexRow

SCHEMA_VERSION = 1000 + ANALYSIS_VERSION  # raise the thousands when the tables change: every index is then built anew
CONTENT, TITLE, FORMS = range(3)
MERGE_AT = 8  # segments of like size
_BLOCK_COLUMNS = "index_id, field, term, first, count, numbers, weights, counts, places"
_BLOCK_TYPES = ("int4", "int2", "bytea", "int4", "int4", "bytea", "bytea", "bytea", "bytea")
_ENTRY_COLUMNS = "index_id, number, key, version, length, title_length, changed, facets, outdated"
_MERGE = text("""
    WITH moved AS (DELETE FROM search_block WHERE index_id = :id AND first >= :first RETURNING *)
    INSERT INTO search_block (index_id, field, term, first, count, numbers, weights, counts, places)
    SELECT index_id, field, term, :first, sum(count), string_agg(numbers, '' ORDER BY first),
        string_agg(weights, '' ORDER BY first), string_agg(counts, '' ORDER BY first),
        string_agg(places, '' ORDER BY first)
    FROM moved GROUP BY index_id, field, term
""")

Prepared = tuple[IndexRow, Analysed]


@dataclass(frozen=True)
class State:
    """An index and how far it has come."""

    id: int
    version: int
    segments: tuple[int, ...]
    outdated: int
    asked: bool = False

    @property
    def count(self) -> int:
        """How many numbers have been given; the next is this one."""
        return sum(self.segments)

    def is_worn(self) -> bool:
        """Whether so much of it is outdated that it should be built anew."""
        return self.outdated > self.count // 2 + 5000


def read_state(connection: Connection, *, own: int | None = None, lock: bool = False) -> State | None:
    """The state of the index that answers, or of the one with the id `own`; None when there is none of our schema."""
    index = SearchIndex
    columns = (index.id, index.version, index.segments, index.outdated, index.asked)
    chosen = select(*columns).where(index.schema == SCHEMA_VERSION)
    chosen = chosen.where(index.finished if own is None else index.id == own).order_by(index.id.desc()).limit(1)
    row = connection.execute(chosen.with_for_update() if lock else chosen).first()
    return State(row.id, row.version, tuple(row.segments), row.outdated, row.asked) if row else None


def begin(connection: Connection) -> int:
    """Make an empty index, which does not answer yet; its id. What was left of one that was begun before is removed."""
    keep = read_state(connection)
    _remove(connection, but=keep.id if keep else 0)
    values = {"schema": SCHEMA_VERSION, "version": 0, "segments": [], "outdated": 0, "finished": False, "asked": False}
    made: int = connection.execute(insert(SearchIndex).values(values).returning(SearchIndex.id)).scalar_one()
    return made


def finish(connection: Connection, own: int) -> None:
    """Let the index with the id `own` be the one that answers, in place of all others."""
    connection.execute(update(SearchIndex).where(SearchIndex.id == own).values(finished=True))
    _remove(connection, but=own)


def _remove(connection: Connection, *, but: int) -> None:
    for table, column in (("search_block", "index_id"), ("search_entry", "index_id"), ("search_index", "id")):
        connection.execute(text(f"DELETE FROM {table} WHERE {column} <> :own"), {"own": but})  # noqa: S608 - names of ours


def write(
    connection: Connection, rows: Sequence[IndexRow], prepared: Sequence[Prepared], *, own: int | None = None
) -> State:
    """Bring `rows`, in the order of their versions, into an index; `prepared` are those that can be found.

    Rows that it holds already are passed over: should two processes follow at once, the second finds nothing to do.
    Raises IndexAway when the index is none, or none any more.
    """
    state = read_state(connection, own=own, lock=True)
    if state is None:
        raise IndexAway
    later = [row for row in rows if row.version > state.version]
    if not later:
        return state
    fresh = [each for each in prepared if each[0].version > state.version]
    outdated = _outdate(connection, state, later)
    _add(connection, state, fresh)
    segments = (*state.segments, len(fresh)) if fresh else state.segments
    state = replace(state, version=later[-1].version, segments=segments, outdated=state.outdated + outdated)
    _write_state(connection, state)
    return state


def merge(connection: Connection, *, own: int | None = None) -> bool:
    """Make one segment of those at the end, when there are enough of like size; whether there were."""
    seen = read_state(connection, own=own)
    if seen is None or to_merge(seen.segments) is None:
        return False
    state = read_state(connection, own=seen.id, lock=True)
    start = to_merge(state.segments) if state else None
    if state is None or start is None:
        return False
    connection.execute(_MERGE, {"id": state.id, "first": sum(state.segments[:start])})
    _write_state(connection, replace(state, segments=(*state.segments[:start], sum(state.segments[start:]))))
    return True


def _write_state(connection: Connection, state: State) -> None:
    values = {
        "version": state.version,
        "segments": list(state.segments),
        "outdated": state.outdated,
        "asked": state.asked or state.is_worn(),
    }
    connection.execute(update(SearchIndex).where(SearchIndex.id == state.id).values(values))


def _outdate(connection: Connection, state: State, rows: Sequence[IndexRow]) -> int:
    """Say of what stands under the keys of `rows` that it is no longer so; how many there were."""
    known = update(SearchEntry).where(SearchEntry.index_id == state.id, SearchEntry.outdated == 0)
    known = known.where(SearchEntry.key.in_([row.key for row in rows]))
    return connection.execute(known.values(outdated=rows[-1].version)).rowcount


def _add(connection: Connection, state: State, fresh: Sequence[Prepared]) -> None:
    """Write a segment of the documents `fresh`."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor:
        with cursor.copy(f"COPY search_entry ({_ENTRY_COLUMNS}) FROM STDIN") as copy:
            for number, (row, found) in enumerate(fresh, state.count):
                changed, facets = row.changed_at.timestamp(), "\n".join(row.facets)
                lengths = found.length, found.title_length
                copy.write_row((state.id, number, row.key, row.version, *lengths, changed, facets, 0))
        with cursor.copy(f"COPY search_block ({_BLOCK_COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(_BLOCK_TYPES)
            for field, term, count, *arrays in _blocks(state.count, [found for _row, found in fresh]):
                copy.write_row((state.id, field, term.encode(), state.count, count, *arrays))


class _Block:
    """Where one term stands in the documents of a segment, growing."""

    __slots__ = ("counts", "numbers", "places", "weights")

    def __init__(self) -> None:
        self.numbers, self.weights, self.counts, self.places = array("i"), array("f"), array("i"), array("i")

    def packed(self) -> tuple[bytes, bytes, bytes, bytes]:
        """The four arrays as the database takes them."""
        return self.numbers.tobytes(), self.weights.tobytes(), self.counts.tobytes(), self.places.tobytes()


def _blocks(first: int, documents: Sequence[Analysed]) -> Iterator[tuple[int, str, int, bytes, bytes, bytes, bytes]]:
    """Field, term, how many documents, and the arrays of each block. Only in contents the places are ever asked for."""
    content: dict[str, _Block] = defaultdict(_Block)
    title: dict[str, _Block] = defaultdict(_Block)
    forms: dict[str, int] = defaultdict(int)
    for number, found in enumerate(documents, first):
        for term, (weight, places) in _by_term(found.content).items():
            block = content[term]
            block.numbers.append(number)
            block.weights.append(weight)
            block.counts.append(len(places))
            block.places.extend(places)
        for term, (weight, _places) in _by_term(found.title).items():
            title[term].numbers.append(number)
            title[term].weights.append(weight)
        for form in set(found.forms):
            forms[form] += 1
    for field, blocks in ((CONTENT, content), (TITLE, title)):
        for term, block in blocks.items():
            yield field, term, len(block.numbers), *block.packed()
    for form, count in forms.items():
        yield FORMS, form, count, b"", b"", b"", b""


def _by_term(postings: Iterable[Posting]) -> dict[str, tuple[float, list[int]]]:
    """How heavy each term is, and where it stands."""
    weights: dict[str, float] = defaultdict(float)
    places: dict[str, list[int]] = defaultdict(list)
    for term, position, weight in postings:
        weights[term] += weight
        places[term].append(position)
    return {term: (weight, places[term]) for term, weight in weights.items()}


def to_merge(segments: Sequence[int]) -> int | None:
    """From which segment on all should become one: eight of like size are enough. None when all may stay.

    Saving one document thereby costs the same whatever the size of the index, and each is rewritten about once for
    each power of eight.
    """
    tiers = [(size.bit_length() - 1) // 3 for size in segments]
    for tier in sorted(set(tiers)):
        larger = [place for place, each in enumerate(tiers) if each > tier]
        start = larger[-1] + 1 if larger else 0
        if tiers[start:].count(tier) >= MERGE_AT:
            return start
    return None
