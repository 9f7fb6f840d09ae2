"""What gardeners do with pages is told to those who watch them, and a block to whoever is blocked."""

import re

import pytest

from tests.conftest import Visitor, World
from tests.notices.telling import Telling
from wiki.accounts.models import Role


@pytest.fixture
def lind(telling: Telling) -> Visitor:
    """A gardener."""
    return telling.person("Lind", role=Role.GARDENER)


@pytest.fixture
def ebba(telling: Telling) -> Visitor:
    """Somebody who watches the page Plan."""
    ebba = telling.person("Ebba")
    telling.watch(ebba, "Plan")
    return ebba


def test_watchers_are_told_what_is_done_with_a_page(telling: Telling, lind: Visitor, ebba: Visitor) -> None:
    lind.post("/move/Plan", {"to": "Karta", "redirect": "1", "reason": "den är en karta"})
    assert telling.told("Ebba") == ["Lind har flyttat Plan till Karta"]
    assert "den är en karta" in ebba.get("/notices").text
    lind.post("/protect/Karta", {"edit": "gardeners", "lasts": "day", "reason": "krig"})
    lind.post("/protect/Karta", {"edit": "members", "reason": "fred"})
    telling.deliver()
    lind.post("/delete/Karta", {"reason": "dubblett"})
    assert telling.told("Ebba") == ["Lind har tagit bort Karta"], "of a deleted page nothing else is told"
    notices = ebba.get("/notices")
    assert "dubblett" in notices.text
    number = re.findall(r"/deleted/(\d+)", lind.get("/deleted").text)[0]
    lind.post(f"/deleted/{number}", {"reason": "behövs"})
    assert telling.told("Ebba")[-4:] == [
        "Lind har skyddat Karta",
        "Lind har tagit bort skyddet för Karta",
        "Lind har tagit bort Karta",
        "Lind har återställt Karta",
    ]
    assert telling.told("Lind") == []


def test_whoever_watches_what_was_merged_is_told(telling: Telling, lind: Visitor, ebba: Visitor, world: World) -> None:
    world.write("Ritning", "Senare.")
    lind.post("/merge/Plan", {"to": "Ritning", "go": "1", "reason": "samma sak"})
    assert telling.told("Ebba") == ["Lind har fört samman historiken för Plan med den för Ritning"]


def test_whoever_is_blocked_is_told_until_when_why_and_where_to_turn(telling: Telling, lind: Visitor) -> None:
    nils = telling.person("Nils")
    lind.post("/block/Nils", {"lasts": "date", "date": "2031-03-04", "reason": "reklam", "own_talk": "1"})
    (said,) = telling.told("Nils")
    assert "Lind har blockerat dig till 4 mars 2031 kl. 23.59" in said
    assert "Skriv på din egen användarsidas diskussion" in said
    page = nils.get("/notices").text
    assert "reklam" in page
    lind.post("/unblock/Nils", {"reason": "missförstånd"})
    assert telling.told("Nils")[-1] == "Lind låter dig skriva igen"
    assert telling.kinds("Ebba") == []


def test_the_notice_of_a_move_says_not_who_or_why_when_that_is_hidden(
    telling: Telling, lind: Visitor, ebba: Visitor, world: World
) -> None:
    mover = telling.person("Abrakadabra")
    mover.post("/move/Plan", {"to": "Karta", "reason": "skäl att dölja"})
    assert telling.told("Ebba") == ["Abrakadabra har flyttat Plan till Karta"]
    number = re.findall(r"oldid=(\d+)", lind.get("/history/Karta").text)[0]
    lind.post(f"/revision/{number}/hide", {"part": ["summary", "author"], "reason": "pu"})
    assert telling.told("Ebba") == ["Någon har flyttat Plan till Karta"]
    assert "skäl att dölja" not in ebba.get("/notices").text
