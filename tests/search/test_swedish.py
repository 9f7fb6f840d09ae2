"""Swedish words meet in all their forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search import swedish

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
    return [each.text for each in swedish.terms(word, "nb" if "ø" in word else "sv")][-1].removeprefix("nb:")


@pytest.mark.parametrize("forms", FORMS)
def test_the_forms_of_a_word_share_a_term(forms: str) -> None:
    assert len({term(form) for form in forms.split()}) == 1


def test_words_that_only_look_alike_stay_apart() -> None:
    assert len({term(word) for word in ("kommun", "kommunikation", "kommendör", "plan", "planka", "bot", "båt")}) == 7
    for noun, verb in (("bok", "boka"), ("lag", "laga"), ("bil", "bila")):
        assert term(noun) != term(verb)
        assert not set(swedish.all_terms(verb)) & {term(noun)}, verb


def test_stems_of_other_languages_meet_only_documents_in_these() -> None:
    assert swedish.term("bok") not in swedish.all_terms("boka")
    assert swedish.term("boka", "nb") in swedish.all_terms("boka")
    assert swedish.term("kommunene", "nb") in swedish.all_terms("kommunerna")


def test_it_can_be_found_though_other_lists_of_stop_words_hold_it() -> None:
    assert [each.text for each in swedish.terms("det är IT och inte det")] == ["it"]


def test_a_hyphenated_word_is_found_by_its_parts_and_as_one() -> None:
    found = list(swedish.terms("Vår IT-utveckling"))
    assert [each.text for each in found] == ["it", "utveckling", "itutveckling"]
    assert [each.position for each in found] == [0, 1, 1]


def test_terms_know_where_they_stand() -> None:
    text = "Börja med en e-tjänst, EU:s egen."
    assert [text[each.start : each.end] for each in swedish.terms(text)] == [
        "Börja",
        "e",
        "tjänst",
        "e-tjänst",
        "EU",
        "egen",
    ]


def test_english_and_norwegian_are_analysed_as_such() -> None:
    assert swedish.term("municipalities", "en") == swedish.term("municipality", "en")
    assert swedish.term("kommunenes", "nb") in swedish.all_terms("kommunene")
    assert swedish.term("Gemeinden", "de") == swedish.term("Gemeinden")  # others as Swedish


@given(st.text(max_size=200))
def test_any_text_has_terms_that_lie_within_it(text: str) -> None:
    places = [each.position for each in swedish.terms(text)]
    assert places == sorted(places)
    assert all(0 <= each.start < each.end <= len(text) and each.text for each in swedish.terms(text))
