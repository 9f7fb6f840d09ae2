"""Requests: asking others, answering with examples, and finding what has been asked."""

import re

from tests.conftest import Visitor, World
from tests.examples.acting import member, tell
from wiki.accounts.models import Role
from wiki.markup import parse_name
from wiki.pages.queries import find_page, source_of

TITLE = "Hur följer ni upp piloter?"
ADDRESS = "/wiki/Efterlysning:Hur_följer_ni_upp_piloter%3F"
NAME = "Efterlysning:Hur följer ni upp piloter?"
FILLED = {"title": TITLE, "theme": "Piloter", "last_day": "2099-03-31", "sentences": "Vi ska börja. Vad mäter ni?"}


def source(world: World) -> str:
    """The text of the request."""
    with world.app.test_request_context():
        page = find_page(parse_name(NAME))
        return source_of(page.current_revision_id) if page else ""


def asked(world: World, **changes: str) -> Visitor:
    """Somebody of Halmstad who has asked."""
    world.write("Tema:Piloter", "Text.")
    asker = member(world, "Asp", "1380")
    assert asker.post("/requests/new", {**FILLED, **changes}).status_code == 303
    return asker


def test_asking_makes_a_page_that_is_found_in_the_list(world: World) -> None:
    asked(world)
    page = world.visitor().get(ADDRESS).text
    assert "Vad mäter ni?" in page
    assert "Svar hjälper till och med 31 mars 2099" in page
    listed = world.visitor().get("/requests").text
    assert TITLE in listed
    assert "Halmstad frågar" in listed
    assert TITLE in world.visitor().get("/requests?theme=Piloter").text
    assert TITLE not in world.visitor().get("/requests?theme=Ledning").text


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(world: World) -> None:
    world.write("Tema:Piloter", "Text.")
    asker = member(world, "Asp", "1380")
    answer = asker.post("/requests/new", {"title": "", "last_day": "2020-01-01", "sentences": "Vi undrar."})
    assert answer.status_code == 400
    assert 'id="title-error"' in answer.text
    assert "Den dagen har varit" in answer.text
    assert "Vi undrar." in answer.text
    assert asker.post("/requests/new", {**FILLED, "last_day": "31 mars"}).status_code == 400
    asker.post("/requests/new", FILLED)
    again = asker.post("/requests/new", FILLED)
    assert again.status_code == 409
    assert "Någon har redan efterlyst det" in again.text


def test_a_search_without_hits_and_a_theme_lead_to_the_form(world: World) -> None:
    world.write("Tema:Piloter", "Att pröva.")
    asker = member(world, "Asp", "1380")
    searched = asker.get("/search?q=xyzzy").text
    assert "/requests/new?title=xyzzy" in searched
    assert 'value="xyzzy"' in asker.get("/requests/new?title=xyzzy").text
    assert "/requests/new?theme=Piloter" in asker.get("/wiki/Tema:Piloter").text
    asker.post("/requests/new", FILLED)
    assert TITLE in asker.get("/wiki/Tema:Piloter").text


def test_examples_that_link_or_say_so_are_answers(world: World) -> None:
    asked(world)
    tell(world, "Kommun:Umeå/Mätning", "läge: pilot", text=f"Vi svarar på [[{NAME}]] så här.")
    tell(world, "Kommun:Vetlanda/Enkät", f'svarar på: "{NAME}"')
    page = world.visitor().get(ADDRESS).text
    assert "2 svarar med ett exempel" in page
    assert "Mätning" in page
    assert "Enkät" in page
    assert NAME not in re.findall("<h3>.*</h3>", world.visitor().get("/wiki/Kommun:Vetlanda/Enkät").text)


def test_an_example_that_exists_can_be_pointed_to(world: World) -> None:
    asked(world)
    tell(world, "Kommun:Umeå/Mätning", "läge: pilot")
    other = member(world, "Ek", "2480")
    found = other.get(f"/requests/answer/{NAME}?q=mätning".replace("?", "%3F", 1)).text
    assert 'value="Kommun:Umeå/Mätning"' in found
    address = f"/requests/answer/{NAME}".replace("?", "%3F")
    assert other.post(address, {"example": "Kommun:Umeå/Mätning"}).status_code == 303
    other.post(address, {"example": "Kommun:Umeå/Mätning"})  # once is enough
    assert "En svarar med ett exempel" in other.get(ADDRESS).text
    assert source(world).count("[[Kommun:Umeå/Mätning]]") == 1
    assert other.post(address, {"example": "Kommun:Umeå/Inget"}).status_code == 400


def test_those_who_asked_say_that_it_is_solved(world: World) -> None:
    asker = asked(world)
    solve = f"/requests/solved/{NAME}".replace("?", "%3F")
    other = member(world, "Ek", "2480")
    assert "Markera som löst" not in other.get(ADDRESS).text
    assert other.post(solve).status_code == 403
    assert "Markera som löst" in asker.get(ADDRESS).text
    assert asker.post(solve).status_code == 303
    assert "löst: ja" in source(world)
    assert TITLE not in world.visitor().get("/requests").text
    assert TITLE in world.visitor().get("/requests?show=solved").text
    gardener = member(world, "Rönn", None, Role.GARDENER)
    assert gardener.post(solve, {"open": "1"}).status_code == 303
    assert "löst" not in source(world)


def test_what_is_solved_without_an_answer_asks_for_none_and_says_what_solved_it(world: World) -> None:
    asker = asked(world)
    solve = f"/requests/solved/{NAME}".replace("?", "%3F")
    assert asker.post(solve, {"text": "Grannen visade oss."}).status_code == 303
    page = asker.get(ADDRESS).text
    assert "Den löstes utan något exempel." in page
    assert "Grannen visade oss." in page
    for gone in ("Ingen har svarat än", "Svara med ett nytt exempel", "Peka på ett"):
        assert gone not in page
    assert "Öppna den igen" in page
    assert asker.post(solve, {"open": "1"}).status_code == 303
    assert "Grannen" not in source(world)
    refused = asker.post(solve, {"text": "Fråga 121212-1212."})
    assert refused.status_code == 422
    assert "Fråga 121212-1212." in refused.text


def test_a_day_that_has_passed_is_told(world: World) -> None:
    world.write("Efterlysning:Gammal", '---\nsista dag: "2020-05-01"\n---\nText.\n')
    assert "Sista dagen var 1 maj 2020" in world.visitor().get("/requests").text
    world.write("Efterlysning:Konstig", "---\nsista dag: snart\nlöst: nej\n---\nText.\n")
    assert "Konstig" in world.visitor().get("/requests").text


def test_requests_show_on_the_page_of_the_municipality_that_asks(world: World) -> None:
    world.write("Kommun:Halmstad", "Vi bor vid havet.")
    asked(world)
    assert TITLE in world.visitor().get("/wiki/Kommun:Halmstad").text


def test_an_empty_list_invites(world: World) -> None:
    page = world.visitor().get("/requests").text
    assert "Ingen har efterlyst något än" in page
    assert world.visitor().get("/requests/new").status_code == 401


def test_a_new_example_told_from_a_request_answers_it(world: World) -> None:
    asked(world)
    other = member(world, "Ek", "2480")
    form = other.get(f"/examples/new?answers={NAME}").text
    assert f'name="answers" value="{NAME}"' in form
    told = {"title": "Mätning", "municipality": "2480", "status": "pilot", "sentences": "Vi mätte.", "answers": NAME}
    assert other.post("/examples/new", told).status_code in (302, 303)
    assert "En svarar med ett exempel" in other.get(ADDRESS).text
    assert "svarar på" not in other.get("/examples/new?answers=Efterlysning:Ingen").text
