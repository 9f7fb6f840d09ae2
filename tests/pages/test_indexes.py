"""The lists over all pages."""

import re
from collections.abc import Callable

import pytest

from tests.conftest import World
from tests.pages.test_backlinks import in_order, words
from wiki.accounts.register import make_user
from wiki.core.db import transaction

MakeWorld = Callable[..., World]
LISTS = ("/pages", "/reports/wanted", "/reports/orphans", "/categories", "/themes", "/examples", "/special", "/changes")


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_wiki_has_its_lists_too(world: World, address: str) -> None:
    answer = world.visitor().get(address)
    assert answer.status_code == 200
    assert "<h1>" in answer.text


@pytest.mark.parametrize("address", [*LISTS, "/random", "/backlinks/Pilot", "/contributions/Asp", "/user/Asp"])
def test_where_only_members_may_read_lists_are_for_members(make_world: MakeWorld, address: str) -> None:
    assert make_world(reading="members").visitor().get(address).status_code in {302, 401}


def test_all_pages_stand_by_kind_in_swedish_order_under_their_letters(world: World) -> None:
    for name in ("Ödla", "Zebra", "Ål", "Apa", "Älg", "Bi 10", "Bi 2", "Kommun:Ale"):
        world.write(name, "Text.")
    visitor = world.visitor()
    text = words(visitor.get("/pages").text)
    assert in_order(text, "Vägledning 7", "Kommuner 1", "Å", "Ä", "Ö", "Dölj omdirigeringar")
    assert in_order(text, "A", "Apa", "Bi 2", "Bi 10", "Zebra", "Ål", "Älg", "Ödla")
    assert "Ale" in words(visitor.get("/pages?namespace=municipality").text)
    later = words(visitor.get("/pages?from=Å").text)
    assert "Zebra" not in later
    assert in_order(later, "Ål", "Älg", "Ödla")


def test_only_letters_that_begin_a_title_are_links(world: World) -> None:
    world.write("Apa", "Text.")
    world.write("Åka", "Text.")
    page = world.visitor().get("/pages").text
    assert re.findall(r">([A-ZÅÄÖ])</a>", page) == ["A", "Å"]


def test_each_letter_is_a_heading_once(world: World) -> None:
    for name in ("!", "1", "=", "Apa", "~", "Ål", "Ǆ", "¿"):
        world.write(name, "Text.")
    page = world.visitor().get("/pages").text
    assert re.findall("<h2>(.*)</h2>", page) == ["#", "0–9", "A", "Å", "Ǆ"]
    assert re.findall(r"from=[^\"]*\"[^>]*>(.*)</a>", page) == ["#", "0–9", "A", "Å", "Ǆ"]


def test_redirects_can_be_hidden_from_all_pages(world: World) -> None:
    world.write("Pilot", "Text.")
    world.write("Piloter", "#OMDIRIGERING [[Pilot]]")
    visitor = world.visitor()
    assert '<em><a href="/wiki/Piloter?redirect=no">Piloter</a></em>' in visitor.get("/pages").text
    hidden = visitor.get("/pages?redirects=0").text
    assert "Piloter" not in words(hidden)
    assert "Vägledning 1" in words(hidden)


def test_wanted_pages_are_ordered_by_how_many_pages_wish_for_them(world: World) -> None:
    world.write("Pilot", "Se [[Mall för plan]], [[Mall för plan]] och [[Mall för plan]].")
    for name in ("Kommun:Ale", "Kommun:Umeå"):
        world.write(name, "Vi saknar [[Checklista:Start]] och [[Pilot]].")
    text = words(world.visitor().get("/reports/wanted").text)
    assert in_order(text, "Checklista:Start", "2 sidor länkar hit", "Mall för plan", "1 sida")
    world.write("Checklista:Start", "Text.")
    assert "Checklista:Start" not in words(world.visitor().get("/reports/wanted").text)


def test_orphans_are_pages_that_no_other_page_links_to(world: World) -> None:
    world.write("Huvudsida", "Se [[Pilot]].")
    world.write("Pilot", "Text.")
    world.write("Ensam", "Se [[Ensam]] och [[Pilot]].")
    world.write("Ensamma", "#OMDIRIGERING [[Pilot]]")
    world.write("Kategori:Tom", "Text.")
    world.write("Användare:Asp", "Text.")
    text = words(world.visitor().get("/reports/orphans").text)
    assert "Ensam" in text
    for name in ("Huvudsida", "Pilot", "Ensamma", "Kategori:Tom", "Användare:Asp"):
        assert name not in text


def test_categories_in_use_are_counted_and_red_without_a_page(world: World) -> None:
    world.write("Pilot", "Text.\n\n[[Kategori:Ö]]\n[[Kategori:Ledning]]")
    world.write("Plan", "Text.\n\n[[Kategori:Ledning]]")
    world.write("Kategori:Ledning", "Text.")
    page = world.visitor().get("/categories").text
    assert in_order(words(page), "Ledning 2 sidor", "Ö (sidan existerar inte) 1 sida")


def test_a_category_page_lists_subcategories_and_pages_under_swedish_letters(world: World) -> None:
    world.write("Kategori:Ledning", "Om ledning.")
    for name in ("Öppenhet", "Ansvar", "Ålder", "Kommun:Ale", "Kategori:Chefer"):
        world.write(name, "Text.\n\n[[Kategori:Ledning]]")
    text = words(world.visitor().get("/wiki/Kategori:Ledning").text)
    assert in_order(text, "Chefer", "A", "Kommun:Ale", "Ansvar", "Å", "Ålder", "Ö", "Öppenhet")


def test_a_random_page_is_a_page_to_read(world: World) -> None:
    world.write("Huvudsida", "Text.")
    world.write("Piloter", "#OMDIRIGERING [[Pilot]]")
    world.write("Användare:Asp", "Text.")
    visitor = world.visitor()
    assert visitor.get("/random").location == "/"
    world.write("Kommun:Ale", "Text.")
    assert {visitor.get("/random").location for _ in range(8)} == {"/wiki/Kommun:Ale"}


def test_themes_count_the_guidance_and_the_examples_that_name_them(world: World) -> None:
    world.write("Tema:Piloter", "---\ndefinition: Pröva i liten skala\n---\nText.")
    world.write("Pilot", "---\ntema: [Piloter, Ledning]\n---\nText.")
    world.write("Kommun:Ale/Test", "---\ntyp: exempel\ntema: piloter\n---\nText.")
    world.write("Kommun:Ale", "---\ntema: [Piloter]\n---\nText.")
    text = words(world.visitor().get("/themes").text)
    ledning = "Ledning (sidan existerar inte) Ingen har beskrivit temat ännu. 1 vägledning · 0 exempel"
    assert in_order(text, ledning, "Piloter Pröva i liten skala 1 vägledning · 1 exempel")


def test_examples_stand_with_status_and_municipality_the_newest_first(world: World) -> None:
    world.write("Kommun:Ale/Gammalt", "---\ntyp: exempel\nläge: pilot\nkommun: Ale\n---\nVi började här.")
    world.write("Kommun:Umeå/Nytt", "---\ntyp: exempel\nläge: idé\n---\nVi funderar.")
    text = words(world.visitor().get("/examples").text)
    assert in_order(text, "2 exempel", "Nytt", "Vi funderar.", "Umeå", "Gammalt", "Vi började här.", "Ale", "Pilot")


def test_the_short_address_of_a_user_leads_to_the_user_page(world: World) -> None:
    assert world.visitor().get("/user/Anna_Asp").location == "/wiki/Anv%C3%A4ndare:Anna_Asp"


def test_contributions_are_what_one_person_has_written(world: World) -> None:
    world.user("Anna Asp", municipality="1380")
    world.write("Pilot", "Text.", by="Anna Asp", summary="om piloter")
    world.write("Kommun:Ale", "Text.", by="Anna Asp", summary="om Ale")
    world.write("Plan", "Text.", summary="någon annan")
    visitor = world.visitor()
    text = words(visitor.get("/contributions/Anna_Asp").text)
    assert in_order(text, "Användarbidrag", "Anna Asp", "Halmstads kommun", "I dag")
    assert in_order(text, "Kommun:Ale", "om Ale", "Pilot", "om piloter")
    assert "någon annan" not in text
    chosen = words(visitor.get("/contributions/Anna_Asp?namespace=main").text)
    assert "om piloter" in chosen
    assert "om Ale" not in chosen
    assert visitor.get("/contributions/anna asp").location == "/contributions/Anna_Asp"


def test_a_demo_user_is_said_to_be_made_up(world: World) -> None:
    with world.app.test_request_context(), transaction():
        make_user("Rönn", demo=True)
    assert "påhittad demoanvändare" in world.visitor().get("/contributions/Rönn").text


def test_nobody_has_no_contributions(world: World) -> None:
    answer = world.visitor().get("/contributions/Ingen")
    assert answer.status_code == 404
    assert "Det finns ingen här som heter Ingen." in answer.text


def test_the_special_pages_lead_to_every_list(world: World) -> None:
    page = world.visitor().get("/special").text
    for address in ("/pages", "/reports/wanted", "/categories", "/themes", "/examples", "/random", "/changes"):
        assert f'href="{address}"' in page


def test_somebody_who_has_written_nothing_is_met_with_a_way_on(world: World) -> None:
    world.user("Asp")
    page = world.visitor().get("/contributions/Asp").text
    assert "Asp har inte skrivit något ännu." in page
    assert 'href="/changes">Senaste ändringarna</a>' in page


def test_names_say_their_language_to_readers_of_another(world: World) -> None:
    world.write("Pilot", "En text.")
    visitor = world.visitor()
    english = visitor.get("/pages", headers={"Accept-Language": "en"}).text
    assert '<a href="/wiki/Pilot" lang="sv">Pilot</a>' in english
    assert '<a href="/wiki/Pilot">Pilot</a>' in visitor.get("/pages").text


def test_a_sentence_stands_once_among_the_backlinks(world: World) -> None:
    world.write("Plan", "En [[Pilot]] föregår en annan [[Pilot]].")
    text = words(world.visitor().get("/backlinks/Pilot").text)
    assert text.count("föregår en annan") == 1
    assert in_order(text, "Länkar 2", "Plan")
