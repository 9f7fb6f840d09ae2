"""All examples as a list: narrowed by links, sorted, counted, as a table and as a feed."""

import csv
import re
from html import unescape
from io import StringIO
from xml.etree.ElementTree import fromstring

import pytest

from tests.conftest import World
from tests.examples.test_queries import cast, tell

ATOM = "{http://www.w3.org/2005/Atom}"


def shown(html: str) -> list[str]:
    """The titles in the list, in order."""
    return re.findall(r"<h3><a href=[^>]*>([^<]*)</a></h3>", html)


def test_links_narrow_the_list_and_tell_how_many_there_would_be(world: World) -> None:
    cast(world)
    page = world.visitor().get("/examples").text
    assert "4 exempel" in page
    west = re.search(r'<a href="([^"]*county=24[^"]*)"><span>Västerbottens län</span> <span class="n">2</span>', page)
    assert west
    narrowed = world.visitor().get(unescape(west[1])).text
    assert set(shown(narrowed)) == {"Öppna möten", "Plan"}
    both = world.visitor().get("/examples?county=24&status=pilot").text
    assert shown(both) == ["Öppna möten"]
    assert '<a class="chip" href="/examples?status=pilot">' in both  # takes the county back


def test_the_list_can_be_sorted(world: World) -> None:
    cast(world)
    visitor = world.visitor()
    assert shown(visitor.get("/examples?sort=municipality").text) == ["Struktur", "Plan", "Öppna möten", "Kurs"]
    assert shown(visitor.get("/examples?sort=status").text)[-1] == "Struktur"
    assert shown(visitor.get("/examples?sort=nonsense&county=99&year=x&theme=[[").text)[0] == "Kurs"


def test_nothing_found_says_so_and_leads_back(world: World) -> None:
    assert "Ingen kommun har berättat" in world.visitor().get("/examples").text
    cast(world)
    page = world.visitor().get("/examples?q=xyzzy").text
    assert "0 exempel" in page
    assert "Visa alla exempel" in page


def test_a_long_list_is_shown_a_page_at_a_time_and_narrowed_all_the_way(world: World) -> None:
    for number in range(27):
        tell(world, f"Kommun:Umeå/Nummer {number}", "läge: pilot")
    visitor = world.visitor()
    assert len(shown(visitor.get("/examples?status=pilot").text)) == 25
    second = visitor.get("/examples?status=pilot&page=2").text
    assert len(shown(second)) == 2
    assert len(visitor.get("/examples?status=pilot&format=json").json or []) == 27


def test_tables_hold_just_what_the_filter_shows(world: World) -> None:
    cast(world)
    tell(world, "Kommun:Umeå/=1+1", "läge: pilot", "lärdom: '@SUMMA(A1)'")
    answer = world.visitor().get("/examples?status=pilot&sort=municipality&format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.text.startswith("\ufeff")
    rows = list(csv.DictReader(StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["title"], row["municipality"], row["themes"]) for row in rows] == [
        ("'=1+1", "Umeå", ""),
        ("Öppna möten", "Umeå", "Piloter"),
    ]
    assert rows[0]["lesson"] == "'@SUMMA(A1)"
    first = (world.visitor().get("/examples?theme=Piloter&format=json").json or [])[0]
    assert first["address"].startswith("http://localhost/wiki/Kommun:Ume")
    assert (first["county"], first["welfare_areas"]) == ("Västerbottens län", ["Äldreomsorg"])
    refused = world.visitor().get("/examples?format=xml")
    assert refused.status_code == 400
    assert "csv eller json" in refused.text


def test_tables_are_themselves_to_those_signed_in_too(world: World) -> None:
    cast(world)
    member = world.signed_in("Asta")
    for _ in range(2):
        assert member.get("/examples?format=json").is_json
        assert member.get("/feeds/examples").content_type.startswith("application/atom+xml")
        assert "4 exempel" in member.get("/examples").text


def test_the_feed_is_well_formed_and_holds_the_same(world: World) -> None:
    cast(world)
    tell(world, 'Kommun:Ale/Vatten & "avlopp"', "tema: [Piloter]", "läge: idé")
    answer = world.visitor().get("/feeds/examples?theme=Piloter")
    feed = fromstring(answer.data)
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ['Vatten & "avlopp"', "Öppna möten"]
    for needed in ("id", "title", "updated", "author"):
        assert feed.find(f"{ATOM}{needed}") is not None
        assert all(entry.find(f"{ATOM}{needed}") is not None for entry in feed.findall(f"{ATOM}entry"))
    alternate = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
    assert alternate == ["http://localhost/examples?theme=Piloter"]
    again = world.visitor().get("/feeds/examples?theme=Piloter", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_wiki_for_members_tells_nobody_else(make_world: object) -> None:
    world: World = make_world(reading="members")  # type: ignore[operator]
    cast(world)
    for address in ("/examples", "/examples?format=csv", "/feeds/examples"):
        answer = world.visitor().get(address)
        assert answer.status_code in {302, 401}
        assert "Öppna möten" not in answer.text


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("/examples?status=bogus", "läge"),
        ("/examples?county=bogus&theme=Piloter", "län"),
        ("/examples?year=bogus", "år"),
        ("/examples?sort=bogus", "ordning"),
        ("/examples?municipality=bogus", "kommun"),
        ("/municipalities?group=bogus&view=list", "kommungrupp"),
        ("/municipalities?view=bogus", "vy"),
        ("/municipalities?county=bogus&q=", "län"),
        ("/matrix?county=bogus", "län"),
        ("/matrix?municipality=bogus&county=", "kommun"),
        ("/wiki/Tema:Piloter?status=bogus", "läge"),
    ],
)
def test_a_value_that_nobody_knows_is_said_to_be_unknown(world: World, address: str, label: str) -> None:
    world.write("Tema:Piloter", "Text.")
    world.write("Kommun:Umeå/Ett", "---\ntyp: exempel\ntema: [Piloter]\n---\nText.")
    answer = world.visitor().get(address, follow_redirects=True)
    assert answer.status_code == 200
    assert f"”bogus” är inget känt värde för {label}. Listan visas utan det." in answer.text
    assert "Umeå" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/examples?status=bogus&format=csv",
        "/examples?county=bogus&format=json",
        "/feeds/examples?status=bogus",
        "/municipalities?group=bogus&format=csv",
        "/municipalities?county=bogus&format=json",
        "/municipalities?format=bogus",
        "/matrix?county=bogus&format=csv",
        "/matrix?group=bogus&format=svg",
    ],
)
def test_a_table_of_what_nobody_knows_is_refused_with_a_sentence(world: World, address: str) -> None:
    answer = world.visitor().get(address)
    said = answer.text
    if "format=json" in address:
        assert answer.is_json
        said = (answer.json or {})["error"]
    assert answer.status_code == 400
    assert "är inget känt värde för" in said or "som csv eller json" in said


@pytest.mark.parametrize("asked", ["theme=piloter", "theme=FÖRSÖK", "status=Pilot", "area=äldreomsorg"])
def test_filters_understand_other_letters_and_synonyms(world: World, asked: str) -> None:
    world.write("Tema:Piloter", "---\nsynonymer: [Försök]\n---\nText.")
    fields = "läge: pilot\ntema: [Piloter]\nvälfärdsområde: [Äldreomsorg]"
    world.write("Kommun:Umeå/Ett", f"---\ntyp: exempel\n{fields}\n---\nText.")
    world.write("Kommun:Umeå/Två", "---\ntyp: exempel\nläge: idé\n---\nText.")
    visitor = world.visitor()
    found = visitor.get(f"/examples?{asked}&format=json").json or []
    assert [each["title"] for each in found] == ["Ett"]
    page = visitor.get(f"/examples?{asked}").text
    assert shown(page) == ["Ett"]
    assert "inget känt värde" not in page


def test_what_is_known_is_not_said_to_be_unknown(world: World) -> None:
    visitor = world.visitor()
    lists = ("/examples?status=none&sort=status&year=2024", "/municipalities?view=map&sort=name", "/matrix?all=1")
    for address in lists:
        assert "inget känt värde" not in visitor.get(address, follow_redirects=True).text
