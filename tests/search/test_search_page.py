"""The page of results and the suggestions, as a browser gets them."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.conftest import World
from tests.search.conftest import Library


@pytest.fixture
def seeded(library: Library) -> Library:
    library.put("Tänk stort", "Kommunerna prövar med piloter. Det tar tid.")
    library.put("Uddevalla", "En pilot pågår.", name="Kommun:Uddevalla", namespace="municipality")
    library.put("Vem beslutar?", "Om en pilot.", kind="topic", key="topic:1", name="Tänk stort", address="/topic/1")
    library.follow()
    return library


def test_results_show_number_kind_sentence_and_date(seeded: Library) -> None:
    answer = seeded.world.visitor().get("/search?q=pilot")
    assert answer.status_code == 200
    for text in ("3 träffar", "Vägledning", "Kommunsida", "Diskussion", "prövar med <mark>piloter</mark>", "Ändrad "):
        assert text in answer.text, text
    assert 'href="/wiki/Tänk_stort"' in answer.text
    assert 'href="/topic/1"' in answer.text
    assert 'content="noindex"' in answer.text
    assert 'value="pilot"' in answer.text


def test_links_narrow_the_results_and_say_how_many(seeded: Library) -> None:
    visitor = seeded.world.visitor()
    answer = visitor.get("/search?q=pilot").text
    assert "/search?q=pilot&amp;namespace=municipality" in answer
    narrowed = visitor.get("/search?q=pilot&namespace=municipality").text
    assert "1 träff<" in narrowed
    assert "Uddevalla" in narrowed
    assert "Tänk stort</a>" not in narrowed
    assert "1 träff<" in visitor.get("/search?q=pilot&kind=topic").text
    assert "3 träffar" in visitor.get("/search?q=pilot&namespace=nonsense&kind=nonsense&page=x").text


def test_go_leads_to_the_page_of_that_name(seeded: Library) -> None:
    visitor = seeded.world.visitor()
    for query in ("Tänk stort", "tänk_stort", "TÄNK STORT"):
        answer = visitor.get(f"/search?go=1&q={quote(query)}")
        assert (answer.status_code, answer.location) == (302, "/wiki/T%C3%A4nk_stort"), query
    assert visitor.get("/search?q=T%C3%A4nk+stort").status_code == 200
    assert visitor.get("/search?go=1&q=pilot").status_code == 200


def test_results_come_a_page_at_a_time(library: Library) -> None:
    for number in range(25):
        library.put(f"Sida {number}", "En pilot.")
    library.follow()
    visitor = library.world.visitor()
    first, second = visitor.get("/search?q=pilot").text, visitor.get("/search?q=pilot&page=2").text
    assert first.count('class="hit"') == 20
    assert second.count('class="hit"') == 5
    assert "/search?q=pilot&amp;page=2" in first
    assert 'start="21"' in second


def test_without_hits_there_are_ways_on(seeded: Library) -> None:
    visitor = seeded.world.signed_in("Elna")
    answer = visitor.get("/search?q=T%C3%A4nk+stortt").text
    assert "Tänk stort" in answer
    answer = visitor.get("/search?q=Grävskopa").text
    assert "Inga träffar för ”Grävskopa”" in answer
    assert 'href="/edit/Gr%C3%A4vskopa"' in answer
    assert 'href="/pages"' in answer
    assert "/edit/" not in visitor.get("/search?q=%3Cb%3E").text.split("<main")[1].split("</main")[0]


def test_a_misspelling_is_pointed_out(seeded: Library) -> None:
    answer = seeded.world.visitor().get("/search?q=pil%C3%A5t").text
    assert "Menade du" in answer
    assert "<strong>pilot</strong>" in answer


def test_without_a_query_the_page_says_how_to_search(seeded: Library) -> None:
    for address in ("/search", "/search?q=", "/search?q=++&go=1"):
        answer = seeded.world.visitor().get(address)
        assert answer.status_code == 200
        assert "förs*" in answer.text


def test_a_page_of_that_name_is_pointed_out_where_it_is_not_the_first_hit(seeded: Library) -> None:
    seeded.put("Pilot", kind="redirect")
    assert "Det finns en sida med det namnet:" in seeded.world.visitor().get("/search?q=pilot").text


def test_every_language_has_its_page(seeded: Library) -> None:
    visitor = seeded.world.visitor()
    assert "3 treff" in visitor.get("/search?q=pilot", headers={"Accept-Language": "nb"}).text
    assert "3 hits" in visitor.get("/search?q=pilot", headers={"Accept-Language": "en"}).text


def test_suggestions_are_json_for_a_while(seeded: Library) -> None:
    answer = seeded.world.visitor().get("/search/suggest?q=udd")
    assert answer.headers["Cache-Control"] == "private, max-age=30"
    assert answer.json == [
        {"title": "Uddevalla", "address": "Kommun:Uddevalla", "url": "/wiki/Uddevalla", "kind": "Kommunsida"}
    ]
    assert seeded.world.visitor().get("/search/suggest").json == []
    assert seeded.world.visitor().get("/search/suggest?q=%00%25_").json == []


def test_where_only_members_may_read_only_members_may_search(make_world: Callable[..., World]) -> None:
    closed = make_world(reading="members")
    for address in ("/search?q=pilot", "/search/suggest?q=pilot"):
        assert closed.visitor().get(address).status_code in {302, 401}


def test_hostile_queries_have_a_page_too(seeded: Library) -> None:
    visitor = seeded.world.visitor()
    for query in ('"', "<script>alert(1)</script>", "\x00", "%s %(x)s", "{{ 7*7 }}", "och det", "a" * 3000, "-", "'"):
        answer = visitor.get(f"/search?q={quote(query)}&page=99999999999999999999")
        assert answer.status_code == 200, query
        assert "<script>alert" not in answer.text
        assert visitor.get(f"/search?go=1&q={quote(query)}").status_code == 200, query


def test_a_page_that_exists_is_led_to_and_not_offered_for_creation(library: Library) -> None:
    for title in ("%", "A\\b"):
        library.put(title, address=f"/wiki/{quote(title)}")
    library.put("Uddevalla", name="Kommun:Uddevalla", namespace="municipality", address="/wiki/Kommun:Uddevalla")
    library.follow()
    reader = library.world.signed_in("Elna")
    for query in ("%", "A\\b", "municipality:uddevalla", "Kommune:Uddevalla"):
        assert reader.get(f"/search?go=1&q={quote(query)}").status_code == 302, query
        assert 'href="/edit/' not in reader.get(f"/search?q={quote(query)}").text.split("<main")[1], query


def test_hits_say_which_page_they_are_and_in_which_language(seeded: Library) -> None:
    seeded.put("Pilots", "A pilot is small.", language="en")
    visitor = seeded.world.visitor()
    swedish = visitor.get("/search?q=pilot").text
    assert "<h1>Sökresultat</h1>" in swedish
    assert "Kommun:Uddevalla" in swedish
    assert swedish.count('<li class="hit">') == 3
    assert swedish.count('<li class="hit" lang="en">') == 1
    english = visitor.get("/search?q=pilot", headers={"Accept-Language": "en"}).text
    assert english.count('<li class="hit" lang="sv">') == 3


def test_chips_and_hits_count_alike_right_after_an_edit(seeded: Library) -> None:
    seeded.put(
        "Uddevalla", "Ett försök pågår.", key="page:Uddevalla", name="Kommun:Uddevalla", namespace="municipality"
    )
    answer = seeded.world.visitor().get("/search?q=pilot").text
    assert "2 träffar" in answer
    assert "Allt <span>2</span>" in answer
    assert "q=pilot&amp;namespace=municipality" not in answer
