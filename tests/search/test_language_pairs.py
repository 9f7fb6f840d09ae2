"""Words of which Swedish and bokmål have each their own meet, and nothing else does."""

import pytest

from wiki.search import worths
from wiki.search.language.dictionary import is_known
from wiki.search.language.pairs import in_bokmal, in_swedish, pairs
from wiki.search.language.terms import term, terms_for


@pytest.mark.parametrize(
    ("swedish", "bokmal"),
    [
        ("förskolan", "barnehagene"),
        ("genomförande", "gjennomføring"),
        ("äldreboenden", "sykehjem"),
        ("äldreomsorgen", "eldreomsorg"),
        ("nyttan", "gevinster"),
        ("breddinförande", "innføring"),
        ("tillgänglighet", "tilgjengelighet"),
    ],
)
def test_a_word_finds_pages_in_both_languages(swedish: str, bokmal: str) -> None:
    assert 0 < terms_for(swedish)[term(bokmal, "nb")] < 1
    assert 0 < terms_for(bokmal)[term(swedish)] < 1


def test_the_word_itself_is_always_worth_most() -> None:
    for swedish, bokmal in pairs():
        for word, own in ((swedish, term(swedish)), (bokmal, term(bokmal, "nb"))):
            found = terms_for(word)
            assert found[own] == (worths.NEIGHBOUR if own.startswith("nb:") and is_known(word) else 1)
            assert all(0 < worth <= 1 for worth in found.values())


@pytest.mark.parametrize("word", ["lov", "sak", "lag", "leder", "bruk", "rom"])
def test_a_word_that_is_swedish_is_not_taken_for_bokmal(word: str) -> None:
    swedish = [each for each in terms_for(word) if ":" not in each and not each.startswith("~")]
    assert swedish == [term(word)]


def test_there_are_enough_pairs_and_each_is_two_words_that_differ() -> None:
    found = pairs()
    assert len(found) >= 150
    assert len(found) == len(set(found))
    for swedish, bokmal in found:
        assert swedish
        assert bokmal
        assert swedish != bokmal
        assert " " not in swedish + bokmal
        assert not set("æø") & set(swedish)
        assert not set("äö") & set(bokmal)
        assert in_bokmal(swedish)
        assert in_swedish(bokmal)


def test_a_form_that_hardly_anybody_writes_in_swedish_is_taken_for_bokmal() -> None:
    assert term("mäta") in terms_for("måle")
    assert term("mäta") not in terms_for("måla")
