"""Acts on many pages: chosen from lists, told beforehand, done in parts, each by itself."""

import re

import pytest

from tests.conftest import Visitor, World
from tests.gardening.test_links import source
from wiki.accounts.models import Role
from wiki.gardening import bulk_views


@pytest.fixture
def vera(world: World) -> Visitor:
    """A gardener."""
    return world.signed_in("Vera", Role.GARDENER)


def test_lists_to_choose_pages_from(world: World, vera: Visitor) -> None:
    world.write("Verktyg:A", "Text.\n\n[[Kategori:Rör]]")
    world.write("Verktyg:B", "Se [[Verktyg:A]].")
    world.write("Verktyget", "Text.")
    listed = {
        "/bulk?list=prefix&q=Verktyg:": {"Verktyg:A", "Verktyg:B"},
        "/bulk?list=prefix&q=verkt": {"Verktyget"},
        "/bulk?list=category&q=rör": {"Verktyg:A"},
        "/bulk?list=report&q=orphans": {"Verktyg:B", "Verktyget"},
        "/bulk?list=names&q=Verktyget%0AVerktyg:A": {"Verktyget", "Verktyg:A"},
    }
    for address, names in listed.items():
        page = vera.get(address).text
        for name in ("Verktyg:A", "Verktyg:B", "Verktyget"):
            assert (f'name="page" value="{name}"' in page) is (name in names), (address, name)
    assert 'value="Verktyg:A" checked' in vera.get("/bulk?list=prefix&q=Verktyg:&all=1").text
    assert "/bulk?list=report&amp;q=orphans" in vera.get("/reports/orphans").text
    assert "/bulk" not in world.visitor().get("/reports/orphans").text


def test_what_would_happen_is_told_before_it_does(world: World, vera: Visitor) -> None:
    world.write("A", "Text.")
    world.write("B", "Text.\n\n[[Kategori:Piloter]]\n")
    form = {"page": ["A", "B"], "act": "put", "told": "Rör", "reason": "städar"}
    plan = vera.post("/bulk", form).text
    assert "läggs i ”Kategori:Rör”" in plan
    assert "Rör" not in source(world, "A")
    answer = vera.post("/bulk", {**form, "go": "1"}).text
    assert "Klart med 2 sidor" in answer
    assert source(world, "A") == "Text.\n\n[[Kategori:Rör]]\n"
    assert source(world, "B") == "Text.\n\n[[Kategori:Piloter]]\n[[Kategori:Rör]]\n"
    assert "lade i ”Kategori:Rör”: städar" in vera.get("/history/A").text


def test_a_page_that_refuses_does_not_stop_the_others(world: World, vera: Visitor) -> None:
    world.write("A", "Ett.")
    world.write("B", "Två.")
    world.write("Verktyg:A", "Tre.")
    form = {"page": ["A", "B", "C"], "act": "move", "told": "Verktyg:"}
    plan = vera.post("/bulk", form).text
    assert "flyttas till ”Verktyg:B”" in plan
    assert "Det finns redan en sida som heter ”Verktyg:A”" in plan
    answer = vera.post("/bulk", {**form, "go": "1"}).text
    assert "Klart med 1 sida" in answer
    assert "A: Det finns redan en sida" in answer
    assert "C: Det finns ingen sådan sida" in answer
    assert "Två." in vera.get("/wiki/Verktyg:B").text


def test_categories_are_taken_out_exactly(world: World, vera: Visitor) -> None:
    world.write("A", "Se [[:Kategori:Rör]] och `[[Kategori:Rör]]`.\n\n[[Kategori:Piloter]]\n[[Kategori:rör|a]]\n")
    world.write("B", "Mitt [[Kategori:Rör]]i en rad.\n")
    form = {"page": ["A", "B"], "act": "take", "told": "Kategori:Rör", "go": "1"}
    assert "Klart med 2 sidor" in vera.post("/bulk", form).text
    assert source(world, "A") == "Se [[:Kategori:Rör]] och `[[Kategori:Rör]]`.\n\n[[Kategori:Piloter]]\n"
    assert source(world, "B") == "Mitt i en rad.\n"
    again = vera.post("/bulk", form).text
    assert "Inget behöver göras" in again


def test_it_goes_on_where_it_stopped(world: World, vera: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_views, "AT_ONCE", 1)
    world.write("A", "Ett.")
    world.write("B", "Två.")
    first = vera.post("/bulk", {"page": ["A", "B"], "act": "put", "told": "Rör", "go": "1"}).text
    assert "Klart med 1 sida. 1 sida är kvar." in first
    assert 'name="before" value="1"' in first
    second = vera.post("/bulk", {"page": ["B"], "act": "put", "told": "Rör", "go": "1", "before": "1"}).text
    assert "Klart med 2 sidor." in second


def test_what_is_missing_in_the_form_is_told_and_ticks_stay(world: World, vera: Visitor) -> None:
    world.write("Verktyg:A", "Text.")
    form = {"list": "prefix", "q": "Verktyg:", "page": ["Verktyg:A"], "act": "put", "told": ""}
    answer = vera.post("/bulk", form)
    assert answer.status_code == 422
    assert "Skriv vilken kategori" in answer.text
    assert 'value="Verktyg:A" checked' in answer.text
    assert "Kryssa för minst en sida" in vera.post("/bulk", {**form, "page": [], "told": "x"}).text


@pytest.mark.parametrize("act", ["put", "move", "delete", "protect"])
def test_a_reason_that_is_too_long_is_refused_before_anything_is_done(world: World, vera: Visitor, act: str) -> None:
    world.write("Verktyg:A", "Text.")
    long = "lång " * 65
    form = {"list": "prefix", "q": "Verktyg:", "page": ["Verktyg:A"], "act": act, "told": "x", "reason": long}
    answer = vera.post("/bulk", form)
    assert answer.status_code == 422
    assert "Anledningen är för lång" in answer.text
    assert long in answer.text


def test_pages_are_protected_for_a_reason(world: World, vera: Visitor) -> None:
    world.write("A", "Ett.")
    form = {"page": ["A"], "act": "protect", "go": "1"}
    assert vera.post("/bulk", form).status_code == 422
    assert "Klart med 1 sida" in vera.post("/bulk", {**form, "reason": "klottras ofta"}).text
    asta = world.signed_in("Asta")
    refused = asta.post("/move/A", {"to": "B", "redirect": "1"})
    assert refused.status_code == 403
    assert "klottras ofta" in refused.text
    assert "klottras ofta" in vera.get("/log").text


def test_a_protection_ends_by_itself_where_that_was_chosen(world: World, vera: Visitor) -> None:
    world.write("A", "Ett.")
    form = {"page": ["A"], "act": "protect", "reason": "klottras ofta", "lasts": "date", "date": "2031-03-04"}
    plan = vera.post("/bulk", form).text
    assert "skyddas till 4 mars 2031 kl. 23.59" in plan
    kept = re.search(r'name="lasts" value="([^"]+)"', plan)
    assert kept
    assert "Klart med 1 sida" in vera.post("/bulk", {**form, "lasts": kept[1], "go": "1"}).text
    assert "4 mars 2031" in world.visitor().get("/edit/A").text
    assert vera.post("/bulk", {**form, "date": "i morgon"}).status_code == 422


def test_protecting_takes_no_protection_away_and_ending_it_takes_all(world: World, vera: Visitor) -> None:
    world.write("A", "Ett.")
    vera.post("/protect/A", {"discuss": "gardeners", "lasts": "never", "reason": "ordkrig"})
    form = {"page": ["A"], "act": "protect", "reason": "klottras ofta", "lasts": "week", "go": "1"}
    assert "Klart med 1 sida" in vera.post("/bulk", form).text
    assert "Inget behöver göras" in vera.post("/bulk", form).text
    asta = world.signed_in("Asta")
    for address, form_of in (("/talk/A", {"title": "Fråga", "text": "Hur?"}), ("/edit/A", {"text": "Hur?"})):
        refused = asta.post(address, form_of)
        assert refused.status_code == 403, address
        assert "Skyddet upphör" not in refused.text, address
    ending = {"page": ["A"], "act": "unprotect", "reason": "lugnt nu", "go": "1"}
    assert "Klart med 1 sida" in vera.post("/bulk", ending).text
    assert asta.post("/talk/A", {"title": "Fråga", "text": "Hur?"}).status_code == 303
    assert "Inget behöver göras" in vera.post("/bulk", ending).text


def test_all_of_a_list_is_chosen_at_once(world: World, vera: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_views, "PER_PAGE", 2)
    for each in "ABC":
        world.write(f"Verktyg:{each}", "Text.")
    assert "Alla 3 sidor i listan" in vera.get("/bulk?list=prefix&q=Verktyg:").text
    form = {"list": "prefix", "q": "Verktyg:", "every": "1", "act": "put", "told": "Rör"}
    assert "Det här händer med 3 sidor" in vera.post("/bulk", form).text
    monkeypatch.setattr(bulk_views, "MOST", 2)
    refused = vera.post("/bulk", form)
    assert refused.status_code == 422
    assert 'name="every" value="1" checked' in refused.text


def test_pages_are_deleted_and_can_come_back(world: World, vera: Visitor) -> None:
    world.write("A", "Ett.")
    world.write("B", "Två.")
    form = {"page": ["A", "B"], "act": "delete", "reason": "dubbletter", "go": "1"}
    assert "Klart med 2 sidor" in vera.post("/bulk", form).text
    assert vera.get("/wiki/A").status_code == 404
    assert "dubbletter" in vera.get("/log").text
