"""Putting a file in: the form, what it asks for, and that nothing is lost on the way."""

import re

import pytest

from tests.conftest import PASSWORD, Visitor, World
from tests.uploads.conftest import SCRIPT, TORG, png, send
from wiki.markup import frontmatter
from wiki.uploads.described import Description, is_nameless, page_source

NOTE = re.compile(r'name="note" value="([^"]+)"')


def note_in(page: str) -> str:
    found = NOTE.search(page)
    assert found
    return found[1]


def test_a_picture_gets_a_page_with_what_was_told_about_it(asta: Visitor) -> None:
    answer = send(asta, png())
    assert answer.location == "/wiki/Fil:Torget_i_Uddevalla.png"
    page = asta.get(answer.location).text
    assert 'alt="Ett torg med träd och bänkar."' in page
    assert "Eget arbete, Uddevalla kommun" in page
    assert "800 × 400 bildpunkter" in page
    assert "Taget i maj." in page
    source = asta.get("/edit/Fil:Torget_i_Uddevalla.png").text
    assert "licens: CC0 1.0\nkälla: Eget arbete, Uddevalla kommun\nalt: Ett torg" in source


def test_the_form_is_filled_with_what_is_likely(asta: Visitor) -> None:
    page = asta.get("/upload?name=Ny_lekplats.jpg").text
    assert 'value="Ny lekplats.jpg"' in page
    assert 'value="Eget arbete, Uddevalla kommun"' in page
    assert '<option value="CC0 1.0" selected>' in page


def test_all_that_is_missing_is_told_at_once_and_the_file_need_not_be_sent_again(asta: Visitor) -> None:
    answer = send(asta, png(), {"title": "", "licence": "", "source": "", "description": "Kvar."})
    assert answer.status_code == 400
    for sentence in ("Ge filen ett namn", "Välj en licens", "Skriv vem som har gjort", "Beskriv vad bilden visar"):
        assert answer.text.count(sentence) == 2  # above the form and at the field
    assert "Kvar." in answer.text
    assert "IMG 2034.png är framme" in answer.text
    again = send(asta, None, {**TORG, "note": note_in(answer.text)})
    assert again.location == "/wiki/Fil:Torget_i_Uddevalla.png"


def test_a_held_file_is_for_the_one_who_sent_it(world: World, asta: Visitor) -> None:
    note = note_in(send(asta, png(), {}).text)
    answer = send(world.signed_in("Elna"), None, {**TORG, "note": note})
    assert answer.status_code == 400
    assert "Välj en fil" in answer.text
    assert send(asta, None, {**TORG, "note": note + "x"}).status_code == 400


@pytest.mark.parametrize(
    ("content", "filename", "said"),
    [
        (b"MZ\x90\0" + b"\0" * 500, "bild.png", "program"),
        (b"<html><script>alert(1)</script></html>", "bild.svg", "webbsida"),
        (b"", "tom.png", "tom"),
        (b"PK\x03\x04 inget", "plan.docx", ""),
    ],
)
def test_a_file_the_wiki_does_not_take_is_refused_and_the_words_stay(
    asta: Visitor, content: bytes, filename: str, said: str
) -> None:
    answer = send(asta, content, filename=filename)
    assert answer.status_code in (400, 413, 415, 422)
    assert said in answer.text
    assert 'id="file-error"' in answer.text
    assert "Ett torg med träd och bänkar." in answer.text
    assert asta.get("/wiki/Fil:Torget_i_Uddevalla.png").status_code == 404


def test_a_decorative_picture_needs_no_alternative_text_and_a_document_none_at_all(asta: Visitor) -> None:
    assert send(asta, png(), {**TORG, "alt": "", "decorative": "1"}).status_code == 302
    assert "dekorativ: ja" in asta.get("/edit/Fil:Torget_i_Uddevalla.png").text
    text = {**TORG, "title": "Anteckningar från mötet", "alt": ""}
    answer = send(asta, "Vi prövar i liten skala.".encode(), text, "a.txt")
    assert answer.location == "/wiki/Fil:Anteckningar_fr%C3%A5n_m%C3%B6tet.txt"
    assert "Öppna dokumentet" in asta.get(answer.location).text


def test_a_name_that_is_taken_can_be_changed_or_become_a_new_version(asta: Visitor) -> None:
    send(asta, png())
    answer = send(asta, png("red"))
    assert answer.status_code == 409
    assert "Det finns redan en fil som heter Torget i Uddevalla.png" in answer.text
    assert 'href="/upload/Fil:Torget_i_Uddevalla.png"' in answer.text
    again = send(asta, None, {**TORG, "title": "Torget på hösten", "note": note_in(answer.text)})
    assert again.location == "/wiki/Fil:Torget_p%C3%A5_h%C3%B6sten.png"


def test_the_same_picture_twice_is_told_of_but_may_be_meant(asta: Visitor) -> None:
    send(asta, png())
    again = {**TORG, "title": "Ett annat namn"}
    answer = send(asta, png(), again)
    assert answer.status_code == 409
    assert "[[Fil:Torget i Uddevalla.png]]" in answer.text
    assert send(asta, png(), {**again, "twice": "1"}).status_code == 302


def test_one_comes_back_to_where_one_came_from_and_nowhere_else(asta: Visitor) -> None:
    assert send(asta, png(), {**TORG, "back": "/wiki/Plan"}).location == "/wiki/Plan"
    elsewhere = {**TORG, "title": "Hamnen", "back": "//example.org/"}
    assert send(asta, png("red"), elsewhere).location == "/"


def test_whoever_is_not_signed_in_is_asked_to_be_and_can_do_so_in_the_form(world: World) -> None:
    world.user("Asta")
    visitor = world.visitor()
    assert visitor.get("/upload").status_code in (302, 401)
    answer = send(visitor, png())
    assert answer.status_code == 401
    assert "Ett torg med träd och bänkar." in answer.text
    entered = send(visitor, png(), {**TORG, "email": "asta@example.org", "password": PASSWORD})
    assert entered.location == "/wiki/Fil:Torget_i_Uddevalla.png"


def test_a_form_that_was_open_too_long_keeps_its_words(asta: Visitor) -> None:
    answer = send(asta, png(), {**TORG, "csrf_token": "gammal"})
    assert answer.status_code == 400
    assert "Ett torg med träd och bänkar." in answer.text


def test_a_number_that_looks_like_a_persons_is_asked_about(asta: Visitor) -> None:
    written = {**TORG, "description": "Gäller 811218-9876."}
    answer = send(asta, png(), written)
    assert answer.status_code == 422
    assert asta.get("/wiki/Fil:Torget_i_Uddevalla.png").status_code == 404
    assert send(asta, None, {**TORG, "note": note_in(answer.text)}).status_code == 302


def test_scripts_send_the_file_first_and_tell_about_it_afterwards(asta: Visitor) -> None:
    held = send(asta, png(), {"hold": "1"}, "lekplats_i_herrestad.png", headers=SCRIPT).json
    assert held
    assert (held["suggested"], held["picture"]) == ("Lekplats i herrestad", True)
    refused = send(asta, None, {**TORG, "alt": "IMG 2034", "note": held["note"]}, headers=SCRIPT)
    assert refused.status_code == 400
    assert "namnet på en fil" in refused.json["faults"]["alt"]  # type: ignore[index]
    done = send(asta, None, {**TORG, "note": held["note"]}, headers=SCRIPT)
    assert done.status_code == 201
    assert done.json == {
        "name": "Torget i Uddevalla.png",
        "target": "Fil:Torget i Uddevalla.png",
        "picture": True,
        "alt": "Ett torg med träd och bänkar.",
        "thumb": done.json["thumb"],  # type: ignore[index]
        "url": "/wiki/Fil:Torget_i_Uddevalla.png",
    }
    assert asta.get(done.json["thumb"]).status_code == 200


@pytest.mark.parametrize(
    "name", ["IMG_2034.jpg", "DSC 0001", "20261121_101112.jpg", "Skärmbild 2026-11-21.png", "Bild"]
)
def test_names_of_cameras_are_no_names(name: str) -> None:
    assert is_nameless(name)
    assert not is_nameless("Lekplats i Herrestad")
    assert not is_nameless("Plan 2027")


@pytest.mark.parametrize("said", ['Ja: "så" # nej', "12", "true", "- a", "[x]", "å: b", "{a}", "@x", "a\nb", "ja"])
def test_whatever_is_said_is_read_back_from_the_page(said: str) -> None:
    source = page_source(Description("x", source=said, alt=said), is_picture=True)
    fields = frontmatter.read(source).fields
    assert fields["källa"] == fields["alt"] == " ".join(said.split())
