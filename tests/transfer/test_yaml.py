"""The YAML that is written is read back unchanged, by us and by others; what is read is never guessed at."""

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wiki.transfer.form import Unreadable
from wiki.transfer.yaml_text import Tree, write_yaml
from wiki.transfer.yaml_tree import Node, read_yaml

AWKWARD = st.sampled_from("ab \n\t-:#|>'\"%@&*!?{}[],\\\x85\u2028\ufeff\xa0é😀\x7f\x00")
TEXTS = st.text(st.one_of(AWKWARD, st.characters(exclude_categories=["Cs"])), max_size=12)
TREES = st.dictionaries(
    st.sampled_from("abc"),
    st.one_of(TEXTS, st.lists(st.dictionaries(st.sampled_from("ab"), TEXTS, min_size=1), max_size=3)),
    min_size=1,
)


def plain(node: Node) -> object:
    if isinstance(node.value, str):
        return node.value
    if isinstance(node.value, list):
        return [plain(each) for each in node.value]
    return {key: plain(each) for key, each in node.value.items()}


@settings(max_examples=300, deadline=None)
@given(TREES)
@example({"a": "\n x\n\n"})
@example({"a": " x\ny \n \n"})
@example({"a": "\tx\n"})
@example({"a": "\n\n"})
def test_what_is_written_is_read_back(tree: dict[str, Tree]) -> None:
    text = write_yaml(tree)
    assert plain(read_yaml(text)) == tree
    assert yaml.load(text, Loader=yaml.BaseLoader) == tree


def test_texts_of_several_lines_stand_as_they_are() -> None:
    assert write_yaml({"source": "## Så gör vi\n\n- ett\n"}) == "source: |\n  ## Så gör vi\n\n  - ett\n"


def test_codes_and_words_stay_what_they_are() -> None:
    assert plain(read_yaml("municipality: 0114\nname: no\nat: 2026-01-01")) == {
        "municipality": "0114",
        "name": "no",
        "at": "2026-01-01",
    }


@pytest.mark.parametrize(
    ("text", "sentence", "line"),
    [
        ("a: &x [1]\nb: *x", "anchors and aliases are not understood", 1),
        ("a: 1\na: 2", "“a” stands here twice", 2),
        ("a: 1\n---\nb: 2", "there is more than one document in the file", 3),
        ("a:\n  - b: ]\n", "this is no YAML", 2),
        ("a: \x07", "this is no YAML", None),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, sentence: str, line: int | None) -> None:
    with pytest.raises(Unreadable, match=sentence) as refusal:
        read_yaml(text)
    assert refusal.value.line == line


def test_depth_is_not_for_pythons_stack_to_decide() -> None:
    assert read_yaml("[" * 900 + "]" * 900).items()
