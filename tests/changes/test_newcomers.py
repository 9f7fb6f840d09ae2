"""Newcomers: who is one, the welcome, and the list from which they are greeted."""

from datetime import timedelta

from sqlalchemy import select

from tests.conftest import PASSWORD, World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role, User
from wiki.changes.newcomers import is_newcomer
from wiki.changes.welcome import welcome_newcomers
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.notices.models import Notice


def aged(world: World, name: str, days: float, **details: object) -> None:
    """An account that has been here for so many days."""
    world.user(name, **details)  # type: ignore[arg-type]
    with world.app.app_context(), transaction():
        session().scalars(select(User).where(User.name == name)).one().created_at = now() - timedelta(days=days)


def is_new(world: World, name: str) -> bool:
    with world.app.app_context():
        return is_newcomer(session().scalars(select(User).where(User.name == name)).one())


def contribute(world: World, name: str, times: int) -> None:
    with world.app.app_context(), transaction():
        user = session().scalars(select(User).where(User.name == name)).one()
        for _ in range(times):
            record("edit", user, namespace="main", name="Plan")


def test_new_is_whoever_has_done_little_or_has_not_been_here_for_long(world: World) -> None:
    for name, days, done, expected in (
        ("Nyss", 0.1, 12, True),
        ("Flitig", 5, 10, False),
        ("Försiktig", 5, 9, True),
        ("Trogen", 364, 2, True),
        ("Gammal", 366, 2, False),
    ):
        aged(world, name, days)
        contribute(world, name, done)
        assert is_new(world, name) is expected, name
    aged(world, "Karin", 1, role=Role.GARDENER)
    assert not is_new(world, "Karin")


def test_the_journal_remembers_who_was_new_then(world: World) -> None:
    aged(world, "Asp", 5)
    contribute(world, "Asp", 12)
    with world.app.app_context():
        rows = session().scalars(select(Entry.newcomer).where(Entry.kind == "edit").order_by(Entry.id)).all()
    assert rows == [True] * 10 + [False] * 2


def test_whoever_writes_for_the_first_time_is_welcomed_once(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    world.write("Plan", "Mer.", by="Asp")
    aged(world, "Gammal", 500)
    world.write("Plan", "Ännu mer.", by="Gammal")
    with world.app.app_context():
        assert welcome_newcomers() == 1
        assert welcome_newcomers() == 0
        told = session().execute(select(User.name, Notice.kind).join(User, User.id == Notice.user_id)).all()
    assert [tuple(each) for each in told] == [("Asp", "welcome")]
    assert "Användare:Asp" not in words(world.visitor().get("/changes").text), "a welcome is no change"


def test_the_page_after_the_first_time_says_what_to_do_next(world: World) -> None:
    asta = world.signed_in("Asta", municipality="1485")
    answer = asta.post("/edit/Plan", {"text": "Text.", "base": ""})
    text = words(asta.get(answer.location).text)
    assert in_order(text, "Snyggt! Ditt första bidrag", "Berätta vem du är", "Berätta om ett exempel")
    assert "Snyggt!" not in words(asta.get("/wiki/Plan").text), "once"
    answer = asta.post("/edit/Annat", {"text": "Text.", "base": ""})
    assert "Snyggt!" not in words(asta.get(answer.location).text)


def test_gardeners_see_who_is_new_and_have_not_been_greeted(world: World) -> None:
    aged(world, "Asp", 2, municipality="1440")
    aged(world, "Bo", 10)
    aged(world, "Gammal", 500)
    world.write("Plan", "Text.", by="Asp", summary="en början")
    karin = world.signed_in("Karin", Role.GARDENER)
    page = karin.get("/newcomers")
    text = words(page.text)
    assert in_order(text, "Asp", "Ale kommun", "Plan", "en början", "Hälsa", "Bo", "Har inte skrivit något än.")
    assert "Gammal" not in text
    assert "Karin" not in text
    assert "Ny här" in words(karin.get("/changes").text)


def test_a_greeting_begins_a_topic_on_a_page_that_is_made_for_it(world: World) -> None:
    world.write("Plan", "Text.", by="Asp")
    karin = world.signed_in("Karin", Role.GARDENER)
    with world.app.app_context():
        number = session().scalars(select(User.id).where(User.name == "Asp")).one()
    answer = karin.post(f"/newcomers/{number}/greet")
    assert answer.status_code == 303
    form = karin.get(answer.location).text
    assert 'value="Välkommen, Asp!"' in form
    assert "Här kan Asp berätta" in karin.get("/wiki/Användare:Asp").text
    sent = karin.post("/talk/Användare:Asp", {"title": "Välkommen, Asp!", "text": "Fint att du är här."})
    assert sent.status_code == 303
    assert "Hälsad av Karin" in words(karin.get("/newcomers").text)
    again = karin.post(f"/newcomers/{number}/greet")
    assert again.location == answer.location, "the page is there already, and is left as it is"
    assert karin.post("/newcomers/999/greet").status_code == 404


def test_ones_own_words_on_ones_own_page_are_no_greeting(world: World) -> None:
    world.write("Användare:Asp", "Jag är Asp.", by="Asp")
    asp = world.visitor()
    asp.post("/signin", {"email": "asp@example.org", "password": PASSWORD})
    asp.post("/talk/Användare:Asp", {"title": "Hej", "text": "Hallå?"})
    text = words(world.signed_in("Karin", Role.GARDENER).get("/newcomers").text)
    assert "Hälsad av" not in text
    assert "Hälsa" in text


def test_nobody_new_is_said(world: World) -> None:
    assert "Ingen är ny här just nu." in words(world.signed_in("Karin", Role.GARDENER).get("/newcomers").text)


def test_many_newcomers_are_shown_a_page_at_a_time(world: World) -> None:
    for number in range(27):
        world.user(f"Ny {number}")
    karin = world.signed_in("Karin", Role.GARDENER)
    assert "Ny 26" in words(karin.get("/newcomers").text)
    assert "Ny 0" in words(karin.get("/newcomers?page=2").text)
