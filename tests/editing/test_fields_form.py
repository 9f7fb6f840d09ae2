"""The fields of a page as a form in the editor: written into the front matter, checked, and nothing else touched."""

import json
import re
from html import unescape
from typing import Any

import pytest

from tests.conftest import Visitor, World

NAME = "/edit/Kommun:Uddevalla/Försök"
SOURCE = """---
typ: exempel
# en kommentar
kommun: Uddevalla
tema: [Piloter]
läge: pilot
eget: "behålls"
---
Text.
"""


def text_in(page: str) -> str:
    found = re.search(r'<textarea[^>]*id="mk-text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def form_of(visitor: Visitor, address: str = NAME) -> dict[str, Any]:
    """What the browser would send of the editor, as it is opened."""
    page = visitor.get(address).text
    base = re.search(r'name="base" value="(\d*)"', page)
    assert base
    form: dict[str, Any] = {"text": text_in(page), "base": base[1]}
    for name, value in re.findall(r'<input type="hidden" name="(was-[^"]+)" value="([^"]*)"', page):
        form[name] = unescape(value)
        form[name.removeprefix("was-")] = json.loads(form[name])
    return form


def test_the_fields_of_an_example_show_as_a_form(world: World) -> None:
    world.write("Tema:Piloter", "Text.")
    world.write("Tema:Samverkan", "Text.")
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    page = world.signed_in("Asta").get(NAME).text
    assert "Uppgifter om exemplet" in page
    assert re.search(r'<option value="pilot" selected>', page)
    assert re.search(r'name="field-tema" value="Piloter" checked', page)
    assert re.search(r'name="field-tema" value="Samverkan" auto', page)
    assert "Äldreomsorg" in page


def test_only_what_was_changed_in_the_form_is_written(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    form = form_of(asta)
    asta.post(NAME, {**form, "field-läge": "breddinfört", "field-välfärdsområde": ["Äldreomsorg", "Grundskola"]})
    assert text_in(asta.get(NAME).text) == SOURCE.replace("pilot\n", "breddinfört\n").replace(
        "---\nText", "välfärdsområde: [Äldreomsorg, Grundskola]\n---\nText"
    )


def test_a_form_that_nobody_touched_makes_no_version(world: World) -> None:
    odd = "---\ntyp: exempel\nkommun: [Uddevalla, Umeå]\nläge: Pilot\nperiod: 2024\nverktyg: [[Kolada]]\n---\nText.\n"
    world.write("Kommun:Uddevalla/Försök", odd)
    asta = world.signed_in("Asta")
    answer = asta.post(NAME, form_of(asta), follow_redirects=True)
    assert "ingen ny version" in answer.text


def test_what_was_changed_in_the_text_is_not_overwritten(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    form = form_of(asta)
    form["text"] = form["text"].replace("läge: pilot", "läge: idé")
    asta.post(NAME, {**form, "field-period": "2024–2026"})
    text = text_in(asta.get(NAME).text)
    assert "läge: idé\n" in text
    assert 'period: "2024–2026"\n' in text


def test_a_field_can_be_emptied(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    asta.post(NAME, {**form_of(asta), "field-tema": []})
    assert text_in(asta.get(NAME).text) == SOURCE.replace("tema: [Piloter]\n", "")


def test_the_preview_has_what_the_form_says_and_keeps_it(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    page = asta.post(NAME, {**form_of(asta), "field-läge": "breddinfört", "changes": "1"}).text
    assert "läge: breddinfört" in text_in(page)
    assert '<option value="breddinfört" selected>' in page


def test_a_wrong_value_is_refused_by_name_and_nothing_is_lost(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    wrong = {
        "läge": "provar", "välfärdsområde": "Rymden", "period": "snart", "tema": "a|b", "stödjer": "c[d",
        "kommun": "Atlantis",
    }  # fmt: skip
    for key, value in wrong.items():
        answer = asta.post(NAME, {**form_of(asta), f"field-{key}": value, "summary": "Ändrade"})
        assert answer.status_code == 422, key
        assert f'<a href="#field-{key}">' in answer.text
        assert f'id="field-{key}-error"' in answer.text
        assert f"”{value}”" in answer.text
        assert value in text_in(answer.text)
        assert 'value="Ändrade"' in answer.text


def test_wrong_values_in_the_text_are_refused_too_and_all_at_once(world: World) -> None:
    asta = world.signed_in("Asta")
    text = "---\ntyp: exempel\nläge: provar\nperiod: 2026–2024\nvälfärdsområde: {a: b}\n---\nText.\n"
    answer = asta.post(NAME, {"text": text, "base": ""})
    assert answer.status_code == 422
    assert "”provar” är inget läge." in answer.text
    assert "slutar innan den börjar" in answer.text
    assert "bara ord" in answer.text
    assert text_in(answer.text) == text


def test_old_pages_with_odd_values_can_be_edited(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", "---\ntyp: exempel\nläge: avslutad\ntema: [a|b]\n---\nText.\n")
    world.write("Tema:Piloter", "Text.")
    asta = world.signed_in("Asta")
    form = form_of(asta)
    answer = asta.post(NAME, {**form, "text": form["text"] + "Mer.\n", "field-tema": ["a|b", "Piloter"]})
    assert answer.status_code == 302
    assert "läge: avslutad\ntema: [" in text_in(asta.get(NAME).text)


def test_what_ends_is_asked_for_its_lesson(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE)
    asta = world.signed_in("Asta")
    answer = asta.post(NAME, {**form_of(asta), "field-läge": "avslutat"})
    assert answer.status_code == 422
    assert 'id="field-lärdom-error"' in answer.text
    form = {**form_of(asta), "field-läge": "avslutat", "field-lärdom": "Börja tidigare."}
    assert asta.post(NAME, form).status_code == 302


def test_themes_and_municipalities_have_their_own_fields(world: World) -> None:
    world.write("Tema:Piloter", "Text.")
    world.write("Kommun:Uddevalla", "Text.")
    world.write("Börja smått", "Text.")
    asta = world.signed_in("Asta")
    asta.post("/edit/Tema:Piloter", {**form_of(asta, "/edit/Tema:Piloter"), "field-synonymer": "försök\r\ntest, prov"})
    assert 'synonymer: [försök, "test, prov"]' in text_in(asta.get("/edit/Tema:Piloter").text)
    assert "Uppgifter om kommunen" in asta.get("/edit/Kommun:Uddevalla").text
    assert "data-fields" not in asta.get("/edit/Hjälp:Söka").text


def test_a_section_shows_no_fields_and_takes_none(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", SOURCE + "\n## Mer\n\nOrd.\n")
    asta = world.signed_in("Asta")
    page = asta.get(f"{NAME}?section=Mer").text
    assert "data-fields" not in page
    base = re.search(r'name="base" value="(\d+)"', page)
    assert base
    asta.post(NAME, {"text": "## Mer\n\nAndra ord.\n", "base": base[1], "section": "Mer", "field-läge": "idé"})
    assert text_in(asta.get(NAME).text) == SOURCE + "\n## Mer\n\nAndra ord.\n"


def test_front_matter_that_the_form_cannot_change_is_left_alone(world: World) -> None:
    source = "---\n{typ: exempel, läge: pilot}\n---\nText.\n"
    world.write("Kommun:Uddevalla/Försök", source)
    asta = world.signed_in("Asta")
    page = asta.get(NAME).text
    assert "Ändra dem i wikitexten." in page
    assert 'name="was-field' not in page


def test_scripts_keep_text_and_form_alike(world: World) -> None:
    asta = world.signed_in("Asta")
    sent = {"text": "---\ntyp: exempel\nläge: pilot\n---\n", "was-field-läge": '["pilot"]', "field-läge": "idé"}
    answer = asta.post("/edit/fields/Kommun:Uddevalla/Försök", sent).get_json()
    assert answer["front"] == "---\ntyp: exempel\nläge: idé\n---\n"
    assert answer["fields"]["field-läge"] == {"was": '["idé"]', "values": ["idé"]}
    assert answer["was"] == sent["text"]
    broken = asta.post("/edit/fields/Kommun:Uddevalla/Försök", {**sent, "text": "---\na: [\n---\n"}).get_json()
    assert not broken["readable"]


@pytest.mark.parametrize("text", ["---\n\nHej alla kommuner\n\n---\n", "---\n- lista\n---\n", "---\n7\n---\n"])
def test_text_between_two_lines_of_dashes_is_not_taken_for_fields(world: World, text: str) -> None:
    asta = world.signed_in("Asta")
    answer = asta.post("/edit/fields/Kommun:Uddevalla/Försök", {"text": text}).get_json()
    assert (answer["was"], answer["front"]) == ("", "")
    chosen = {"text": text, "was-field-läge": "[]", "field-läge": "idé"}
    answer = asta.post("/edit/fields/Kommun:Uddevalla/Försök", chosen).get_json()
    assert (answer["was"], answer["front"]) == ("", "---\nläge: idé\n---\n")


def test_guidance_gets_its_themes_in_the_form(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    world.write("Tema:Piloter", "Text.")
    world.write("Börja smått", "Text utan fält.")
    page = asta.get("/edit/Börja_smått").text
    assert "Fakta om vägledningen" in page
    assert "Inget är valt än." in page
    assert 'name="field-tema" value="Piloter" autocomplete' in page  # not ticked
    base = page.split('name="base" value="')[1].split('"')[0]
    form = {"text": "Text utan fält.", "base": base, "was-field-tema": "[]", "field-tema": "Piloter"}
    assert asta.post("/edit/Börja_smått", form).status_code == 302
    page = asta.get("/edit/Börja_smått").text
    assert "tema: [Piloter]" in page
    assert 'name="field-tema" value="Piloter" checked' in page
    assert "Börja smått" in world.visitor().get("/wiki/Tema:Piloter").text
    base = page.split('name="base" value="')[1].split('"')[0]
    text = "---\ntema: [Piloter]\n---\nText utan fält."
    asta.post("/edit/Börja_smått", {"text": text, "base": base, "was-field-tema": '["Piloter"]'})
    assert "tema:" not in asta.get("/edit/Börja_smått").text


def test_whom_to_ask_is_a_role_and_no_address(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    source = "---\ntyp: exempel\nkontakt: Kim, 070-123 45 67, kim@example.org\n---\nText.\n"
    world.write("Kommun:Uddevalla/Plan", source)  # as an import may bring it
    assert "kim@example.org" not in world.visitor().get("/wiki/Kommun:Uddevalla/Plan").text
    answer = asta.post("/edit/Kommun:Uddevalla/Ny", {"text": source, "base": ""})
    assert answer.status_code == 422
    assert "Ta bort ”kontakt”" in answer.text
    guidance = {"text": "---\nkontakt: kim@example.org\n---\nText.", "base": ""}
    assert "Under ”kontakt” står en roll" in asta.post("/edit/Plan", guidance).text


def test_boxes_that_nobody_touched_leave_the_text_alone_whatever_their_order(world: World) -> None:
    for theme in ("Innovation", "Piloter", "Samverkan"):
        world.write(f"Tema:{theme}", "Text.")
    stored = SOURCE.replace(
        "tema: [Piloter]", "tema: [Samverkan, Innovation]\nvälfärdsområde: [Äldreomsorg, Grundskola]"
    )
    world.write("Kommun:Uddevalla/Försök", stored)
    asta = world.signed_in("Asta")
    form = {**form_of(asta), "field-tema": ["Innovation", "Samverkan"]}  # as browsers send boxes: in the page's order
    form["field-välfärdsområde"] = ["Grundskola", "Äldreomsorg"]
    assert "ingen ny version" in asta.post(NAME, form, follow_redirects=True).text
    by_hand = stored.replace("[Samverkan, Innovation]", "[Piloter]").replace("[Äldreomsorg, ", "[Förskola, ")
    assert asta.post(NAME, {**form, "text": by_hand}).status_code == 302
    assert text_in(asta.get(NAME).text) == by_hand


def test_a_box_that_was_ticked_comes_last_and_what_was_written_by_hand_stays(world: World) -> None:
    for theme in ("Innovation", "Piloter", "Samverkan"):
        world.write(f"Tema:{theme}", "Text.")
    stored = SOURCE.replace("[Piloter]", "[Samverkan, Innovation]")
    world.write("Kommun:Uddevalla/Försök", stored)
    asta = world.signed_in("Asta")
    asta.post(NAME, {**form_of(asta), "field-tema": ["Innovation", "Piloter", "Samverkan"]})
    assert "tema: [Samverkan, Innovation, Piloter]\n" in text_in(asta.get(NAME).text)
    form = form_of(asta)
    by_hand = form["text"].replace("[Samverkan, Innovation, Piloter]", "[Samverkan, Piloter]")
    asta.post(NAME, {**form, "text": by_hand, "field-tema": ["Innovation", "Piloter"]})  # Samverkan taken away
    assert "tema: [Piloter]\n" in text_in(asta.get(NAME).text)
