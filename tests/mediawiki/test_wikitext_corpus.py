"""Whole pages of wikitext, as a Swedish municipality writes them, and what each of them becomes."""

import re
from pathlib import Path

import pytest

from wiki.markup import PageName, parse_name, render
from wiki.mediawiki.wikitext import convert

CORPUS = Path(__file__).parent / "corpus"
PAGES = sorted(path.stem for path in CORPUS.glob("*.wiki"))
LOST = {
    "html": ["attributes", "attributes", "attributes", "layout"],
    "instruktion": ["math", "attributes"],
    "kommunsida": ["attributes", "span", "cell", "attributes", "condition", "interlanguage"],
    "mall": ["span"],
}


def name_of(page: str) -> PageName:
    return parse_name("Mall:Kommunfakta" if page == "mall" else "Kommun:Mittköping")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_becomes_what_it_should(page: str) -> None:
    converted = convert((CORPUS / f"{page}.wiki").read_text(), name_of(page))
    assert converted.text == (CORPUS / f"{page}.md").read_text()
    assert [lost.kind for lost in converted.lost] == LOST.get(page, [])


@pytest.mark.parametrize("page", PAGES)
def test_what_is_lost_stands_on_its_line(page: str) -> None:
    source = (CORPUS / f"{page}.wiki").read_text()
    lines = source.split("\n")
    for lost in convert(source, name_of(page)).lost:
        if "<" not in lines[lost.line - 1]:  # tags of tables are read as their wikitext
            assert lost.original.split("\n")[0] in lines[lost.line - 1]


def test_the_municipality_shows_what_it_showed() -> None:
    document = render((CORPUS / "kommunsida.md").read_text(), name_of("kommunsida"))
    assert [heading.text for heading in document.headings] == ["Organisation", "Så gör vi", "Kontakt", "Referenser"]
    assert [name.title for name in document.categories] == ["Kommuner", "Västra länet"]
    assert '<figure class="picture right w250"><img alt="Ett stadshus i tegel"' in document.html
    assert '<td>Socialnämnden</td>\n<td class="right">4</td>' in document.html
    assert document.html.count('class="footnote-ref"') == 2


HOSTILE = [
    "{{" * 2000,
    "{{a|" * 2000 + "}}" * 2000,
    "[[" * 5000,
    "[" * 50_000,
    "[[a{{b" * 2000 + "}}]]" * 2000,
    "<ref>" * 5000,
    "<!--" * 5000,
    "<nowiki>" * 5000,
    "{|\n" * 3000,
    "{|\n|\n" * 1500 + "|}\n" * 1500,
    "<blockquote>" * 3000,
    "<ul><li>" * 3000,
    "''a'''b" * 3000,
    "http://a.se/)" * 3000,
    "*" * 20_000 + "a",
    "; a\n" * 5000,
    "{|\n" + "|colspan=1000 rowspan=1000| a\n|-\n" * 500,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:8].replace("\n", " "))
def test_a_hostile_page_is_read_and_its_letters_are_kept(text: str) -> None:
    converted = convert(text, parse_name("A"))
    for letter in set(re.sub("<[^<>]*>|colspan.*[|]", "", text)) & {"a", "b"}:
        assert letter in converted.text
