"""Text in versions that are no longer current."""

import re
from datetime import datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
from sqlalchemy import update

from tests.conftest import Visitor, World
from wiki.accounts.models import Role
from wiki.core.db import transaction
from wiki.pages.models import Page
from wiki.versions import seek as seeking
from wiki.versions.seek import Found, TooShort, seek

LONG_AGO = datetime.fromisoformat("2017-10-05T21:58:00+02:00")


@pytest.fixture
def karin(world: World) -> Visitor:
    return world.signed_in("Karin", Role.GARDENER)


def look(world: World, text: str, under: str = "", before: int | None = None) -> Found:
    with world.app.test_request_context():
        return seek(text, under, before)


def names(found: Found) -> list[str]:
    return [hit.revision.page.name.full for hit in found.hits]


def test_what_has_stood_on_a_page_is_found_with_who_wrote_it_and_when(world: World, karin: Visitor) -> None:
    world.write("Plan", "Först prövade vi en testbädd i Lerum, och det gick bra.", by="Elna", at=LONG_AGO)
    world.write("Plan", "Numera gör vi annorlunda.")
    page = karin.get("/search/versions?q=TESTBÄDD").text
    main = page.split("<main")[1]
    assert "prövade vi en <mark>testbädd</mark> i Lerum" in main
    assert "5 oktober 2017" in main
    assert ">Elna</a>" in main
    assert "Står inte på sidan i dag." in main
    for address in ('href="/wiki/Plan?oldid=1"', 'href="/diff/0/1"', 'href="/diff/1/2"'):
        assert address in main, address
    assert "1 gammal version lästes" in main
    assert "Det finns inga äldre." in main


def test_what_stands_only_in_current_versions_is_not_found(world: World) -> None:
    world.write("Plan", "En testbädd.")
    assert names(look(world, "testbädd")) == []
    world.write("Plan", "En testbädd till.")
    found = look(world, "testbädd")
    assert [(hit.is_current, hit.older) for hit in found.hits] == [(True, 0)]


def test_a_page_is_named_once_with_its_newest_version_that_holds_the_text(world: World) -> None:
    for number in range(4):
        world.write("Plan", f"En testbädd, {number}.")
    world.write("Plan", "Ingenting.")
    world.write("Pilot", "En testbädd.")
    world.write("Pilot", "Ingenting.")
    found = look(world, "en testbädd")
    assert names(found) == ["Pilot", "Plan"]
    assert [hit.older for hit in found.hits] == [0, 3]
    assert "testbädd, 3" in "".join(words for words, _is_match in found.hits[1].pieces).lower()


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("öppna ärenden", True),
        ("ÖPPNA   ÄRENDEN", True),
        ("100 % (a+b)", True),
        ("rad\nandra", True),
        ("rad andra", True),
        ("öppna", True),
        ("oppna", False),
        (".*", False),
        ("_ppna", False),
    ],
)
def test_the_text_is_taken_literally_but_for_case_and_spaces(world: World, text: str, is_found: bool) -> None:
    world.write("Plan", "Öppna ärenden: 100 % (a+b).\n\nFörsta rad\nandra rad.")
    world.write("Plan", "Slut.")
    assert bool(look(world, text.ljust(3, "x") if len(text) < 3 else text).hits) is is_found


@pytest.mark.parametrize(
    ("under", "found"),
    [
        ("", ["Användare:Ume", "Umeåplanen", "Kommun:Umeå/Plan", "Kommun:Lund"]),
        ("Kommun:", ["Kommun:Umeå/Plan", "Kommun:Lund"]),
        ("kommun:ume", ["Kommun:Umeå/Plan"]),
        ("Kommune: Umeå/", ["Kommun:Umeå/Plan"]),
        ("Ume", ["Användare:Ume", "Umeåplanen", "Kommun:Umeå/Plan"]),
        ("Kommun:%", []),
        ("xyz:Umeå", []),
    ],
)
def test_only_pages_whose_names_begin_so(world: World, under: str, found: list[str]) -> None:
    world.user("Ume")
    for name in ("Kommun:Lund", "Kommun:Umeå/Plan", "Umeåplanen", "Användare:Ume"):
        for text in ("En testbädd.", "Ingen."):
            world.write(name, text, by="Ume")
    assert names(look(world, "testbädd", under)) == found


def test_a_page_that_is_not_there_any_more_gives_nothing_away(world: World) -> None:
    for text in ("Hemlig testbädd.", "Ingenting."):
        world.write("Plan", text)
    with world.app.app_context(), transaction() as current:
        current.execute(update(Page).values(current_revision_id=None))
    found = look(world, "testbädd")
    assert (names(found), found.looked, found.before) == ([], 0, None)


# how far one request goes


def test_a_request_reads_so_many_versions_and_the_next_one_goes_on(
    world: World, karin: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeking, "MOST_VERSIONS", 4)
    monkeypatch.setattr(seeking, "PORTION", 3)
    world.write("Plan", "En testbädd.", at=LONG_AGO)
    for number in range(9):
        world.write("Plan", f"Text nummer {number}.", at=LONG_AGO + timedelta(days=number + 1))
    answer, looked = karin.get("/search/versions?q=testbädd").text, 1
    assert "Hittades inte" in answer
    assert "4 gamla versioner lästes, tillbaka till 10 oktober 2017." in answer
    while further := re.search(r'rel="next" href="([^"]+)"', answer):
        answer, looked = karin.get(unescape(further[1])).text, looked + 1
    assert looked == 3
    assert "<mark>testbädd</mark>" in answer


def test_a_request_reads_so_many_characters(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "MOST_CHARACTERS", 100)
    for number in range(6):
        world.write("Plan", f"{number}" + "x" * 60)
    found = look(world, "0xxx")
    assert (found.looked, names(found)) == (2, [])
    assert names(look(world, "0xxx", before=look(world, "0xxx", before=found.before).before)) == ["Plan"]


def test_hits_come_a_page_at_a_time_and_none_is_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeking, "ENOUGH", 2)
    for number in range(5):
        world.write(f"Plan {number}", "En testbädd.")
        world.write(f"Plan {number}", "Slut.")
    seen: list[str] = []
    before = None
    for _ in range(3):
        found = look(world, "testbädd", before=before)
        seen += names(found)
        before = found.before
    assert seen == [f"Plan {number}" for number in (4, 3, 2, 1, 0)]
    assert before is None


# the page


def test_a_text_that_is_too_short_is_refused_in_words(world: World, karin: Visitor) -> None:
    answer = karin.get("/search/versions?q=ab")
    assert answer.status_code == 400
    assert "Skriv minst 3 tecken" in answer.text
    with pytest.raises(TooShort):
        look(world, "  a \n ")


def test_without_a_text_there_is_the_form(karin: Visitor) -> None:
    answer = karin.get("/search/versions")
    assert answer.status_code == 200
    assert 'name="under"' in answer.text
    assert "Hittades" not in answer.text
    assert karin.get(f"/search/versions?q=abc&before={10**30}&under=%00").status_code == 200


def test_what_is_asked_for_is_text_on_the_page(world: World, karin: Visitor) -> None:
    for text in ("Skriv `<b>fet</b>` så.", "Slut."):
        world.write("Plan", text)
    answer = karin.get(f"/search/versions?q={quote('<b>fet')}&under={quote('Pl')}").text
    assert "<mark>&lt;b&gt;fet</mark>" in answer
    assert 'value="Pl"' in answer


def test_gardeners_find_the_way_from_the_search(world: World, karin: Visitor) -> None:
    for address in ("/search", "/special", "/changes"):
        assert 'href="/search/versions"' in karin.get(address).text, address
        assert 'href="/search/insight"' in karin.get(address).text, address
        assert "/search/versions" not in world.visitor().get(address).text, address
    assert 'href="/search/versions?q=pilot"' in karin.get("/search?q=pilot").text
