"""Writing: new documents become a segment of their own, and segments of like size are made one when there is time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from whoosh.reading import SegmentReader  # type: ignore[import-untyped]

from wiki.search.features import Features
from wiki.search.rows import IndexRow, is_indexed
from wiki.search.whoosh.codec import Blocks
from wiki.search.whoosh.schema import document_of

MERGE_AT = 8  # segments of like size
MERGE_BELOW = 2048  # documents; larger segments are left alone, a merge of them would take too long
MOST_SEGMENTS = 48  # when there are more, they are merged at once, whoever waits


def write(opened: Any, batches: Iterable[Sequence[IndexRow]], features: Features) -> int:
    """Bring all `batches` into one segment; the version of the last row. Only one batch is in memory at a time."""
    version = 0
    with _writer(opened) as writer:
        for rows in batches:
            _forget(writer, {row.key for row in rows})
            for row in rows:
                if is_indexed(row):
                    writer.add_document(**document_of(row, features))
            version = rows[-1].version
        crowded = len(writer.segments) >= MOST_SEGMENTS
        writer.commit(mergetype=_merge_alike if crowded else _merge_none)
    return version


def merge(opened: Any) -> bool:
    """Make one of segments of like size, where enough have gathered; whether there was something to do."""
    if not _merged(opened._read_toc().segments):  # noqa: SLF001 - Whoosh has no other way to tell
        return False
    with _writer(opened) as writer:
        writer.commit(mergetype=_merge_alike)
    return True


@contextmanager
def _writer(opened: Any) -> Iterator[Any]:
    """A writer that commits inside the `with`, or leaves the index as it was."""
    writer = opened.writer(limitmb=16, compound=False, codec=Blocks())  # a compound file is read into memory as a whole
    try:
        yield writer
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise


def _forget(writer: Any, keys: set[str]) -> None:
    """Mark what stands under `keys` as deleted. `update_document` would open a searcher for each of them."""
    reader = writer.reader()
    try:
        for key in keys:
            if ("key", key) in reader:
                for number in list(reader.postings("key", key).all_ids()):
                    writer.delete_document(number)
    finally:
        reader.close()


def _merge_none(_writer: Any, segments: list[Any]) -> list[Any]:
    return segments


def _merge_alike(writer: Any, segments: list[Any]) -> list[Any]:
    """Write those that shall become one into the writer's own segment; gives the others.

    A segment that holds nothing any more is left out: of nothing Whoosh makes a segment that cannot be read.
    """
    merged = _merged(segments)
    for segment in (each for each in merged if each.doc_count()):
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in segments if segment not in merged]


def _merged(segments: list[Any]) -> list[Any]:
    """Which segments shall become one: eight of like size, and those that hold nothing any more.

    Each document is thereby rewritten about once for each power of eight.
    """
    tiers: dict[int, list[Any]] = defaultdict(list)
    chosen = []
    for segment in segments:
        count = segment.doc_count_all()
        if count <= segment.deleted_count():
            chosen.append(segment)
        elif count < MERGE_BELOW:
            tiers[(count.bit_length() - 1) // 3].append(segment)
    for alike in tiers.values():
        if len(alike) >= MERGE_AT:
            chosen += alike
    return chosen
