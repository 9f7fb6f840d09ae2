"""What a document is found by, and what a word in a query stands for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.search.analysis import FOLDED, GAP, PART, analyse, folded, rows_of, terms_for, terms_in
from wiki.search.features import ALL, Features
from wiki.search.rows import IndexRow

NONE = Features(**dict.fromkeys(Features.__dataclass_fields__, False))


def row(title: str = "", headings: str = "", text: str = "", **more: str) -> IndexRow:
    given = {"language": None, **more}
    return IndexRow("page:1", 1, False, "page", "main", title=title, headings=headings, text=text, **given)  # type: ignore[arg-type]


def weights(of: IndexRow, features: Features = ALL) -> dict[str, float]:
    found: dict[str, float] = {}
    for posting in analyse(of, features).content:
        found[posting.term] = found.get(posting.term, 0) + posting.weight
    return found


def meets(query: str, text: str, features: Features = ALL, language: str | None = None) -> float:
    """How well a word of a query meets a text of one word or more: the best product of worths."""
    held = weights(row(text=text, language=language), features)  # type: ignore[arg-type]
    return max((worth * held.get(term, 0) for term, worth in terms_for(query, features).items()), default=0)


def test_titles_weigh_more_than_other_words_and_headings_than_text() -> None:
    found = weights(row("Pilot", "Mål", "Budget", other_names="Försök"))
    assert found["pilot"] == found[terms_first("försök")] > found["mål"] > found["budget"]
    assert set(weights(row("Pilot", "Mål", "Budget"), NONE).values()) == {1.0}


def terms_first(word: str) -> str:
    return next(iter(terms_for(word)))


def test_the_whole_word_is_worth_more_than_one_that_holds_it() -> None:
    assert meets("omsorg", "omsorg") > meets("omsorg", "äldreomsorgen") > meets("äldre", "äldreomsorgen") > 0
    assert meets("plan", "plan") > meets("planer", "digitaliseringsplanen") > 0
    assert meets("kommunstyrelse", "kommunstyrelsemöte") > 0
    assert meets("omsorg", "äldreomsorgen", Features(compounds=False)) == 0


@pytest.mark.parametrize("text", ["e-tjänst", "etjänster", "E-tjänsterna", "e tjänst", "etjänst", "e‑tjänst"])
@pytest.mark.parametrize("query", ["e-tjänst", "etjänst", "e-tjänsten", "tjänst"])
def test_the_ways_to_write_e_tjanst_meet(query: str, text: str) -> None:
    assert meets(query, text) >= 1
    assert rows_of(["e", "tjänst"]) == rows_of(["e-tjänst"]) == rows_of(["etjänst"])


def test_hyphens_can_be_switched_off() -> None:
    assert meets("etjänst", "e-tjänst", Features(hyphens=False)) == 0


def test_forms_meet_only_by_the_dictionary() -> None:
    assert meets("kommunerna", "kommun") == 1
    assert meets("kommunerna", "kommun", Features(lemmas=False)) == 0
    assert meets("kommun", "Kommun", NONE) == 1


def test_languages_are_analysed_as_such_or_not() -> None:
    assert meets("kommunene", "kommunenes", language="nb") == 1
    assert meets("municipality", "municipalities", language="en") == 1
    assert meets("municipality", "municipalities", Features(neighbours=False), "en") == 0
    assert 0 < meets("förskola", "barnehagen", language="nb") < 1


@pytest.mark.parametrize(
    "word", ["it", "ai", "iot", "gdpr", "eu", "lss", "lou", "vtv", "ifo", "skr", "digg", "klassa", "wcag", "e", "kap"]
)
def test_abbreviations_are_kept_and_found_in_small_and_large_letters(word: str) -> None:
    assert meets(word, word.upper()) == 1
    assert meets(word.upper(), f"{word.upper()}:s") == 1


def test_forms_hold_words_as_written_and_those_with_dots_also_without() -> None:
    found = analyse(row("Äldreomsorg", text="Umeå kommun")).forms
    assert found == sorted(["kommun", "umeå", f"umea{FOLDED}umeå", "äldreomsorg", f"aldreomsorg{FOLDED}äldreomsorg"])
    assert not [form for form in analyse(row("Äldreomsorg"), NONE).forms if FOLDED in form]
    assert folded("ÆLDRE Ø Åé") == "aldre o ae"


def test_no_phrase_reaches_from_one_field_or_name_into_the_next() -> None:
    postings = analyse(row("Ett mål", "Pilot\nVision", "Text här", other_names="Annat\nNamn")).content
    places = sorted({posting.position for posting in postings})
    jumps = [after - before for before, after in pairwise(places)]
    assert sorted(jump for jump in jumps if jump > 1) == [GAP] * 5


def test_parts_do_not_make_a_text_longer() -> None:
    assert analyse(row("Plan", text="kommunstyrelsemötet om äldreomsorgsplanen")).length == 3
    assert analyse(row("Plan", text="kommunstyrelsemötet")).title_length == 1


def test_what_a_word_in_a_text_is_found_by_can_be_asked() -> None:
    found = terms_in("Äldreomsorgen")
    assert found[terms_first("äldreomsorg")] == 1
    assert found[PART + terms_first("omsorg")] < 1
    assert not terms_in("och")


@given(st.text(max_size=120), st.sampled_from([None, "sv", "nb", "en", "de"]), st.sampled_from([ALL, NONE]))
def test_any_text_can_be_analysed(text: str, language: str | None, features: Features) -> None:
    found = analyse(row(text, text, text, language=language), features)  # type: ignore[arg-type]
    places = [posting.position for posting in found.content]
    assert places == sorted(places)
    assert all(posting.term and 0 < posting.weight <= 4 for posting in found.content)
    assert 0 <= found.title_length <= found.length <= len(found.content)
    assert len(found.forms) == len(set(found.forms))


@given(st.text(min_size=1, max_size=70))
def test_any_word_stands_for_itself_and_nothing_is_worth_more(word: str) -> None:
    found = terms_for(word)
    assert max(found.values()) == next(iter(found.values())) == 1
    assert min(found.values()) > 0


@given(
    st.lists(st.sampled_from(["plan", "kommun", "omsorg", "e", "tjänst", "äldreomsorg", "och", "IT-stöd"]), max_size=8)
)
def test_every_word_of_a_text_is_met_by_itself(words: list[str]) -> None:
    held = {posting.term for posting in analyse(row(text=" ".join(words))).content}
    for word in words:
        assert word == "och" or held.intersection(terms_for(word)), word
