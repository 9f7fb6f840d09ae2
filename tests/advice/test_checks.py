"""What is said about a text, each kind of advice by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.advice.blocks import blocks, prose
from wiki.advice.checks.headings import skipped_levels
from wiki.advice.checks.lengths import hard_text, long_paragraphs, long_sentences, reading_ease
from wiki.advice.checks.links import bare_addresses, empty_link_texts
from wiki.advice.checks.missing import links_to_missing_pages
from wiki.advice.checks.pictures import pictures_without_words
from wiki.advice.checks.tables import tables_without_header
from wiki.advice.findings import ANSWER, Finding, Fix
from wiki.advice.masking import masked
from wiki.markup import parse_name

MARKUP = st.text(alphabet="ab [](){}|*_#`~>-!:=\n\\<.Å1^/", max_size=120)


def mended(source: str, fix: Fix, answer: str = "") -> str:
    return source[: fix.start] + fix.text.replace(ANSWER, answer) + source[fix.end :]


def pictures(source: str) -> list[Finding]:
    return list(
        pictures_without_words(
            prose(source), lambda pages: {page for page in pages if page.title.startswith("Beskriven")}
        )
    )


def test_a_picture_without_words_can_be_given_some() -> None:
    source = "Text.\n\n[[Fil:Karta.png|300px|höger|En karta]]\n"
    [finding] = pictures(source)
    assert source[finding.start : finding.end] == "[[Fil:Karta.png|300px|höger|En karta]]"
    write, decorate = finding.fixes
    assert "[[Fil:Karta.png|300px|höger|En karta|alt=Kommunen från norr]]" in mended(
        source, write, "Kommunen från norr"
    )
    assert pictures(mended(source, decorate)) == []


@pytest.mark.parametrize(
    "source",
    [
        "[[Fil:Karta.png|alt=Kommunen från norr]]",
        "[[Fil:Karta.png|dekorativ]]",
        "[[Fil:Beskriven.png]]",
        "[[Fil:Plan.pdf]]",
        "[[:Fil:Karta.png]]",
        "```\n[[Fil:Karta.png]]\n```",
        "![Kommunen från norr](/file/karta.png)",
    ],
)
def test_pictures_that_are_told_of_and_what_is_no_picture_are_left_alone(source: str) -> None:
    assert pictures(source) == []


@pytest.mark.parametrize(
    "alt", ["Karta.png", "karta", "IMG_2041", "DSC0001.JPG", "skärmbild 12", "Maja Arbetsprocesser-v2.png"]
)
def test_the_name_of_a_file_is_no_alternative_text(alt: str) -> None:
    [finding] = pictures(f"[[Fil:Karta.png|alt={alt}|liten]]")
    assert finding.params == {"alt": alt}
    assert finding.fixes[0].text == f"[[Fil:Karta.png|liten|alt={ANSWER}]]"
    assert pictures(f"![{alt}](/file/Karta.png)")


def test_a_skipped_level_is_lifted() -> None:
    source = "---\ntyp: plan\n---\n# A\n\n## B\n\n#### C ##\n\n## D\n\n### E\n"
    [finding] = skipped_levels(blocks(source), is_section=False)
    assert finding.params == {"heading": "C", "steps": 2}
    assert "\n\n### C ##\n\n" in mended(source, finding.fixes[0])
    assert not list(skipped_levels(blocks(mended(source, finding.fixes[0])), is_section=False))


def test_the_first_heading_of_a_section_may_have_any_level() -> None:
    assert not list(skipped_levels(blocks("#### C\n"), is_section=True))
    assert list(skipped_levels(blocks("### C\n"), is_section=False))


@pytest.mark.parametrize("words", ["här", "Läs mer", "klicka här!", "her", "Les mer", "here", "Read more …", "länken"])
def test_link_texts_that_say_nothing_are_told_of(words: str) -> None:
    source = f"Planen finns [[Kommun:Halmstad/Plan#Mål|{words}]] och [{words}](https://example.org/(a))."
    wiki, other = empty_link_texts(source)
    assert "[[Kommun:Halmstad/Plan#Mål|Plan]]" in mended(source, wiki.fixes[0])
    assert source[other.start : other.end] == f"[{words}](https://example.org/(a))"


def test_link_texts_that_say_something_are_left_alone() -> None:
    assert not list(empty_link_texts("[[Pilot|piloter]], [[Här]] och [så här gjorde vi](https://example.org)"))


def test_an_address_in_running_text_can_be_made_a_link() -> None:
    source = (
        "Se https://example.org/plan. <https://example.org> [a](https://example.org)\n\n[^1]: https://example.org/x\n"
    )
    first, second = bare_addresses(source)
    assert mended(source, first.fixes[0], "planen").startswith("Se [planen](https://example.org/plan). ")
    assert source[second.start : second.end] == "<https://example.org>"


def test_a_table_without_a_header_row_is_given_its_first_row() -> None:
    source = "Före.\n\n|  |  |\n| --- | --- |\n| Kommun | År |\n| Umeå | 2019 |\n\n| a | b |\n|---|---|\n| c | d |\n"
    [finding] = tables_without_header(blocks(source))
    assert "\n| Kommun | År |\n| --- | --- |\n| Umeå | 2019 |\n\n| a" in mended(source, finding.fixes[0])


def test_a_long_sentence_is_pointed_out_where_it_stands() -> None:
    long = "Vi " + "provar **digitala** [[Lås|lås]] " * 13 + "i dag."
    source = f"## Rubrik\n\nKort mening. {long} Kort igen.\n\n- En punkt\n"
    [finding] = long_sentences(blocks(source))
    assert finding.params == {"count": 42}
    assert source[finding.start : finding.end] == long


def test_a_paragraph_like_a_wall_is_pointed_out() -> None:
    assert not list(long_paragraphs(blocks("Ett ord till. " * 40)))
    [finding] = long_paragraphs(blocks("Kort.\n\n" + "Ett ord till. " * 41))
    assert finding.params == {"count": 123}


def test_a_hard_text_is_called_hard() -> None:
    easy = reading_ease(blocks("Vi provar nytt i liten skala. Det går bra. " * 10))
    hard = reading_ease(
        blocks("Kommunstyrelsens verksamhetsplanering förutsätter förvaltningsövergripande samordning. " * 12)
    )
    assert easy
    assert hard
    assert (easy.level, list(hard_text(easy))) == ("very easy", [])
    assert [finding.params for finding in hard_text(hard)] == [{"lix": hard.value}]


def test_pages_that_nobody_has_written_are_named_once() -> None:
    text = "[[Pilot]] [[Ny]] [[ny|igen]] [[Kategori:X]] [[Fil:a.png]] [[/Del]] [[A]] [[B]] [[#Här]] [[Min]]"
    [finding] = links_to_missing_pages(text, parse_name("Min"), lambda _names: {"Pilot"})
    assert finding.params == {"pages": "Ny, Min/Del, A +1"}
    assert text[finding.start : finding.end] == "[[Ny]]"


@given(MARKUP)
def test_places_are_right_whatever_is_written(source: str) -> None:
    assert len(prose(source)) == len(prose(source, inline_too=True)) == len(masked(source)) == len(source)
    for block in blocks(source):
        assert prose(source)[block.start : block.end] == block.text


@given(MARKUP)
def test_nothing_that_is_written_makes_a_check_fail(source: str) -> None:
    parts, text = blocks(source), prose(source)
    checks = (
        skipped_levels(parts, is_section=False),
        tables_without_header(parts),
        long_sentences(parts),
        long_paragraphs(parts),
        pictures_without_words(text, lambda _pages: set()),
        empty_link_texts(text),
        bare_addresses(text),
        links_to_missing_pages(text, parse_name("Min"), lambda _names: set()),
    )
    for check in checks:
        for finding in check:
            assert 0 <= finding.start < finding.end <= len(source)
