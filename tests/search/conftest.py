"""A wiki's search, without pages: documents are put and dropped as the acts of pages and discussions do it."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import World
from wiki import search
from wiki.core.db import transaction
from wiki.core.settings import Settings
from wiki.search.engine import engine


@dataclass
class Library:
    """What can be found in a world. The follower does not run by itself here: `follow` lets it catch up."""

    world: World
    titles_put: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        folder: Path = self.world.app.config["WIKI"].index_folder
        return folder

    def put(self, title: str, text: str = "", *, key: str = "", **more: Any) -> str:
        """Make a page (or what `kind` says) findable; gives its key, the same for a title each time."""
        if title not in self.titles_put:
            self.titles_put.append(title)
        key = key or f"page:{1000 + self.titles_put.index(title)}"
        about = {
            "kind": "page",
            "namespace": "main",
            "name": title,
            "address": f"/wiki/{title.replace(' ', '_')}",
            **more,
        }
        with self.world.app.app_context(), transaction():
            search.put(search.Document(key=key, title=title, text=text, **about))
        return key

    def drop(self, key: str) -> None:
        """Take something away."""
        with self.world.app.app_context(), transaction():
            search.drop(key)

    def follow(self) -> int:
        """Bring the index up to date."""
        with self.world.app.app_context():
            return search.catch_up(engine())

    def titles(self, query: str, **more: Any) -> list[str]:
        """The titles of what `query` finds, best first."""
        return [hit.title for hit in self.find(query, **more).hits]

    def find(self, query: str, **more: Any) -> search.Results:
        """What `query` finds."""
        with self.world.app.app_context():
            return search.find(query, **more)

    def differences(self) -> list[str]:
        """What the index knows otherwise than the database."""
        with self.world.app.app_context():
            return search.check()


@pytest.fixture
def engine_kind(database_kind: str) -> str:
    """The engine behind the search: on each database the one that belongs there. All tests here run on both."""
    return "postgres" if database_kind == "postgresql" else "whoosh"


@pytest.fixture
def settings(settings: Settings, engine_kind: str) -> Settings:
    """The settings of the test's wiki, with that engine."""
    return replace(settings, search=engine_kind)


@pytest.fixture
def library(world: World) -> Library:
    """An empty library."""
    return Library(world)
