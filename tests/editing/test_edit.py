"""Writing and changing pages in the editor."""

import re

import pytest

from tests.conftest import Visitor, World

BASE = re.compile(r'name="base" value="(\d*)"')


def base_of(visitor: Visitor, address: str) -> str:
    """The revision that the open editor knows of."""
    found = BASE.search(visitor.get(address).text)
    assert found
    return found[1]


def test_a_red_link_opens_the_editor_and_the_page_can_be_written(world: World) -> None:
    asp = world.signed_in("Asp", municipality="1380")
    world.write("Årliga prioriteringar", "Se [[Nyttan av testbäddar]].")
    page = asp.get("/wiki/Årliga_prioriteringar")
    assert 'class="wikilink red"' in page.text
    assert "/edit/Nyttan_av_testb%C3%A4ddar" in page.text
    assert asp.get("/edit/Nyttan_av_testbäddar").status_code == 200

    answer = asp.post("/edit/Nyttan_av_testbäddar", {"text": "Testbäddar ger **mod**.", "base": "", "summary": "Ny"})

    assert answer.status_code == 302
    assert "<strong>mod</strong>" in asp.get("/wiki/Nyttan_av_testbäddar").text
    assert 'class="wikilink red"' not in asp.get("/wiki/Årliga_prioriteringar").text


def test_saving_without_a_change_makes_no_version(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Text.")
    answer = asp.post("/edit/Plan", {"text": "Text.\r\n", "base": base_of(asp, "/edit/Plan")}, follow_redirects=True)
    assert "ingen ny version" in answer.text
    assert "1 version" in asp.get("/history/Plan").text


def test_preview_and_changes_show_without_saving(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Gammal text.")
    base = base_of(asp, "/edit/Plan")
    preview = asp.post("/edit/Plan", {"text": "Ny **text**.", "base": base, "preview": "1"})
    assert preview.status_code == 200
    assert "<strong>text</strong>" in preview.text
    changes = asp.post("/edit/Plan", {"text": "Ny text.", "base": base, "changes": "1"})
    assert "<del>Gammal </del>" in changes.text
    assert "<ins>Ny </ins>" in changes.text
    assert "Gammal text." in asp.get("/wiki/Plan").text


def test_line_breaks_of_browsers_and_a_first_empty_line_change_nothing(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Ett\n\nTvå\n")
    answer = asp.post(
        "/edit/Plan", {"text": "Ett\r\n\r\nTvå\r\n", "base": base_of(asp, "/edit/Plan")}, follow_redirects=True
    )
    assert "ingen ny version" in answer.text


def test_a_visitor_sees_the_source_and_is_asked_to_log_in(world: World) -> None:
    world.write("Plan", "Så här **skrevs** det.")
    page = world.visitor().get("/edit/Plan")
    assert page.status_code == 200
    assert "Så här **skrevs** det." in page.text
    assert "Logga in" in page.text
    assert 'name="publish"' not in page.text


def test_the_summary_and_the_minor_mark_are_in_the_history(world: World) -> None:
    asp = world.signed_in("Asp")
    world.write("Plan", "Ett.")
    asp.post("/edit/Plan", {"text": "Två.", "base": base_of(asp, "/edit/Plan"), "summary": "rättade <b>", "minor": "1"})
    history = asp.get("/history/Plan").text
    assert "rättade &lt;b&gt;" in history
    assert 'title="mindre ändring"' in history


@pytest.mark.parametrize(
    ("bad", "said"),
    [("Kommun:", "säger bara"), ("a%7Cb", "tecken"), ("a/../b", "mellan snedstreck"), ("å" * 128, "för långt")],
)
def test_a_bad_title_is_refused_with_what_is_wrong_and_the_text_kept(world: World, bad: str, said: str) -> None:
    asp = world.signed_in("Asp")
    answer = asp.post(f"/edit/{bad}", {"text": "Min långa text.", "base": ""})
    assert answer.status_code == 400
    assert said in answer.text
    assert "Min långa text." in answer.text
    renamed = asp.post(f"/edit/{bad}", {"text": "Min långa text.", "base": "", "title": "Bra namn"})
    assert renamed.location == "/wiki/Bra_namn"


def test_a_text_that_is_too_long_is_refused_and_kept(world: World) -> None:
    asp = world.signed_in("Asp")
    answer = asp.post("/edit/Lång", {"text": "ord " * 130_000 + "SLUTET", "base": ""})
    assert answer.status_code == 413
    assert "för lång" in answer.text
    assert "SLUTET" in answer.text
    assert asp.get("/wiki/Lång").status_code == 404


def test_a_stale_form_keeps_the_text_and_can_be_sent_again(world: World) -> None:
    asp = world.signed_in("Asp")
    answer = asp.post("/edit/Plan", {"text": "Kvar.", "base": "", "csrf_token": "gammal"})
    assert answer.status_code == 400
    assert "Kvar." in answer.text
    assert "en gång till" in answer.text
    assert asp.get("/wiki/Plan").status_code == 404


def test_an_expired_login_keeps_the_text_and_lets_one_log_in_there(world: World) -> None:
    from tests.conftest import PASSWORD

    world.user("Asp")
    visitor = world.visitor()
    answer = visitor.post("/edit/Plan", {"text": "Skrivet länge.", "base": ""})
    assert answer.status_code == 401
    assert "Skrivet länge." in answer.text
    assert 'type="password"' in answer.text
    form = {"text": "Skrivet länge.", "base": "", "email": "asp@example.org", "password": PASSWORD}
    again = visitor.post("/edit/Plan", form)
    assert again.status_code == 200
    assert "Skrivet länge." in again.text
    assert visitor.post("/edit/Plan", {"text": "Skrivet länge.", "base": ""}).status_code == 302
    assert "Skrivet länge." in visitor.get("/wiki/Plan").text


def test_a_new_page_begins_with_its_name(world: World) -> None:
    asp = world.signed_in("Asp")
    assert "Sidans namn" in asp.get("/new").text
    assert asp.get("/new?namespace=municipality&title=uddevalla").location.startswith("/edit/Kommun:Uddevalla")
    assert asp.get("/new?namespace=main&title=a|b").status_code == 400


def test_an_empty_page_is_not_published(world: World) -> None:
    answer = world.signed_in("Asp").post("/edit/Ny", {"text": "  \n", "base": ""})
    assert answer.status_code == 400
    assert "Börja med en mening" in answer.text


def test_characters_that_no_database_stores_are_left_out(world: World) -> None:
    asp = world.signed_in("Asp")
    answer = asp.post("/edit/Ny", {"text": "Te\0xt.", "base": "", "summary": "a\0b"})
    assert answer.status_code == 302
    assert "ab" in asp.get("/history/Ny").text
    assert asp.get("/contributions/a%00b").status_code == 404


def test_what_was_written_comes_back_even_where_there_is_no_editor_to_show_it(world: World) -> None:
    asp = world.signed_in("Asp")
    answer = asp.post("/edit/", {"text": "Min långa text.", "base": ""})
    assert answer.status_code == 404
    assert "Min långa text." in answer.text
    assert asp.client.delete("/edit/Ny").status_code == 405
