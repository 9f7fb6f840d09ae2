"""Putting things where they can be found, and taking them away."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime

from sqlalchemy import bindparam, func, select

from wiki.core.clock import now
from wiki.core.db import session, take_turn
from wiki.search.models import SearchDocument

_BETWEEN_WORDS = re.compile(r"[\W_]+")
_UNSTORABLE = re.compile("[\x00\u00ad\u200b\ud800-\udfff]")  # PostgreSQL takes no NUL; invisible hyphens hide words
SYNONYM = "synonym:"  # keys of what is another word for a page begin so
LONGEST_KEY = 300  # characters; two keys must fit into one entry of an index of PostgreSQL (2704 bytes)
_BY_KEY = select(SearchDocument).where(SearchDocument.key == bindparam("key"))
_NEWEST = select(func.max(SearchDocument.version))
_TEXTS = ("name", "title", "name_key", "title_key", "address", "leads_to", "other_names", "headings", "text", "facets")
_BLANK = dict.fromkeys(_TEXTS, "")
MOST_NAMES = 50  # other names of one page
PASSED_ON = ("municipality=", "county=", "theme=")  # what belongs to these with a page does so with its topics
_LEADING = select(SearchDocument.title).where(
    SearchDocument.leads_to == bindparam("name"), SearchDocument.gone.is_(False)
)
_CALLED_SO = select(SearchDocument).where(
    SearchDocument.name_key == bindparam("key"),
    SearchDocument.name == bindparam("name"),
    SearchDocument.kind == bindparam("kind"),
    SearchDocument.gone.is_(False),
)


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
    leads_to: str = ""  # full name of the page that a redirect leads to, which is then found by this title too
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)  # what it is narrowed by: field → values


_FIELDS = tuple(each.name for each in fields(Document) if each.name not in {"key", "facets"})


def put(document: Document) -> None:
    """Let `document` be found from now on, in place of what was known under its key.

    Call it in the transaction that changes the thing itself; the index follows within a second after the commit.
    Putting what is known already changes nothing.
    """
    take_turn()
    values = _values(document)
    row = session().scalar(_BY_KEY, {"key": document.key})
    if row is not None and not row.gone and all(getattr(row, name) == value for name, value in values.items()):
        return
    if row is None:
        row = SearchDocument(key=document.key, leads_to="", gone=True)
    values.setdefault("changed_at", now())
    left, passed_on = ("", []) if row.gone else (row.leads_to, _passed_on(row))
    _write(row, gone=False, **values)
    _name_again({left, row.leads_to})
    if row.kind == "page" and passed_on != _passed_on(row):
        _pass_on(row)


def drop(key: str) -> None:
    """Let nobody find what was put under `key` any more, from the commit on; unknown keys are no fault.

    Its texts are emptied at once: what is hidden or removed shall not lie about in a derived table.
    """
    take_turn()
    row = session().scalar(_BY_KEY, {"key": key})
    if row is not None and not row.gone:
        left = row.leads_to
        _write(row, gone=True, changed_at=now(), **_BLANK)
        _name_again({left})


def title_key(title: str) -> str:
    """`title` as titles are compared: its words without case, with single spaces for all that stands between them."""
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", title).casefold()).strip()[:LONGEST_KEY]


def storable(text: str) -> str:
    """`text` with composed letters and without what no database takes."""
    return unicodedata.normalize("NFC", _UNSTORABLE.sub("", text))


def facet(name: str, value: str) -> str:
    """What a document is narrowed and counted by, as one line."""
    return f"{name}={' '.join(storable(value).split())}"


def _values(document: Document) -> dict[str, object]:
    values = {
        name: storable(value) if isinstance(value, str) else value
        for name in _FIELDS
        if (value := getattr(document, name)) is not None or name != "changed_at"
    }
    is_synonym = document.key.startswith(SYNONYM)  # found by itself alone, and not by the name of its page
    return {
        **values,
        "name_key": title_key(document.title if is_synonym else document.name),
        "title_key": title_key(document.title),
        "other_names": _other_names(storable(document.name)) if document.kind == "page" else "",
        "facets": "\n".join(_facets(document)),
    }


def _facets(document: Document) -> Iterator[str]:
    for name, values in document.facets.items():
        yield from (facet(name, value) for value in dict.fromkeys(values))
    if document.kind == "topic":
        for page in _called(storable(document.name), "page"):
            yield from _passed_on(page)


def _other_names(name: str) -> str:
    """The titles of the redirects that lead straight to the page `name`, one a line."""
    titles = session().scalars(_LEADING, {"name": name})
    return "\n".join(sorted(set(titles))[:MOST_NAMES])


def _name_again(names: set[str]) -> None:
    """Let the pages called so be found by the redirects that lead to them now."""
    for name in filter(None, names):
        for row in _called(name, "page"):
            if row.other_names != (found := _other_names(name)):
                _write(row, other_names=found)


def _called(name: str, kind: str) -> Sequence[SearchDocument]:
    return session().scalars(_CALLED_SO, {"key": title_key(name), "name": name, "kind": kind}).all()


def _passed_on(page: SearchDocument) -> list[str]:
    return [line for line in (page.facets or "").split("\n") if line.startswith(PASSED_ON)]


def _pass_on(page: SearchDocument) -> None:
    """Let the topics about `page` belong to what it belongs to now."""
    for topic in _called(page.name, "topic"):
        own = [line for line in topic.facets.split("\n") if line and not line.startswith(PASSED_ON)]
        _write(topic, facets="\n".join([*own, *_passed_on(page)]))


def _write(row: SearchDocument, **values: object) -> None:
    """Write `row` with the next version. The turn has been taken, so nobody else can be given the same one."""
    newest = session().scalar(_NEWEST) or 0
    for name, value in values.items():
        setattr(row, name, value)
    row.version = newest + 1
    session().add(row)
    session().flush()
