"""The pages a new wiki begins with."""

import pytest

from tests.conftest import World
from wiki.transfer.seed import NotEmpty, seed


def test_an_empty_wiki_is_filled(world: World) -> None:
    with world.app.app_context():
        outcome = seed()
    assert not outcome.faults
    assert outcome.added["pages"] > 50
    assert world.visitor().get("/wiki/Pilot").status_code == 200


def test_a_wiki_with_pages_is_left_alone(world: World) -> None:
    world.write("Egen", "Vår.")
    with world.app.app_context(), pytest.raises(NotEmpty, match="The wiki has pages already"):
        seed()


def test_missing_first_pages_can_be_added(world: World) -> None:
    world.write("Pilot", "Vår egen text.")
    with world.app.app_context():
        assert seed(force=True).added["pages"] > 50
