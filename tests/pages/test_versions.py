"""History, permanent links and differences."""

import re
from datetime import datetime
from html import unescape

from tests.conftest import World
from wiki.markup import parse_name

ELNAS = datetime.fromisoformat("2017-10-05T21:58:00+02:00")


def test_an_old_version_carries_the_banner_of_the_original(world: World) -> None:
    world.write("Plan", "Förut.", by="Elna", at=ELNAS, summary="flyttade in råtexten")
    world.write("Plan", "Numera.")
    page = world.visitor().get("/wiki/Plan?oldid=1").text
    assert "Version från den 5 oktober 2017 kl. 21.58" in page
    assert 'href="/wiki/Anv%C3%A4ndare%3AElna"' in page or 'href="/wiki/Anv%C3%A4ndare:Elna"' in page
    assert "diskussion</a> | <a" in page
    assert "flyttade in råtexten" in page
    assert "Förut." in page
    assert "Numera." not in page
    assert "Nyare version →" in page
    assert "← Äldre version" not in page


def test_dates_follow_the_reader_s_language(world: World) -> None:
    world.write("Plan", "Förut.", by="Elna", at=ELNAS)
    visitor = world.visitor()
    assert "5. oktober 2017 kl. 21.58" in visitor.get("/wiki/Plan?oldid=1", headers={"Accept-Language": "nb"}).text
    assert "5 October 2017 at 21:58" in visitor.get("/wiki/Plan?oldid=1", headers={"Accept-Language": "en"}).text


def test_history_is_paged_and_compares_any_two(world: World) -> None:
    for number in range(53):
        world.write("Plan", f"Text nummer {number}.")
    visitor = world.visitor()
    first = visitor.get("/history/Plan").text
    assert "53 versioner" in first
    assert first.count('class="when"') == 50
    second = visitor.get("/history/Plan?page=2").text
    assert second.count('class="when"') == 3
    answer = visitor.get("/compare?old=40&new=2")
    assert answer.location == "/diff/2/40"
    difference = visitor.get("/diff/2/40").text
    assert "<del>1</del>" in difference
    assert "<ins>39</ins>" in difference


def test_a_difference_shows_lines_then_words(world: World) -> None:
    world.write("Plan", "Vi inför nytt i projekt.\n\nSamma.")
    world.write("Plan", "Vi inför nytt steg för steg.\n\nSamma.")
    difference = world.visitor().get("/diff/1/2").text
    assert "Vi inför nytt <del>i projekt</del>" in difference
    assert "<ins>steg för steg</ins>" in difference


def test_a_version_asked_for_under_another_page_leads_to_its_own(world: World) -> None:
    world.write("Plan", "Text.")
    world.write("Annan", "Text.")
    assert world.visitor().get("/wiki/Annan?oldid=1").location == "/wiki/Plan?oldid=1"


def test_unknown_versions_and_pages_are_told(world: World) -> None:
    world.write("Plan", "Text.")
    visitor = world.visitor()
    for address in ("/wiki/Plan?oldid=99", "/diff/1/99", "/history/Finns_inte", "/info/Finns_inte", "/compare?old=1"):
        assert visitor.get(address).status_code == 404, address
    assert visitor.get("/wiki/Plan?oldid=" + "9" * 30).status_code == 404


def test_page_information_has_the_figures(world: World) -> None:
    world.write("Plan", "Ett.", by="Asp")
    world.write("Plan", "Ett och [[två]].", by="Ek")
    world.write("Annan", "Se [[Plan]].")
    page = world.visitor().get("/info/Plan").text
    assert "17 tecken" in page
    for person in ("Asp", "Ek"):
        assert f">{person}</a>" in page


def test_a_version_keeps_the_municipality_its_author_worked_in_then(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    world.write("Plan", "Ett.", by="Asp")
    assert asp.post("/settings", {"municipality": "1485", "language": "sv"}).status_code in (302, 303)
    world.write("Plan", "Två.", by="Asp")
    history = asp.get("/history/Plan").text
    assert history.index("Uddevalla") < history.index("Halmstad")
    assert "Uddevalla kommun" in asp.get("/wiki/Plan").text


def test_the_printed_address_leads_to_the_page_whatever_its_title(world: World) -> None:
    for title in ("Hur går det till?", "50 % bättre", "Lön & lov", 'Ett "råd"'):
        world.write(title, "Text.")
        page = world.visitor().get(parse_name(title).path).text
        printed = re.search(r">(http[^<]*oldid=\d+)</a>", page)
        assert printed
        address = unescape(printed[1])
        assert " " not in address
        assert "%C3" not in address
        assert title in unescape(world.visitor().get(address).text), address
