"""The log: everything that was done, in words, narrowed, and never what is not to be told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import Visitor, World
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.journal.acts import KINDS
from wiki.journal.models import Entry
from wiki.journal.record import bringing_in, record


@pytest.fixture
def karin(world: World) -> Visitor:
    world.write("Plan", "Så här planerar vi.")
    karin = world.signed_in("Karin", Role.GARDENER)
    form = {"edit": "gardeners", "lasts": "never", "reason": "Redigeringskrig"}
    assert karin.post("/protect/Plan", form).status_code == 303
    return karin


def note(world: World, kind: str, **about: object) -> int:
    with world.app.app_context(), transaction():
        karin = session().scalars(select(User).where(User.name == "Karin")).one()
        return record(kind, karin, **about).id  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["sv", "nb", "en"])
def test_every_kind_is_told_in_words(world: World, karin: Visitor, language: str) -> None:
    for kind in KINDS:
        note(world, kind, namespace="main", name="Plan", summary="skälet", page_id=1)
    note(world, "something new", namespace="main", name="Plan", summary="skälet")
    headers = {"Accept-Language": language}
    for address in ("/log?kind=all", "/changes?acts=1", "/changes?acts=1&grouped=0", "/feeds/changes?acts=1"):
        answer = karin.get(address, headers=headers)
        assert answer.status_code == 200, address
    log = karin.get("/log?kind=all", headers=headers).text
    blocked = {"sv": "blockerade användaren", "nb": "blokkerte brukeren", "en": "blocked the user"}
    assert blocked[language] in log


def test_it_is_narrowed_by_kind_person_page_and_day(world: World, karin: Visitor) -> None:
    note(world, "delete", namespace="main", name="Bort", summary="dubblett", at=now() - timedelta(days=40))
    reader = world.visitor()
    assert "dubblett" in reader.get("/log").text
    assert "dubblett" not in reader.get("/log?kind=protect").text
    assert "Redigeringskrig" in reader.get("/log?kind=protect").text
    assert "Redigeringskrig" in reader.get("/log?kind=protection").text
    assert "dubblett" in reader.get("/log?about=Bort").text
    assert "Redigeringskrig" not in reader.get("/log?about=Bort").text
    assert "Redigeringskrig" in reader.get("/log?about=plan").text
    assert "dubblett" not in reader.get("/log?person=Skrivare").text
    assert "dubblett" in reader.get("/log?person=karin").text
    today = now().date().isoformat()
    assert "dubblett" not in reader.get(f"/log?first={(now() - timedelta(days=3)).date()}&last={today}").text
    assert "dubblett" in reader.get(f"/log?last={(now() - timedelta(days=30)).date()}").text
    del karin


@pytest.mark.parametrize("query", ["kind=hax", "person=Ingen", "about=%5B%5B", "first=igår", "last=2026-13-40"])
def test_what_an_address_says_wrongly_is_said(world: World, karin: Visitor, query: str) -> None:
    answer = world.visitor().get(f"/log?{query}")
    assert answer.status_code == 200
    assert "En del av adressen" in answer.text
    assert "Redigeringskrig" in answer.text
    del karin


def test_it_has_pages_and_marks_what_was_imported(world: World, karin: Visitor) -> None:
    with world.app.app_context(), transaction(), bringing_in():
        actor = session().scalars(select(User).where(User.name == "Karin")).one()
        for number in range(60):
            record("delete", actor, namespace="main", name=f"Sida {number}", summary="från förr")
    first = karin.get("/log?kind=delete").text
    assert first.count("från förr") == 50
    assert "Importerad" in first
    assert "kind=delete&amp;page=2" in first
    last = karin.get("/log?kind=delete&page=2").text
    assert last.count("från förr") == 10


def test_what_only_some_are_told_of_is_told_to_them_only(world: World, karin: Visitor) -> None:
    note(world, "patrol", namespace="main", name="Plan", page_id=1)
    assert "markerade en version som granskad" in karin.get("/log?kind=patrol").text
    assert "markerade en version som granskad" not in world.visitor().get("/log?kind=patrol").text
    assert "markerade en version som granskad" not in world.visitor().get("/log?kind=all").text


def test_recent_changes_shows_acts_to_those_who_ask_for_them(world: World, karin: Visitor) -> None:
    reader = world.visitor()
    assert "Redigeringskrig" not in reader.get("/changes").text
    asked = reader.get("/changes?acts=1").text
    assert "skyddade sidan: bara trädgårdsmästare ändrar, utan slut: Redigeringskrig" in asked
    del karin


def test_a_page_leads_to_its_log(world: World, karin: Visitor) -> None:
    page = world.visitor().get("/wiki/Plan").text
    assert "Sidans logg" in page
    assert "/log?about=Plan" in page
    with world.app.app_context():
        assert session().scalars(select(Entry.name).where(Entry.kind == "protect")).all() == ["Plan"]
    del karin
