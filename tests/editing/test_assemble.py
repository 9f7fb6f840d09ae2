"""The text that comes of what somebody chose, place by place: pure, so tried on many texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.editing.conflict import WAYS, Choice, NotChosen, assemble, chunks_of, meetings, together, woven
from wiki.markup import normalise

LINES = st.sampled_from(["# Plan", "Ett.", "Två.", "Tre.", "- ett", "- två", "| a | b |", "", "Å, ä och ö."])
TEXTS = st.lists(LINES, max_size=12).map(lambda lines: normalise("\n".join(lines)))


@given(TEXTS, TEXTS, TEXTS)
def test_all_mine_gives_mine_and_all_theirs_gives_theirs(base: str, mine: str, theirs: str) -> None:
    chunks = chunks_of(base, mine, theirs)
    places = list(meetings(chunks))
    if any(chunk.kind == "theirs" for chunk in chunks) or not places:
        expected = "".join(chunk.theirs if chunk.kind == "theirs" else chunk.mine for chunk in chunks)
    else:
        expected = mine
    assert assemble(chunks, {place.number: Choice("mine") for place in places}) == expected
    if places and not any(chunk.kind == "mine" for chunk in chunks):
        assert assemble(chunks, {place.number: Choice("theirs") for place in places}) == theirs


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_no_line_is_lost_that_was_not_left_out(base: str, mine: str, theirs: str, data: st.DataObject) -> None:
    chunks = chunks_of(base, mine, theirs)
    places = list(meetings(chunks))
    choices = {place.number: Choice(data.draw(st.sampled_from(WAYS)), "Eget.") for place in places}
    text = assemble(chunks, choices)
    for place in places:
        way = choices[place.number].way
        kept = {"mine": place.mine, "theirs": place.theirs, "both": place.mine + place.theirs, "own": "Eget."}[way]
        assert set(filter(str.strip, kept.splitlines())) <= set(text.splitlines())
    for chunk in chunks:
        if chunk.kind != "conflict":
            certain = chunk.theirs if chunk.kind == "theirs" else chunk.mine
            assert certain in text


@given(TEXTS, TEXTS, TEXTS)
def test_what_is_shown_is_the_two_texts_whole(base: str, mine: str, theirs: str) -> None:
    for place in meetings(chunks_of(base, mine, theirs)):
        for text, lines in ((place.mine, place.mine_lines), (place.theirs, place.theirs_lines)):
            assert "\n".join("".join(piece.text for piece in line) for line in lines) == text.removesuffix("\n")


def test_a_place_is_told_by_the_heading_above_it_and_other_changes_apart() -> None:
    base = "## Mål\n\nEtt.\n\n## Väg\n\nTvå.\n\nTre.\n"
    chunks = chunks_of(base, base.replace("Två", "Min tvåa").replace("Ett", "Ett nytt"), base.replace("Två", "Tvåan"))
    (place,) = meetings(chunks)
    assert (place.heading, place.mine, place.theirs) == ("Väg", "Min tvåa.\n", "Tvåan.\n")
    assert [each.by_me for each in woven(chunks)] == [True]


def test_a_place_without_a_choice_is_asked_about_again() -> None:
    with pytest.raises(NotChosen):
        assemble(chunks_of("Ett.\n", "Två.\n", "Tre.\n"), {})


def test_paragraphs_are_put_together_with_an_empty_line_and_items_without() -> None:
    assert together("Deras.\n", "Mitt.\n") == "Deras.\n\nMitt.\n"
    assert together("- deras\n", "- mitt\n") == "- deras\n- mitt\n"
    assert together("", "Mitt.\n") == "Mitt.\n"
