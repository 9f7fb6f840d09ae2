"""Writing on one section of a page."""

import re
from html import unescape

import pytest

from tests.conftest import Visitor, World

SOURCE = "Inledning.\n\n## Ett\n\nFörsta.\n\n### Under\n\nMer.\n\n## Två\n\nAndra.\n\n[[Kategori:Prov]]\n"
FIELD = re.compile(r'name="(base|section)" value="([^"]*)"')
TEXT = re.compile(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', re.DOTALL)


def opened(visitor: Visitor, address: str) -> dict[str, str]:
    """The form of the editor, as it stands open."""
    page = visitor.get(address)
    assert page.status_code == 200
    return {**dict(FIELD.findall(page.text)), "text": text_in(page.text)}


def text_in(page: str) -> str:
    found = TEXT.search(page)
    assert found
    return unescape(found[1])


def source(visitor: Visitor, name: str) -> str:
    return text_in(visitor.get(f"/edit/{name}").text)


def test_members_find_a_way_from_each_heading_into_its_section(world: World) -> None:
    world.write("Plan", SOURCE)
    assert "?section=" not in world.visitor().get("/wiki/Plan").text
    page = world.signed_in("Asp").get("/wiki/Plan").text
    assert 'href="/edit/Plan?section=Under" lang="sv" aria-label="Redigera avsnittet Under">Redigera</a>' in page
    assert page.count("?section=") == 3


def test_the_editor_opens_with_the_section_alone(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    assert opened(asp, "/edit/Plan?section=Ett")["text"] == "## Ett\n\nFörsta.\n\n### Under\n\nMer.\n\n"
    page = asp.get("/edit/Plan?section=Ett").text
    assert "Redigerar avsnittet ”Ett” i" in page
    assert "Redigera hela sidan" in page


def test_saving_a_section_changes_that_section_and_comes_back_to_it(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = opened(asp, "/edit/Plan?section=Under")
    answer = asp.post("/edit/Plan", {**form, "text": "### Nytt namn\r\n\r\nMer och mer."})
    assert answer.location == "/wiki/Plan#Nytt_namn"
    assert source(asp, "Plan") == SOURCE.replace("### Under\n\nMer.", "### Nytt namn\n\nMer och mer.")


def test_nothing_changed_makes_no_version(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    for key in ("Ett", "Under", "Två", "new"):
        form = opened(asp, f"/edit/Plan?section={key}")
        asp.post("/edit/Plan", {**form, "text": form["text"].replace("\n", "\r\n")})
    assert "1 version" in asp.get("/history/Plan").text


def test_others_may_change_other_sections_meanwhile(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = opened(asp, "/edit/Plan?section=Ett")
    world.write("Plan", "## Noll\n\nNy.\n\n" + SOURCE.replace("Andra.", "Andra, av någon annan."))
    answer = asp.post("/edit/Plan", {**form, "text": form["text"].replace("Första", "Förstaste")})
    assert answer.location == "/wiki/Plan#Ett"
    assert "Förstaste." in source(asp, "Plan")
    assert "av någon annan" in source(asp, "Plan")


def test_a_conflict_is_about_the_whole_page(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = opened(asp, "/edit/Plan?section=Ett")
    world.write("Plan", SOURCE.replace("Första.", "Deras."))
    answer = asp.post("/edit/Plan", {**form, "text": form["text"].replace("Första.", "Min.")})
    assert answer.status_code == 409
    assert "Min." in answer.text
    assert "Deras." in answer.text


def test_preview_and_changes_are_of_the_section(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = opened(asp, "/edit/Plan?section=Två")
    form["text"] = form["text"].replace("Andra", "*Tredje*")
    preview = asp.post("/edit/Plan", {**form, "preview": "1"}).text
    assert "<em>Tredje</em>" in preview
    assert "Inledning." not in preview
    changes = asp.post("/edit/Plan", {**form, "changes": "1"}).text
    assert "<del>" in changes
    assert "Inledning." not in changes
    assert 'name="section" value="Två"' in changes


def test_an_unknown_section_opens_the_whole_page_with_a_word(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    answer = asp.get("/edit/Plan?section=Borta", follow_redirects=True)
    assert "Avsnittet gick inte att hitta" in answer.text
    assert text_in(answer.text) == SOURCE


def test_a_section_that_is_gone_when_it_is_sent_keeps_its_text(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = {**opened(asp, "/edit/Plan?section=Ett"), "section": "Borta", "text": "## Borta\n\nMin text."}
    answer = asp.post("/edit/Plan", form)
    assert answer.status_code == 409
    assert 'name="section" value=""' in answer.text
    assert "## Borta\n\nMin text.\n\n[[Kategori:Prov]]" in text_in(answer.text)
    assert source(asp, "Plan") == SOURCE


def test_a_new_section_stands_last_above_the_categories(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    form = opened(asp, "/edit/Plan?section=new&heading=Lärdomar")
    assert form["text"] == "## Lärdomar\n"
    answer = asp.post("/edit/Plan", {**form, "text": "## Lärdomar\r\n\r\nVi lärde oss."})
    assert answer.location == "/wiki/Plan#L%C3%A4rdomar"
    assert source(asp, "Plan") == SOURCE.replace("Andra.\n", "Andra.\n\n## Lärdomar\n\nVi lärde oss.\n")


def test_a_section_that_is_too_long_comes_back_as_it_was(world: World) -> None:
    world.write("Plan", SOURCE)
    asp = world.signed_in("Asp")
    answer = asp.post("/edit/Plan", {**opened(asp, "/edit/Plan?section=Ett"), "text": "ord " * 130_000})
    assert answer.status_code == 413
    assert 'name="section" value="Ett"' in answer.text


def test_a_visitor_sees_the_source_of_the_whole_page(world: World) -> None:
    world.write("Plan", SOURCE)
    assert "Andra." in world.visitor().get("/edit/Plan?section=Ett").text


@pytest.mark.parametrize("address", ["/edit/Plan", "/edit/Plan?section=Tv%C3%A5"])
def test_whoever_edits_is_shown_the_instructions(world: World, address: str) -> None:
    box = "> [!NOTE]\n> **Instruktioner till dig som skriver**\n>\n> Länka till [[Plan]], *kopiera inte*.\n\n"
    world.write("Plan", box + SOURCE)
    page = world.signed_in("Asp").get(address).text
    assert '<details class="instructions" open><summary>Instruktioner till dig som skriver</summary>' in page
    assert "<em>kopiera inte</em>" in page
    assert '<details class="instructions"><summary>' in world.visitor().get("/wiki/Plan").text
