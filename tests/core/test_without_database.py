"""When the database cannot be used, the reader is told so, and keeps what was written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Visitor, World
from wiki.app import create_app
from wiki.core.db import Base
from wiki.core.settings import Settings


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Visitor]:
    """A member of a wiki whose database (a file, which can be spoilt without harm to others) has just been spoilt."""
    app = create_app(Settings(data=tmp_path))
    engine = app.extensions["wiki.engine"]
    Base.metadata.create_all(engine)
    world = World(app)
    member = world.signed_in("Asp")
    world.write("Plan", "Text.")
    engine.dispose()
    for path in tmp_path.glob("wiki.sqlite*"):
        path.write_bytes(b"this is no database" * 1000)
    yield member
    engine.dispose()


@pytest.mark.parametrize(
    "address", ["/", "/wiki/Plan", "/history/Plan", "/search?q=plan", "/changes", "/signin", "/settings"]
)
def test_every_page_says_that_the_wiki_is_resting(broken: Visitor, address: str) -> None:
    answer = broken.get(address)
    assert answer.status_code in (503, 200)
    if answer.status_code == 503:
        assert "vilar" in answer.text
        assert 'lang="sv"' in answer.text


def test_what_was_written_is_given_back(broken: Visitor) -> None:
    answer = broken.client.post(
        "/edit/Plan", data={"text": "Min långa text.", "base": "1"}, headers={"Accept-Language": "sv"}
    )
    assert answer.status_code == 503
    assert "Min långa text." in answer.text
