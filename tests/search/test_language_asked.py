"""What else somebody may mean: the parts of a compound, the same with dots, the same rightly spelt."""

from functools import cache
from itertools import product
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.language.asked import SEPARATOR, corrected, distance, parts_of, unfolded
from wiki.search.language.words import folded

WORDS = sorted(
    [
        "kommun",
        "kommunen",
        "kommunerna",
        "digitalisering",
        "digitaliseringen",
        "äldreomsorg",
        "äldreomsorgen",
        "breddinförande",
        "upphandling",
        "omvärldsbevakning",
        "skellefteå",
        "malmö",
        "malmo",
        "välfärdsteknik",
        "barn",
        "ärende",
        "pilot",
    ]
)
FORMS = sorted([*WORDS, *(f"{folded(word)}{SEPARATOR}{word}" for word in WORDS if folded(word) != word)])


def forms(prefix: str, limit: int) -> list[str]:
    return [form for form in FORMS if form.startswith(prefix)][:limit]


def frequency(form: str) -> int:
    return {"kommun": 9}.get(form, 1)


@pytest.mark.parametrize(
    ("word", "parts"),
    [("äldreomsorgsplan", ["äldreomsorg", "plan"]), ("Skolplattformar", ["skola", "plattformar"]), ("kommun", [])],
)
def test_a_compound_that_is_asked_for_has_two_parts(word: str, parts: list[str]) -> None:
    assert parts_of(word) == parts


def test_a_word_without_dots_is_met_by_those_with_them() -> None:
    assert unfolded("aldreomsorg", forms) == ["äldreomsorg"]
    assert unfolded("Skelleftea", forms) == ["skellefteå"]
    assert unfolded("arende", forms) == ["ärende"]
    assert unfolded("kommun", forms) == []


def test_wrong_dots_are_met_too_and_dots_too_many() -> None:
    assert unfolded("åldreomsorg", forms) == ["äldreomsorg"]
    assert "malmo" in unfolded("malmö", forms)


def test_where_only_other_forms_stand_in_the_wiki_these_are_met() -> None:
    only = sorted(form for form in FORMS if "omsorgen" in form)

    def these(prefix: str, limit: int) -> list[str]:
        return [form for form in only if form.startswith(prefix)][:limit]

    assert unfolded("aldreomsorg", these) == ["äldreomsorgen"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("digtalisering", "digitalisering"),
        ("digitalisernig", "digitalisering"),
        ("kommnu", "kommun"),
        ("okmmunen", "kommunen"),
        ("breddinnförande", "breddinförande"),
        ("uphandling", "upphandling"),
        ("omvärldsbevkning", "omvärldsbevakning"),
        ("piolt", "pilot"),
    ],
)
def test_what_is_misspelt_is_corrected_to_a_word_of_the_wiki(written: str, meant: str) -> None:
    assert corrected(written, forms, frequency) == meant


@pytest.mark.parametrize("word", ["barr", "bara", "xyz", "ab", "qqqqqqqq", "häst"])
def test_known_and_short_words_and_those_unlike_all_others_are_left_alone(word: str) -> None:
    assert corrected(word, forms, frequency) is None


@pytest.mark.parametrize("written", ["komunen", "kommmunen", "kmomunen", "kommunnen", "communen", "kåmmunen"])
def test_a_word_is_found_among_thousands_that_begin_like_it(written: str) -> None:
    many = sorted({*WORDS, *(f"ko{one}{other}{third}" for one, other, third in product(ascii_lowercase, repeat=3))})

    def these(prefix: str, limit: int) -> list[str]:
        return [form for form in many if form.startswith(prefix)][:limit]

    assert corrected(written, these, frequency) == "kommunen"


def test_of_words_equally_near_the_commoner_is_meant() -> None:
    def near(prefix: str, limit: int) -> list[str]:
        return [form for form in ("kommun", "kommur") if form.startswith(prefix)][:limit]

    assert corrected("kommux", near, frequency) == "kommun"


letters = st.text("abcö", max_size=8)


@given(letters, letters)
def test_the_distance_is_that_of_letters_wrong_missing_too_many_or_swapped(one: str, other: str) -> None:
    @cache
    def slowly(i: int, j: int) -> int:
        if not (i and j):
            return i + j
        ways = [slowly(i - 1, j) + 1, slowly(i, j - 1) + 1, slowly(i - 1, j - 1) + (one[i - 1] != other[j - 1])]
        if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
            ways.append(slowly(i - 2, j - 2) + 1)
        return min(ways)

    for limit in (0, 1, 2, 9):
        assert distance(one, other, limit) == min(slowly(len(one), len(other)), limit + 1)


@given(letters, letters)
def test_the_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2)
    assert (distance(one, other, 2) == 0) == (one == other)
