"""Pictures in a text: what people write between the brackets, and what readers get."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.markup import render
from wiki.markup.names import Namespace, PageName
from wiki.markup.pictures import Picture, read_picture
from wiki.markup.present import MissingFile, Shown, files, present

OURS = "blockquote|p|figure|figcaption|img|a|em|strong|code|br|h[2-6]|ul|ol|li|pre|div|span|hr"
ANYTHING = st.text(st.sampled_from("[]|:Filaltpx=#.png \n*<>\"'`\\&300åé"), max_size=60)


def html(source: str) -> str:
    """The HTML with the line breaks between elements taken out."""
    return render(source).html.replace("\n", "")


def shown(source: str, **known: Shown) -> str:
    """What readers see, where the files `known` (by title without ending) exist."""

    def file_at(page: PageName) -> Shown | MissingFile:
        stem = page.title.rpartition(".")[0]
        return known.get(stem) or MissingFile(f"{page.full} (ladda upp)", f"/upload?name={page.title}")

    return present(render(source).html, {"Pilot"}, lambda _: "/edit", lambda _: "", lambda _: "", file_at)


def test_a_picture_on_its_own_line_is_a_figure_with_its_caption() -> None:
    assert html("Före\n[[Fil:torg.jpg|En *bild* av [[Pilot|torget]]]]\nEfter") == (
        '<p>Före</p><figure class="picture"><img class="file" src="/wiki/Fil:Torg.jpg"><figcaption>En <em>bild</em> av '
        '<a class="wikilink" href="/wiki/Pilot">torget</a></figcaption></figure><p>Efter</p>'
    )


def test_a_picture_in_a_sentence_stands_in_it() -> None:
    assert html("Se [[Fil:Pil.png|20px|alt=pil]] här.") == (
        '<p>Se <img alt="pil" class="file" src="/wiki/Fil:Pil.png" width="20"> här.</p>'
    )
    assert '<td><img alt="Karta"' in html("| a |\n|---|\n| [[Fil:K.png|100px|Karta]] |")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("300px", {"width": 300}),
        ("300x200px|vänster", {"width": 300, "align": "left"}),
        ("höger", {"width": 300, "align": "right"}),
        ("høyre|small", {"width": 200, "align": "right"}),
        ("full|left", {"width": None, "align": "left"}),
        ("center|Large", {"width": 550, "align": "center"}),
        ("Alt=Ett torg|Torget", {"alt": "Ett torg", "caption": "Torget"}),
        ("dekorativ", {"alt": ""}),
        ("mini|En bild|Och en till", {"caption": "Och en till"}),
    ],
)
def test_the_options_are_understood_in_three_languages(written: str, meant: dict[str, object]) -> None:
    page = PageName(Namespace.FILE, "A.png")
    assert read_picture(f"bild:a.png|{written}") == Picture(page, **meant)  # type: ignore[arg-type]


def test_several_pictures_in_a_row_are_figures_each() -> None:
    assert html("[[Fil:a.png]] [[Fil:b.png]]").count("<figure") == 2
    assert html("- ett\n  [[Fil:a.png|Text]]\n- två").count("<li>") == 2
    assert '<figure class="picture right w300">' in html("> [!TIP]\n> [[Fil:a.png|höger]]")


def test_other_files_are_links_and_a_colon_makes_any_file_one() -> None:
    assert html("Läs [[Fil:Plan 2027.pdf|planen]].") == (
        '<p>Läs <a class="file" href="/wiki/Fil:Plan_2027.pdf">planen</a>.</p>'
    )
    assert 'class="wikilink" href="/wiki/Fil:A.png"' in html("[[:Fil:a.png]]")
    assert html("[[Fil:]]") == "<p>[[Fil:]]</p>"


def test_where_a_file_is_used_is_told_with_its_caption() -> None:
    document = render("# Torg\n\n[[Fil:a.png|alt=x|Vårt [[Pilot]]torg]]\n\nLäs [[Fil:b.pdf|planen]] i dag.")
    used = [(link.kind, link.target.title, link.before, link.label, link.after) for link in document.links]
    assert used == [
        ("file", "A.png", "", "Vårt Pilottorg", ""),
        ("link", "Pilot", "Vårt ", "Pilottorg", ""),
        ("file", "B.pdf", "Läs ", "planen", " i dag."),
    ]
    assert document.text == "Torg\nVårt Pilottorg\nLäs planen i dag."
    assert document.lead == "Läs planen i dag."
    assert {page.title for page in files(document.html)} == {"A.png", "B.pdf"}


def test_the_page_is_given_place_sizes_and_the_alternative_text() -> None:
    torg = Shown("/o.jpg", width=2000, height=1000, sizes=((320, "/s.jpg"), (640, "/m.jpg")), alt="Ett <torg>")
    seen = shown("[[Fil:torg.jpg|300px]]", Torg=torg)
    assert '<a class="picture" href="/wiki/Fil:Torg.jpg"><img src="/s.jpg" alt="Ett &lt;torg&gt;"' in seen
    assert 'srcset="/s.jpg 320w, /m.jpg 640w"' in seen
    assert 'width="300" height="150"' in seen
    assert 'alt="Annat"' in shown("[[Fil:torg.jpg|alt=Annat]]", Torg=torg)
    assert 'alt=""' in shown("[[Fil:torg.jpg|dekorativ]]", Torg=torg)


def test_a_document_says_what_it_is_and_a_missing_file_can_be_put_in() -> None:
    plan = Shown("/file/plan.pdf", is_picture=False, words="PDF, 1,2 MB")
    assert 'href="/file/plan.pdf">Planen</a> <span class="file-kind">(PDF, 1,2 MB)</span>' in shown(
        "[[Fil:plan.pdf|Planen]]", Plan=plan
    )
    assert '<a class="red upload" href="/upload?name=Ny.png">Fil:Ny.png (ladda upp)</a>' in shown("[[Fil:ny.png]]")
    assert '<a class="red upload" href="/upload?name=Ny.pdf" title="Fil:Ny.pdf (ladda upp)">Ny.pdf</a>' in shown(
        "[[Fil:ny.pdf]]"
    )


def test_a_picture_within_a_link_leads_where_the_link_does() -> None:
    seen = shown("[[[Fil:a.png|alt=A]]](https://example.org)", A=Shown("/a.png"))
    assert '<a class="external" href="https://example.org" rel="nofollow noopener"><img src="/a.png" alt="A"' in seen


HARMLESS = "p|figure|figcaption|img|a|em|strong|code|br|h[2-6]|ul|ol|li|pre|div|span|hr|blockquote|dl|dt|dd"


@given(ANYTHING)
def test_nothing_that_is_written_in_the_brackets_escapes_them(inside: str) -> None:
    seen = shown(f"[[Fil:a.png|{inside}]]", A=Shown("/a.png"))
    assert not re.search(rf"<(?!/?(?:{HARMLESS})\b)", seen)
    assert seen.count("<a") == seen.count("</a>")
