"""What links to a page: the list of backlinks, and how municipalities do what a page is about."""

import re
from html import unescape

import pytest
from sqlalchemy import select

from tests.conftest import World
from wiki.accounts.models import Role
from wiki.core.db import session
from wiki.markup import parse_name
from wiki.pages.backlinks import Backlink, Backlinks
from wiki.pages.models import Link


def words(html: str) -> str:
    """The words of the page's main part, as somebody reads them."""
    main = re.search(r"<main[^>]*>(.*)</main>", html, re.DOTALL)
    assert main
    return " ".join(unescape(re.sub("<[^>]+>", " ", main[1])).split())


def in_order(text: str, *parts: str) -> bool:
    """Whether `parts` stand in `text`, one after the other."""
    return re.search(".*?".join(map(re.escape, parts)), text) is not None


def test_each_link_shows_the_sentence_it_stands_in(world: World) -> None:
    world.write("Pilot", "Pröva i liten skala.")
    source = "## Så arbetar vi\n\nI vår testmiljö gör vi en [[Pilot|liten pilot]] först. Sedan köper vi."
    world.write("Kommun:Uddevalla", source)
    page = world.visitor().get("/backlinks/Pilot")
    assert page.status_code == 200
    assert "I vår testmiljö gör vi en" in page.text
    assert re.search(r'<a href="/wiki/Kommun:Uddevalla#[^"]+">liten pilot</a> först\.', page.text)
    assert "Under rubriken Så arbetar vi" in words(page.text)
    assert "Sedan köper vi" not in page.text


def test_pages_stand_by_kind_in_swedish_order_and_links_in_the_order_of_the_text(world: World) -> None:
    for name in ("Kommun:Östersund", "Kommun:Ale", "Kommun:Åre", "Zebra", "Tema:Piloter", "Kommun:Zorn"):
        world.write(name, "Vi såg en [[Pilot|första]] gång. Vi gjorde en [[Pilot|andra]] gång.")
    text = words(world.visitor().get("/backlinks/Pilot").text)
    kinds = ("Vägledning", "Zebra", "första", "andra", "Kommuner", "Kommun:Ale", "Kommun:Zorn", "Kommun:Åre")
    assert in_order(text, *kinds, "Kommun:Östersund", "Teman", "Tema:Piloter")


def test_links_through_a_redirect_stand_under_that_redirect(world: World) -> None:
    world.write("Tänk stort", "Text.")
    world.write("Börja smått", "#OMDIRIGERING [[Tänk stort]]")
    world.write("Kommun:Ale", "Vi vill [[Börja smått|börja smått]] i Ale.")
    world.write("Kommun:Umeå", "Vi vill [[tänk stort|tänka stort]] i Umeå.")
    text = words(world.visitor().get("/backlinks/Tänk_stort").text)
    assert in_order(text, "Kommun:Umeå", "tänka stort", "Via en omdirigering", "Börja smått", "Kommun:Ale", "i Ale")
    assert text.count("Kommun:Ale") == 1


def test_links_redirects_and_categories_can_be_told_apart(world: World) -> None:
    world.write("Omställning", "#OMDIRIGERING [[Kategori:Testmiljöer]]")
    world.write("Kommun:Ale", "Vi har en plats.\n\n[[Kategori:Testmiljöer]]")
    world.write("Kommun:Umeå", "Se [[:Kategori:Testmiljöer|alla platser]].")
    visitor = world.visitor()
    everything = words(visitor.get("/backlinks/Kategori:Testmiljöer").text)
    assert in_order(everything, "Alla 3", "Länkar 1", "Omdirigeringar 1", "Kategorin används 1", "I kategorin")
    used = words(visitor.get("/backlinks/Kategori:Testmiljöer?kind=category").text)
    assert "Kommun:Ale" in used
    assert "Kommun:Umeå" not in used
    assert "Omställning" not in used
    assert "Omställning" in words(visitor.get("/backlinks/Kategori:Testmiljöer?kind=redirect").text)


def test_a_page_that_does_not_exist_has_backlinks_too(world: World) -> None:
    world.write("Kommun:Ale", "Vi önskar en [[Mall för plan]].")
    answer = world.visitor().get("/backlinks/Mall_för_plan")
    assert answer.status_code == 200
    assert "Vi önskar en" in answer.text


def test_nothing_links_here_says_how_to_link(world: World) -> None:
    world.write("Ensam", "Se [[#Rubrik|rubriken]] och [[Ensam]].")
    text = words(world.visitor().get("/backlinks/Ensam").text)
    assert "Ingen sida länkar till Ensam ännu." in text
    assert "[[Ensam]]" in text


def test_a_long_list_is_shown_a_page_at_a_time(world: World) -> None:
    for number in range(1, 53):
        world.write(f"Sida {number}", "Se [[Pilot]].")
    first, second = (words(world.visitor().get(f"/backlinks/Pilot?page={page}").text) for page in (1, 2))
    assert "Sida 50" in first
    assert "Sida 51" not in first
    assert "Sida 51" in second
    assert "Sida 52" in second
    assert "Sida 50" not in second


def test_the_address_has_one_spelling(world: World) -> None:
    answer = world.visitor().get("/backlinks/tänk stort?kind=link")
    assert answer.status_code == 301
    assert answer.location.endswith("/backlinks/T%C3%A4nk_stort?kind=link")


def test_a_municipality_is_linked_to_by_its_official_name_too(world: World) -> None:
    world.write("Kommun:Uddevalla", "Vi är Uddevalla.")
    world.write("Pilot", "Det gjorde [[Uddevalla kommun]] först.")
    world.write("Plan", "Sedan kom [[Kommun:Uddevalla kommun|grannen]] efter.")
    visitor = world.visitor()
    listed = words(visitor.get("/backlinks/Kommun:Uddevalla").text)
    assert in_order(listed, "Alla 2", "Det gjorde Uddevalla kommun först", "Sedan kom grannen efter")
    assert "2 sidor" in words(visitor.get("/wiki/Kommun:Uddevalla").text)
    assert "Uddevalla kommun" not in words(visitor.get("/reports/wanted").text)
    assert "Uddevalla" not in words(visitor.get("/reports/orphans").text)
    world.write("Uddevalla kommun", "En egen sida med det namnet.")
    assert in_order(words(visitor.get("/backlinks/Kommun:Uddevalla").text), "Sedan kom grannen efter")
    assert "Det gjorde" not in visitor.get("/backlinks/Kommun:Uddevalla").text


def said(link: Backlink) -> tuple[str, str, str, str]:
    """What tells a backlink from others."""
    return (link.via.full if link.via else "", link.page.full, link.kind, link.label)


def write_a_web(world: World) -> None:
    """Links of every kind, direct and through two redirects, more than a part of the list holds."""
    world.write("Kategori:Piloter", "Text. [[:Kategori:Piloter|Sig själv]]")
    world.write("Försök", "#OMDIRIGERING [[:Kategori:Piloter]]")
    world.write("Prov", "#OMDIRIGERING [[:Kategori:Piloter]]")
    world.write("Åter", "#OMDIRIGERING [[Försök]]")
    for name in ("Kommun:Östersund", "Kommun:Ale", "Zebra", "Tema:Piloter", "Kommun:Åre"):
        world.write(name, "Se [[:Kategori:Piloter|ett]] och [[Försök|två]].\n\n[[Kategori:Piloter]]")
    world.write("Mitt", "Se [[Prov|tre]], [[Försök|fyra]] och [[:Kategori:Piloter|fem]].")


@pytest.mark.parametrize("kind", [None, "link", "redirect", "category"])
def test_however_it_is_parted_the_list_is_the_same(world: World, kind: str | None) -> None:
    write_a_web(world)
    name = parse_name("Kategori:Piloter")
    with world.app.app_context():
        whole = Backlinks(name).part(kind, 100)
        counts = Backlinks(name).counts()
        assert len(whole) == (counts[kind] if kind else sum(counts.values()))
        for step in (1, 2, 3, 7):
            parts = [Backlinks(name).part(kind, step, start) for start in range(0, len(whole) + step, step)]
            assert [each for part in parts for each in part] == whole, step


def test_the_list_has_every_link_once_in_its_place(world: World) -> None:
    write_a_web(world)
    with world.app.app_context():
        found = [said(each) for each in Backlinks(parse_name("Kategori:Piloter")).part(limit=100)]
    pages = ["Zebra", "Kommun:Ale", "Kommun:Åre", "Kommun:Östersund", "Tema:Piloter"]
    direct = [("", page, *kind) for page in pages for kind in (("link", "ett"), ("category", ""))]
    through = [("Försök", page, "link", "två") for page in pages]
    assert found == [
        ("", "Mitt", "link", "fem"),
        *direct,
        ("Försök", "Försök", "redirect", ""),
        ("Försök", "Mitt", "link", "fyra"),
        through[0],
        ("Försök", "Åter", "redirect", ""),
        *through[1:],
        ("Prov", "Prov", "redirect", ""),
        ("Prov", "Mitt", "link", "tre"),
    ]


def test_the_place_of_a_page_follows_when_it_moves(world: World) -> None:
    for name in ("Alfa", "Beta", "Gamma"):
        world.write(name, "Se [[Pilot]].")
    gardener = world.signed_in("Vera", role=Role.GARDENER)
    assert gardener.post("/move/Alfa", {"to": "Zeta", "reason": "Bättre namn."}).status_code == 303
    with world.app.app_context():
        assert [each.page.full for each in Backlinks(parse_name("Pilot")).part()] == ["Beta", "Gamma", "Zeta"]
        places = session().scalars(select(Link.place).where(Link.target_title == "Pilot").order_by(Link.place))
        assert list(places) == ["00 beta", "00 gamma", "00 zeta"]


def test_a_redirect_to_an_official_name_leads_there_too(world: World) -> None:
    world.write("Kommun:Uddevalla", "Vi är Uddevalla.")
    world.write("Vår granne", "#OMDIRIGERING [[Uddevalla kommun]]")
    world.write("Plan", "Det gjorde [[vår granne]] först.")
    listed = words(world.visitor().get("/backlinks/Kommun:Uddevalla").text)
    assert in_order(listed, "Alla 2", "Via en omdirigering", "Vår granne", "Plan", "Det gjorde vår granne först")
