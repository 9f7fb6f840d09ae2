"""Signing in and out."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from tests.accounts.mailbox import without_token
from tests.conftest import PASSWORD, World
from wiki.accounts import throttle
from wiki.accounts.models import Attempt, User
from wiki.accounts.register import make_user
from wiki.core.db import session, transaction


def test_signs_in_with_address_and_password(world: World) -> None:
    anna = world.signed_in("Anna")
    assert "Du är inloggad som Anna" in anna.get("/signin").text


def test_signs_in_with_the_user_name(world: World) -> None:
    world.user("Anna")
    assert world.visitor().post("/signin", {"email": "anna ", "password": PASSWORD}).status_code == 302


def test_the_answer_is_the_same_for_a_wrong_password_and_an_unknown_account(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    wrong = visitor.post("/signin", {"email": "anna@example.org", "password": "fel lösenord"})
    unknown = visitor.post("/signin", {"email": "arne@example.org", "password": "fel lösenord"})
    assert wrong.status_code == unknown.status_code == 400
    assert without_token(wrong.text).replace("anna@", "arne@") == without_token(unknown.text)
    assert "E-postadressen eller lösenordet stämmer inte" in wrong.text


def test_shows_the_fault_at_its_field_and_keeps_the_address_but_not_the_password(world: World) -> None:
    answer = world.visitor().post("/signin", {"email": "anna@example.org", "password": "hemlig mening"})
    assert 'value="anna@example.org"' in answer.text
    assert 'aria-invalid="true" aria-describedby="email-error"' in answer.text
    assert "hemlig mening" not in answer.text


def test_nobody_signs_in_to_an_account_without_password(world: World) -> None:
    with world.app.app_context(), transaction():
        make_user("Demo", demo=True)
    for password in ("", "None", PASSWORD):
        assert world.visitor().post("/signin", {"email": "Demo", "password": password}).status_code == 400


def test_signing_out_forgets_who_was_there_but_not_the_language(world: World) -> None:
    anna = world.signed_in("Anna")
    anna.get("/language/en")
    assert anna.post("/signout").status_code == 302
    page = anna.get("/signin")
    assert "logged in as" not in page.text
    assert '<html lang="en"' in page.text


def test_nothing_planted_before_signing_in_survives_it(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    visitor.get("/language/nb")
    with visitor.client.session_transaction() as cookie:
        cookie["planted"] = "here before"
        cookie["csrf_token"] = "known to somebody else"
    visitor.post("/signin", {"email": "anna@example.org", "password": PASSWORD})
    with visitor.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf_token") != "known to somebody else"
        assert cookie["locale"] == "nb"


def test_a_page_that_was_open_for_long_asks_once_more_and_keeps_the_address(world: World) -> None:
    world.user("Anna")
    answer = world.visitor().post("/signin", {"email": "anna@example.org", "password": PASSWORD, "csrf_token": "old"})
    assert answer.status_code == 400
    assert "Skicka formuläret en gång till" in answer.text
    assert 'value="anna@example.org"' in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "http:/evil.example",
        "///evil.example",
        "",
    ],
)
def test_goes_nowhere_but_within_the_wiki(world: World, address: str) -> None:
    world.user("Anna")
    form = {"email": "anna@example.org", "password": PASSWORD, "next": address}
    assert world.visitor().post("/signin", form).headers["Location"] == "/"


def test_goes_on_to_where_one_was_going(world: World) -> None:
    world.user("Anna")
    form = {"email": "anna@example.org", "password": PASSWORD, "next": "/wiki/Kommun:Ume%C3%A5?oldid=3"}
    assert world.visitor().post("/signin", form).headers["Location"] == "/wiki/Kommun:Ume%C3%A5?oldid=3"


def test_ten_wrong_passwords_close_the_account_to_that_client_only(world: World) -> None:
    world.user("Anna")
    world.user("Bo")
    visitor = world.visitor()
    wrong = {"email": "anna@example.org", "password": "fel lösenord"}
    right = {"email": "anna@example.org", "password": PASSWORD}
    assert {visitor.post("/signin", wrong).status_code for _ in range(10)} == {400}
    refused = visitor.post("/signin", right)
    assert refused.status_code == 429
    assert "Vänta några minuter" in refused.text
    assert 'value="anna@example.org"' in refused.text
    assert PASSWORD not in refused.text
    assert visitor.post("/signin", {"email": "bo@example.org", "password": PASSWORD}).status_code == 302
    elsewhere = world.visitor().post("/signin", right, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert elsewhere.status_code == 302


def test_all_workers_count_together(make_world: Callable[..., World]) -> None:
    one, other = make_world(), make_world()
    wrong = {"email": "anna@example.org", "password": "fel lösenord"}
    for world in (one, other) * 5:
        assert world.visitor().post("/signin", wrong).status_code == 400
    assert one.visitor().post("/signin", wrong).status_code == 429
    assert other.visitor().post("/signin", wrong).status_code == 429


def test_fifty_wrong_passwords_close_all_accounts_to_that_client(world: World) -> None:
    visitor = world.visitor()
    for number in range(5):
        with world.app.test_request_context(environ_base={"REMOTE_ADDR": "127.0.0.1"}):
            for _ in range(10):
                throttle.count_password(None, f"somebody{number}@example.org")
    assert visitor.post("/signin", {"email": "new@example.org", "password": "fel"}).status_code == 429


def test_name_and_address_count_as_one_account(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    for written in ("anna", "anna@example.org") * 5:
        assert visitor.post("/signin", {"email": written, "password": "fel lösenord"}).status_code == 400
    assert visitor.post("/signin", {"email": "Anna", "password": PASSWORD}).status_code == 429


def test_guessing_from_many_computers_is_braked_and_the_owner_told_a_way_in(world: World) -> None:
    anna = world.user("Anna")
    for number in range(100):
        with world.app.test_request_context(environ_base={"REMOTE_ADDR": f"192.0.2.{number}"}):
            throttle.count_password(anna, "")
    refused = world.visitor().post("/signin", {"email": "anna", "password": PASSWORD})
    assert refused.status_code == 429
    assert "välj ett nytt lösenord" in refused.text


def test_right_passwords_do_not_count(world: World) -> None:
    world.user("Anna")
    for _ in range(12):
        right = {"email": "anna@example.org", "password": PASSWORD}
        assert world.visitor().post("/signin", right).status_code == 302
    with world.app.app_context():
        assert session().query(Attempt).count() == 0


def test_what_is_counted_names_neither_people_nor_computers(world: World) -> None:
    world.visitor().post("/signin", {"email": "anna@example.org", "password": "fel lösenord"})
    with world.app.app_context():
        keys = [attempt.key for attempt in session().query(Attempt)]
    assert len(keys) == 3
    assert all(len(key) == 64 and set(key) <= set("0123456789abcdef") for key in keys)


def test_one_session_ends_when_the_account_says_so(world: World) -> None:
    anna = world.signed_in("Anna")
    with world.app.app_context(), transaction() as current:
        current.query(User).one().session_number += 1
    assert anna.get("/settings").status_code == 401


def test_the_cookie_is_renewed_once_a_day_and_not_with_every_page(world: World) -> None:
    anna = world.signed_in("Anna")
    anna.get("/settings")
    assert "Set-Cookie" not in anna.get("/settings").headers
    with anna.client.session_transaction() as cookie:
        cookie["day"] -= 1
    assert "Set-Cookie" in anna.get("/settings").headers


def test_style_sheets_never_carry_a_cookie(world: World) -> None:
    anna = world.signed_in("Anna")
    with anna.client.session_transaction() as cookie:
        cookie["day"] -= 1
    answer = anna.get("/static/x/img/mark.svg")
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_whoever_is_not_signed_in_costs_no_query(world: World) -> None:
    asked: list[str] = []
    visitor = world.visitor()
    engine = world.app.extensions["wiki.engine"]
    event.listen(engine, "before_cursor_execute", lambda _c, _cur, statement, *_: asked.append(statement))
    assert visitor.get("/signin").status_code == 200
    assert asked == []


def test_odd_letters_are_only_wrong(world: World) -> None:
    for odd in ("\0", "a\0@example.org", "\ud800".encode("utf-8", "surrogatepass"), "å" * 5000, "#"):
        assert world.visitor().post("/signin", {"email": odd, "password": "x"}).status_code == 400
