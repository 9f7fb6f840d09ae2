"""The gardener's start page, the wiki in figures, and what is told of one page."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.models import Role, User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.reports import counting, statistics
from wiki.reports.statistics import count_statistics
from wiki.talk.models import Topic


def test_gardeners_are_told_what_to_do_first(world: World) -> None:
    world.write("Plan", "Text.")
    asker = world.signed_in("Asp")
    asker.post("/talk/Plan", {"title": "Hur gick det?", "text": "Jag undrar."})
    with world.app.app_context(), transaction():
        session().execute(update(Topic).values(created_at=now() - timedelta(days=20)))
    gardener = world.signed_in("Al", Role.GARDENER)
    text = words(gardener.get("/gardening").text)
    assert in_order(text, "Gör det här först", "1 ämne som ingen har svarat på", "När det finns tid", "att hälsa på")
    world.write("Trasig", "#OMDIRIGERING [[Finns inte]]")
    page = gardener.get("/gardening").text
    assert in_order(words(page), "1 ämne", "1 trasig omdirigering", "När det finns tid")
    assert 'href="/reports/broken-redirects"' in page
    assert 'href="/gardening"' in gardener.get("/").text
    assert 'href="/gardening"' not in asker.get("/").text


def test_where_nothing_waits_everything_is_in_order(world: World) -> None:
    gardener = world.signed_in("Al", Role.GARDENER)
    assert "Allt är i ordning." in words(gardener.get("/gardening").text)


def test_the_wiki_is_told_in_figures(world: World) -> None:
    world.user("Asp", municipality="1485")
    world.write("Plan", "Text.", by="Asp")
    world.write("Plan", "Ny text.", by="Asp")
    world.write("Planer", "#OMDIRIGERING [[Plan]]", by="Asp")
    text = words(world.visitor().get("/statistics").text)
    assert in_order(text, "Vägledning 1", "Omdirigeringar 1", "Versioner 3", "Konton", "Månad för månad")
    assert in_order(text, "Kommun för kommun", "Uddevalla 1 3")


def test_in_a_large_wiki_the_figures_are_counted_in_the_background(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "SMALL", 0)
    world.write("Plan", "Text.")
    assert "Det här är inte räknat ännu" in words(world.visitor().get("/statistics").text)
    with world.app.app_context():
        assert statistics.are_due()
        count_statistics()
        assert not statistics.are_due()
    assert in_order(words(world.visitor().get("/statistics").text), "räknat", "Vägledning 1")


def test_the_information_about_a_page_tells_what_uses_it_and_who_watches(world: World) -> None:
    world.write("Plan", "Se [[Pilot]] och [[Fil:Torg.png]].\n\n[[Kategori:Ord]]")
    world.write("Planer", "#OMDIRIGERING [[Plan]]")
    visitor = world.visitor()
    text = words(visitor.get("/info/Plan").text)
    assert in_order(text, "Omdirigeringar hit Planer", "Kategorier Kategori:Ord", "Filer Fil:Torg.png")
    assert in_order(text, "Personer som bevakar sidan färre än 5", "Sök går att hitta", "inte skyddad")
    with world.app.app_context():
        assert session().query(User).count() == 1


def test_pages_are_found_by_the_beginning_of_their_names(world: World) -> None:
    for name in ("Bi 1", "Bi 10", "Bi 2", "Bok", "Ödla", "Kommun:Bjuv", "Kommun:Ale"):
        world.write(name, "Text.")
    visitor = world.visitor()
    text = words(visitor.get("/pages?prefix=bi 1").text)
    assert in_order(text, "Bi 1", "Bi 10")
    assert "Bi 2" not in text
    assert "Bok" not in text
    assert "Ödla" in words(visitor.get("/pages?prefix=ö").text)
    assert "Bjuv" in words(visitor.get("/pages?prefix=kommun:bj").text)
    assert "Inget namn här börjar med ”xyz”" in words(visitor.get("/pages?prefix=xyz").text)
    assert "Inget namn här börjar med ”%”" in words(visitor.get("/pages?prefix=%25").text)


def test_a_random_page_can_be_one_of_a_kind_or_of_a_category(world: World) -> None:
    world.write("Plan", "Text.")
    world.write("Kommun:Ale", "Text.\n\n[[Kategori:Ord]]")
    visitor = world.visitor()
    assert visitor.get("/random?namespace=municipality").location == "/wiki/Kommun:Ale"
    assert visitor.get("/random?category=Ord").location == "/wiki/Kommun:Ale"
    assert visitor.get("/random?category=Tom").status_code == 404
