"""LIX as Björnsson counted it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup.readability import ENOUGH, Readability, readability, sentences, words


def test_lix_is_the_length_of_sentences_and_the_share_of_long_words() -> None:
    sentence = "Vi provar digitala e-tjänster i hemtjänsten nu."  # 7 words, 3 of them with more than 6 letters
    found = readability([sentence] * 10)
    assert found == Readability(round(7 + 100 * 3 / 7), 70)


def test_a_short_text_has_no_lix() -> None:
    assert readability(["Ord. " * (ENOUGH - 1)]) is None
    assert readability(["Ord. " * ENOUGH]) == Readability(1, ENOUGH)


@pytest.mark.parametrize(
    ("value", "level", "place"),
    [
        (12, "very easy", 0),
        (30, "easy", 20),
        (38, "easy", 40),
        (45, "medium", 50),
        (55, "hard", 70),
        (90, "very hard", 100),
    ],
)
def test_each_value_has_a_class_and_a_place_on_the_scale(value: int, level: str, place: int) -> None:
    assert (Readability(value, 100).level, Readability(value, 100).place) == (level, place)


def test_words_and_sentences_are_those_of_readers() -> None:
    assert words("En e-tjänst, t.ex. kl. 10.30 – Iris’ egen.") == [
        "En",
        "e-tjänst",
        "t",
        "ex",
        "kl",
        "10",
        "30",
        "Iris",
        "egen",
    ]
    text = "Det är t.ex. kl. 10 i dag.  Nästa mening! Sista"
    assert [text[start:end] for start, end in sentences(text)] == [
        "Det är t.ex. kl. 10 i dag.",
        "Nästa mening!",
        "Sista",
    ]


@given(st.lists(st.text(alphabet="abå. \n!–", max_size=80), max_size=5))
def test_any_text_can_be_counted(paragraphs: list[str]) -> None:
    found = readability(paragraphs)
    assert found is None or (found.value >= 0 and 0 <= found.place <= 100)
