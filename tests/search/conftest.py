"""A wiki's search, without pages: documents are put and dropped as the acts of pages and discussions do it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import World
from wiki import search
from wiki.core.db import transaction


@dataclass
class Library:
    """What can be found in a world. The follower does not run by itself here: `follow` lets it catch up."""

    world: World

    @property
    def folder(self) -> Path:
        """Where the index lies."""
        folder: Path = self.world.app.config["WIKI"].index_folder
        return folder

    def put(self, title: str, text: str = "", *, key: str = "", **more: str) -> str:
        """Make a page (or what `kind` says) findable; gives its key."""
        key = key or f"page:{title}"
        about = {
            "kind": "page",
            "namespace": "main",
            "name": title,
            "address": f"/wiki/{title.replace(' ', '_')}",
            **more,
        }
        with self.world.app.app_context(), transaction():
            search.put(search.Document(key=key, title=title, text=text, **about))  # type: ignore[arg-type]
        return key

    def drop(self, key: str) -> None:
        """Take something away."""
        with self.world.app.app_context(), transaction():
            search.drop(key)

    def follow(self) -> int:
        """Bring the index up to date."""
        with self.world.app.app_context():
            return search.catch_up(self.folder)

    def titles(self, query: str, **more: str) -> list[str]:
        """The titles of what `query` finds, best first."""
        return [hit.title for hit in self.find(query, **more).hits]

    def find(self, query: str, **more: object) -> search.Results:
        """What `query` finds."""
        with self.world.app.app_context():
            return search.find(query, **more)  # type: ignore[arg-type]

    def differences(self) -> list[str]:
        """What the index knows otherwise than the database."""
        with self.world.app.app_context():
            return search.check()


@pytest.fixture
def library(world: World) -> Library:
    """An empty library."""
    return Library(world)
