"""Swedish words meet in all their forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import language

FORMS = (
    "kommun kommuner kommunen kommunens kommunerna kommunernas",
    "pilot piloter piloten piloterna pilots",
    "tjänst tjänster tjänsten tjänsternas",
    "införa inför införs införde infört införande införandet",
    "stad städer",
    "bok böcker böckerna",
    "bra bättre bäst",
    "miljö miljön miljøet",
    "EU EU:s",
    "e-tjänst E-tjänsterna etjänst etjänsterna e‑tjänst",
)


def term(word: str) -> str:
    return [each.text for each in language.terms(word, "nb" if "ø" in word else "sv")][-1].removeprefix("nb:")


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_share_a_term(forms: str) -> None:
    assert len({term(form) for form in forms.split()}) == 1


def test_words_that_only_look_alike_stay_apart() -> None:
    assert len({term(word) for word in ("kommun", "kommunikation", "kommendör", "plan", "planka", "bot", "båt")}) == 7
    for noun, verb in (("bok", "boka"), ("lag", "laga"), ("bil", "bila")):
        assert term(noun) != term(verb)
        assert not set(language.terms_for(verb)) & {term(noun)}, verb


def test_stems_of_other_languages_meet_only_documents_in_these() -> None:
    assert language.term("bok") not in language.terms_for("boka")
    assert language.term("boka", "nb") in language.terms_for("boka")
    assert language.term("kommunene", "nb") in language.terms_for("kommunerna")


def test_it_can_be_found_though_other_lists_of_stop_words_hold_it() -> None:
    assert [each.text for each in language.terms("det är IT och inte det")] == ["it"]


def test_a_hyphenated_word_is_found_by_its_parts_and_as_one() -> None:
    found = list(language.terms("Vår IT-utveckling"))
    assert [each.text for each in found] == ["it", "utveckling", "itutveckling"]
    assert [each.position for each in found] == [0, 1, 1]


def test_english_and_norwegian_are_analysed_as_such() -> None:
    assert language.term("municipalities", "en") == language.term("municipality", "en")
    assert language.term("kommunenes", "nb") in language.terms_for("kommunene")
    assert language.term("Gemeinden", "de") == language.term("Gemeinden")  # others as Swedish


@given(st.text(max_size=200))
def test_any_text_has_terms_in_order(text: str) -> None:
    found = list(language.terms(text))
    places = [each.position for each in found]
    assert places == sorted(places)
    assert all(each.text and 0 < each.worth <= 1 for each in found)


@given(st.text(max_size=200))
def test_words_lie_within_the_text(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in language.words(text))
