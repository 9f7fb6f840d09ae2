"""A wiki that only its members read, and forms that outlive the session."""

from collections.abc import Callable

import pytest

from tests.conftest import PASSWORD, World
from wiki.accounts.models import Role, User
from wiki.core.db import transaction


@pytest.fixture
def closed(make_world: Callable[..., World]) -> World:
    return make_world(reading="members")


def test_everything_is_closed_but_the_way_in(closed: World) -> None:
    visitor = closed.visitor()
    open_rules = {
        "/signin", "/signout", "/register", "/confirm/<link>", "/setup/<link>", "/forgotten", "/reset/<link>",
        "/language/<code>", "/static/<hash_>/<path:path>", "/healthz", "/unsubscribe/<token>",
    }  # fmt: skip
    for rule in closed.app.url_map.iter_rules():
        address = rule.build(dict.fromkeys(rule.arguments, "1")) or (None, rule.rule)
        if rule.rule in open_rules or "GET" not in (rule.methods or ()) or address[1].startswith("/api/"):
            continue
        answer = visitor.get(address[1])
        if rule.rule.startswith("/feeds/"):  # a feed reader has no use for a form
            assert answer.status_code == 401, rule.rule
            continue
        assert answer.status_code == 302, rule.rule
        assert answer.headers["Location"].startswith("/signin?next="), rule.rule


def test_the_way_in_is_open(closed: World) -> None:
    visitor = closed.visitor()
    for address in ("/signin", "/register", "/forgotten", "/static/x/img/mark.svg"):
        assert visitor.get(address).status_code == 200
    assert "läses och skrivs av sina medlemmar" in visitor.get("/signin").text


def test_one_comes_back_to_where_one_was_going(closed: World) -> None:
    closed.user("Anna")
    visitor = closed.visitor()
    location = visitor.get("/wiki/Vad_%C3%A4r_%3F?oldid=1&b=%26").headers["Location"]
    page = visitor.get(location).text
    assert 'name="next" value="/wiki/Vad_%C3%A4r_%3F?oldid=1&amp;b=%26"' in page
    form = {"email": "anna", "password": PASSWORD, "next": "/wiki/Vad_%C3%A4r_%3F?oldid=1&b=%26"}
    assert visitor.post("/signin", form).headers["Location"] == "/wiki/Vad_%C3%A4r_%3F?oldid=1&b=%26"


def test_what_was_written_survives_signing_in_again(closed: World) -> None:
    anna = closed.signed_in("Anna")
    with closed.app.app_context(), transaction() as current:
        current.query(User).one().session_number += 1
    kept = anna.post("/settings", {"municipality": "1485", "language": "nb"})
    assert kept.status_code == 401
    assert "1485</textarea>" in kept.text
    again = {"municipality": "1485", "language": "nb", "email": "anna"}
    wrong = anna.post("/settings", {**again, "password": "fel lösenord"})
    assert wrong.status_code == 401
    assert "stämmer inte" in wrong.text
    assert "1485</textarea>" in wrong.text
    assert anna.post("/settings", {**again, "password": PASSWORD}).status_code == 302
    assert '<option value="1485" selected>' in anna.get("/settings").text


def test_a_form_whose_token_cannot_be_trusted_signs_nobody_in(closed: World) -> None:
    closed.user("Anna")
    visitor = closed.visitor()
    visitor.post("/settings", {"email": "anna", "password": PASSWORD, "csrf_token": "made elsewhere"})
    assert visitor.get("/settings").status_code == 302


def test_a_reader_without_membership_stays_outside(closed: World) -> None:
    reader = closed.signed_in("Rut", Role.READER)
    answer = reader.get("/wiki/Huvudsida")
    assert answer.status_code == 403
    assert "En administratör behöver ge ditt konto rätt att läsa" in answer.text


def test_a_reader_without_membership_can_see_to_the_own_account(closed: World) -> None:
    reader = closed.signed_in("Rut", Role.READER)
    assert reader.get("/settings").status_code == 200
    assert reader.post("/settings", {"municipality": "1485", "language": "auto"}).status_code == 302
    assert reader.post("/settings/sessions").status_code == 302
    assert reader.post("/signout").status_code == 302


def test_programs_are_told_in_their_own_way(closed: World) -> None:
    answer = closed.visitor().get("/api/v1/anything")
    assert answer.status_code == 401
    assert answer.is_json
