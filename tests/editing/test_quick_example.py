"""Telling about an example in five minutes."""

import re
from html import unescape

import pytest

from tests.conftest import Visitor, World

ADDRESS = "/examples/new"
ANSWERS: dict[str, object] = {
    "title": "Fler svarar i tid.",
    "municipality": "1485",
    "theme": ["Piloter"],
    "status": "pilot",
    "sentences": "Vi gjorde blanketten kortare.\r\nFler svarade.",
    "lesson": "Fråga dem som svarar.",
    "guidance": "Börja smått",
}
PAGE = "/wiki/Kommun:Uddevalla/Fler_svarar_i_tid"


def source_of(visitor: Visitor, address: str) -> str:
    found = re.search(r'<textarea[^>]*id="mk-text"[^>]*>\n(.*?)</textarea>', visitor.get(address).text, re.DOTALL)
    assert found
    return unescape(found[1])


def test_the_form_knows_where_one_comes_from(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    world.write("Tema:Piloter", "Text.")
    world.write("Tema:Samverkan", "Text.")
    world.write("Börja smått", "---\ntema: [Piloter]\n---\nText.")
    form = asta.get(f"{ADDRESS}?guidance=Börja_smått").text
    assert re.search(r'value="1485" selected', form)
    assert 'name="guidance" value="Börja smått"' in form
    assert re.search(r'value="Piloter" checked', form)
    assert not re.search(r'value="Samverkan" checked', form)


@pytest.fixture(autouse=True)
def guidance(world: World) -> None:
    """The page that the examples support, and their theme."""
    world.write("Tema:Piloter", "Text.")
    world.write("Börja smått", "Text.")


def test_guidance_that_does_not_exist_is_said_to_be_missing(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    answer = asta.post(ADDRESS, {**ANSWERS, "guidance": "Börja smatt"})
    assert answer.status_code == 400
    assert "Det finns ingen sida som heter Börja smatt" in answer.text


def test_six_answers_become_a_page_at_once(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    answer = asta.post(ADDRESS, ANSWERS)
    assert unescape(answer.location) == "/wiki/Kommun:Uddevalla/Fler_svarar_i_tid"
    page = asta.get(PAGE).text
    assert "Tack! Så här ser det ut." in page
    assert '<a href="/edit/Kommun:Uddevalla/Fler_svarar_i_tid">Vill du fylla i mer?</a>' in page
    assert source_of(asta, "/edit/Kommun:Uddevalla/Fler_svarar_i_tid") == (
        "---\ntyp: exempel\nstatus: för synpunkter\nkommun: Uddevalla\ntema: [Piloter]\nläge: pilot\n"
        "stödjer: [Börja smått]\nlärdom: Fråga dem som svarar.\n---\n"
        "## Sammanfattning\n\nVi gjorde blanketten kortare.\nFler svarade.\n"
    ).replace("lärdom: Fråga dem som svarar.", 'lärdom: "Fråga dem som svarar."')


def test_the_example_shows_on_its_guidance_in_the_same_second(world: World) -> None:
    world.write("Börja smått", "Text.")
    assert "Fler svarar i tid" not in world.visitor().get("/wiki/Börja_smått").text
    world.signed_in("Asta", municipality="1485").post(ADDRESS, ANSWERS)
    assert "Fler svarar i tid" in world.visitor().get("/wiki/Börja_smått").text


def test_what_is_missing_is_said_beside_each_field_and_nothing_is_lost(world: World) -> None:
    asta = world.signed_in("Asta")
    answer = asta.post(ADDRESS, {"lesson": "Vänta inte.", "theme": "Piloter"})
    assert answer.status_code == 400
    for sentence in ("vad som blev resultatet.", "Välj vilken kommuns", "Välj hur långt", "Tre meningar räcker."):
        assert sentence in answer.text
    assert 'id="title-error"' in answer.text
    assert 'value="Vänta inte."' in answer.text
    assert 'value="Piloter" checked' in answer.text


def test_a_title_that_is_taken_is_said_with_the_way_to_that_page(world: World) -> None:
    asta = world.signed_in("Asta")
    world.write("Kommun:Uddevalla/Fler svarar i tid", "Text.")
    answer = asta.post(ADDRESS, ANSWERS)
    assert answer.status_code == 409
    assert "Det finns redan en sida som heter ”Fler svarar i tid” under Uddevalla." in answer.text
    assert f'href="{PAGE}"' in answer.text
    assert "Vi gjorde blanketten kortare." in answer.text


def test_a_form_that_is_sent_twice_makes_one_version(world: World) -> None:
    asta = world.signed_in("Asta")
    for _ in range(2):
        assert unescape(asta.post(ADDRESS, ANSWERS).location) == PAGE
    assert "1 version." in asta.get(PAGE.replace("/wiki/", "/history/")).text


def test_titles_that_cannot_be_are_refused(world: World) -> None:
    asta = world.signed_in("Asta")
    for title in ("a|b", "Stöd 24/7", "...", "x" * 300):
        assert asta.post(ADDRESS, {**ANSWERS, "title": title}).status_code == 400, title


def test_what_has_ended_is_asked_for_its_lesson(world: World) -> None:
    asta = world.signed_in("Asta")
    answer = asta.post(ADDRESS, {**ANSWERS, "status": "avslutat", "lesson": " "})
    assert answer.status_code == 400
    assert "kan lära andra något" in answer.text


def test_a_personal_number_is_asked_about_first(world: World) -> None:
    asta = world.signed_in("Asta")
    answer = asta.post(ADDRESS, {**ANSWERS, "sentences": "Ring 19811218-9876."})
    assert answer.status_code == 422
    assert asta.get(PAGE).status_code == 404
    box = re.search(r'name="personal" value="([^"]+)"', answer.text)
    assert box
    assert asta.post(ADDRESS, {**ANSWERS, "sentences": "Ring 19811218-9876.", "personal": box[1]}).status_code == 302


def test_who_is_not_signed_in_can_do_so_within_the_form(world: World) -> None:
    world.user("Asta", municipality="1485")
    visitor = world.visitor()
    answer = visitor.post(ADDRESS, ANSWERS)
    assert answer.status_code == 401
    assert "Vi gjorde blanketten kortare." in answer.text
    assert visitor.get(ADDRESS).status_code in {302, 401}


def test_the_headings_are_in_the_language_of_the_writer(world: World) -> None:
    asta = world.signed_in("Asta")
    asta.get("/language/nb?next=/")
    asta.post(ADDRESS, ANSWERS)
    text = source_of(asta, "/edit/Kommun:Uddevalla/Fler_svarar_i_tid")
    assert "språk: nb\n" in text
    assert "## Sammendrag\n\nVi gjorde" in text
