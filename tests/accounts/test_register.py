"""Making an account as a visitor."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.accounts.mailbox import latest_link, letters, without_token
from tests.conftest import PASSWORD, Visitor, World
from wiki.accounts.models import Token, User
from wiki.accounts.register import make_user
from wiki.core.db import session, transaction
from wiki.journal.models import Entry

EVA = {"email": "eva@kommun.se", "name": "Eva Ek", "municipality": "2480", "password": "lingon och blåbär"}


def ask(visitor: Visitor, **changes: str) -> object:
    return visitor.post("/register", {**EVA, **changes})


def test_a_visitor_registers_confirms_and_is_signed_in(world: World) -> None:
    eva = world.visitor()
    assert "Titta i din e-post" in eva.post("/register", EVA).text
    link = latest_link(world)
    assert letters(world)[-1]["To"] == "eva@kommun.se"
    assert "ditt konto Eva Ek klart" in eva.get(link).text
    assert eva.post(link).status_code == 302
    assert "Eva Ek" in eva.get("/settings").text
    with world.app.app_context():
        assert session().query(User).one().municipality_code == "2480"
        entry = session().query(Entry).one()
        assert (entry.kind, entry.name) == ("register", "Användare:Eva Ek")


def test_opening_the_link_changes_nothing_until_the_button_is_pressed(world: World) -> None:
    eva = world.visitor()
    ask(eva)
    link = latest_link(world)
    for _ in range(3):
        assert eva.get(link).status_code == 200
    assert eva.get("/settings").status_code == 401
    assert eva.post(link).status_code == 302


def test_a_link_works_once(world: World) -> None:
    eva = world.visitor()
    ask(eva)
    link = latest_link(world)
    eva.post(link)
    for answer in (eva.get(link), eva.post(link)):
        assert answer.status_code == 410
        assert "har redan använts" in answer.text
    assert eva.get("/confirm/nonsense").status_code == 404


def test_a_link_grows_old(world: World) -> None:
    eva = world.visitor()
    ask(eva)
    with world.app.app_context(), transaction() as current:
        current.query(Token).one().expires_at -= timedelta(days=3, minutes=1)
    answer = eva.post(latest_link(world))
    assert answer.status_code == 410
    assert "för gammal" in answer.text


def test_in_another_browser_the_link_takes_the_password_too(world: World) -> None:
    ask(world.visitor())
    link, phone = latest_link(world), world.visitor()
    assert 'name="password"' in phone.get(link).text
    assert phone.post(link).status_code == 400
    wrong = phone.post(link, {"password": "fel lösenord"})
    assert "inte lösenordet du valde" in wrong.text
    assert phone.post(link, {"password": EVA["password"]}).status_code == 302


def test_nobody_can_ask_for_an_account_with_your_address_and_wait_for_you_to_confirm_it(world: World) -> None:
    ask(world.visitor(), password="känt av en tjuv")
    eva = world.visitor()
    ask(eva)
    eva.post(latest_link(world))
    thief = world.visitor().post("/signin", {"email": EVA["email"], "password": "känt av en tjuv"})
    assert thief.status_code == 400
    assert world.visitor().post("/signin", {"email": EVA["email"], "password": EVA["password"]}).status_code == 302


def test_the_page_does_not_tell_whether_an_address_has_an_account(world: World) -> None:
    world.user("Anna")
    one, other = world.visitor(), world.visitor()
    taken = one.post("/register", {**EVA, "email": "anna@example.org"})
    free = other.post("/register", {**EVA, "email": "arne@example.org"})
    assert taken.status_code == free.status_code == 200
    assert without_token(taken.text) == without_token(free.text)
    with one.client.session_transaction() as cookie, other.client.session_transaction() as other_cookie:
        assert cookie.keys() == other_cookie.keys()
    first, second = letters(world)
    assert "Du har redan ett konto" in first["Subject"]
    assert "Bekräfta ditt konto" in second["Subject"]


def test_the_names_that_are_free_do_not_tell_either(world: World) -> None:
    world.user("Anna")
    visitor = world.visitor()
    for address in ("anna@example.org", "arne@example.org"):
        visitor.post("/register", {**EVA, "email": address, "name": "Lockbete"})
        assert visitor.post("/register", {**EVA, "email": "me@example.org", "name": "Lockbete"}).status_code == 200


def test_a_name_taken_meanwhile_is_chosen_anew(world: World) -> None:
    eva = world.visitor()
    ask(eva)
    world.user("Eva Ek")
    answer = eva.post(latest_link(world))
    assert answer.status_code == 400
    assert "har redan det namnet" in answer.text
    assert eva.post(latest_link(world), {"name": "Eva Ek (Umeå)"}).status_code == 302
    assert "Eva Ek (Umeå)" in eva.get("/settings").text


def test_whoever_has_not_confirmed_is_told_so_only_with_the_right_password(world: World) -> None:
    ask(world.visitor())
    wrong = world.visitor().post("/signin", {"email": EVA["email"], "password": "fel lösenord"})
    assert "stämmer inte" in wrong.text
    right = world.visitor().post("/signin", {"email": EVA["email"], "password": EVA["password"]})
    assert right.status_code == 400
    assert "Öppna först länken" in right.text


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("email", "eva", "hel e-postadress"),
        ("email", "eva@kommun.se\nBcc: all@example.org", "hel e-postadress"),
        ("email", "eva@kommun.se, bo@kommun.se", "hel e-postadress"),
        ("email", "", "hel e-postadress"),
        ("name", "E", "Välj ett namn med 2 till 80"),
        ("name", "e" * 81, "Välj ett namn med 2 till 80"),
        ("name", "Eva/Ek", "snedstreck"),
        ("name", "Eva <b>", "kan inte innehålla"),
        ("name", "eva@kommun.se", "kan inte vara användarnamn"),
        ("name", "aNNa", "har redan det namnet"),
        ("municipality", "9999", "ingen sådan kommun"),
        ("password", "kort", "minst 10 tecken"),
        ("password", "sommar2026", "första som någon gissar"),
        ("password", "1234567890", "första som någon gissar"),
        ("password", "Eva Ek 2026", "ditt namn"),
        ("password", "x" * 201, "högst 200"),
    ],
)
def test_says_what_is_wrong_at_its_field_and_keeps_the_rest(world: World, field: str, text: str, sentence: str) -> None:
    world.user("Anna")
    answer = world.visitor().post("/register", {**EVA, field: text})
    assert answer.status_code == 400
    assert f'id="{field}-error"' in answer.text
    assert sentence in answer.text
    assert 'value="Eva Ek"' in answer.text or field == "name"
    assert '<option value="2480" selected>' in answer.text or field == "municipality"
    assert 'value="lingon' not in answer.text
    assert letters(world) == []


def test_all_faults_are_shown_at_once(world: World) -> None:
    answer = world.visitor().post("/register", {})
    assert answer.text.count("ds-validation-message") == 3


def test_offers_all_municipalities_and_none(world: World) -> None:
    page = world.visitor().get("/register").text
    assert page.count("<option ") == 291
    assert page.index(">Ystad<") < page.index(">Åmål<") < page.index(">Älmhult<") < page.index(">Ödeshög<")
    assert 'autocomplete="new-password"' in page


def test_an_address_of_another_domain_may_not_register(make_world: Callable[..., World]) -> None:
    world = make_world(mail_domains=("kommun.se",))
    for address in ("eva@example.org", "eva@farkommun.se", "eva@kommun.se.example.org"):
        answer = world.visitor().post("/register", {**EVA, "email": address})
        assert answer.status_code == 400
        assert "slutar på någon av dessa: kommun.se" in answer.text
    assert world.visitor().post("/register", EVA).status_code == 200


def test_a_closed_wiki_says_who_makes_accounts(make_world: Callable[..., World]) -> None:
    world = make_world(registration="closed")
    for answer in (world.visitor().get("/register"), world.visitor().post("/register", EVA)):
        assert answer.status_code == 403
        assert "En administratör skapar konton" in answer.text
    assert "/register" not in world.visitor().get("/signin").text


def test_an_address_gets_only_some_letters_an_hour(world: World) -> None:
    visitor = world.visitor()
    assert [visitor.post("/register", EVA).status_code for _ in range(5)] == [200, 200, 200, 200, 429]
    assert len(letters(world)) == 4


def test_the_account_waits_when_the_letter_does_not_go(make_world: Callable[..., World]) -> None:
    world = make_world(smtp_host="127.0.0.1", smtp_port=1, smtp_security="none")
    world.user("Anna")
    visitor = world.visitor()
    free = visitor.post("/register", EVA)
    taken = visitor.post("/register", {**EVA, "email": "anna@example.org"})
    assert free.status_code == taken.status_code == 503
    assert "Brevet kunde inte skickas" in free.text
    assert without_token(free.text) == without_token(taken.text)
    with world.app.app_context():
        assert session().query(User).filter_by(email=EVA["email"]).one().confirmed_at is None


def test_who_never_confirms_is_forgotten(world: World) -> None:
    ask(world.visitor())
    with world.app.app_context(), transaction() as current:
        current.query(User).one().created_at -= timedelta(days=8)
    ask(world.visitor(), email="bo@kommun.se", name="Bo")
    with world.app.app_context():
        assert [user.email for user in session().query(User)] == ["bo@kommun.se"]


def test_a_letter_is_written_in_the_language_of_its_reader(world: World) -> None:
    world.visitor().post("/register", EVA, headers={"Accept-Language": "nb"})
    assert "Bekreft kontoen din på Mittköping" in letters(world)[-1]["Subject"]
    with world.app.app_context(), transaction():
        make_user("Kari", email="kari@example.org", password=PASSWORD).locale = "nb"
    answer = world.visitor().post("/register", {**EVA, "email": "kari@example.org"})
    assert "Titta i din e-post" in answer.text
    assert "Du har allerede en konto" in letters(world)[-1]["Subject"]


def test_letters_carry_nothing_that_a_stranger_wrote(world: World) -> None:
    ask(world.visitor(), name="Vinn pengar på evil.example")
    letter = letters(world)[-1]
    assert "evil" not in letter.as_string()
