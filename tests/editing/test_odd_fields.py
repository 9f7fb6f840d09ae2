"""Fields written by hand, or by a forged form: what cannot be is refused by its name, and nothing is lost."""

import pytest

from tests.conftest import Visitor, World
from tests.editing.test_fields_form import NAME, SOURCE, form_of, text_in
from tests.examples.acting import EXAMPLE, tell

READABLE = "---\ntyp: exempel\nläge: pilot\n---\nText.\n"


def publish(visitor: Visitor, text: str, address: str = "/edit/Kommun:Uddevalla/Nytt") -> tuple[int, str]:
    """Try to publish a new page; the status, and what was answered, in which the text has to be."""
    answer = visitor.post(address, {"text": text, "base": ""})
    if answer.status_code != 302:
        assert text_in(answer.text).strip() == text.strip()
    return answer.status_code, answer.text


@pytest.mark.parametrize(
    ("field", "place", "sentence"),
    [
        ("läge: [pilot, idé]", "field-läge", "”läge” kan bara säga en sak"),
        ("läge: pilot\nläge: idé", "field-läge", "”läge” står mer än en gång"),
        ("period: 2024-13-45", "field-period", "är ingen period"),
        ("kommun: Umeå", "field-kommun", "Sidan hör till Uddevalla"),
        ("stödjer: [Finns ej]", "field-stödjer", "ingen sida som heter Finns ej"),
        ("stödjer: [Kommun:Umeå]", "field-stödjer", "är ingen vägledning"),
        ("tema: [Hittepå]", "field-tema", "Temat ”Hittepå” finns inte. Välj bland teman, eller skapa temat först."),
        (f"lärdom: {'å' * 501}", "field-lärdom", "Lärdomen har 501 tecken"),
        ('bygger på: "Kommun:Uddevalla/Nytt"', "mk-text", "vuxit fram ur sig självt"),
        ("kontakt: Kim", "mk-text", ">Kontakt</a>: Ta bort ”kontakt”"),
    ],
)
def test_odd_values_are_refused_by_name(world: World, field: str, place: str, sentence: str) -> None:
    world.write("Kommun:Umeå", "Text.")
    status, page = publish(world.signed_in("Asta"), f"---\ntyp: exempel\n{field}\n---\nText.\n")
    assert status == 422
    assert f'<a href="#{place}">' in page
    assert sentence in page
    assert ">field-" not in page


@pytest.mark.parametrize("period", ["2024", "2024–2026", "från 2025", "2024-03-01", "2024-03 – 2025-06", "hösten 2024"])
def test_periods_that_people_write_are_taken(world: World, period: str) -> None:
    assert publish(world.signed_in("Asta"), f'---\ntyp: exempel\nperiod: "{period}"\n---\nText.\n')[0] == 302


@pytest.mark.parametrize("day", ["2027-02-30", "snart", "2020-01-01"])
def test_the_last_day_of_a_request_is_one_to_come_unless_it_stood_there(world: World, day: str) -> None:
    asta = world.signed_in("Asta")
    source = f"---\nsista dag: {day}\n---\nText.\n"
    status, page = publish(asta, source, "/edit/Efterlysning:Ny")
    assert status == 422
    assert '<a href="#field-sista-dag">' in page
    world.write("Efterlysning:Gammal", source)
    form = form_of(asta, "/edit/Efterlysning:Gammal")
    assert asta.post("/edit/Efterlysning:Gammal", {**form, "text": source + "Mer.\n"}).status_code == 302


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("---\ntyp: exempel\nläge: [pilot\n---\nText.\n", "Titta på rad 3"),
        ("---\ntyp: exempel\nlärdom: Så här: börja\n---\nText.\n", "Titta på rad 3"),
        ("---\ntyp: exempel\nläge: pilot\nText.\n", "Under den sista uppgiften ska det stå en rad med bara ---"),
        ("typ: exempel\nläge: pilot\n---\nText.\n", "på rad 1, ska det stå en rad med bara ---"),
    ],
)
def test_fields_that_nobody_could_read_are_not_published(world: World, broken: str, sentence: str) -> None:
    world.write("Kommun:Uddevalla/Försök", READABLE)
    asta = world.signed_in("Asta")
    answer = asta.post(NAME, {**form_of(asta), "text": broken})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert text_in(answer.text) == broken
    assert "Försök" in world.visitor().get("/examples").text
    if broken.startswith("---"):
        assert publish(asta, broken)[0] == 422


def test_what_could_not_be_read_before_can_still_be_edited_and_lines_are_no_fields(world: World) -> None:
    world.write("Kommun:Uddevalla/Försök", "---\nläge: [\n---\nText.\n")
    asta = world.signed_in("Asta")
    form = form_of(asta)
    assert asta.post(NAME, {**form, "text": form["text"] + "Mer.\n"}).status_code == 302
    assert publish(asta, "---\n\nText under en linje.\n\n---\n\nMer.\n")[0] == 302


def test_blank_lines_above_the_fields_do_no_harm(world: World) -> None:
    asta = world.signed_in("Asta")
    asta.post(NAME, {"text": "\r\n  \r\n" + SOURCE.replace("[Piloter]", "[]"), "base": "", "draft": "1"})
    assert "Försök" in world.visitor().get("/examples").text
    assert text_in(asta.get(NAME).text).startswith("---\ntyp: exempel\nstatus: utkast\n")


def test_families_have_no_circles(world: World) -> None:
    tell(world)
    tell(world, "Kommun:Halmstad/Barn", f'bygger på: "{EXAMPLE}"')
    tell(world, "Kommun:Umeå/Barnbarn", 'bygger på: "Kommun:Halmstad/Barn"')
    asta = world.signed_in("Asta")
    address = f"/edit/{EXAMPLE}"
    text = '---\ntyp: exempel\nbygger på: "Kommun:Umeå/Barnbarn"\n---\nText.\n'
    answer = asta.post(address, {**form_of(asta, address), "text": text})
    assert answer.status_code == 422
    assert "Barnbarn växte fram ur det här exemplet" in answer.text
    assert ">Växte fram ur</a>" in answer.text


def test_the_quick_forms_refuse_the_same(world: World) -> None:
    world.write("Kommun:Umeå", "Text.")
    asta = world.signed_in("Asta")
    told = {"title": "Kortare kö", "municipality": "1485", "status": "pilot", "sentences": "Vi gjorde så."}
    wrong = {"theme": "Hittepå", "lesson": "å" * 5_000, "guidance": "Kommun:Umeå"}
    answer = asta.post("/examples/new", {**told, **wrong})
    assert answer.status_code == 400
    for sentence in ("Temat ”Hittepå” finns inte", "Lärdomen har 5000 tecken", "är ingen vägledning"):
        assert sentence in answer.text
    asked = {"title": "Vem vet?", "theme": "Hittepå", "sentences": "Vi undrar."}
    answer = asta.post("/requests/new", asked)
    assert answer.status_code == 400
    assert "Temat ”Hittepå” finns inte" in answer.text
    assert "Vi undrar." in answer.text
