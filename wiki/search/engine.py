"""The engine behind the search: what holds the index, by the setting WIKI_SEARCH."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Engine as Database

import wiki.search.postgres.models  # noqa: F401 - its tables are made whichever engine is chosen
from wiki.core.settings import Settings
from wiki.search.features import ALL, Features
from wiki.search.ranking.index import Index
from wiki.search.rows import DatabaseRows, IndexRow

Progress = Callable[[int, int], None]  # documents done, documents in all
Links = Callable[[Sequence[str]], Mapping[str, int]]  # of documents, by key: how many pages link to each


class Engine(Protocol):
    """Holds an index, and lets it be read while it is written."""

    def reading(self) -> AbstractContextManager[Index]:
        """The index as it is now, with what is newer than it. Raises IndexAway, also when it proves broken."""

    def reached(self) -> int | None:
        """The version of the last row it holds; None when there is no index that can be used."""

    def is_whole(self) -> bool:
        """Whether the index is as it was when it was written, as far as that is seen quickly."""

    def apply(self, rows: Sequence[IndexRow]) -> None:
        """Take in `rows`, in the order of their versions. What is held already does no harm."""

    def tend(self) -> bool:
        """Put in order what has been taken in, when nothing waits; whether there was something to do."""

    def build(self, progress: Progress | None = None) -> int:
        """Build the index anew beside the old one, which answers until the new one takes its place; how many rows."""

    def ask_to_build(self) -> None:
        """Ask whoever follows to build the index anew."""

    def is_asked(self) -> bool:
        """Whether somebody has asked for that, and it has not been done yet."""

    def stored(self) -> Iterable[tuple[str, int]]:
        """Key and version of all that it holds."""

    def following(self) -> AbstractContextManager[bool]:
        """Be the one that follows, unless somebody else does; gives whether we are. Ends with the process."""


def make_engine(settings: Settings, database: Database, features: Features = ALL) -> Engine:
    """The engine that `settings` choose, for the rows in `database`."""
    # Only the engine that is chosen is loaded.
    if settings.search == "postgres":
        from wiki.search.postgres.engine import PostgresEngine  # noqa: PLC0415

        return PostgresEngine(database, DatabaseRows(database), features)
    from wiki.search.whoosh.engine import WhooshEngine  # noqa: PLC0415

    return WhooshEngine(settings.index_folder, DatabaseRows(database), features)


def engine_of(app: Flask) -> Engine:
    """The engine of `app`, made when it is first asked for."""
    if "wiki.search" not in app.extensions:
        app.extensions["wiki.search"] = make_engine(app.config["WIKI"], app.extensions["wiki.engine"])
    found: Engine = app.extensions["wiki.search"]
    return found


def count_links_with(app: Flask, links: Links) -> None:
    """Let the ranking of `app` count by `links` how many pages link to each of the best hits."""
    app.extensions["wiki.search.links"] = links


def links() -> Links | None:
    """How the present app counts links; None when nobody has told."""
    found: Links | None = current_app.extensions.get("wiki.search.links")
    return found


def engine() -> Engine:
    """The engine of the present app."""
    return engine_of(current_app)
