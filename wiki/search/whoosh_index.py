"""The index on disk: its schema, how it is written, and how far it has come.

A folder holds one Whoosh index and the file `state.json`, which says which index this is and up to which version of
the rows it has come. The state is written after the commit it speaks of, so a crash in between repeats a few rows.
Whoosh does not wait until its files are on the disk, so after a power cut they may be cut off: `sizes.json` tells.

Title, headings and text are one field, in which the words of titles and headings weigh more: BM25F as it was meant, and
three times as fast as to search three fields. A second, small field holds the titles alone, so that a page called what
was asked for comes first.
"""

import json
import secrets
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from whoosh import fields, formats, index  # type: ignore[import-untyped]
from whoosh.columns import NumericColumn, RefBytesColumn  # type: ignore[import-untyped]
from whoosh.reading import SegmentReader  # type: ignore[import-untyped]

from wiki.search import swedish

SCHEMA_VERSION = 2  # raise it when the schema or the analysis changes: every index is then built anew
TITLE_WEIGHT = 4.0
HEADING_WEIGHT = 2.0
GAP = 100  # positions between title, headings and text, so that no phrase reaches across
MERGE_AT = 8  # segments of like size
MERGE_BELOW = 512  # documents; larger segments are left alone, a merge of them would keep new pages waiting
STATE = "state.json"
SIZES = "sizes.json"
REDIRECT = "redirect"  # found by its title only: what it leads to has the text

Posting = tuple[str, int, float]  # term, position, weight


class WeighedTerms(fields.FieldType):  # type: ignore[misc]
    """A field that takes ready postings: the analysis depends on the document's language, which Whoosh cannot know."""

    def __init__(self) -> None:
        super().__init__(formats.Positions(), None, scorable=True)

    def index(self, value: Sequence[Posting], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """For each term: how often, how heavy, and where."""
        positions: dict[str, list[int]] = defaultdict(list)
        weights: dict[str, float] = defaultdict(float)
        for term, position, weight in value:
            positions[term].append(position)
            weights[term] += weight
        for term, places in positions.items():
            yield term.encode(), len(places), weights[term], self.format.encode(places)


class Forms(fields.FieldType):  # type: ignore[misc]
    """The words as they were written, in small letters: for prefixes and for spelling."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), None, scorable=True)  # or lengths are looked for on disk all the time

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each form once."""
        for form in value:
            yield form.encode(), 1, 1.0, b""


SCHEMA = fields.Schema(
    key=fields.ID(stored=True, unique=True),
    version=fields.STORED,
    facet=fields.COLUMN(RefBytesColumn()),
    length=fields.COLUMN(NumericColumn("I")),
    title_length=fields.COLUMN(NumericColumn("I")),
    content=WeighedTerms(),
    title=WeighedTerms(),
    forms=Forms(),
)


class IndexRow(NamedTuple):
    """What the index takes from a row; the names are those of the columns of SearchDocument."""

    key: str
    version: int
    gone: bool
    kind: str
    namespace: str
    language: str | None
    title: str
    headings: str
    text: str


@dataclass(frozen=True)
class State:
    """Which index this is, and the version of the last row it holds."""

    schema: int
    identity: str
    version: int


def read_state(folder: Path) -> State | None:
    """The state of the index in `folder`; None when there is none that this program can use."""
    try:
        state = State(**json.loads((folder / STATE).read_text()))
    except (OSError, ValueError, TypeError):
        return None
    return state if state.schema == SCHEMA_VERSION else None


def write_state(folder: Path, state: State) -> None:
    """Say how far the index in `folder` has come."""
    _replace(folder / STATE, json.dumps(asdict(state)))


def is_whole(folder: Path) -> bool:
    """Whether the files of the index are as long as they were when they were written."""
    try:
        sizes: dict[str, int] = json.loads((folder / SIZES).read_text())
    except FileNotFoundError:
        return True  # nothing has been written yet
    except ValueError:
        return False
    return all((path := folder / name).exists() and path.stat().st_size == size for name, size in sizes.items())


def _write_sizes(folder: Path) -> None:
    """Note how long the files of all segments are. The table of contents is not one, the next commit removes it."""
    _replace(folder / SIZES, json.dumps({path.name: path.stat().st_size for path in folder.glob("MAIN_*")}))


def _replace(path: Path, text: str) -> None:
    """Write a small file in one step: there is either the old one or the new one."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(text)
    fresh.replace(path)


def create(folder: Path) -> Any:
    """An empty index in `folder`, in place of whatever was there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    made = index.create_in(str(folder), SCHEMA)
    write_state(folder, State(SCHEMA_VERSION, secrets.token_hex(8), 0))
    return made


def open_index(folder: Path) -> Any:
    """The index in `folder`. Raises whatever Whoosh raises when it is not whole."""
    return index.open_dir(str(folder), schema=SCHEMA)


def put_in_place(fresh: Path, folder: Path) -> None:
    """Let the index in `fresh` become the one in `folder`. A crash in between leaves none, and one is built again."""
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write(opened: Any, folder: Path, rows: Sequence[IndexRow], *, merge: bool = True) -> None:
    """Bring `rows`, which stand in the order of their versions, into the index, and then the state up to the last."""
    state = read_state(folder)
    assert state is not None, "an index without a state is never opened"
    writer = opened.writer(limitmb=16, compound=False)  # a compound file is read into memory as a whole
    try:
        _forget(writer, {row.key for row in rows})
        for row in rows:
            if is_indexed(row):
                writer.add_document(**document_of(row))
        writer.commit(mergetype=_merge_alike if merge else _merge_none)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()
        raise
    _write_sizes(folder)
    write_state(folder, replace(state, version=rows[-1].version))


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


def is_indexed(row: IndexRow) -> bool:
    """Whether `row` stands in the index at all."""
    return not row.gone and row.kind != REDIRECT


def document_of(row: IndexRow) -> dict[str, object]:
    """What the fields of the schema hold for `row`."""
    title = [(term.text, term.position, TITLE_WEIGHT) for term in swedish.terms(row.title, row.language)]
    postings: list[Posting] = []
    base = 0
    for text, weight in ((row.title, TITLE_WEIGHT), (row.headings, HEADING_WEIGHT), (row.text, 1.0)):
        found = [(term.text, base + term.position, weight) for term in swedish.terms(text, row.language)]
        postings += found
        base = (found[-1][1] if found else base) + GAP
    forms = {word.text.lower() for word in swedish.words(f"{row.title}\n{row.headings}\n{row.text}")}
    return {
        "key": row.key,
        "version": row.version,
        "facet": facet(row.kind, row.namespace).encode(),
        "length": len(postings),
        "title_length": len(title),
        "content": postings,
        "title": title,
        "forms": [form for form in forms if len(form) <= swedish.LONGEST_WORD],
    }


def facet(kind: str, namespace: str) -> str:
    """What hits are counted and chosen by."""
    return f"{kind}:{namespace}"


def _merge_none(_writer: Any, segments: list[Any]) -> list[Any]:
    return segments


def _merge_alike(writer: Any, segments: list[Any]) -> list[Any]:
    """Leave the segments as they are until eight of like size have gathered; then make one of these.

    Committing one document thereby costs the same whatever the size of the index; each document is rewritten about
    once for each power of eight. Segments that hold nothing any more are left out.
    """
    tiers: dict[int, list[Any]] = defaultdict(list)
    kept = []
    for segment in segments:
        count = segment.doc_count()
        if count >= MERGE_BELOW and count > segment.deleted_count():
            kept.append(segment)
        elif count:
            tiers[(count.bit_length() - 1) // 3].append(segment)
    for alike in tiers.values():
        if len(alike) < MERGE_AT and all(segment.doc_count() > segment.deleted_count() for segment in alike):
            kept += alike
            continue
        for segment in alike:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept
