"""Wikilinks: what is written between brackets, where it leads, and what the page says about it."""

import pytest

from wiki.markup import Link, parse_name, render
from wiki.markup.wikilinks import anchor

HERE = parse_name("Kommun:Uddevalla")


def html(source: str) -> str:
    """The HTML of one paragraph, without the paragraph."""
    return render(source, HERE).html.strip().removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "href", "label"),
    [
        ("[[Digital mognad]]", "/wiki/Digital_mognad", "Digital mognad"),
        ("[[digital_mognad]]", "/wiki/Digital_mognad", "digital mognad"),
        ("[[kommun:åre]]", "/wiki/Kommun:%C3%85re", "Kommun:Åre"),
        ("[[Kommun:Åre|Åre]]", "/wiki/Kommun:%C3%85re", "Åre"),
        ("[[Kommun:Åre|]]", "/wiki/Kommun:%C3%85re", "Åre"),
        ("[[pilot]]er", "/wiki/Pilot", "piloter"),
        ("[[Pilot|försök]]en", "/wiki/Pilot", "försöken"),
        ("[[A#Kort om oss]]", "/wiki/A#Kort_om_oss", "A#Kort om oss"),
        ("[[A#Testmiljö|den]]", "/wiki/A#Testmilj%C3%B6", "den"),
        ("[[:Kategori:Skola]]", "/wiki/Kategori:Skola", "Kategori:Skola"),
        ("[[/Testmiljö]]", "/wiki/Kommun:Uddevalla/Testmilj%C3%B6", "Testmiljö"),
        ("[[A|**fet** och *kursiv*]]", "/wiki/A", "<strong>fet</strong> och <em>kursiv</em>"),
        ("[[A|a < b & c]]", "/wiki/A", "a &lt; b &amp; c"),
        ("[[Snake\\_case]]", "/wiki/Snake_case", "Snake case"),
        ("[[Är det så?]]", "/wiki/%C3%84r_det_s%C3%A5%3F", "Är det så?"),
        ("[[Digital\nmognad]]", "/wiki/Digital_mognad", "Digital\nmognad"),
        ("[text](/wiki/kommun:åre)", "/wiki/Kommun:%C3%85re", "text"),
    ],
)
def test_wikilink(written: str, href: str, label: str) -> None:
    assert html(written) == f'<a class="wikilink" href="{href}">{label}</a>'


def test_link_within_the_page() -> None:
    document = render("[[#Kort om oss]]\n\n## Kort om oss", HERE)
    assert '<a href="#Kort_om_oss">Kort om oss</a>' in document.html
    assert document.links == ()


@pytest.mark.parametrize("written", ["[[]]", "[[ ]]", "[[Kommun:]]", "[[a{b}]]", "[[..]]", "`[[A]]`", "\\[[A]]", "[[A"])
def test_what_is_no_link_stays_as_text(written: str) -> None:
    document = render(written, HERE)
    assert "<a" not in document.html
    assert document.links == ()
    assert document.text == written.strip("`\\")


def test_no_links_in_code() -> None:
    assert render("```\n[[A|b]]\n```\n\n    text [[B]]").html.count("wikilink") == 1


def test_categories_print_nothing() -> None:
    document = render("Text. [[Kategori:Skola]]\n\n[[category:Vård|sortering]]\n\n[[Kategori:Skola]]", HERE)
    assert document.html == "<p>Text. </p>"
    assert [name.full for name in document.categories] == ["Kategori:Skola", "Kategori:Vård"]
    assert [(link.kind, link.target.full) for link in document.links] == [
        ("category", "Kategori:Skola"),
        ("category", "Kategori:Vård"),
    ]


def test_link_with_a_label_in_a_table_cell() -> None:
    document = render("| A | B |\n|---|---|\n| [[Kommun:Åre|Åre]] | [[B\\|b]] `[[c|d]]` |")
    assert '<td><a class="wikilink" href="/wiki/Kommun:%C3%85re">Åre</a></td>' in document.html
    assert '<a class="wikilink" href="/wiki/B">b</a> <code>[[c|d]]</code></td>' in document.html


@pytest.mark.parametrize("word", ["REDIRECT", "redirect", "OMDIRIGERING", "Omdirigering:", "OMDIRIGER"])
def test_redirect(word: str) -> None:
    document = render(f"\n#{word} [[kommun:Åre#Kort om oss]]\n\n[[Kategori:Skola]]\n")
    assert document.redirect == parse_name("Kommun:Åre")
    assert document.redirect_fragment == "Kort_om_oss"
    assert document.links[0] == Link("redirect", parse_name("Kommun:Åre"), "Kort_om_oss")
    assert document.links[1].kind == "category"


@pytest.mark.parametrize("source", ["Text\n\n#REDIRECT [[A]]", "#REDIRECT [[{]]", "#REDIRECT A", "`#REDIRECT [[A]]`"])
def test_no_redirect(source: str) -> None:
    assert render(source).redirect is None


def context(source: str) -> tuple[str, str, str]:
    """The sentence around the first link."""
    link = render(source).links[0]
    return link.before, link.label, link.after


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("Först ett. Sedan [[A|två]] och tre. Fyra.", ("Sedan ", "två", " och tre.")),
        ("Vi har t.ex. SKL och [[Pilot]]. Slut.", ("Vi har t.ex. SKL och ", "Pilot", ".")),
        ("Mötet är kl. 21 i [[A]].", ("Mötet är kl. 21 i ", "A", ".")),
        ("Det kostar 3.5 i **[[A]]** bl.a. Ja.", ("Det kostar 3.5 i ", "A", " bl.a. Ja.")),
        ("Varför? I [[A]]!", ("I ", "A", "!")),
        ("- Inget\n- I [[A]] arbetar vi\n- Annat", ("I ", "A", " arbetar vi")),
        ("| X | Y |\n|---|---|\n| ett | om [[A]] |", ("om ", "A", "")),
        ("[[Pilot]]. Nästa.", ("", "Pilot", ".")),
        ("Andreas A. Skog i [[Pilot]].", ("Andreas A. Skog i ", "Pilot", ".")),
        ("rad ett  \nrad [[A]] två", ("rad ", "A", " två")),
    ],
)
def test_sentence_around_a_link(source: str, sentence: tuple[str, str, str]) -> None:
    assert context(source) == sentence


def test_long_sentence_is_cut_at_words() -> None:
    before, label, after = context("ord " * 200 + "[[A]]" + " mer" * 200)
    assert before.startswith("…ord ")
    assert after.endswith(" mer…")
    assert len(before + label + after) <= 240
    assert context("å" * 500 + " [[A]]")[0].endswith(" ")


def test_link_knows_its_section() -> None:
    links = render("[[A]]\n\n## Så gör vi\n\n[[B]]\n\n### Mer [[C]]\n").links
    assert [(link.target.full, link.heading, link.anchor) for link in links] == [
        ("A", "", ""),
        ("B", "Så gör vi", "Så_gör_vi"),
        ("C", "Mer C", "Mer_C"),
    ]


@pytest.mark.parametrize(
    ("text", "id_"),
    [("Kort  om oss", "Kort_om_oss"), ("mk-menu", "_mk-menu"), ("", "_"), ("fn:1", "_fn:1"), ('a "b" <c>', "a_b_c")],
)
def test_anchor(text: str, id_: str) -> None:
    assert anchor(text) == id_
