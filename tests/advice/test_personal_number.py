"""A number that looks like a person's is asked about before anything that holds it is stored."""

import pytest

from tests.conftest import Visitor, World

NUMBER = "121212-1212"  # the authorities' own example
SIGN = 'name="personal" value="1212121212"'
CONFIRMED = {"personal": "1212121212"}


@pytest.fixture
def asta(world: World) -> Visitor:
    return world.signed_in("Asta")


def test_a_page_with_a_number_is_not_stored_and_the_text_is_kept(world: World, asta: Visitor) -> None:
    answer = asta.post("/edit/Plan", {"text": f"Ring Iris ({NUMBER}) i dag.", "base": ""})
    assert answer.status_code == 422
    assert "Något här ser ut som ett personnummer" in answer.text
    assert f"Ring Iris (<mark>{NUMBER}</mark>) i dag." in answer.text
    assert f"Ring Iris ({NUMBER}) i dag.</textarea>" in answer.text
    assert SIGN in answer.text
    assert world.visitor().get("/wiki/Plan").status_code == 404


def test_whoever_says_that_the_number_may_stand_comes_through(asta: Visitor) -> None:
    form = {"text": f"Testnumret är {NUMBER}.", "base": "", **CONFIRMED}
    assert asta.post("/edit/Plan", form).status_code == 302
    assert NUMBER in asta.get("/wiki/Plan").text


def test_a_number_that_was_not_confirmed_is_asked_about_beside_one_that_was(asta: Visitor) -> None:
    answer = asta.post("/edit/Plan", {"text": f"{NUMBER} och 19701063-2391", "base": "", **CONFIRMED})
    assert answer.status_code == 422
    assert "<mark>19701063-2391</mark>" in answer.text
    assert f"<mark>{NUMBER}</mark>" not in answer.text
    assert 'value="197010632391 1212121212"' in answer.text


def test_what_stood_on_the_page_before_is_not_asked_about_again(world: World, asta: Visitor) -> None:
    saved = world.write("Plan", f"Testnumret är {NUMBER}.")
    answer = asta.post("/edit/Plan", {"text": f"Ett testnummer är {NUMBER}.", "base": saved.revision_id})
    assert answer.status_code == 302


@pytest.mark.parametrize("form", [{"text": "Text.", "summary": NUMBER}, {"text": "Text.", "title": f"Iris {NUMBER}"}])
def test_summaries_and_names_are_looked_at_too(asta: Visitor, form: dict[str, object]) -> None:
    assert asta.post("/edit/Plan", {"base": "", **form}).status_code == 422


def test_a_preview_is_only_looked_at_and_remembers_what_was_said(asta: Visitor) -> None:
    answer = asta.post("/edit/Plan", {"text": NUMBER, "base": "", "preview": "1", **CONFIRMED})
    assert answer.status_code == 200
    assert SIGN in answer.text


def test_a_topic_a_reply_and_an_amended_post_are_asked_about(world: World, asta: Visitor) -> None:
    world.write("Plan", "Text.")
    assert asta.post("/talk/Plan", {"title": f"Om {NUMBER}", "text": "Hej."}).status_code == 422
    refused = asta.post("/talk/Plan", {"title": "Fråga", "text": f"Vem är {NUMBER}?"})
    assert refused.status_code == 422
    assert f"Vem är {NUMBER}?</textarea>" in refused.text
    assert SIGN in refused.text
    assert NUMBER not in asta.get("/talk/Plan").text
    assert asta.post("/talk/Plan", {"title": "Fråga", "text": f"Vem är {NUMBER}?", **CONFIRMED}).status_code == 303
    assert asta.post("/topic/1/reply", {"text": NUMBER}).status_code == 422
    assert asta.post("/topic/1/reply", {"text": NUMBER, **CONFIRMED}).status_code == 303
    assert asta.post("/reply/1/amend", {"text": f"Vem är {NUMBER} då?", "base": "1"}).status_code == 303
    assert asta.post("/reply/1/amend", {"text": "197010632391", "base": "2"}).status_code == 422
