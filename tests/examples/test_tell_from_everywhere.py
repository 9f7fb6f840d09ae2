"""Telling about an example is one button away from where one reads about them."""

import pytest

from tests.conftest import World
from tests.examples.acting import tell

BUTTON = "Berätta om ett exempel"


@pytest.mark.parametrize(
    ("address", "leads"),
    [
        ("/examples", "/examples/new"),
        ("/themes", "/examples/new"),
        ("/wiki/Tema:Piloter", "/examples/new?theme=Piloter"),
        ("/", "/examples/new"),
    ],
)
def test_the_button_stands_in_the_head_for_everybody(world: World, address: str, leads: str) -> None:
    tell(world, "Kommun:Umeå/Brett", "tema: [Piloter]")
    world.write("Tema:Piloter", "Text.")
    for reader in (world.visitor(), world.signed_in("Asta", municipality="2480")):
        main = reader.get(address).text.partition("<main")[2]
        head = main.partition("head-acts")[2].partition("</p>")[0]
        assert BUTTON in head
        assert f'href="{leads}"' in head


def test_requests_have_theirs_there_too(world: World) -> None:
    head = world.visitor().get("/requests").text.partition("head-acts")[2].partition("</p>")[0]
    assert 'href="/requests/new"' in head
