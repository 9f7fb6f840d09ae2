"""One's own settings, and the language."""

import pytest

from tests.conftest import PASSWORD, World
from wiki.accounts.models import User
from wiki.core.db import session


def test_municipality_and_language_are_kept_in_the_account(world: World) -> None:
    anna = world.signed_in("Anna")
    answer = anna.post("/settings", {"municipality": "1485", "language": "nb"})
    assert answer.headers["Location"] == "/settings"
    page = anna.get("/settings").text
    assert '<option value="1485" selected>' in page
    assert "Innstillingene dine er lagret" in page
    elsewhere = world.visitor()
    elsewhere.post("/signin", {"email": "anna", "password": PASSWORD})
    assert '<html lang="nb"' in elsewhere.get("/settings").text


def test_no_municipality_and_the_browsers_language_can_be_chosen_again(world: World) -> None:
    anna = world.signed_in("Anna", municipality="1485")
    anna.get("/language/nb")
    anna.post("/settings", {"municipality": "", "language": "auto"})
    assert '<html lang="sv"' in anna.get("/settings").text
    with world.app.app_context():
        user = session().query(User).one()
        assert (user.municipality_code, user.locale) == (None, None)


def test_nonsense_is_refused_at_its_field(world: World) -> None:
    anna = world.signed_in("Anna")
    answer = anna.post("/settings", {"municipality": "0000", "language": "tlh"})
    assert answer.status_code == 400
    assert 'id="municipality-error"' in answer.text
    assert 'id="language-error"' in answer.text


def test_settings_are_for_those_who_are_signed_in(world: World) -> None:
    visitor = world.visitor()
    assert visitor.get("/settings").status_code == 401
    for address in ("/settings", "/settings/password", "/settings/sessions"):
        assert visitor.post(address).status_code == 401


def test_a_visitor_chooses_a_language_and_stays_where_they_were(world: World) -> None:
    visitor = world.visitor()
    answer = visitor.get("/language/en?next=/signin%3Fnext%3D/wiki/A")
    assert answer.headers["Location"] == "/signin?next=/wiki/A"
    assert '<html lang="en"' in visitor.get("/signin").text


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/%5Cevil.example", "/%09/evil.example"])
def test_choosing_a_language_leads_nowhere_else(world: World, address: str) -> None:
    assert world.visitor().get(f"/language/en?next={address}").headers["Location"] == "/"


def test_there_are_three_languages(world: World) -> None:
    assert world.visitor().get("/language/tlh").status_code == 404


def test_a_form_without_token_changes_nothing(world: World) -> None:
    anna = world.signed_in("Anna")
    for address in ("/settings", "/settings/password", "/settings/sessions", "/signout"):
        assert anna.client.post(address, data={"municipality": "1485"}).status_code == 400
    assert "Du är inloggad" in anna.get("/signin").text


def test_a_form_that_was_open_for_too_long_comes_back_with_what_was_chosen(world: World) -> None:
    anna = world.signed_in("Anna")
    answer = anna.post("/settings", {"municipality": "1485", "language": "nb", "csrf_token": "old"})
    assert answer.status_code == 400
    assert "Skicka formuläret en gång till" in answer.text
    assert '<option value="1485" selected>' in answer.text
    with world.app.app_context():
        assert session().query(User).one().municipality_code is None


def test_too_many_tries_at_the_present_password_are_told_above_the_form(world: World) -> None:
    anna = world.signed_in("Anna")
    for _ in range(10):
        assert anna.post("/settings/password", {"present": "fel", "new": "x"}).status_code == 400
    answer = anna.post("/settings/password", {"present": PASSWORD, "new": "tallkottar i skogen"})
    assert answer.status_code == 429
    assert 'id="present"' in answer.text
    assert 'href="#mk-main"' in answer.text
    assert "tallkottar" not in answer.text


def test_the_editor_one_chose_is_remembered(world: World) -> None:
    anna = world.signed_in("Anna")
    assert 'data-editor="visual"' in anna.get("/edit/Plan").text
    assert anna.post("/settings/editor", {"editor": "source"}).status_code == 204
    assert 'data-editor="source"' in anna.get("/edit/Plan").text
    refused = anna.post("/settings/editor", {"editor": "vim"}, headers={"Accept": "application/json"})
    assert refused.status_code == 400
    assert refused.json == {"error": "Det finns två sätt att skriva: visuellt och i wikitext."}
    assert 'data-editor="source"' in anna.get("/edit/Plan").text
