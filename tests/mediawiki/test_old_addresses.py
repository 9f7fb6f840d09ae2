"""The addresses of a MediaWiki lead to what stands for it here."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest

from tests.conftest import World
from tests.mediawiki.conftest import BringIn
from wiki.accounts.models import Role


def leads(world: World, address: str) -> str:
    """Where an address leads, readably."""
    answer = world.visitor().get(address)
    assert answer.status_code == 301, (address, answer.status_code)
    return unquote(answer.location)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/index.php", "/"),
        ("/index.php?title=Testmiljö", "/wiki/Testmiljö"),
        ("/w/index.php?title=testmiljö", "/wiki/Testmiljö"),
        ("/index.php/Testmiljö", "/wiki/Testmiljö"),
        ("/index.php/Kommun:Uddevalla", "/wiki/Kommun:Uddevalla"),
        ("/index.php?title=Testmiljö&action=history", "/history/Testmiljö"),
        ("/index.php?title=Testmiljö&action=edit&section=2", "/edit/Testmiljö"),
        ("/index.php?title=Testmiljö&action=raw", "/edit/Testmiljö"),
        ("/index.php?title=Testmiljö&action=info", "/info/Testmiljö"),
        ("/index.php?title=Testmiljö&action=purge", "/wiki/Testmiljö"),
        ("/index.php?title=Testmiljöer&redirect=no", "/wiki/Testmiljöer?redirect=no"),
        ("/index.php?title=Diskussion:Testmiljö", "/talk/Testmiljö"),
        ("/index.php?title=Kommundiskussion:Uddevalla", "/talk/Kommun:Uddevalla"),
        ("/index.php?title=Användardiskussion:Elna", "/talk/Användare:Elna"),
        ("/index.php?title=Bild:Torg_i_maj.png", "/wiki/Fil:Torg_i_maj.png"),
        ("/index.php?title=File:Torg_i_maj.png", "/wiki/Fil:Torg_i_maj.png"),
        ("/index.php?title=Mittköping:Om", "/wiki/Projekt:Om"),
        ("/index.php?curid=1", "/wiki/Testmiljö"),
        ("/index.php?search=testmiljö", "/search?q=testmiljö"),
        ("/index.php?title=Special:Search&search=testmiljö+i+hamnen", "/search?q=testmiljö+i+hamnen"),
        ("/wiki/Diskussion:Testmiljö", "/talk/Testmiljö"),
        ("/wiki/Talk:Testmiljö", "/talk/Testmiljö"),
        ("/wiki/Kommundiskussion:Uddevalla", "/talk/Kommun:Uddevalla"),
        ("/wiki/Mittköping:Om", "/wiki/Projekt:Om"),
        ("/wiki/Special:Senaste_ändringar", "/changes"),
        ("/wiki/Special:RecentChanges", "/changes"),
        ("/wiki/Spesial:Siste_endringer", "/changes"),
        ("/wiki/Special:Länkar_hit/Testmiljö", "/backlinks/Testmiljö"),
        ("/index.php?title=Special:WhatLinksHere&target=Testmiljö", "/backlinks/Testmiljö"),
        ("/wiki/Special:Bidrag/Elna", "/contributions/Elna"),
        ("/wiki/Special:Contributions/Elna", "/contributions/Elna"),
        ("/wiki/Special:Alla_sidor", "/pages"),
        ("/wiki/Special:Slumpsida", "/random"),
        ("/wiki/Special:Inloggning", "/signin"),
        ("/wiki/Special:Kategorier", "/categories"),
        ("/wiki/Special:Specialsidor", "/special"),
        ("/wiki/Special:Min_sida", "/signin"),
    ],
)
def test_an_old_address_leads_on(settled: World, address: str, place: str) -> None:
    assert leads(settled, address) == place


def test_old_numbers_of_versions_lead_to_ours(settled: World) -> None:
    first = leads(settled, "/index.php?title=Testmiljö&oldid=11")
    assert first.startswith("/wiki/Testmiljö?oldid=")
    assert "ett rum där man får prova." in settled.visitor().get(first).text
    for address, words in (
        ("/index.php?title=Testmiljö&diff=12&oldid=11", "nytt"),
        ("/index.php?title=Testmiljö&diff=prev&oldid=12", "nytt"),
        ("/index.php?title=Testmiljö&diff=next&oldid=11", "nytt"),
        ("/index.php?title=Testmiljö&diff=cur&oldid=14", "Faktaruta"),
        ("/index.php?diff=12", "nytt"),
        ("/wiki/Special:Diff/11/12", "nytt"),
    ):
        place = leads(settled, address)
        assert place.startswith("/diff/"), address
        assert words in settled.visitor().get(place).text, address
    assert leads(settled, "/wiki/Special:PermanentLink/11") == first
    assert leads(settled, "/index.php?title=Testmiljö&oldid=12&direction=prev") == first


@pytest.mark.parametrize(
    "address",
    [
        "/index.php?title=Special:Finns_inte",
        "/index.php?oldid=999999",
        "/index.php?curid=999999",
        "/index.php?curid=99999999999999999999",
        "/index.php?oldid=x",
        "/index.php?title=%5B%5B",
        "/wiki/Special:Diff/x",
    ],
)
def test_what_is_unknown_is_said_with_ways_on(settled: World, address: str) -> None:
    answer = settled.visitor().get(address)
    assert answer.status_code == 404
    assert "gamla wikin" in answer.text
    assert 'action="/search"' in answer.text


def test_our_own_pages_come_before_what_they_meant_elsewhere(world: World) -> None:
    world.write("Talk: så pratar vi", "En sida hos oss.")
    assert "En sida hos oss." in world.visitor().get("/wiki/Talk:_så_pratar_vi").text


def test_a_wiki_for_members_tells_strangers_nothing(make_world: Callable[..., World], moved_in: BringIn) -> None:
    moved_in()
    world = make_world(reading="members")
    for address in ("/index.php?curid=1", "/index.php?oldid=11", "/wiki/Diskussion:Testmiljö", "/index.php?curid=999"):
        answer = world.visitor().get(address)
        assert answer.status_code == 302
        assert answer.location.startswith("/signin")
        assert "/talk" not in answer.location
    assert world.signed_in("Vera", Role.MEMBER).get("/index.php?curid=1").status_code == 301
