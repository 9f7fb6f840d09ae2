"""The page of results and the suggestions, as a browser gets them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from urllib.parse import quote

import pytest

from tests.conftest import World
from tests.search.conftest import Library

GROUP = re.compile(r'<details class="facet".*?<h3>(.*?)</h3>(.*?)</details>', re.DOTALL)
CHOICE = re.compile(r'<span(?: lang="sv")?>([^<]*)</span> <span class="n">(\d+)<')
LINK = re.compile(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


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


def test_addresses_of_before_still_narrow(seeded: Library) -> None:
    visitor = seeded.world.visitor()
    narrowed = visitor.get("/search?q=pilot&namespace=municipality").text
    assert "1 träff<" in narrowed
    assert "Uddevalla" in narrowed
    assert "Tänk stort</a>" not in narrowed
    assert "1 träff<" in visitor.get("/search?q=pilot&kind=topic").text
    assert "2 träffar<" in visitor.get("/search?q=pilot&kind=page").text
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


def test_a_name_that_leads_to_the_first_hit_is_not_pointed_out(seeded: Library) -> None:
    seeded.put("Piloter", "En pilot är ett försök.", headings="Pilot")
    seeded.put("Pilot", kind="redirect", leads_to="Piloter")
    answer = seeded.world.visitor().get("/search?q=pilot").text
    assert hits(answer)[0] == "Piloter"
    assert "Det finns en sida med det namnet:" not in answer


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


def test_filters_and_hits_count_alike_right_after_an_edit(narrowed: Library) -> None:
    narrowed.put("Ale/Lås", "Ingenting.", facets={"municipality": ["1440"]}, page_kind="example")
    answer = narrowed.world.visitor().get("/search?q=pilot").text
    assert "3 träffar" in answer
    assert ("Ale", 1) in choices(answer)["Kommun"]


# What the hits are narrowed by


@pytest.fixture
def narrowed(library: Library) -> Library:
    """Three examples and a topic, all about pilots."""
    ale = {"municipality": ["1440"], "county": ["14"], "theme": ["Lås"], "status": ["pilot"], "year": ["2024", "2025"]}
    umea = {"municipality": ["2480"], "county": ["24"], "theme": ["Tak"], "status": ["bredd"], "year": ["2026"]}
    example = {"namespace": "municipality", "page_kind": "example"}
    library.put("Ale/Lås", "En pilot.", name="Kommun:Ale/Lås", facets=ale, **example)
    library.put("Umeå/Tak", "En pilot.", name="Kommun:Umeå/Tak", facets=umea, **example)
    library.put("Ale", "En pilot.", name="Kommun:Ale", facets={"municipality": ["1440"]}, page_kind="municipality")
    library.put("Vem beslutar?", "Om en pilot.", kind="topic", key="topic:1", name="Tänk stort", address="/topic/1")
    library.follow()
    return library


def choices(text: str) -> dict[str, list[tuple[str, int]]]:
    """The groups of a page of hits: what each value is called, and how many hits it has."""
    return {
        unescape(label): [(unescape(words), int(number)) for words, number in CHOICE.findall(group)]
        for label, group in GROUP.findall(text)
    }


def address(text: str, words: str) -> str:
    """Where the link leads whose words are `words`."""
    found = [href for href, inside in LINK.findall(text) if TAG.sub("", unescape(inside)).strip() == words]
    assert found, words
    return unescape(found[0])


def hits(text: str) -> list[str]:
    """The titles of the hits."""
    return re.findall(r'<h3><a href="[^"]*">(.*?)</a></h3>', text)


def test_hits_are_counted_by_what_they_are(narrowed: Library) -> None:
    found = choices(narrowed.world.visitor().get("/search?q=pilot").text)
    assert found["Sidtyp"] == [("Exempel", 2), ("Diskussion", 1), ("Kommunsida", 1)]
    assert found["Läge"] == [("Pilot", 1), ("Breddinfört", 1)]
    assert found["Tema"] == [("Lås", 1), ("Tak", 1)]
    assert found["Län"] == [("Västerbottens län", 1), ("Västra Götalands län", 1)]
    assert found["Kommun"] == [("Ale", 2), ("Umeå", 1)]
    assert found["År"] == [("2026", 1), ("2025", 1), ("2024", 1)]
    assert "Språk" not in found, "all are in Swedish"


def test_values_are_called_as_the_reader_calls_them(narrowed: Library) -> None:
    narrowed.put("Pilots", "A pilot is small.", language="en")
    answer = narrowed.world.visitor().get("/search?q=pilot", headers={"Accept-Language": "nb"}).text
    assert choices(answer)["Status"] == [("Pilot", 1), ("Innført bredt", 1)]
    assert choices(answer)["Språk"] == [("Svensk", 4), ("Engelsk", 1)]
    assert '<span lang="sv">Västra Götalands län</span>' in answer


def test_a_link_narrows_and_narrowing_more_keeps_the_rest(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    first = visitor.get(address(visitor.get("/search?q=pilot").text, "Ale 2 träffar")).text
    assert sorted(hits(first)) == ["Ale", "Lås"]
    then = address(first, "Exempel 1 träff")
    assert then == "/search?q=pilot&municipality=1440&kind=example"
    assert hits(visitor.get(then).text) == ["Lås"]


def test_of_two_values_of_one_field_either_will_do(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    answer = visitor.get("/search?q=pilot&kind=topic&kind=municipality").text
    assert sorted(hits(answer)) == ["Ale", "Vem beslutar?"]
    assert answer.count('rel="nofollow" aria-current="true"') == 3  # two values, and the order


def test_each_chosen_filter_is_taken_back_by_itself_and_all_at_once(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    answer = visitor.get("/search?q=pilot&municipality=1440&kind=example&sort=newest").text
    assert address(answer, "Ta bort: Kommun: Ale") == "/search?q=pilot&kind=example&sort=newest"
    assert address(answer, "Ta bort: Sidtyp: Exempel") == "/search?q=pilot&municipality=1440&sort=newest"
    assert address(answer, "Rensa alla") == "/search?q=pilot&sort=newest"
    assert "Rensa alla" not in visitor.get("/search?q=pilot").text


def test_what_the_query_narrows_by_can_be_taken_back_as_well(narrowed: Library) -> None:
    answer = narrowed.world.visitor().get("/search?q=pilot+kommun:Ale+typ:diskussion").text
    assert address(answer, "Ta bort: Kommun: Ale") == "/search?q=pilot&kind=topic"
    assert address(answer, "Ta bort: Sidtyp: Diskussion") == "/search?q=pilot&municipality=1440"
    assert 'value="pilot kommun:Ale typ:diskussion"' in answer


def test_searching_again_stays_within_what_the_address_narrows_by(narrowed: Library) -> None:
    answer = narrowed.world.visitor().get("/search?municipality=1440&sort=newest").text
    assert sorted(hits(answer)) == ["Ale", "Lås"]
    assert 'placeholder="Sök inom Ale"' in answer
    assert '<input type="hidden" name="municipality" value="1440">' in answer
    assert '<input type="hidden" name="sort" value="newest">' in answer


def test_hits_stand_in_the_order_asked_for(narrowed: Library) -> None:
    for number, title in enumerate(("Ale/Lås", "Umeå/Tak")):
        day = datetime(2020, 1, 1 + number, tzinfo=UTC)
        narrowed.put(title, "En pilot.", namespace="municipality", page_kind="example", changed_at=day)
    visitor = narrowed.world.visitor()
    assert hits(visitor.get("/search?q=pilot&kind=example&sort=oldest").text) == ["Lås", "Tak"]
    newest = visitor.get("/search?q=pilot&kind=example&sort=newest").text
    assert hits(newest) == ["Tak", "Lås"]
    assert address(newest, "Bästa träff") == "/search?q=pilot&kind=example"
    assert address(newest, "Äldst först") == "/search?q=pilot&kind=example&sort=oldest"


def test_without_words_the_newest_come_first_and_none_is_the_best(narrowed: Library) -> None:
    for number, title in enumerate(("Ale/Lås", "Umeå/Tak")):
        day = datetime(2020, 1, 1 + number, tzinfo=UTC)
        narrowed.put(title, "En pilot.", namespace="municipality", page_kind="example", changed_at=day)
    answer = narrowed.world.visitor().get("/search?kind=example").text
    assert hits(answer) == ["Tak", "Lås"]
    assert "Bästa träff" not in answer
    assert address(answer, "Äldst först") == "/search?kind=example&sort=oldest"


def test_of_many_values_the_most_common_are_shown_and_then_all_by_name(library: Library) -> None:
    for number in range(12):
        library.put(f"Sida {number}", "En pilot.", facets={"theme": ["Vanligt", f"Tema {number:02}"]})
    library.follow()
    visitor = library.world.visitor()
    answer = visitor.get("/search?q=pilot").text
    assert [words for words, _number in choices(answer)["Tema"]] == ["Vanligt", *(f"Tema {n:02}" for n in range(7))]
    more = address(answer, "Visa 5 till: Tema")
    assert more == "/search?q=pilot&more=theme#mk-by-theme"
    whole = visitor.get(more.partition("#")[0]).text
    assert [words for words, _number in choices(whole)["Tema"]] == [*(f"Tema {n:02}" for n in range(12)), "Vanligt"]
    assert address(whole, "Visa färre: Tema") == "/search?q=pilot#mk-by-theme"
    rare = visitor.get("/search?q=pilot&theme=Tema+11").text
    assert ("Tema 11", 1) in choices(rare)["Tema"], "what is chosen is always there"


def test_pages_of_hits_keep_what_narrows_them(library: Library) -> None:
    for number in range(45):
        library.put(f"Sida {number}", "En pilot.", facets={"municipality": ["1440"], "theme": ["Lås"]})
    library.follow()
    answer = library.world.visitor().get("/search?q=pilot&municipality=1440&municipality=2480&sort=oldest&page=2").text
    assert "/search?q=pilot&amp;municipality=1440&amp;municipality=2480&amp;sort=oldest&amp;page=3" in answer


def test_what_the_address_says_and_nobody_knows_is_left_out_in_plain_words(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    for argument, label in (
        ("municipality=Atlantis", "kommun"),
        ("county=99", "län"),
        ("theme=Atlantis", "tema"),
        ("area=Atlantis", "välfärdsområde"),
        ("status=Atlantis", "läge"),
        ("year=Atlantis", "år"),
        ("language=Atlantis", "språk"),
        ("kind=Atlantis", "sidtyp"),
        ("author=Atlantis", "skrivet av"),
    ):
        answer = visitor.get(f"/search?q=pilot&{argument}")
        assert answer.status_code == 200
        assert f"{argument.partition('=')[2]}” är inget känt värde för {label}." in answer.text, argument
        assert "4 träffar" in answer.text, argument
    assert "förs*" in visitor.get("/search?municipality=Atlantis").text


def test_addresses_may_say_values_as_people_do(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    for argument in ("municipality=ale", "county=västra+götalands+län", "theme=lås", "status=pilot", "year=2024"):
        assert "Lås" in hits(visitor.get(f"/search?q=pilot&{argument}").text), argument


def test_where_filters_are_in_the_way_the_ways_around_them_are_counted(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    answer = visitor.get("/search?q=lås&municipality=2480&kind=example").text
    assert "Inga träffar för ”lås”" in answer
    assert address(answer, "utan Umeå") == "/search?q=l%C3%A5s&kind=example"
    answer = visitor.get("/search?q=lås&municipality=2480").text
    assert address(answer, "utan filter") == "/search?q=l%C3%A5s"


def test_hits_say_whose_they_are_and_how_far_they_have_come(narrowed: Library) -> None:
    narrowed.put("Plan", "En pilot.", facets={"status": ["draft"]})
    narrowed.put("Färdig", "En pilot.", facets={"status": ["current"]})
    answer = narrowed.world.visitor().get("/search?q=pilot").text
    rows = {hits(row)[0]: TAG.sub(" ", row) for row in answer.split('<li class="hit"')[1:]}
    assert re.search(r"Exempel\s+Ale\s+Pilot\s+Lås", rows["Lås"])
    assert "Kommun:Ale/Lås" in rows["Lås"]
    assert "Breddinfört" in rows["Tak"]
    assert rows["Ale"].count("Ale") == 2, "a municipality is not said to belong to itself"
    assert "Utkast" in rows["Plan"]
    assert "Aktuell" not in rows["Färdig"]


def test_pages_lead_to_a_search_within_them(world: World) -> None:
    world.write("Kommun:Ale", "---\nkommunkod: '1440'\n---\nVi finns.")
    world.write("Tema:Lås & nycklar", "Om lås.")
    visitor = world.visitor()
    assert address(visitor.get("/wiki/Kommun:Ale").text, "Sök inom Ale") == "/search?municipality=1440"
    assert address(visitor.get("/wiki/Kommun:Umeå").text, "Sök inom Umeå") == "/search?municipality=2480"
    theme = address(visitor.get("/wiki/Tema:L%C3%A5s_%26_nycklar").text, "Sök inom temat")
    assert theme == "/search?theme=L%C3%A5s+%26+nycklar"


def test_examples_of_how_to_search_can_be_followed(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    for language, words in (("sv", "läge:pilot"), ("nb", "status:pilot"), ("en", "status:pilot")):
        help_ = visitor.get("/search", headers={"Accept-Language": language}).text
        assert hits(visitor.get(address(help_, words)).text) == ["Lås"], language


def test_hostile_addresses_have_a_page_too(narrowed: Library) -> None:
    visitor = narrowed.world.visitor()
    for value in ("%00", "a" * 3000, "%3Cscript%3Ealert(1)%3C/script%3E", "1440%0A1440", "=", "%25s", "²²²²"):
        for name in ("kind", "municipality", "county", "theme", "area", "status", "year", "language", "author", "more"):
            answer = visitor.get(f"/search?q=pilot&{name}={value}&{name}=1440&sort={value}")
            assert answer.status_code == 200, (name, value)
            assert "<script>alert" not in answer.text
    assert visitor.get("/search?" + "&".join(f"year={year}" for year in range(1000, 3000))).status_code == 200
