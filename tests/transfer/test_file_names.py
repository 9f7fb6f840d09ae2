"""Every page has a file of its own, on every file system, and the file says which page it is."""

import unicodedata
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiki.markup import BadName, PageName, parse_name
from wiki.transfer.file_names import FileNames, name_from
from wiki.transfer.form import Unreadable

TITLES = st.one_of(
    st.text(st.sampled_from('aAåÅ ./:%~"*?\\<|·ßñ😀'), min_size=1, max_size=20),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120),
    st.sampled_from(["Con", "nul.txt", "Aux/Com1", "Foo.md", "Foo.md/Bar", "Foo", "foo", "FOO/Bar", "Foo.yaml/x"]),
)
PREFIXES = st.sampled_from(["", "Kommun:", "Användare:", "Kategori:"])


def names_from(texts: list[str]) -> list[PageName]:
    found = set()
    for text in texts:
        try:
            found.add(parse_name(text))
        except BadName:
            continue
    return sorted(found)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(PREFIXES, TITLES).map("".join), max_size=8))
def test_pages_have_files_that_no_file_system_confuses(texts: list[str]) -> None:
    names, files = names_from(texts), FileNames()
    paths = [files.give(name) for name in names]
    folded = [unicodedata.normalize("NFC", str(path).casefold()) for path in paths]
    assert len(set(folded)) == len(names)
    folders = {folder for path in folded for folder in PurePosixPath(path).parents}
    assert not folders & {PurePosixPath(path) for path in folded}
    for name, path in zip(names, paths, strict=True):
        assert all(len(part.encode()) <= 255 for part in path.with_suffix(".yaml").parts)
        assert not any(set(part) & set('\\:*?"<>|') or part[-1] in ". " or part[0] in ". " for part in path.parts)
        assert name in {readable(path), name_from(path, name.title)}


def readable(path: PurePosixPath) -> PageName | None:
    try:
        return name_from(path)
    except Unreadable:
        return None


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Pilot", "Vägledning/Pilot.md"),
        ("Kommun:Västerås/MISTEL", "Kommun/Västerås/MISTEL.md"),
        ("Efter mätningen: så ökar ni", "Vägledning/Efter mätningen%3A så ökar ni.md"),
        ("100 % digitalt?", "Vägledning/100 %25 digitalt%3F.md"),
        ("Användare:.gömd", "Användare/%2Egömd.md"),
        ("Vad nu...", "Vägledning/Vad nu..%2E.md"),
        ("Con", "Vägledning/%43on.md"),
    ],
)
def test_titles_become_files(name: str, path: str) -> None:
    assert str(FileNames().give(parse_name(name))) == path
    assert name_from(PurePosixPath(path)) == parse_name(name)


def test_of_two_titles_that_differ_in_case_one_gets_a_checksum() -> None:
    files = FileNames()
    assert str(files.give(parse_name("It-avdelningen"))) == "Vägledning/It-avdelningen.md"
    assert str(files.give(parse_name("IT-avdelningen"))).startswith("Vägledning/IT-avdelningen~")


def test_a_long_title_is_shortened() -> None:
    path = FileNames().give(parse_name("Kommun:" + "ö:" * 84))
    assert len(path.name.encode()) < 255


def test_a_folder_that_is_no_namespace_is_refused() -> None:
    with pytest.raises(Unreadable, match="“Konstigt” is no namespace; these are: Vägledning, Kommun"):
        name_from(PurePosixPath("Konstigt/Sida.md"))


def test_a_prefix_of_another_namespace_is_refused() -> None:
    with pytest.raises(Unreadable, match="“Kommun:Umeå” belongs into the folder “Kommun”"):
        name_from(PurePosixPath("Vägledning/Kommun%3AUmeå.md"))
