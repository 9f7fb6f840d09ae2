import re
from html import unescape
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.conftest import PASSWORD, Visitor, World
from tests.word.documents import picture, plan, saved
from wiki.files.queries import find_file
from wiki.word.convert import picture_mark


@pytest.fixture
def asta(world: World) -> Visitor:
    return world.signed_in("Asta", municipality="1485")


def send(visitor: Visitor, content: bytes, name: str = "", filename: str = "plan.docx") -> Any:
    return visitor.post("/import/word", {"file": (BytesIO(content), filename), "name": name})


def describe(visitor: Visitor, page: str, **fields: str) -> Any:
    """Send the form for the pictures, as it was given, with `fields` filled in."""
    inputs = dict(re.findall(r'<input(?=[^>]*type="hidden")[^>]*name="([^"]+)" value="([^"]*)"', page))
    filled = {**inputs, "text": text_in(page), "licence": "CC0 1.0", "source": "Eget arbete"}
    filled["title-0"] = re.search(r'name="title-0" value="([^"]*)"', page)[1]  # type: ignore[index]
    return visitor.post(
        "/import/word/begin",
        {**filled, "name": "Plan för välfärdsteknik", "show-0": "alt", "alt-0": "En cirkel", **fields},
    )


def text_in(page: str) -> str:
    found = re.search(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def test_a_document_without_pictures_opens_in_the_editor(asta: Visitor) -> None:
    document = docx.Document()
    document.add_heading("Vår plan", 0)
    document.add_paragraph("Vi börjar smått.")
    page = send(asta, saved(document))
    assert page.status_code == 200
    assert "Skapar" in page.text
    assert "Vår plan" in page.text
    assert text_in(page.text) == "Vi börjar smått.\n"
    assert asta.get("/wiki/Vår_plan").status_code == 404  # nothing is published yet


def test_pictures_are_described_before_they_are_put_in(world: World, asta: Visitor) -> None:
    page = send(asta, saved(plan()))
    assert "Vad visar bilden?" in page.text
    assert 'value="En cirkel som växer"' in page.text  # as the document says
    editor = describe(asta, page.text, **{"alt-0": "En cirkel växer i fyra steg"})
    title = "Plan för välfärdsteknik, bild 1.png"
    assert f"[[Fil:{title}]]" in text_in(editor.text)
    assert picture_mark(0) not in editor.text
    with world.app.app_context():
        assert find_file(title)
    assert "En cirkel växer i fyra steg" in asta.get(f"/wiki/Fil:{title}".replace(" ", "_")).text


def test_a_picture_that_waits_is_shown_to_the_one_who_sent_it_only(world: World, asta: Visitor) -> None:
    page = send(asta, saved(plan()))
    address = re.search(r'src="(/import/word/picture[^"]+)"', page.text)[1].replace("&amp;", "&")  # type: ignore[index]
    assert asta.get(address).mimetype == "image/png"
    assert world.signed_in("Berit").get(address).status_code == 404


def test_a_picture_without_a_word_of_what_it_shows_is_asked_for_again(asta: Visitor) -> None:
    page = send(asta, saved(plan()))
    again = describe(asta, page.text, **{"alt-0": ""})
    assert again.status_code == 400
    assert "Beskriv vad bilden visar" in again.text
    assert text_in(again.text) == text_in(page.text)  # nothing is lost


def test_whoever_has_been_signed_out_meanwhile_signs_in_within_the_form(world: World, asta: Visitor) -> None:
    page = send(asta, saved(plan()))
    asta.post("/signout")
    again = describe(asta, page.text, **{"alt-0": "En cirkel växer"})
    assert again.status_code == 401
    assert 'value="En cirkel växer"' in again.text
    assert text_in(again.text) == text_in(page.text)
    mine = {"email": "asta@example.org", "password": PASSWORD}
    editor = describe(asta, again.text, **{"alt-0": "En cirkel växer"}, **mine)
    assert "[[Fil:Plan för välfärdsteknik, bild 1.png]]" in text_in(editor.text)


def test_a_picture_may_be_left_out(world: World, asta: Visitor) -> None:
    editor = describe(asta, send(asta, saved(plan())).text, **{"show-0": "leave"})
    assert "Fil:" not in text_in(editor.text)
    with world.app.app_context():
        assert find_file("Plan för välfärdsteknik, bild 1.png") is None


def test_the_same_document_twice_uses_the_same_picture(asta: Visitor) -> None:
    describe(asta, send(asta, saved(plan())).text)
    editor = describe(asta, send(asta, saved(plan())).text, name="En annan plan")
    assert "[[Fil:Plan för välfärdsteknik, bild 1.png]]" in text_in(editor.text)


def test_a_page_of_that_name_is_not_written_over(world: World, asta: Visitor) -> None:
    world.write("Plan för välfärdsteknik", "Den finns redan.\n")
    page = send(asta, saved(plan()))
    assert page.status_code == 409
    assert "Det finns redan en sida som heter Plan för välfärdsteknik" in page.text
    assert "Bakgrund" in text_in(page.text)


@pytest.mark.parametrize(
    ("content", "filename"), [(b"Hej", "brev.docx"), (picture().getvalue(), "bild.docx"), (b"", "")]
)
def test_what_is_no_document_is_refused_in_words(asta: Visitor, content: bytes, filename: str) -> None:
    page = send(asta, content, filename=filename)
    assert page.status_code in {400, 415}
    assert "Word-dokument" in page.text


def test_an_empty_document_is_refused_in_words(asta: Visitor) -> None:
    page = send(asta, saved(docx.Document()))
    assert page.status_code == 422
    assert "Dokumentet är tomt" in page.text
