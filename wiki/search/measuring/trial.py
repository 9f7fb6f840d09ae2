"""A search over given documents in a folder of its own, without a wiki, so that it can be measured.

The rows, the engine, the analysis and the ranking are the wiki's own; only the database around them is made for the
occasion: SQLite in the folder, or a schema of its own in a PostgreSQL, which is dropped in the end. Nothing of the wiki
that is installed here is read or changed.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask
from sqlalchemy import Engine as Database
from sqlalchemy import create_engine, text

from wiki.core.db import Base, init_db, transaction
from wiki.core.db import make_engine as make_database
from wiki.core.settings import Settings
from wiki.search.answering.finding import Results, find
from wiki.search.documents import Document, put
from wiki.search.engine import count_links_with, make_engine
from wiki.search.features import ALL, Features
from wiki.search.synonyms import put_synonyms

BATCH = 200  # documents put in one transaction; on PostgreSQL others may be waiting for their turn


class Trial:
    """`documents` as a search with `features` finds them. Keys may be any texts; what is found is told by them.

    `links` tells how many pages link to a document, by its key, and `synonyms` groups of words that mean the same, as
    gardeners keep them. The engine "postgres" needs the address of a database in which it may make a schema.
    """

    def __init__(
        self,
        folder: Path,
        documents: Iterable[Document],
        features: Features = ALL,
        engine: str = "whoosh",
        *,
        links: Mapping[str, int] | None = None,
        synonyms: Sequence[Sequence[str]] = (),
        database_url: str = "",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        settings = Settings(data=folder, database_url=database_url if engine == "postgres" else "", search=engine)
        self.features = features
        self._keys: dict[str, str] = {}  # by the key that the row has
        self._links = links or {}
        self._schema = ""
        self._database = self._make_database(settings)
        self._app = Flask("trial", static_folder=None)
        self._app.config["WIKI"] = settings
        init_db(self._app, self._database)
        self._app.extensions["wiki.search"] = index = make_engine(settings, self._database, features)
        count_links_with(self._app, self._linking)
        Base.metadata.create_all(self._database)
        with self._app.app_context():
            self._put_all(documents)
            with transaction():
                put_synonyms("trial", synonyms)
            index.build()

    def find(self, query: str, count: int = 10) -> list[str]:
        """The keys of the first `count` documents that `query` finds, best first."""
        return [self._keys[hit.key] for hit in self.results(query, count).hits]

    def results(self, query: str, count: int = 10) -> Results:
        """All that the wiki would say to `query`; keys are those of the rows."""
        with self._app.app_context():
            return find(query, per_page=count, features=self.features)

    def close(self) -> None:
        """Let go of the database, and of the schema in it."""
        if self._schema:
            with self._database.begin() as connection:
                connection.execute(text(f"DROP SCHEMA {self._schema} CASCADE"))
        self._database.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _make_database(self, settings: Settings) -> Database:
        if settings.search != "postgres":
            return make_database(settings.database)
        self._schema = f"trial_{secrets.token_hex(6)}"
        made = create_engine(settings.database, connect_args={"options": f"-csearch_path={self._schema}"})
        with made.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {self._schema}"))
        return made

    def _linking(self, keys: Sequence[str]) -> dict[str, int]:
        """How many pages link to each of the documents whose rows have these keys."""
        return {key: self._links.get(self._keys[key], 0) for key in keys}

    def _put_all(self, documents: Iterable[Document]) -> None:
        numbered = self._numbered(documents)
        while batch := list(islice(numbered, BATCH)):
            with transaction():
                for document in batch:
                    put(document)

    def _numbered(self, documents: Iterable[Document]) -> Iterator[Document]:
        for number, document in enumerate(documents, 1):
            row_key = f"page:{number}"
            self._keys[row_key] = document.key
            yield replace(document, key=row_key)
