"""Other words for the same: gathered from pages, kept, and met in queries."""

import re
from pathlib import Path

import pytest

from tests.conftest import World
from wiki import search
from wiki.core.db import session, transaction
from wiki.editing.synonyms import gathered
from wiki.search.analysis import synonyms_of
from wiki.search.models import SearchDocument
from wiki.search.synonyms import MOST_OTHERS, SearchSynonyms

SEED = Path("seed_pages/Projekt/Synonymer.md")


def put(world: World, *groups: str, key: str = "synonyms:1") -> None:
    with world.app.app_context(), transaction():
        search.put_synonyms(key, [[word.strip() for word in group.split("=")] for group in groups])


def others(world: World, query: str) -> list[tuple[int, int, tuple[str, ...]]]:
    with world.app.app_context():
        return synonyms_of(query.split())


def page(world: World) -> str:
    return world.visitor().get("/wiki/Projekt:Synonymer").text


def test_each_word_of_a_group_stands_for_the_others_in_all_their_forms(world: World) -> None:
    put(world, "testbädd = testmiljö = labb")
    assert others(world, "våra testmiljöerna") == [(1, 2, ("testbädd", "labb"))]
    assert others(world, "Labbet") == [(0, 1, ("testbädd", "testmiljö"))]
    assert others(world, "test") == []


def test_phrases_are_met_with_and_without_their_small_words_and_the_longest_first(world: World) -> None:
    put(world, "breddinförande = införande i stor skala", "skala = storlek", "införande = start")
    assert others(world, "plan införande i stor skala nu") == [(1, 5, ("breddinförande",))]
    assert others(world, "införande stor skala") == [(0, 3, ("breddinförande",))]
    assert others(world, "breddinförandet") == [(0, 1, ("införande i stor skala",))]


def test_a_word_in_several_groups_has_the_words_of_all(world: World) -> None:
    put(world, "äldreboende = säbo", key="theme:1")
    put(world, "äldreboende = vårdboende", key="theme:2")
    assert set(others(world, "äldreboenden")[0][2]) == {"säbo", "vårdboende"}
    assert others(world, "säbo")[0][2] == ("äldreboende",)


def test_hyphens_and_case_make_no_difference(world: World) -> None:
    put(world, "e-tjänst = digital tjänst", "GDPR = dataskyddsförordningen")
    for asked in ("e-tjänster", "etjänst", "E-tjänsten"):
        assert others(world, asked) == [(0, 1, ("digital tjänst",))], asked
    assert others(world, "gdpr") == [(0, 1, ("dataskyddsförordningen",))]


def test_what_is_put_anew_takes_the_place_of_the_old_and_what_goes_is_forgotten(world: World) -> None:
    put(world, "pilot = försök")
    assert others(world, "pilot")
    put(world, "pilot = test")
    assert others(world, "pilot") == [(0, 1, ("test",))]
    with world.app.app_context(), transaction():
        search.drop_synonyms("synonyms:1")
        search.drop_synonyms("synonyms:unknown")
    assert others(world, "pilot") == []
    put(world, "pilot = försök")
    assert others(world, "pilot") == [(0, 1, ("försök",))]


def test_putting_what_is_known_writes_nothing(world: World) -> None:
    put(world, "pilot = försök")
    with world.app.app_context():
        before = session().query(SearchSynonyms.version).all()
    put(world, "pilot = försök")
    with world.app.app_context():
        assert session().query(SearchSynonyms.version).all() == before


def test_a_long_group_does_not_make_a_query_endless(world: World) -> None:
    put(world, "ett=" + "=".join(f"ord{number}" for number in range(50)))
    assert len(others(world, "ord3")[0][2]) == MOST_OTHERS


@pytest.mark.parametrize("line", ["", "=", " = = ", "bara ett", "a = A", "och = eller"])
def test_odd_groups_do_no_harm(world: World, line: str) -> None:
    put(world, line, "pilot = försök")
    assert others(world, "pilot") == [(0, 1, ("försök",))]
    assert others(world, "bara ett och eller a A") == []


def test_outside_a_wiki_there_are_none() -> None:
    assert synonyms_of(["pilot"]) == []


def test_the_list_is_read_line_by_line() -> None:
    found = gathered(
        'Text a = b\n\n- testbädd = **testmiljö** = [[Tema:Labb|labb]]\n* "införande i stor skala"=breddinförande\n'
    )
    assert found.groups == [["testbädd", "testmiljö", "labb"], ["införande i stor skala", "breddinförande"]]
    assert not found.unread


def test_lines_that_say_no_group_are_passed_over_and_told() -> None:
    found = gathered("- bara ett ord\n- pilot = försök\n- x =\n")
    assert found.groups == [["pilot", "försök"]]
    assert found.unread


def test_the_page_of_gardeners_feeds_the_search_and_says_what_it_could_not_read(world: World) -> None:
    world.write("Projekt:Synonymer", "- pilot = försök\n- halv rad\n")
    assert others(world, "piloter") == [(0, 1, ("försök",))]
    assert "likhetstecken" in page(world)
    world.write("Projekt:Synonymer", "- pilot = test\n")
    assert others(world, "piloter") == [(0, 1, ("test",))]
    assert "likhetstecken" not in page(world)


def test_the_words_of_a_theme_stand_for_its_title_and_not_for_each_other(world: World) -> None:
    world.write("Tema:Testmiljöer", "---\nsynonymer: [testbädd, labb]\n---\nText.\n")
    assert others(world, "testbäddar") == [(0, 1, ("Testmiljöer",))]
    assert others(world, "testmiljö") == [(0, 1, ("testbädd", "labb"))]


def test_the_first_list_can_be_read_as_a_whole() -> None:
    found = gathered(SEED.read_text())
    assert len(found.groups) >= 40
    assert not found.unread
    everything = [word.lower() for group in found.groups for word in group]
    assert not [word for word in everything if re.search(r"[*\[\]|]", word)]
    assert len(everything) == len(set(everything)), sorted({w for w in everything if everything.count(w) > 1})


def test_the_list_itself_is_found_by_its_title_only(world: World) -> None:
    world.write("Projekt:Synonymer", "- pilot = försök\n")
    with world.app.app_context():
        [row] = session().query(SearchDocument).filter_by(name="Projekt:Synonymer")
        assert (row.title, row.text) == ("Synonymer", "")
