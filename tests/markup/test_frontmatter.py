"""Front matter: fields mean what they look like, and nothing a person writes there breaks the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup.frontmatter import read, split, without_field
from wiki.markup.source import normalise


def test_fields_and_body_are_taken_apart() -> None:
    fields, body, raw = split("---\nläge: prövas\nteman:\n  - Skola\n  - Vård\n---\nText\n")
    assert fields == {"läge": "prövas", "teman": ["Skola", "Vård"]}
    assert body == "Text\n"
    assert raw == "---\nläge: prövas\nteman:\n  - Skola\n  - Vård\n---\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2017-10-05", "2017-10-05"),
        ("0114", "0114"),
        ("1485", 1485),
        ("no", "no"),
        ("nei", "nei"),
        ("12:30", "12:30"),
        ("2.5", 2.5),
        ("true", True),
        ("", None),
        ("null", None),
        ("nytt", "nytt"),
        ('"true"', "true"),
        ("1e5", "1e5"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_values_mean_what_they_look_like(written: str, meant: object) -> None:
    assert read(f"---\nfält: {written}\n---\n").fields == {"fält": meant}


@pytest.mark.parametrize(
    "front",
    [
        "a: [1, 2",
        "a: b: c",
        "a: &x 1\nb: *x",
        "a: !!python/object/apply:os.system [ls]",
        "a: !!binary aGVq",
        "a: " + "[" * 5000,
        "a: " + "[" * 30 + "]" * 30,
        "a: \x85 \t@",
        "? [a]\n: b",
        "<<: {a: b}\n<<: *x",
    ],
)
def test_unreadable_front_matter_is_shown_as_text_with_a_notice(front: str) -> None:
    source = f"---\n{front}\n---\nText\n"
    parts = read(source)
    assert parts.broken
    assert parts.body == source
    assert parts.fields == {}


@pytest.mark.parametrize(
    "source", ["", "---\n", "---\nText utan slut", "----\na: b\n---\n", "---\nBara text\n---\n", " ---\n"]
)
def test_what_is_no_front_matter_is_text(source: str) -> None:
    parts = read(source)
    assert (parts.body, parts.fields, parts.broken) == (source, {}, False)


def test_too_long_front_matter_is_text() -> None:
    source = "---\n" + "a: b\n" * 5000 + "---\n"
    assert read(source).body == source


def test_empty_front_matter_has_no_fields() -> None:
    assert split("---\n---\nText") == ({}, "Text", "---\n---\n")


@pytest.mark.parametrize(
    ("field", "language"),
    [("språk: nb", "nb"), ("language: en-GB", "en-GB"), ("språk: no", "no"), ("språk: 7", None), ("språk: <b>", None)],
)
def test_language_of_the_page(field: str, language: str | None) -> None:
    assert read(f"---\n{field}\n---\n").language == language


@given(st.text())
def test_nothing_raises_and_nothing_is_lost(text: str) -> None:
    for source in (text, f"---\n{text}\n---\nText"):
        fields, body, raw = split(source)
        assert raw + body == source
        assert isinstance(fields, dict)


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert once == "" or once.endswith("\n")
    assert not once.endswith("\n\n")
    once.encode()


def test_normalising() -> None:
    assert normalise("\ufeffa\r\nb\rc\x00\x02\td \n\n ") == "a\nb\nc\td\n"


@pytest.mark.parametrize(
    ("front", "rest"),
    [
        ("typ: a\nkontakt: Vera\ntema: b\n", "typ: a\ntema: b\n"),
        ("typ: a\nkontakt: Vera\n", "typ: a\n"),
        ('Kontakt: Vera\n"kontakt": Vera\ntyp: a\n', "typ: a\n"),
        ("kontakt:\n- Vera\n\n- Vera\ntyp: a\n", "typ: a\n"),
        ("kontakt: >\n\n  Vera\n\n  Vera\ntyp: a\n", "typ: a\n"),
        ("{typ: a, kontakt: Vera}\n", "{typ: a, }\n"),
        ("{kontakt: Vera, typ: a}\n", "{typ: a}\n"),
        ("typ: a\n", "typ: a\n"),
        ("", ""),
    ],
)
def test_a_field_is_left_out_however_it_is_written(front: str, rest: str) -> None:
    assert without_field(f"---\n{front}---\nkontakt: text\n", "kontakt") == f"---\n{rest}---\nkontakt: text\n"
    assert "kontakt" not in read(f"---\n{rest}---\n").fields
