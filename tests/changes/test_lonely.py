"""Examples that nobody has commented on: told of once, after three days, and listed until somebody does."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.conftest import World
from tests.pages.test_backlinks import words
from wiki.accounts.models import User
from wiki.changes.lonely import lonely_examples, tell_of_lonely_examples
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.markup import parse_name
from wiki.notices.models import Notice
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.talk.open_topic import open_topic
from wiki.watch.models import Kind, Watch

EXAMPLE = "---\ntyp: exempel\ntema: [Piloter, Lås]\nläge: pilot\n---\nVi prövar.\n"


@pytest.fixture
def lonely(world: World) -> World:
    """A wiki with an example that was told four days ago, in whose themes Asp and Bo are interested."""
    for name, themes in (("Asp", ("Piloter", "Lås")), ("Bo", ("Lås",)), ("Cia", ("Annat",))):
        user = world.user(name)
        with world.app.app_context(), transaction() as writing:
            writing.add_all([Watch(user_id=user.id, kind=Kind.THEME.value, name=theme) for theme in themes])
    world.write("Kommun:Ale/Pilot", EXAMPLE, by="Dan")
    age(world, "Kommun:Ale/Pilot", 4)
    return world


def age(world: World, name: str, days: float) -> None:
    with world.app.app_context(), transaction():
        page = find_page(parse_name(name))
        assert page
        session().execute(update(Page).where(Page.id == page.id).values(created_at=now() - timedelta(days=days)))


def told(world: World) -> list[tuple[str, str]]:
    with world.app.app_context():
        rows = session().execute(select(User.name, Notice.kind).join(User, User.id == Notice.user_id))
        return sorted((name, kind) for name, kind in rows)


def test_those_who_watch_its_themes_hear_of_it_once(lonely: World) -> None:
    with lonely.app.app_context():
        assert tell_of_lonely_examples() == 1
        assert tell_of_lonely_examples() == 0
    assert told(lonely) == [("Asp", "uncommented"), ("Bo", "uncommented")]


@pytest.mark.parametrize("days", [2.9, 31])
def test_not_too_early_and_not_too_late(lonely: World, days: float) -> None:
    age(lonely, "Kommun:Ale/Pilot", days)
    with lonely.app.app_context():
        assert lonely_examples() == []


def test_what_somebody_has_said_a_word_about_is_not_told_of(lonely: World) -> None:
    with lonely.app.test_request_context():
        page, by = find_page(parse_name("Kommun:Ale/Pilot")), session().scalars(select(User)).first()
        assert page
        assert by
        open_topic(page, "Fint!", "Hur länge?", by=by)
        assert tell_of_lonely_examples() == 0
    assert told(lonely) == []


def test_what_was_brought_in_from_elsewhere_is_not_told_of(lonely: World) -> None:
    with lonely.app.app_context(), transaction():
        session().execute(update(Entry).values(brought_in=True))
    with lonely.app.app_context():
        assert lonely_examples() == []


def test_the_list_of_examples_and_the_page_of_the_theme_lead_to_them(lonely: World) -> None:
    lonely.write("Tema:Piloter", "---\ntyp: tema\n---\nOm piloter.")
    lonely.write("Kommun:Ale/Annan", EXAMPLE, by="Dan")
    with lonely.app.test_request_context():
        page, by = find_page(parse_name("Kommun:Ale/Annan")), session().scalars(select(User)).first()
        assert page
        assert by
        open_topic(page, "Fint!", "Hur länge?", by=by)
    visitor = lonely.visitor()
    theme = visitor.get("/wiki/Tema:Piloter").text
    assert "1 exempel inom temat har ingen kommentar än." in words(theme)
    assert 'href="/examples?theme=Piloter&amp;uncommented=1"' in theme
    shown = words(visitor.get("/examples?theme=Piloter&uncommented=1").text)
    assert "1 exempel" in shown
    assert "Annan" not in shown
    assert "Ta bort: ingen har kommenterat" in shown
    assert "uncommented=1" in visitor.get("/examples").text
