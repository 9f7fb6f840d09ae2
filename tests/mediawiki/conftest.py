"""A wiki that a small MediaWiki has been brought into."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import World
from wiki.mediawiki.bring_in import Outcome, Watching, bring_in
from wiki.mediawiki.dump import Dump
from wiki.mediawiki.notes import Note
from wiki.mediawiki.plan import Options

DUMP = Path(__file__).parent / "mittkoping.xml"

BringIn = Callable[..., "Told"]


class Told(Watching):
    """Remembers what was told."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.outcome = Outcome()

    def tell(self, note: Note) -> None:
        self.notes.append(note)

    def of(self, title: str) -> list[str]:
        """What was said of a page."""
        return [each.msgid for each in self.notes if each.title == title]


@pytest.fixture
def moved_in(world: World) -> BringIn:
    """A function that brings in an export: `moved_in()`, `moved_in(path, dry_run=True)`."""

    def bring(path: Path = DUMP, **options: object) -> Told:
        told = Told()
        with world.app.app_context():
            dump = Dump(path)
            try:
                told.outcome = bring_in(dump, Options(**options), None, told)  # type: ignore[arg-type]
            finally:
                dump.close()
        return told

    return bring


@pytest.fixture
def settled(world: World, moved_in: BringIn) -> World:
    """The wiki after it was moved into."""
    moved_in()
    return world
