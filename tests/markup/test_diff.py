"""Diffs: what a person sees of a change, line by line and word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup.diff import Diff, Piece, Row, diff
from wiki.markup.matching import matching_blocks


def shown(changes: Diff) -> list[str]:
    """The kinds of the rows, with the number of hidden lines."""
    return [f"{row.kind} {row.hidden}" if row.kind == "gap" else row.kind for row in changes.rows]


def test_changed_words_are_marked_within_their_line() -> None:
    changes = diff("Vi arbetar med piloter.\n", "Vi arbetar ofta med piloter.\n")
    assert changes.rows == (
        Row(
            "changed",
            1,
            1,
            (Piece("Vi arbetar "), Piece("med piloter.")),
            (Piece("Vi arbetar "), Piece("ofta ", "added"), Piece("med piloter.")),
        ),
    )


def test_two_lines_around_a_change_are_shown_and_the_rest_counted() -> None:
    lines = [f"rad {number}" for number in range(20)]
    changes = diff("\n".join(lines), "\n".join([*lines[:10], "ny", *lines[10:]]))
    assert shown(changes) == ["gap 8", "same", "same", "added", "same", "same", "gap 8"]
    assert (changes.rows[3].old_no, changes.rows[3].new_no) == (None, 11)
    assert (changes.rows[4].old_no, changes.rows[4].new_no) == (11, 12)


def test_removed_and_added_lines_that_have_nothing_in_common() -> None:
    assert shown(diff("katt hund\n", "helt annat här\n")) == ["removed", "added"]


def test_a_line_added_above_a_changed_one() -> None:
    assert shown(diff("Mittköping arbetar agilt", "# Rubrik\nMittköping arbetar mycket agilt")) == ["added", "changed"]


def test_same_text_is_an_empty_diff() -> None:
    assert diff("a\nb\n", "a\nb\n").is_empty
    assert diff("", "").rows == ()
    assert not diff("", "a").is_empty


def test_moved_paragraph_is_removed_and_added() -> None:
    changes = diff("A\n\nB\n\nC\n", "B\n\nC\n\nA\n", context=None)
    assert [row.old[0].text for row in changes.rows if row.kind == "removed" and row.old[0].text] == ["A"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ord " * 6000, "annat " + "ord " * 6000),
        ("a b " * 50_000, "b a c " * 40_000),
        ("rad\n" * 40_000, "\n" * 40_000),
        ("a\nb\nc\nd\n" * 20_000, "d\nc\nb\na\n" * 20_000),
        ("\n".join(f"rad {n} av många" for n in range(9_000)), "\n".join(f"rad {n} ur alla" for n in range(9_000))),
    ],
)
def test_large_texts_answer(old: str, new: str) -> None:
    assert not diff(old, new).is_empty


TEXT = st.lists(st.sampled_from(["", "a b c d", "a b c", "b c", "d", "Å, ä.", " x"]), max_size=10).map("\n".join)


@given(st.one_of(TEXT, st.text("ab \n.", max_size=30)), st.one_of(TEXT, st.text("ab \n.", max_size=30)))
def test_pieces_joined_give_back_both_texts(old: str, new: str) -> None:
    rows = diff(old, new, context=None).rows
    was = ["".join(piece.text for piece in row.old) for row in rows if row.old_no]
    now = ["".join(piece.text for piece in row.new) for row in rows if row.new_no]
    assert "\n".join(was) == old.removesuffix("\n")
    assert "\n".join(now) == new.removesuffix("\n")
    assert [row.old_no for row in rows if row.old_no] == list(range(1, len(was) + 1))
    assert [row.new_no for row in rows if row.new_no] == list(range(1, len(now) + 1))


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde"), max_size=30))
def test_matching_blocks_match_and_rise(old: list[str], new: list[str]) -> None:
    end_old = end_new = 0
    for i, j, size in matching_blocks(old, new):
        assert size > 0
        assert i >= end_old
        assert j >= end_new
        assert old[i : i + size] == new[j : j + size]
        end_old, end_new = i + size, j + size
