"""Finding."""

import pytest

from tests.search.conftest import Library
from wiki import search
from wiki.core.db import transaction
from wiki.search.answering.notices import INCOMPLETE, INDEX_AWAY, LOOSE, ONLY_COMMON, SHORTENED
from wiki.search.asking.filters import Filters
from wiki.search.models import SearchDocument


def test_words_are_found_in_all_forms(library: Library) -> None:
    library.put("Tänk stort", "Kommunerna prövar först med piloter.")
    library.put("Annat", "Här står ingenting om saken.")
    library.follow()
    for query in ("kommun", "kommunernas", "KOMMUNEN", "pilot", "piloten kommuner"):
        assert library.titles(query) == ["Tänk stort"], query


def test_it_and_e_services_are_found(library: Library) -> None:
    library.put("Drift", "Vår IT-chef bestämmer.")
    library.put("Bygglov", "Ansök i e-tjänsten.")
    library.put("Förskola", "Ansök i vår etjänst.")
    library.put("Ord", "Det är inte det.")
    library.follow()
    assert library.titles("IT") == ["Drift"]
    assert library.titles("it-chefer") == ["Drift"]
    for query in ("e-tjänst", "e-tjänster", "etjänst"):
        assert set(library.titles(query)) == {"Bygglov", "Förskola"}, query
    assert set(library.titles("e tjänst")) == {"Bygglov", "Förskola"}


def test_titles_weigh_more_than_headings_and_headings_more_than_text(library: Library) -> None:
    library.put("Ett", "Om upphandling och annat.")
    library.put("Två", "Om något helt annat.", headings="Upphandling")
    library.put("Upphandling", "Om något helt annat.")
    library.follow()
    assert library.titles("upphandling") == ["Upphandling", "Två", "Ett"]


def test_a_page_called_so_comes_before_one_that_says_so_often(library: Library) -> None:
    library.put("Rapport", "Pilot. " * 50)
    library.put("Pilot", "Ett försök i liten skala.")
    library.follow()
    assert library.titles("piloter")[0] == "Pilot"


def test_a_theme_comes_before_the_category_called_the_same(library: Library) -> None:
    library.put("Piloter", "[[Tema:Piloter]]", key="page:1", namespace="category")
    library.put("Piloter", "Ett försök i liten skala innan något köps in till alla.", key="page:2", namespace="theme")
    library.follow()
    assert [hit.namespace for hit in library.find("piloter").hits] == ["theme", "category"]


def test_all_words_or_else_some(library: Library) -> None:
    library.put("Båda", "En plan för skolan.")
    library.put("Ena", "En plan för vägen.")
    library.follow()
    assert library.titles("plan skola") == ["Båda"]
    loose = library.find("plan badhus")
    assert {hit.title for hit in loose.hits} == {"Båda", "Ena"}
    assert loose.notices == (LOOSE,)


def test_a_phrase_stands_in_this_order(library: Library) -> None:
    library.put("Rätt", "Man ska tänka stort men börja smått.")
    library.put("Fel", "Stort är det att tänka.")
    library.put("Över gränsen", "Stort.", headings="Att tänka")
    library.follow()
    assert library.titles('"tänk stort"') == ["Rätt"]
    assert library.titles("”tänk stort”") == ["Rätt"]
    assert len(library.titles("tänk stort")) == 3


def test_a_phrase_may_hold_words_that_are_not_indexed(library: Library) -> None:
    library.put("Sida", "Införandet av en plan.")
    library.follow()
    assert library.titles('"införande av en plan"') == ["Sida"]
    assert library.titles('"plan av införande"') == []


def test_minus_leaves_out(library: Library) -> None:
    library.put("Pågår", "En pilot om skolan.")
    library.put("Avslutad", "En pilot som avslutats.")
    library.follow()
    assert library.titles("pilot -avslutad") == ["Pågår"]
    assert library.titles('pilot -"om skolan"') == ["Avslutad"]
    assert library.titles("-pilot") == []


def test_a_star_finds_what_begins_so(library: Library) -> None:
    library.put("Ett", "Försäljning och försök.")
    library.put("Två", "Försiktigt.")
    library.put("Tre", "Kanske.")
    library.follow()
    assert set(library.titles("förs*")) == {"Ett", "Två"}
    assert library.titles("försö*") == ["Ett"]


def test_a_misspelt_query_is_understood(library: Library) -> None:
    library.put("Tema", "Successivt införande tar tid.")
    library.follow()
    found = library.find("succesivt införande")
    assert found.corrected == "successivt införande"
    assert [hit.title for hit in found.hits] == ["Tema"]


def test_a_word_that_is_one_is_never_replaced(library: Library) -> None:
    library.put("Sida", "Bara en sak. Orden är fra Danmark och childrn.")
    library.follow()
    for query in ("barn", "barnens", "danmarks"):
        assert library.find(query).corrected == "", query
    assert library.titles("barn") == []
    library.put("English", "Childrens.", language="en")
    assert library.find("children").corrected == ""


def test_books_are_not_bookings(library: Library) -> None:
    library.put("Bokning", "Boka en tid.")
    library.put("Läsning", "Läs en bok.")
    library.follow()
    for query in ("bok", "böcker", "böckerna"):
        assert library.titles(query) == ["Läsning"], query
    assert library.titles("bokar") == ["Bokning"]


def test_documents_in_other_languages_are_found_in_their_forms(library: Library) -> None:
    library.put("English", "The municipalities discuss services.", language="en")
    library.put("Bokmål", "Kommunene drøfter miljøet.", language="nb")
    library.follow()
    assert library.titles("municipality") == ["English"]
    assert library.titles("miljø") == ["Bokmål"]
    assert library.titles("miljö") == ["Bokmål"]


def test_what_has_gone_is_never_found_even_before_the_index_knows(library: Library) -> None:
    library.put("Kvar", "En hemlig pilot.")
    gone = library.put("Borta", "En hemlig pilot.")
    library.follow()
    library.drop(gone)
    found = library.find("pilot")
    assert ([hit.title for hit in found.hits], found.total) == (["Kvar"], 1)
    library.follow()
    assert library.titles("pilot") == ["Kvar"]


def test_a_gone_hit_makes_room_for_the_next(library: Library) -> None:
    keys = [library.put(f"Sida {number}", "En pilot.") for number in range(5)]
    library.follow()
    library.drop(keys[0])
    assert len(library.find("pilot", per_page=4).hits) == 4


def test_removed_text_is_not_shown_before_the_index_knows(library: Library) -> None:
    key = library.put("Sida", "Personnumret är hemligt. Resten är det inte.")
    library.follow()
    library.put("Sida", "Resten är det inte.", key=key)
    assert library.titles("personnummer") == []
    assert "hemligt" not in "".join(text for text, _ in library.find("resten").hits[0].snippet)


def test_a_row_that_has_gone_holds_none_of_its_text(library: Library) -> None:
    from sqlalchemy import select

    from wiki.core.db import session

    library.drop(library.put("Hemlig", "Personnummer 121212-1212.", headings="Hemligt"))
    with library.world.app.app_context():
        row = session().scalars(select(SearchDocument)).one()
        assert "emlig" not in f"{row.title}{row.name}{row.address}{row.headings}{row.text}{row.title_key}{row.name_key}"


def test_what_was_dropped_can_be_put_again(library: Library) -> None:
    key = library.put("Sida", "En pilot.")
    library.drop(key)
    library.follow()
    library.put("Sida", "En pilot.", key=key)
    library.follow()
    assert library.titles("pilot") == ["Sida"]


def test_results_come_a_page_at_a_time(library: Library) -> None:
    for number in range(45):
        library.put(f"Sida {number}", "En pilot.")
    library.follow()
    pages = [library.find("pilot", page=page) for page in (1, 2, 3)]
    assert [len(each.hits) for each in pages] == [20, 20, 5]
    assert len({hit.key for each in pages for hit in each.hits}) == 45
    assert all(each.total == 45 for each in pages)
    beyond = library.find("pilot", page=99)
    assert (beyond.page, len(beyond.hits)) == (3, 5)
    assert library.find("pilot", page=-1).page == 1


def test_an_empty_wiki_answers_too(library: Library) -> None:
    assert library.find("pilot").notices == (INDEX_AWAY,)
    library.follow()
    for query in ("pilot", '"tänk stort"', "förs*", "x -b"):
        assert library.find(query).notices == ()
        assert library.find(query).total == 0


def test_only_common_words_are_looked_for_in_titles(library: Library) -> None:
    library.put("Vad är det?", "Text.")
    library.put("Annat", "Vad är det?")
    library.follow()
    found = library.find("vad är")
    assert [hit.title for hit in found.hits] == ["Vad är det?"]
    assert found.notices == (ONLY_COMMON,)


def test_a_long_query_is_shortened_and_says_so(library: Library) -> None:
    library.put("Pilot", "Text.")
    library.follow()
    found = library.find("pilot " * 1000)
    assert [hit.title for hit in found.hits] == ["Pilot"]
    assert found.notices == (SHORTENED,)


def test_when_time_is_up_there_is_an_answer(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.search.ranking.look_up.SECONDS", -1.0)
    library.put("Pilot", "Text.")
    library.follow()
    assert library.find("pilot försök").notices == (INCOMPLETE,)


def test_without_an_index_titles_are_searched(library: Library) -> None:
    library.put("Piloter i skolan", "Text.")
    library.put("Annat", "Piloter.")
    found = library.find("pilot")
    assert [hit.title for hit in found.hits] == ["Piloter i skolan"]
    assert found.notices == (INDEX_AWAY,)
    assert library.find("pilot", filters=Filters(("namespace=theme",))).total == 0


def test_redirects_are_found_by_name_only(library: Library) -> None:

    library.put("RPA", "Omdirigering.", kind="redirect")
    library.follow()
    assert library.titles("omdirigering") == []
    with library.world.app.app_context():
        assert search.exact("rpa").title == "RPA"  # type: ignore[union-attr]
        assert [each.title for each in search.suggest("rp")] == ["RPA"]


def test_putting_the_same_again_changes_nothing(library: Library) -> None:
    library.put("Sida", "Text\x00 med skr\u00adäp, \ud800.")
    library.follow()
    library.put("Sida", "Text\x00 med skr\u00adäp, \ud800.")
    assert library.follow() == 0
    assert library.titles("skräp") == ["Sida"]


def test_in_titles_other_words_are_looked_for_in_titles_too(library: Library) -> None:
    with library.world.app.app_context(), transaction():
        search.put_synonyms("synonyms:1", [("pilot", "försök")])
    library.put("Försök i skolan", "Text.")
    library.put("Skolan", "Ett försök pågår.")
    library.put("Piloter", "Text.")
    library.follow()
    assert library.titles("titel:pilot") == ["Piloter", "Försök i skolan"]
    assert library.titles("pilot") == ["Piloter", "Försök i skolan", "Skolan"]
