"""Merging: two people's changes are both kept, or shown as a conflict; nothing is lost or garbled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup.merge import merge

TEXT = st.lists(st.sampled_from(["", "a", "b", "c", "d", "åäö"]), max_size=9).flatmap(
    lambda lines: st.sampled_from(["\n".join(lines), "\n".join(lines) + "\n"])
)
BASE = "Ingress.\n\nFörsta stycket.\n\nAndra stycket.\n\n- ett\n- två\n"


def test_changes_in_different_paragraphs_are_both_kept() -> None:
    mine = BASE.replace("Första", "Mitt första")
    theirs = BASE.replace("- två\n", "- två\n- tre\n")
    assert merge(BASE, mine, theirs).text == mine.replace("- två\n", "- två\n- tre\n")


def test_same_change_by_both_is_kept_once() -> None:
    both = BASE.replace("Andra", "Annat")
    mine = "Rubrik\n\n" + both
    assert merge(BASE, mine, both).text == mine


def test_different_changes_to_a_line_are_a_conflict_with_all_versions_beside_each_other() -> None:
    merged = merge(BASE, BASE.replace("Andra", "Mitt andra"), BASE.replace("Andra", "Ditt andra"))
    assert merged.text is None
    assert not merged.is_clean
    assert [chunk.kind for chunk in merged.conflicts] == ["same", "conflict", "same"]
    conflict = merged.conflicts[1]
    assert (conflict.base, conflict.mine, conflict.theirs) == (
        "Andra stycket.\n",
        "Mitt andra stycket.\n",
        "Ditt andra stycket.\n",
    )


def test_changes_to_neighbouring_lines_are_a_conflict() -> None:
    assert not merge(BASE, BASE.replace("- ett", "- 1"), BASE.replace("- två", "- 2")).is_clean


def test_both_adding_at_the_same_place_is_a_conflict() -> None:
    assert not merge(BASE, BASE + "- tre\n", BASE + "- fyra\n").is_clean


def test_removing_what_another_changed_is_a_conflict() -> None:
    assert not merge(BASE, BASE.replace("Andra stycket.\n\n", ""), BASE.replace("Andra", "Annat")).is_clean


@pytest.mark.parametrize("line", ["\n", "- a\n", "a\nb\n\n"])
def test_long_monotonous_texts_answer(line: str) -> None:
    base = line * 20_000
    assert merge(base, "först\n" + base, base + "sist\n").text == "först\n" + base + "sist\n"


@given(TEXT, TEXT)
def test_one_change_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge(base, changed, base).text == changed
    assert merge(base, base, changed).text == changed
    assert merge(base, changed, changed).text == changed


@given(TEXT, TEXT, TEXT)
def test_it_does_not_matter_who_came_first(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert one.text == other.text


@given(TEXT, TEXT, TEXT)
def test_chunks_hold_each_text_whole(base: str, mine: str, theirs: str) -> None:
    chunks = merge(base, mine, theirs).conflicts
    if chunks:
        assert "".join(chunk.base for chunk in chunks) == base
        assert "".join(chunk.mine for chunk in chunks) == mine
        assert "".join(chunk.theirs for chunk in chunks) == theirs
        assert any(chunk.kind == "conflict" for chunk in chunks)


@given(TEXT, TEXT, st.sampled_from(["x", "y\nz"]), st.sampled_from(["u", "v\n\nw"]))
def test_changes_far_apart_never_conflict(first: str, last: str, mine: str, theirs: str) -> None:
    between = "\n\nMellan dem\n\nstår annat\n\n"
    base = first + between + last
    assert merge(base, mine + between + last, first + between + theirs).text == mine + between + theirs
