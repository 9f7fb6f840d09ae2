"""Collections to measure a search with, as others share them: documents, queries and judgements (qrels).

    documents   JSON lines: {"id" or "_id", "title", "text"}; also "headings", "names", "language", "facets"
    queries     TSV of id, text and, for those who want figures by group, group; or JSON lines: {"id" or "_id", "text"}
    qrels       TREC's four columns (query, 0, document, grade), or TSV of three (query, document, grade)

A first line that names the columns is passed over. A line that makes no sense is, too, and is named by its file and
number, so that one bad line of a million does not end the work.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from wiki.search.documents import Document

REDIRECT = "redirect"  # the kind of document that another name is
_HEADINGS = frozenset({"id", "_id", "qid", "query", "query-id", "query_id"})  # what a first column is called
_LOOKED_AT = 5  # lines, to see what a file holds
_Read = TypeVar("_Read")


class Part(Enum):
    """What a file of a collection holds."""

    DOCUMENTS = "documents"
    QUERIES = "queries"
    QRELS = "qrels"


@dataclass(frozen=True)
class Query:
    """One thing that is looked for."""

    key: str
    text: str
    group: str = ""


@dataclass
class Collection:
    """Documents, queries and judgements, and what could not be read of them."""

    documents: list[Document] = field(default_factory=list)
    queries: dict[str, Query] = field(default_factory=dict)
    judgements: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def read(self, path: Path, part: Part) -> None:
        """Add what the file `path` holds."""
        reading: dict[Part, Callable[[str], None]] = {
            Part.DOCUMENTS: self._add_document,
            Part.QUERIES: self._add_query,
            Part.QRELS: self._add_judgement,
        }
        for number, line in _lines(path):
            if number == 1 and _names_columns(line):
                continue
            try:
                reading[part](line)
            except _NoSense as fault:
                self.faults.append(f"{path.name}, line {number}: {fault}")

    def _add_document(self, line: str) -> None:
        self.documents += document_of(_object(line))

    def _add_query(self, line: str) -> None:
        query = query_of(line)
        if query.key in self.queries:
            raise _NoSense(f"there is a query {query.key} already")
        self.queries[query.key] = query

    def _add_judgement(self, line: str) -> None:
        query, document, grade = judgement_of(line)
        self.judgements.setdefault(query, {})[document] = grade


class _NoSense(Exception):
    """A line that cannot be read; says why."""


def recognise(path: Path) -> Part | None:
    """What the file `path` holds, by its first lines; None when they tell nothing."""
    lines = [line for _number, line in zip(range(_LOOKED_AT), _texts(path), strict=False)]
    if lines and lines[0].startswith("{"):
        first = _or_none(_object, lines[0])
        return None if first is None else Part.DOCUMENTS if "title" in first else Part.QUERIES
    lines = [line for line in lines if not _names_columns(line)]
    if lines and all(_or_none(judgement_of, line) for line in lines):
        return Part.QRELS
    if lines and all(_or_none(query_of, line) for line in lines):
        return Part.QUERIES
    return None


def document_of(read: Mapping[str, Any]) -> list[Document]:
    """A document and, as redirects that lead to it, its other names."""
    key, title = _key(read), str(read.get("title") or "")
    if not title and not read.get("text"):
        raise _NoSense("there is neither a title nor a text")
    name = title or key
    document = Document(
        key=key,
        kind="page",
        namespace=str(read.get("namespace") or "main"),
        name=name,
        title=name,
        address=f"/{key}",
        headings="\n".join(_texts_of(read.get("headings"))),
        text=str(read.get("text") or ""),
        language=str(read["language"]) if read.get("language") else None,
        facets=_facets(read.get("facets")),
    )
    names = enumerate(_texts_of(read.get("names")), 1)
    return [document, *(redirect_to(document, other, f"{key}>{number}") for number, other in names)]


def redirect_to(document: Document, other_name: str, key: str) -> Document:
    """Another name of `document`."""
    return Document(
        key=key,
        kind=REDIRECT,
        namespace=document.namespace,
        name=other_name,
        title=other_name,
        address=document.address,
        leads_to=document.name,
    )


def query_of(line: str) -> Query:
    """A query, as JSON or as columns; of more than three columns the rest is notes."""
    if line.startswith("{"):
        read = _object(line)
        key, text, group = _key(read), str(read.get("text") or ""), str(read.get("group") or "")
    else:
        columns = line.split("\t")
        if len(columns) < 2:
            raise _NoSense("a query has an id, a tab and its text")
        key, text, group = (*columns[:3], "")[:3]
    if not key.strip() or not text.strip():
        raise _NoSense("the id or the text is missing")
    return Query(key.strip(), text.strip(), group.strip())


def judgement_of(line: str) -> tuple[str, str, int]:
    """Query, document and grade. Grades below 0 (TREC's "junk") count as 0."""
    columns = line.split("\t") if "\t" in line else line.split()
    if len(columns) == 4:
        del columns[1]
    if len(columns) != 3:
        raise _NoSense("a judgement has three columns, or TREC's four")
    query, document, grade = (column.strip() for column in columns)
    if not grade.lstrip("-").isdecimal():
        raise _NoSense(f"“{grade}” is no grade; a grade is a whole number")
    return query, document, max(int(grade), 0)


def run_lines(run: Mapping[str, Sequence[str]], tag: str) -> Iterator[str]:
    """A run as trec_eval reads it, in columns parted by spaces, so that keys lose theirs. The score tells the order."""
    for query, ranking in run.items():
        for rank, key in enumerate(ranking, 1):
            yield f"{query} Q0 {'_'.join(key.split())} {rank} {len(ranking) - rank + 1} {tag}\n"


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield number, line.rstrip("\r\n")


def _texts(path: Path) -> Iterable[str]:
    return (line for _number, line in _lines(path))


def _names_columns(line: str) -> bool:
    return line.partition("\t")[0].strip().lower() in _HEADINGS


def _or_none(read: Callable[[str], _Read], line: str) -> _Read | None:
    try:
        return read(line)
    except _NoSense:
        return None


def _object(line: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except ValueError as error:
        raise _NoSense(f"this is no JSON ({error})") from error
    if not isinstance(read, dict):
        raise _NoSense("this is JSON, but not an object")
    return read


def _key(read: Mapping[str, Any]) -> str:
    key = str(read.get("id", read.get("_id", ""))).strip()
    if not key:
        raise _NoSense("the id is missing")
    return key


def _texts_of(read: Any) -> list[str]:
    return [str(each) for each in read] if isinstance(read, list) else str(read).splitlines() if read else []


def _facets(read: Any) -> dict[str, list[str]]:
    return {str(name): _texts_of(values) for name, values in read.items()} if isinstance(read, dict) else {}
