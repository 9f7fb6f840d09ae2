"""Asking for advice: what the editor's script is answered, and what the preview says without it."""

from typing import Any

import pytest

from tests.conftest import TOKEN, Visitor, World

LOCKS = (
    "Hemtjänsten i Halmstad provade digitala lås hos tjugo brukare under ett halvår, och personalen mätte hur mycket "
    "tid som gick åt till att hämta nycklar."
)


@pytest.fixture
def asta(world: World) -> Visitor:
    return world.signed_in("Asta")


def ask(visitor: Visitor, text: object, name: str = "Min sida", language: str = "sv", **more: object) -> Any:
    token = TOKEN.search(visitor.get("/settings").text)
    headers = {"Accept": "application/json", "Accept-Language": language, "X-CSRFToken": token[1] if token else ""}
    return visitor.client.post("/advice", json={"text": text, "name": name, **more}, headers=headers)


def codes(answer: Any) -> list[str]:
    return [finding["code"] for finding in answer.json["findings"]]


def test_a_text_gets_the_advice_it_needs_in_the_readers_language(asta: Visitor) -> None:
    text = "Ring 121212-1212. Se [[Kommun:Umeå|här]].\n\n#### Djupt\n\n[[Fil:Karta.png]]\n"
    answer = ask(asta, text)
    assert answer.status_code == 200
    assert codes(answer) == ["personal", "link", "heading", "alt", "missing"]
    link = answer.json["findings"][1]
    assert link["title"] == "En länk heter ”här”."
    assert text[link["start"] : link["end"]] == "[[Kommun:Umeå|här]]"
    assert link["fixes"] == [
        {"label": "Använd sidans titel", "start": 21, "end": 40, "text": "[[Kommun:Umeå|Umeå]]", "question": ""}
    ]
    assert ask(asta, text, language="nb").json["findings"][1]["title"] == "En lenke heter «här»."
    assert answer.json["ease"] is None


def test_nothing_to_say_is_said_with_an_empty_list_and_how_hard_it_is_to_read(asta: Visitor) -> None:
    answer = ask(asta, "Vi provar nytt i liten skala. Det går bra. " * 8)
    assert answer.json == {"findings": [], "ease": {"value": 4, "words": "mycket lätt att läsa", "place": 0}}


def test_a_copied_paragraph_can_be_replaced_with_a_link_in_the_language_of_the_page(
    world: World, asta: Visitor
) -> None:
    world.write("Kommun:Halmstad", f"## Lås\n\n{LOCKS}\n")
    text = f"Inledning.\n\n- {LOCKS}\n"
    [finding] = ask(asta, text).json["findings"]
    assert finding["title"] == "Det här står redan på Kommun:Halmstad."
    [fix] = finding["fixes"]
    mended = text[: fix["start"]] + fix["text"] + text[fix["end"] :]
    assert mended == "Inledning.\n\n- Läs om det på [[Kommun:Halmstad]].\n"
    norwegian = ask(asta, f"---\nspråk: nb\n---\n{text}").json["findings"]
    assert norwegian[0]["fixes"][0]["text"] == "Les om det på [[Kommun:Halmstad]]."


@pytest.mark.parametrize(
    "text", [LOCKS + " Se [[Kommun:Halmstad]].", f"> {LOCKS}", f"Källa: {LOCKS}", f"```\n{LOCKS}\n```", LOCKS[:60]]
)
def test_what_links_there_quotations_credits_and_code_are_no_copies(world: World, asta: Visitor, text: str) -> None:
    world.write("Kommun:Halmstad", LOCKS)
    assert "copy" not in codes(ask(asta, text))
    assert "copy" not in codes(ask(asta, LOCKS, name="Kommun:Halmstad"))


def test_the_page_of_a_file_may_say_what_it_shows(world: World, asta: Visitor) -> None:
    world.write("Fil:Karta.png", "---\nalt: Kommunen från norr\n---\nText.")
    world.write("Fil:Ram.png", "---\ndekorativ: ja\n---\nText.")
    assert codes(ask(asta, "[[Fil:Karta.png]] [[Fil:Ram.png]] [[Fil:Annan.png]]")) == ["alt"]


def test_a_section_may_begin_with_any_level(asta: Visitor) -> None:
    assert codes(ask(asta, "### Mål\n")) == ["heading"]
    assert codes(ask(asta, "### Mål\n", section="Mål")) == []


def test_many_findings_of_a_kind_are_told_of_in_part(asta: Visitor) -> None:
    assert len(ask(asta, "[här](https://example.org) " * 30).json["findings"]) == 5


@pytest.mark.parametrize("text", [None, 17, ["a"]])
def test_what_is_no_text_is_refused(asta: Visitor, text: object) -> None:
    assert ask(asta, text).status_code == 400


def test_too_long_a_text_is_refused_and_strangers_sign_in_first(world: World, asta: Visitor) -> None:
    assert ask(asta, "å" * 260_000).status_code == 413
    assert ask(world.visitor(), "Text.").status_code in (400, 401)


def test_nothing_is_stored(world: World, asta: Visitor) -> None:
    ask(asta, f"121212-1212 {LOCKS}")
    assert world.visitor().get("/wiki/Min_sida").status_code == 404


def test_the_preview_tells_the_same_and_hinders_nothing(asta: Visitor) -> None:
    form = {"text": "Se [[Kommun:Umeå|här]].", "base": ""}
    preview = asta.post("/edit/Plan", {**form, "preview": "1"})
    assert "Se över innan du publicerar" in preview.text
    assert "En länk heter ”här”." in preview.text
    assert "<q>[[Kommun:Umeå|här]]</q>" in preview.text
    assert asta.post("/edit/Plan", form).status_code == 302


def test_the_editor_has_the_panel_with_tips_that_are_always_true(asta: Visitor) -> None:
    page = asta.get("/edit/Plan").text
    assert "Tips medan du skriver" in page
    assert "Roller före namn." in page
    assert 'data-advice="/advice"' in page


@pytest.mark.parametrize(
    "sent", ["[" * 5000, '{"text": ' + "9" * 5000 + "}", '{"text": "a", "name": "a\\u0000\\ud800b"}']
)
def test_what_is_no_question_is_refused(asta: Visitor, sent: str) -> None:
    token = TOKEN.search(asta.get("/settings").text)
    headers = {"X-CSRFToken": token[1] if token else "", "Accept": "application/json"}
    for method, address in (("POST", "/advice"), ("PUT", "/draft/Plan")):
        answer = asta.client.open(address, method=method, data=sent, content_type="application/json", headers=headers)
        assert answer.status_code < 500
