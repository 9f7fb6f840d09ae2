"""Compounds are taken apart where a person would, and other words are left whole."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.language import compounds
from wiki.search.language.compounds import pieces, split
from wiki.search.language.dictionary import known_lemma

TABLE = Path(__file__).parent / "compounds.txt"


def judged() -> list[str]:
    lines = TABLE.read_text().splitlines()
    return [line for line in lines if line and line[0] not in "#["]


def cut(word: str) -> str:
    return "|".join(split(word) or (word,))


def test_nearly_all_words_are_cut_as_people_judged_and_hardly_any_is_cut_wrongly() -> None:
    table = {word.replace("|", ""): word for word in judged()}
    were_cut = {word: cut(word) for word in table if split(word)}
    wrong = [done for word, done in were_cut.items() if done != table[word]]
    to_cut = [word for word in table if "|" in table[word]]
    missed = [table[word] for word in to_cut if not split(word)]
    assert len(to_cut) >= 100
    assert len(wrong) <= 0.02 * len(were_cut), wrong
    assert len(missed) <= 0.1 * len(to_cut), missed


@pytest.mark.parametrize(
    "word",
    [
        "digitaliserings|planen",
        "verksamhets|utveckling",
        "äldre|omsorg",
        "äldreomsorgs|plan",
        "skol|plattform",
        "kvinno|frid",
        "gatu|belysning",
        "familje|hem",
        "hälso|samtal",
        "biblioteks|app",
        "bygglovs|ansökan",
        "styr|grupp",
        "hög|skolan",
        "umeå|regionen",
        "el|cykel",
        "lands|ting",
        "läsbarhets|värde",
        "natt|tillsyn",
        "it|avdelningen",
        "kund|drivet",
        "dataskydds|förordningen",
    ],
)
def test_compounds_are_cut_where_their_parts_meet(word: str) -> None:
    assert cut(word.replace("|", "")) == word


@pytest.mark.parametrize(
    "word",
    "betala innovation handling kontroll kontrollera kontakt kultur kommun rapport budget portal paragraf information "
    "organisation station förvaltning utveckling samverkan resultat material landskap ledarskap kvalitet planering "
    "värdering beskrivning medarbetare konsult konflikt sekretess person personal semester marknad transport pass "
    "göteborg karlskrona stockholms halmstad uddevalla boka plan is å e e-tjänst 2024 iot",
)
def test_words_that_hold_others_by_chance_stay_whole(word: str) -> None:
    for each in word.split():
        assert split(each) is None, each


def test_a_compound_of_three_holds_what_any_of_its_neighbours_make() -> None:
    assert dict(pieces("kommunstyrelsemötet")) == {
        "kommun": False,
        "kommunstyrelse": False,
        "styrelse": False,
        "styrelsemötet": True,
        "mötet": True,
    }
    assert [part for part, _ in pieces("äldreomsorgsplan")] == ["äldre", "äldreomsorg", "omsorg", "omsorgsplan", "plan"]
    assert pieces("kommun") == []


def test_first_parts_become_words_of_their_own() -> None:
    known = {"verksamhets": "verksamhet", "skol": "skola", "gatu": "gata", "familje": "familj", "arbets": "arbete"}
    for part, word in known.items():
        assert compounds.base(part) == word
    assert compounds.base("äldreomsorgs") == "äldreomsorg"


def test_all_forms_of_a_compound_are_cut_alike() -> None:
    for form in ("plattform", "handlingsplan", "handlingsplanen", "handlingsplaner", "handlingsplanernas"):
        found = split(form)
        assert found is None or found[0] == "handlings"


@given(st.text(st.sampled_from("abdefgiklmnoprstuvåäö"), max_size=70))
def test_the_parts_of_any_word_make_the_word(word: str) -> None:
    found = split(word)
    if found:
        first, last = found
        assert first + last in (word, word[: len(first)] + first[-1] + word[len(first) :])
        assert len(first) >= 2
        assert len(last) >= 3


@given(
    st.lists(
        st.sampled_from(["kommuns", "verksamhets", "äldre", "skol", "omsorgs", "data", "lednings", "möte"]), max_size=12
    )
)
def test_long_chains_end(parts: list[str]) -> None:
    found = pieces("".join(parts) + "plan")
    assert len(found) <= 3 * 25


def test_own_parts_are_small_letters_and_stand_in_one_place_only() -> None:
    own = compounds._own()
    assert set(own) == {"first", "last", "never first", "never last", "whole"}
    assert all(word == word.lower() for words in own.values() for word in words)
    assert not own["first"] & own["never first"]
    assert not own["last"] & own["never last"]


def test_the_marks_hide_no_word_of_the_dictionary() -> None:
    for word in ["kommun", "äldreomsorg", "plan", "gatu", "verksamhets", "biblioteken", "sköterskornas"]:
        assert known_lemma(word), word
    assert known_lemma("kommunqx") is None
