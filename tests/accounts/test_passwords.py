"""Choosing another password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from argon2 import PasswordHasher

from tests.accounts.mailbox import latest_link, letters, without_token
from tests.conftest import PASSWORD, TOKEN, World
from wiki.accounts.hashing import WeakPassword, check_password
from wiki.accounts.models import Token, User
from wiki.core.db import session, transaction

NEW = "tallkottar i skogen"


def test_changing_the_password_ends_all_other_sessions(world: World) -> None:
    here = world.signed_in("Anna")
    elsewhere = world.visitor()
    elsewhere.post("/signin", {"email": "anna@example.org", "password": PASSWORD})
    assert here.post("/settings/password", {"present": PASSWORD, "new": NEW}).status_code == 302
    assert here.get("/settings").status_code == 200
    assert elsewhere.get("/settings").status_code == 401
    assert world.visitor().post("/signin", {"email": "anna", "password": PASSWORD}).status_code == 400
    assert world.visitor().post("/signin", {"email": "anna", "password": NEW}).status_code == 302
    assert "har ändrats" in letters(world)[-1]["Subject"]


def test_changing_the_password_takes_the_present_one(world: World) -> None:
    anna = world.signed_in("Anna")
    answer = anna.post("/settings/password", {"present": "fel lösenord", "new": "kort"})
    assert answer.status_code == 400
    assert "inte ditt nuvarande lösenord" in answer.text
    assert "minst 10 tecken" in answer.text
    for _ in range(9):
        anna.post("/settings/password", {"present": "fel lösenord", "new": NEW})
    assert anna.post("/settings/password", {"present": PASSWORD, "new": NEW}).status_code == 429


def test_whoever_has_forgotten_gets_a_link_that_works_once(world: World) -> None:
    stolen = world.signed_in("Anna")
    visitor = world.visitor()
    visitor.post("/forgotten", {"email": "Anna@Example.org "})
    link = latest_link(world)
    assert visitor.get(link).status_code == 200
    assert visitor.post(link, {"new": "kort"}).status_code == 400
    assert visitor.post(link, {"new": NEW}).status_code == 302
    assert "Anna" in visitor.get("/settings").text
    assert stolen.get("/settings").status_code == 401
    for answer in (visitor.get(link), visitor.post(link, {"new": "något helt annat"})):
        assert answer.status_code == 410
        assert "har redan använts" in answer.text
    assert world.visitor().post("/signin", {"email": "anna", "password": NEW}).status_code == 302


def test_the_link_works_for_an_hour(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    visitor.post("/forgotten", {"email": "anna@example.org"})
    with world.app.app_context(), transaction() as current:
        current.query(Token).one().expires_at -= timedelta(minutes=61)
    answer = visitor.post(latest_link(world), {"new": NEW})
    assert answer.status_code == 410
    assert "Få en ny länk" in answer.text


def test_a_new_link_ends_the_one_before_and_a_new_password_ends_both(world: World) -> None:
    anna = world.signed_in("Anna")
    anna.post("/forgotten", {"email": "anna@example.org"})
    first = latest_link(world)
    anna.post("/forgotten", {"email": "anna@example.org"})
    second = latest_link(world)
    assert anna.get(first).status_code == 404
    anna.post("/settings/password", {"present": PASSWORD, "new": NEW})
    assert anna.get(second).status_code == 404


def test_a_link_for_one_thing_does_not_do_another(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    visitor.post("/forgotten", {"email": "anna@example.org"})
    secret = latest_link(world).rpartition("/")[2]
    assert visitor.get(f"/confirm/{secret}").status_code == 404
    assert visitor.get(f"/setup/{secret}").status_code == 404


def test_the_page_does_not_tell_whether_an_address_has_an_account(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    known = visitor.post("/forgotten", {"email": "anna@example.org"})
    unknown = visitor.post("/forgotten", {"email": "arne@example.org"})
    assert known.status_code == unknown.status_code == 200
    assert without_token(known.text) == without_token(unknown.text)
    assert len(letters(world)) == 2
    assert "Ingen" not in letters(world)[0].get_content()
    assert "/register" in letters(world)[1].get_content()


def test_an_address_gets_only_some_letters_an_hour_known_or_not(world: World) -> None:
    world.user("Anna")
    for address in ("anna@example.org", "arne@example.org"):
        codes = [world.visitor().post("/forgotten", {"email": address}).status_code for _ in range(5)]
        assert codes == [200, 200, 200, 200, 429]


def test_the_database_does_not_hold_what_the_link_holds(world: World) -> None:
    world.user("Anna")
    world.visitor().post("/forgotten", {"email": "anna@example.org"})
    secret = latest_link(world).rpartition("/")[2]
    with world.app.app_context():
        assert secret not in session().query(Token).one().digest


def test_the_same_password_from_another_keyboard_is_right(world: World) -> None:
    anna = world.signed_in("Anna")
    anna.post("/settings/password", {"present": PASSWORD, "new": "a\u030anga och o\u0308l pa\u030a bordet"})
    answer = world.visitor().post("/signin", {"email": "anna", "password": "ånga och öl på bordet"})
    assert answer.status_code == 302


def test_a_password_kept_with_old_costs_is_kept_anew(world: World) -> None:
    world.user("Anna")
    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with world.app.app_context(), transaction() as current:
        current.query(User).one().password_hash = old
    assert world.visitor().post("/signin", {"email": "anna", "password": PASSWORD}).status_code == 302
    with world.app.app_context():
        assert session().query(User).one().password_hash != old
    assert world.visitor().post("/signin", {"email": "anna", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(
    "password", ["Lösenord123", "PASSWORD!!!!!", "qwertyuiop", "0987654321", "ababababab", "Mittköping26"]
)
def test_common_passwords_are_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password, "Anna Berg", "anna@example.org", "Mittköping")


@pytest.mark.parametrize(
    "password", ["grönsaksland 7", "Anna gillar lingon", "8402937165", "correct horse battery", "        .,-x"]
)
def test_no_other_rules_are_made(password: str) -> None:
    check_password(password, "Anna Berg", "anna@example.org", "Mittköping")


def test_all_other_sessions_can_be_ended_from_here(world: World) -> None:
    here = world.signed_in("Anna")
    forgotten = world.visitor()
    forgotten.post("/signin", {"email": "anna", "password": PASSWORD})
    assert here.post("/settings/sessions").status_code == 302
    assert here.get("/settings").status_code == 200
    assert forgotten.get("/settings").status_code == 401


def test_a_letter_that_goes_out_never_leads_to_the_host_of_the_request(
    make_world: Callable[..., World],
) -> None:
    world = make_world(smtp_host="127.0.0.1", smtp_port=1)
    world.user("Anna")
    assert ask_with_another_host(world) == 503


def test_a_letter_leads_to_the_address_that_the_settings_name(make_world: Callable[..., World]) -> None:
    world = make_world(base_url="https://wiki.example.se")
    world.user("Anna")
    assert ask_with_another_host(world) == 200
    text = letters(world)[-1].get_content()
    assert "https://wiki.example.se/reset/" in text
    assert "evil.example" not in text


def ask_with_another_host(world: World) -> int:
    """Ask for a letter to Anna, naming a host that is not ours; the status of the answer."""
    browser, named = world.app.test_client(), "http://evil.example"
    token = TOKEN.search(browser.get("/forgotten", base_url=named).text)
    assert token
    form = {"email": "anna@example.org", "csrf_token": token[1]}
    return browser.post("/forgotten", base_url=named, data=form).status_code
