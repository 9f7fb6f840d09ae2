"""The collection: what a new wiki begins with, as the wiki itself puts it into its search, and the generated pages."""

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from tests.search.quality.generated import PAGES, Generated, corpus
from wiki.app import create_app
from wiki.core.db import Base, session
from wiki.core.settings import Settings
from wiki.pages.inbound import inbound_links
from wiki.search import Document
from wiki.search.models import SearchDocument
from wiki.search.synonyms import SearchSynonyms
from wiki.transfer.seed import seed

HERE = Path(__file__).parent
EXAMPLE = 1  # what a page is worth that is about a subject whose guidance is meant
MEANT = 3
RELEVANT = 2  # from this grade on a page counts as found, for recall and reciprocal rank


@dataclass(frozen=True)
class Query:
    """What somebody types, and what they mean by it."""

    key: str
    text: str
    group: str
    meaning: str


@dataclass(frozen=True)
class Collection:
    """Documents under the names of their pages, queries, judgements by query and name, links to each page, synonyms."""

    documents: tuple[Document, ...]
    queries: tuple[Query, ...]
    judgements: dict[str, dict[str, int]]
    links: dict[str, int]
    synonyms: tuple[tuple[str, ...], ...]

    @property
    def groups(self) -> dict[str, str]:
        """The group of each query."""
        return {query.key: query.group for query in self.queries}


@dataclass(frozen=True)
class FirstPages:
    """What a new wiki puts into its search, from how many pages each page is linked, and words for the same."""

    documents: tuple[Document, ...]
    links: Counter[str]
    synonyms: tuple[tuple[str, ...], ...]


def collection(first: FirstPages, pages: int = PAGES) -> Collection:
    """The collection with so many generated pages."""
    links = Counter(first.links)
    known = {document.name for document in first.documents}
    generated = [page for page in corpus(pages) if page.document.name not in known]
    links.update(target for page in generated for target in page.links)
    documents = (*first.documents, *(page.document for page in generated))
    queries = read_queries()
    return Collection(documents, queries, judged(queries, documents, generated), dict(links), first.synonyms)


def first_pages(folder: Path) -> FirstPages:
    """What a new wiki begins with, which is made in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    app = create_app(Settings(data=folder))
    Base.metadata.create_all(app.extensions["wiki.engine"])
    with app.app_context():
        seed()
        rows = session().scalars(select(SearchDocument).where(SearchDocument.gone.is_(False))).all()
        found = tuple(_document(row) for row in rows if row.kind in {"page", "redirect"})
        links = Counter(inbound_links([row.key for row in rows]))
        links = Counter({row.name: links[row.key] for row in rows if links[row.key]})
        sources = session().scalars(select(SearchSynonyms.groups).order_by(SearchSynonyms.key))
        synonyms = tuple(tuple(line.split(" = ")) for source in sources for line in source.splitlines())
    app.extensions["wiki.engine"].dispose()
    return FirstPages(found, links, synonyms)


def _document(row: SearchDocument) -> Document:
    values = {field: getattr(row, field) for field in Document.__dataclass_fields__}
    facets: dict[str, list[str]] = {}
    for line in row.facets.splitlines():
        field, _, value = line.partition("=")
        facets.setdefault(field, []).append(value)
    key = row.name if row.kind == "page" else f"{row.kind} {row.key}"
    return Document(**{**values, "key": key, "facets": facets})


def read_queries() -> tuple[Query, ...]:
    """The queries, in the order of their file."""
    with (HERE / "queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return tuple(Query(*row) for row in rows)


def judged(
    queries: tuple[Query, ...], documents: tuple[Document, ...], generated: list[Generated]
) -> dict[str, dict[str, int]]:
    """The grades of the file, and those that follow from what a generated page was made to be about.

    Raises ValueError where the file judges a page or query that there is not: a judgement must not get lost.
    """
    judgements: dict[str, dict[str, int]] = {query.key: {} for query in queries}
    names = {document.key for document in documents}
    with (HERE / "judgements.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["page"] in names:
                judgements[row["query"]][row["page"]] = int(row["grade"])
            elif not row["page"].startswith(
                "Kommun:"
            ):  # which may lie beyond the part of the corpus that was asked for
                raise ValueError(f"{row['query']} judges “{row['page']}”, which is no page of the collection")
    for grades in judgements.values():
        meant = {name for name, grade in grades.items() if grade == MEANT}
        for page in generated:
            if page.about in meant:
                grades.setdefault(page.document.key, EXAMPLE)
    return judgements


def write(made: Collection, folder: Path) -> None:
    """Write the collection in the form that `wiki search eval` and other programs read."""
    folder.mkdir(parents=True, exist_ok=True)
    names: dict[str, list[str]] = {}
    for document in made.documents:
        if document.kind == "redirect":
            names.setdefault(document.leads_to or document.name, []).append(document.title)
    pages = [_as_json(document, names.get(document.name, [])) for document in made.documents if document.kind == "page"]
    queries = [f"{query.key}\t{query.text}\t{query.group}" for query in made.queries]
    grades = [f"{key}\t{name}\t{grade}" for key, each in made.judgements.items() for name, grade in each.items()]
    for name, lines in (("documents.jsonl", pages), ("queries.tsv", queries), ("qrels.tsv", grades)):
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _as_json(document: Document, names: list[str]) -> str:
    read = {
        "id": document.key,
        "title": document.title,
        "text": document.text,
        "headings": document.headings.splitlines(),
        "names": names,
        "language": document.language or "sv",
        "facets": {field: list(values) for field, values in document.facets.items()},
    }
    return json.dumps(read, ensure_ascii=False)
