"""Whom to ask stands in a place of its own: no text invites to write it, and what is written anyway is not spread."""

import pytest

from tests.conftest import Visitor, World
from tests.editing.test_fields_form import text_in
from tests.examples.acting import ADDRESS, member, tell
from wiki.markup import parse_name, render
from wiki.markup.contacts import ways_to_reach

MAIL = "kim@vetlanda.example"


def test_no_page_begins_with_a_section_for_the_contact(world: World) -> None:
    asp = member(world, "Asp", "0685")
    for kind in ("example", "municipality", "cooperation"):
        asked = {
            "go": "1",
            "full": "1",
            "kind": kind,
            "municipality": "0685",
            "title": "Plan" if kind == "example" else "Vetlanda",
        }
        text = asp.get("/new", query_string=asked, follow_redirects=True).text.split("<textarea", 1)[1]
        text = text.split("</textarea>")[0]
        assert "## " in text
        assert "Kontakt" not in text
        assert "funktionsbrevlåda" not in text


def test_the_section_goes_from_texts_that_were_begun_with_it(world: World) -> None:
    asp = member(world, "Asp", "0685")
    begun = "<!-- ? Vilken roll kan svara på frågor? En funktionsbrevlåda håller längre än ett namn. -->"
    asp.post(f"/edit/{ADDRESS}", {"text": f"Text.\n\n## Kontakt\n\n{begun}\n", "base": ""})
    assert text_in(asp.get(f"/edit/{ADDRESS}").text) == "Text.\n"


def test_whoever_has_published_is_shown_where_to_say_whom_to_ask(world: World) -> None:
    link = f'<a href="/contact/{ADDRESS}">Säg vem man kan fråga</a>'
    text = {"text": "---\ntyp: exempel\n---\nText.\n", "base": ""}
    asp = member(world, "Asp", "0685")
    assert link in flashed(asp.post(f"/edit/{ADDRESS}", text, follow_redirects=True).text)
    told = {"title": "Kortare kö", "municipality": "0685", "status": "pilot", "sentences": "Vi gjorde så."}
    page = flashed(asp.post("/examples/new", told, follow_redirects=True).text)
    assert "Säg vem man kan fråga" in page
    ek = member(world, "Ek", "1380")  # who may not say it
    answer = ek.post("/edit/Kommun:Vetlanda/Annat", text, follow_redirects=True)
    assert "Säg vem man kan fråga" not in flashed(answer.text)


def flashed(page: str) -> str:
    """What the page says about what was just done."""
    return page.split("<h1", 1)[0]


@pytest.mark.parametrize("heading", ["Kontakt", "Kontaktpersoner", "Contact", "Kontakta oss:"])
def test_what_stands_under_contact_is_no_summary(world: World, heading: str) -> None:
    tell(world, text=f"## {heading}\n\nFråga {MAIL} om [[Börja smått]].\n")
    world.write("Kommun:Vetlanda", f"## {heading}\n\nVi på {MAIL} arbetar efter [[Börja smått]] varje dag.\n")
    world.write("Börja smått", "Text.")
    visitor = world.visitor()
    for address in ("/examples", "/feeds/examples", "/examples?format=csv", "/search?q=Kostnadskontroll"):
        assert MAIL not in visitor.get(address).text, address
    assert MAIL not in visitor.get("/wiki/Börja_smått").text


def test_a_summary_is_taken_from_what_follows(world: World) -> None:
    source = "## Kontakt\n\nKim.\n\n### Telefon\n\nFem.\n\n## Kontaktcenter\n\nVi svarar fortare.\n"
    assert render(source, parse_name("Kommun:Vetlanda/Svar")).lead == "Vi svarar fortare."


@pytest.mark.parametrize("text", [MAIL, "070-123 45 67", "+46 (0)70 123 45 67", "0480-45 00 00", "Tlf. 22 33 44 55"])
def test_the_advice_tells_of_addresses_and_numbers(world: World, text: str) -> None:
    for source in (f"Fråga Kim, {text}.\n", f'---\ntyp: exempel\nKontaktperson: "{text}"\n---\nText.\n'):
        tips = advised(member(world, f"Asp{len(source)}", "0685"), source)
        assert [tip["severity"] for tip in tips] == ["info"]
        assert "skriv kontakten i rutan ”Vem du kan fråga”" in tips[0]["text"]
    assert advised(world.signed_in("Alm"), f"Fråga Kim, {text}.\n", "Riktlinjer") == []


def advised(visitor: Visitor, source: str, name: str = "Kommun:Vetlanda/Plan") -> list[dict[str, str]]:
    answer = visitor.client.post(
        "/advice",
        json={"text": source, "name": name},
        headers={"Accept-Language": "sv", "X-CSRFToken": visitor._token()},
    )
    return [each for each in (answer.json or {})["findings"] if each["code"] == "contact"]


@pytest.mark.parametrize("text", ["2024-01-15", "01-02-2024", "2020–2024", "dnr 2023/0114-12", "0114 invånare", "a@b"])
def test_dates_and_numbers_of_other_things_are_no_ways_to_reach_people(text: str) -> None:
    assert ways_to_reach(f"Vi skrev {text} här.") == []


@pytest.mark.parametrize("domain", ["gmail.com", "hotmail.se", "yahoo.co.uk", "live.se", "icloud.com", "OUTLOOK.com"])
def test_a_mailbox_of_ones_own_is_refused(world: World, domain: str) -> None:
    tell(world)
    asp = member(world, "Asp", "0685")
    form = {"role": "Strateg", "mailbox": f"kim@{domain}", "person": ""}
    answer = asp.post(f"/contact/{ADDRESS}", form)
    assert answer.status_code == 400
    assert "Skriv en funktionsbrevlåda. Den här ser ut att vara någons egen." in answer.text
    assert asp.post(f"/contact/{ADDRESS}", {**form, "mailbox": "it@outlook.vetlanda.se"}).status_code == 303
