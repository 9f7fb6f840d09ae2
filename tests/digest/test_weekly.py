"""The weekly letter: what has happened in the themes that somebody watches."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.digest.conftest import Told, letters, mail, number_of
from tests.digest.postbox import Postbox
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.digest.models import Rhythm, State
from wiki.digest.wishes import save_wishes
from wiki.examples.models import Example
from wiki.markup import parse_name
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page
from wiki.talk.models import TopicKind
from wiki.talk.open_topic import open_topic
from wiki.watch.models import Kind, Watch

EXAMPLE = "---\ntyp: exempel\nläge: {}\ntema: Piloter\n---\nVi provar.\n"
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def watching(world: World) -> None:
    """Anna watches a theme, in which Vara has an example since long."""
    anna = world.user("Anna")
    world.write("Tema:Piloter", "Om piloter.")
    world.write("Kommun:Vara/E-tjänst", EXAMPLE.format("pilot"))
    long_ago = now() - timedelta(days=30)
    with world.app.app_context(), transaction():
        session().execute(update(Page).values(created_at=long_ago, changed_at=long_ago))
        session().execute(update(Revision).values(created_at=long_ago))
        session().execute(update(Example).values(created_at=long_ago))
        session().add(Watch(user_id=anna.id, kind=Kind.THEME.value, name="Piloter"))
    mail(world)  # by which Anna gets her rhythm
    with world.app.app_context(), transaction():
        session().execute(update(Rhythm).values(weekly_from=now() - timedelta(minutes=1)))


def text_of(postbox: Postbox) -> str:
    """The text of the one letter that has come."""
    (letter,) = postbox.letters
    body = letter.get_body(("plain",))
    assert body
    return str(body.get_content())


def in_a_week() -> datetime:
    """When the next weekly letter is due, whatever day it is."""
    return now() + WEEK


def test_who_has_come_further_is_told_in_a_sentence(world: World, postbox: Postbox) -> None:
    world.write("Kommun:Vara/E-tjänst", EXAMPLE.format("breddinfört"))
    mail(world, at=in_a_week())
    assert "Vara har gått från pilot till breddinförande: E-tjänst" in text_of(postbox)
    assert "https://wiki.example.se/wiki/Kommun:Vara/E-tj%C3%A4nst" in text_of(postbox)


def test_new_examples_and_open_questions_are_told(world: World, postbox: Postbox) -> None:
    world.write("Kommun:Uddevalla/Testmiljö", EXAMPLE.format("idé"))
    with world.app.test_request_context():
        page = find_page(parse_name("Tema:Piloter"))
        assert page
        asker = session().get_one(User, number_of(world, "Skrivare"))
        open_topic(page, "Hur länge?", "Vi undrar.", by=asker, kind=TopicKind.QUESTION)
    mail(world, at=in_a_week())
    assert "Uddevalla berättar om Testmiljö" in text_of(postbox)
    assert "Hur länge? – Piloter" in text_of(postbox)


def test_where_nothing_has_happened_there_is_no_letter(world: World, postbox: Postbox) -> None:
    assert mail(world, at=in_a_week()).empty == 1
    assert postbox.letters == []
    assert [row.state for row in letters(world)] == [State.EMPTY]


def test_whoever_does_not_want_it_gets_none(world: World, postbox: Postbox) -> None:
    with world.app.test_request_context():
        save_wishes(session().get_one(User, number_of(world, "Anna")), {"themes": "never"}, "0", "7")
    world.write("Kommun:Vara/E-tjänst", EXAMPLE.format("breddinfört"))
    mail(world, at=in_a_week())
    assert postbox.letters == []


def test_a_long_list_ends_with_how_many_more(world: World, postbox: Postbox, told: Told) -> None:
    for number in range(33):
        world.write(f"Sida {number}", "Text.")
        told("Anna", "uncommented", page=f"Sida {number}", at=now())
    mail(world, at=in_a_week())
    assert "Och 3 saker till, här:\nhttps://wiki.example.se/notices" in text_of(postbox).replace("\r\n", "\n")
    assert text_of(postbox).count("\n* ") == 30


def test_the_letter_speaks_the_language_of_the_account(world: World, postbox: Postbox) -> None:
    with world.app.app_context(), transaction():
        session().get_one(User, number_of(world, "Anna")).locale = "nb"
    world.write("Kommun:Vara/E-tjänst", EXAMPLE.format("breddinfört"))
    mail(world, at=in_a_week())
    assert "Hei, Anna!" in text_of(postbox)
    assert postbox.letters[0]["Content-Language"] == "nb"


def test_a_week_is_told_once_however_often_somebody_gathers(world: World, postbox: Postbox) -> None:
    world.write("Kommun:Vara/E-tjänst", EXAMPLE.format("breddinfört"))
    later = in_a_week()
    for _ in range(3):
        mail(world, at=later)
    assert len(postbox.letters) == 1
