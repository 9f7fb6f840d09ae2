"""What the index holds of each document.

Title, headings and text are one field, in which the words of titles and headings weigh more: BM25F as it was meant, and
three times as fast as to search three fields. A second, small field holds the titles alone, so that a page called what
was asked for comes first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from whoosh import fields, formats  # type: ignore[import-untyped]
from whoosh.columns import NumericColumn, VarBytesColumn  # type: ignore[import-untyped]

from wiki.search.analysis import ANALYSIS_VERSION, Posting, analyse
from wiki.search.features import Features
from wiki.search.rows import IndexRow
from wiki.search.whoosh.codec import Positions

SCHEMA_VERSION = 3000 + ANALYSIS_VERSION  # raise the thousands when the schema changes: every index is then built anew


class WeighedTerms(fields.FieldType):  # type: ignore[misc]
    """A field that takes ready postings: the analysis depends on the document's language, which Whoosh cannot know."""

    def __init__(self) -> None:
        super().__init__(Positions(), None, scorable=True)

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
    facets=fields.COLUMN(VarBytesColumn()),
    length=fields.COLUMN(NumericColumn("I")),
    title_length=fields.COLUMN(NumericColumn("I")),
    changed=fields.COLUMN(NumericColumn("d")),
    content=WeighedTerms(),
    title=WeighedTerms(),
    forms=Forms(),
)


def document_of(row: IndexRow, features: Features) -> dict[str, object]:
    """What the fields of the schema hold for `row`."""
    analysed = analyse(row, features=features)
    return {
        "key": row.key,
        "version": row.version,
        "facets": "\n".join(row.facets).encode(),
        "length": analysed.length,
        "title_length": analysed.title_length,
        "changed": row.changed_at.timestamp(),
        "content": analysed.content,
        "title": analysed.title,
        "forms": analysed.forms,
    }
