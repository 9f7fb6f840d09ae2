"""The menu of what can be done with a page: each feature offers its own rows."""

from tests.conftest import World
from wiki.accounts.models import Role
from wiki.markup import PageName
from wiki.pages.acts import PageAct, offer_act


def address(name: PageName) -> str:
    return f"/prune/{name.address}"


def test_an_act_stands_in_the_menu_of_a_page_for_those_who_may_do_it(world: World) -> None:
    offer_act(world.app, PageAct(5, "Prune", "trash", "patrol", address))
    world.write("Pilot", "Text.")
    gardener, member = world.signed_in("Vera", Role.GARDENER), world.signed_in("Asta")
    assert 'href="/prune/Pilot"' in gardener.get("/wiki/Pilot").text
    assert 'href="/prune/Pilot"' in gardener.get("/history/Pilot").text
    assert "/prune/" not in member.get("/wiki/Pilot").text
    assert "/prune/" not in world.visitor().get("/wiki/Pilot").text


def test_an_act_does_not_stand_where_there_is_no_page_and_in_its_place_among_others(world: World) -> None:
    offer_act(world.app, PageAct(4, "Later", "trash", "read", lambda name: f"/later/{name.address}"))
    offer_act(world.app, PageAct(3, "Sooner", "trash", "read", lambda name: f"/sooner/{name.address}"))
    world.write("Pilot", "Text.")
    text = world.visitor().get("/wiki/Pilot").text
    assert text.index("/sooner/Pilot") < text.index("/later/Pilot")
    assert "/sooner/" not in world.visitor().get("/wiki/Finns_inte").text
