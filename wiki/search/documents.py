"""Putting things where they can be found, and taking them away."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, select

from wiki.core.clock import now
from wiki.core.db import session, take_turn
from wiki.search.models import SearchDocument

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_UNSTORABLE = re.compile("[\x00\u00ad\u200b\ud800-\udfff]")  # PostgreSQL takes no NUL; invisible hyphens hide words
LONGEST_KEY = 300  # characters; two keys must fit into one entry of an index of PostgreSQL (2704 bytes)
_BLANK = {"name": "", "title": "", "name_key": "", "title_key": "", "address": "", "headings": "", "text": ""}


@dataclass(frozen=True)
class Document:
    """A page or topic as the search shall know it. All texts are plain text, not markup and not HTML."""

    key: str  # "page:12", "topic:7"
    kind: str  # "page", "redirect" (found by its title only) or "topic"
    namespace: str  # Namespace.value
    name: str  # full name of the page, also for a topic
    title: str  # what the hit is called
    address: str  # where the hit leads: a path, with #anchor for a topic
    headings: str = ""  # one a line
    text: str = ""
    language: str | None = None  # None means Swedish
    changed_at: datetime | None = None  # None means now
    page_kind: str = ""  # what the page is, where the namespace does not tell: "example", "plan", "followup", …


def put(document: Document) -> None:
    """Let `document` be found from now on, in place of what was known under its key.

    Call it in the transaction that changes the thing itself; the index follows within a second after the commit.
    Putting what is known already changes nothing.
    """
    take_turn()
    values = _values(document)
    row = session().scalar(select(SearchDocument).where(SearchDocument.key == document.key))
    if row is not None and not row.gone and all(getattr(row, name) == value for name, value in values.items()):
        return
    if row is None:
        row = SearchDocument(key=document.key)
    values.setdefault("changed_at", now())
    _write(row, gone=False, **values)


def drop(key: str) -> None:
    """Let nobody find what was put under `key` any more, from the commit on; unknown keys are no fault.

    Its texts are emptied at once: what is hidden or removed shall not lie about in a derived table.
    """
    take_turn()
    row = session().scalar(select(SearchDocument).where(SearchDocument.key == key))
    if row is not None and not row.gone:
        _write(row, gone=True, changed_at=now(), **_BLANK)


def title_key(title: str) -> str:
    """`title` as titles are compared: its words without case, with single spaces for all that stands between them."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()[:LONGEST_KEY]


def storable(text: str) -> str:
    """`text` with composed letters and without what no database takes."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def _values(document: Document) -> dict[str, object]:
    values = {
        name: storable(value) if isinstance(value, str) else value
        for name, value in asdict(document).items()
        if name != "key" and not (name == "changed_at" and value is None)
    }
    return {**values, "name_key": title_key(document.name), "title_key": title_key(document.title)}


def _write(row: SearchDocument, **values: object) -> None:
    """Write `row` with the next version. The turn has been taken, so nobody else can be given the same one."""
    newest = session().scalar(select(func.max(SearchDocument.version))) or 0
    for name, value in values.items():
        setattr(row, name, value)
    row.version = newest + 1
    session().add(row)
    session().flush()
