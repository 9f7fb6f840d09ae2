"""Saving, printing and citing pages, as readers do it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from flask import Flask
from pypdf import PdfReader

from tests.conftest import Visitor, World
from wiki.accounts import throttle
from wiki.accounts.models import Role
from wiki.exporting.document import choose, making
from wiki.files.worker import GaveUp
from wiki.transfer.bring_in import bring_in

THEME = (
    "---\ntyp: tema\ndefinition: Ett försök i liten skala.\n---\nOm piloter. Se [[Pröva smått#Steg]] och [[Annat]].\n"
)


@pytest.fixture
def theme(world: World) -> World:
    """A theme with guidance and two examples, one of which is a section, and a page that has nothing to do with it."""
    world.write("Tema:Piloter", THEME)
    world.write("Pröva smått", "---\ntema: Piloter\n---\nBörja.\n\n## Steg\n\nEtt steg.\n")
    world.write("Annat", "Annat.")
    world.write(
        "Kommun:Umeå",
        "Vi finns.\n\n## Vår pilot\n\nVi prövade [[Pröva smått|smått]] i [[Tema:Piloter]].\n\n## Sånt\n\nAnnat.\n",
    )
    world.write("Kommun:Västerås", "Vi finns.")
    world.write("Kommun:Västerås/MISTEL", "---\ntyp: exempel\ntema: Piloter\nkontakt: Chefen\n---\nVi provade.\n")
    return world


def words(document: bytes) -> list[str]:
    return [each.text for each in docx.Document(BytesIO(document)).paragraphs]


def test_the_page_says_how_many_pages_each_choice_holds(theme: World) -> None:
    shown = theme.visitor().get("/save/Tema:Piloter").text
    assert "Hela temat: temasidan, vägledningen och kommunernas exempel (4 sidor)" in shown
    assert "Sidan med undersidor (2 sidor)" in theme.visitor().get("/save/Kommun:Västerås").text
    assert "Hur mycket?" not in theme.visitor().get("/save/Annat").text
    assert 'href="/save/Tema:Piloter?scope=theme"' in theme.visitor().get("/save/Pröva_smått").text


def test_a_page_leads_there(theme: World) -> None:
    saved = theme.write("Annat", "Nytt.")
    shown = theme.visitor().get("/wiki/Annat").text
    assert 'href="/save/Annat"' in shown
    old = theme.visitor().get(f"/wiki/Annat?oldid={saved.revision_id - 1}").text
    assert f'href="/save/Annat?oldid={saved.revision_id}"' not in old


def test_a_whole_theme_is_one_word_document(theme: World) -> None:
    answer = theme.visitor().get("/document/Tema:Piloter?scope=theme&as=docx")
    assert answer.status_code == 200
    assert "Tema Piloter.docx" in answer.headers["Content-Disposition"]
    found = words(answer.data)
    assert found[0] == "Piloter"
    for said in (
        "Om piloter. Se Pröva smått#Steg och Annat.",
        "Ett steg.",
        "Vi prövade smått i Tema:Piloter.",
        "Vi provade.",
    ):
        assert said in found
    assert "Annat." not in found
    assert not [each for each in found if "Chefen" in each]


def test_pdf_of_a_theme_has_every_page_in_its_outline(theme: World) -> None:
    answer = theme.visitor().get("/document/Tema:Piloter?scope=theme&as=pdf")
    assert answer.mimetype == "application/pdf"
    reader = PdfReader(BytesIO(answer.data))
    assert str(reader.root_object["/Lang"]) == "sv"
    text = "".join(page.extract_text() for page in reader.pages)
    assert "Vi provade." in text
    assert "Sida 1 av" in text


def test_without_weasyprint_no_pdf_is_offered(theme: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "find_spec", lambda _name: None)
    shown = theme.visitor().get("/save/Annat").text
    assert 'value="pdf"' not in shown
    assert "Vill du ha en PDF? Öppna utskriftsvyn" in shown
    answer = theme.visitor().get("/document/Annat?as=pdf")
    assert answer.status_code == 503
    assert "kan inte göra PDF-filer" in answer.text


def test_one_page_as_markdown_is_its_source_without_whom_to_ask(theme: World) -> None:
    answer = theme.visitor().get("/document/Kommun:Västerås/MISTEL?as=md")
    assert answer.text == "---\ntyp: exempel\ntema: Piloter\n---\nVi provade.\n"
    assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert "Kommun%20V%C3%A4ster%C3%A5s" in answer.headers["Content-Disposition"]


def test_many_pages_as_markdown_can_be_imported(theme: World, make_world: Callable[..., World], tmp_path: Path) -> None:
    answer = theme.visitor().get("/document/Tema:Piloter?scope=theme&as=md")
    assert answer.mimetype == "application/zip"
    with ZipFile(BytesIO(answer.data)) as archive:
        assert {name for name in archive.namelist() if name.endswith(".md")} == {
            "Tema/Piloter.md",
            "Vägledning/Pröva smått.md",
            "Kommun/Umeå.md",
            "Kommun/Västerås/MISTEL.md",
        }
        assert b"Chefen" not in b"".join(map(archive.read, archive.namelist()))
        archive.extractall(tmp_path / "out")
    other = make_world(data=tmp_path / "other", database_url="")
    from wiki.core.db import Base

    Base.metadata.create_all(other.app.extensions["wiki.engine"])
    with other.app.test_request_context():
        outcome = bring_in(tmp_path / "out")
    assert outcome.added["pages"] == 4
    assert "Ett steg." in other.visitor().get("/wiki/Pröva_smått").text


def test_the_print_view_is_one_page_with_all_of_it(theme: World) -> None:
    shown = theme.visitor().get("/print/Tema:Piloter?scope=theme").text
    assert shown.count('class="new-page"') == 4
    assert 'href="#c2-Steg"' in shown
    sent = theme.visitor().get("/document/Tema:Piloter?scope=theme&as=print")
    assert sent.location == "/print/Tema:Piloter?scope=theme"


def test_an_old_version_can_be_saved_printed_and_cited(world: World) -> None:
    first = world.write("Plan", "Första texten.").revision_id
    world.write("Plan", "Andra texten.")
    visitor = world.visitor()
    assert f"/wiki/Plan?oldid={first}" in visitor.get(f"/save/Plan?oldid={first}").text
    assert "Första texten." in visitor.get(f"/print/Plan?oldid={first}").text
    assert "Första texten." in words(visitor.get(f"/document/Plan?oldid={first}&as=docx").data)
    assert visitor.get(f"/document/Plan?oldid={first}&as=md").text == "Första texten.\n"
    assert f"oldid={first}" in visitor.get(f"/cite/Plan?as=ris&oldid={first}").text


DOORS = ("/save/Plan?", "/print/Plan?", "/document/Plan?as=docx&", "/document/Plan?as=md&", "/cite/Plan?as=ris&")


def gardener(world: World) -> Visitor:
    return world.signed_in("Karin", Role.GARDENER)


@pytest.mark.parametrize("door", DOORS)
def test_hidden_versions_and_deleted_pages_never_come_out(world: World, door: str) -> None:
    first = world.write("Plan", "Hemligt ord.").revision_id
    world.write("Plan", "Andra.")
    karin = gardener(world)
    hidden = karin.post(f"/revision/{first}/hide", {"parts": "text", "part": "text", "reason": "Personuppgift"})
    assert hidden.status_code in (302, 303), hidden.text
    for visitor in (world.visitor(), karin):
        answer = visitor.get(f"{door}oldid={first}")
        assert answer.status_code == 409
        assert "Hemligt" not in answer.text
    karin.post("/delete/Plan", {"reason": "Fel"})
    for visitor in (world.visitor(), karin):
        assert visitor.get(door).status_code == 404
        assert visitor.get(f"{door}oldid={first}").status_code == 404


def test_a_redirect_leads_on_and_another_spelling_too(theme: World) -> None:
    theme.write("Försök", "#REDIRECT [[Tema:Piloter]]")
    assert theme.visitor().get("/save/Försök").location == "/save/Tema:Piloter"
    assert theme.visitor().get("/save/annat").location == "/save/Annat"


def test_redirects_in_a_row_lead_to_their_end_and_in_a_circle_nowhere(world: World) -> None:
    for name, target in (("Ett", "Två"), ("Två", "Tre"), ("Runt", "Om"), ("Om", "Runt")):
        world.write(name, f"#OMDIRIGERING [[{target}]]")
    world.write("Tre", "Text.")
    visitor = world.visitor()
    assert visitor.get("/save/Ett").location == "/save/Tre"
    assert visitor.get("/save/Runt").status_code == 200
    assert visitor.get("/document/Om?as=docx").status_code == 200


def test_what_a_page_says_of_itself_stands_in_its_document_once(world: World) -> None:
    world.write("Begrepp", "---\ndefinition: Vad det är.\nlärdom: Börja smått.\n---\nText.")
    world.write("Tema:Piloter", "---\ntyp: tema\ndefinition: Ett försök.\n---\nText.")
    visitor = world.visitor()
    shown = visitor.get("/print/Begrepp").text
    assert (shown.count("Vad det är."), shown.count("Börja smått.")) == (1, 1)
    assert visitor.get("/print/Tema:Piloter").text.count("Ett försök.") == 1


def test_what_nobody_can_have_is_refused_with_a_sentence(theme: World, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = theme.visitor()
    assert visitor.get("/save/Finns_inte").status_code == 404
    assert visitor.get("/document/Annat?as=exe").status_code == 400
    assert visitor.get("/document/Annat?as=docx&scope=allt").status_code == 400
    assert visitor.get("/document/Annat?as=docx&scope=theme").status_code == 400
    monkeypatch.setattr(choose, "MOST_PAGES", 3)
    refused = visitor.get("/document/Tema:Piloter?as=docx&scope=theme")
    assert refused.status_code == 413
    assert "4 sidor är fler än vad som ryms i ett dokument, som tar 3." in refused.text
    monkeypatch.setattr(choose, "MOST_SIGNS", 3)
    assert "för långa för ett dokument" in visitor.get("/print/Annat").text


def test_whoever_asks_for_very_many_documents_has_to_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.write("Plan", "Text.")
    monkeypatch.setattr(throttle, "DOCUMENTS", throttle.Limit("documents for a client", 1, 15))
    visitor = world.visitor()
    assert visitor.get("/document/Plan?as=docx").status_code == 200
    assert visitor.get("/document/Plan?as=docx").status_code == 429
    assert visitor.get("/print/Plan").status_code == 200


def test_a_document_that_takes_too_long_is_given_up(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def gives_up(*_asked: object, **_options: object) -> None:
        raise GaveUp

    world.write("Plan", "Text.")
    monkeypatch.setattr(making, "ask", gives_up)
    answer = world.visitor().get("/document/Plan?as=docx")
    assert answer.status_code == 413
    assert "det är för mycket i det" in answer.text


def test_links_of_a_document_begin_with_the_wikis_public_address(make_world: Callable[..., World]) -> None:
    world = make_world(base_url="https://wiki.example.se")
    world.write("Plan", "Se [[Annat]].")
    world.write("Annat", "Text.")
    app: Flask = world.app
    assert 'href="https://wiki.example.se/wiki/Annat"' in app.test_client().get("/print/Plan").text
