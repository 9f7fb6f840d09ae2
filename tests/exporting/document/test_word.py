"""Word documents: real styles and notes, and what our own import makes of them."""

from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from PIL import Image

from wiki.exporting.document.word.write import write
from wiki.word.convert import convert, picture_mark

ABOUT = {
    "title": "Plan för 2027",
    "language": "sv",
    "author": "Bidragsgivare",
    "subject": "Mittköping",
    "source": "https://wiki.example.se/wiki/Plan",
    "made": "2026-11-22T10:00:00+00:00",
    "head": "Plan",
    "page": "Sida | av |",
}


def written(html: str, *pictures: tuple[str, bytes], about: dict[str, str] | None = None) -> bytes:
    return write(f"<section>{html}</section>", about or ABOUT, pictures)


def opened(html: str, *pictures: tuple[str, bytes]) -> Document:
    return docx.Document(BytesIO(written(html, *pictures)))


def styles(document: Document) -> list[tuple[str, str]]:
    return [(each.style.name or "", each.text) for each in document.paragraphs if each.style and each.text]


def picture(form: str = "PNG", mode: str = "RGB") -> bytes:
    file = BytesIO()
    Image.new(mode, (60, 40), "teal").save(file, form)
    return file.getvalue()


def test_our_own_import_reads_back_what_was_written() -> None:
    html = (
        "<h1>Plan</h1><p>En <strong>fet</strong> och <em>kursiv</em> <code>kod</code>.</p>"
        '<h2 id="a">Rubrik</h2><ul><li>ett<ol><li>inre</li><li>till</li></ol></li><li>två'
        "<ul><li>punkt</li></ul></li></ul><h3>Under</h3><ol><li>först</li><li>sedan</li></ol>"
        "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>två</td></tr></tbody></table>"
        '<p>En <a href="https://example.se/a?b=1&amp;c=2">länk</a> och en not<sup id="fnref:1"><a class="footnote-ref" '
        'href="#fn:1">1</a></sup>.</p><blockquote><p>Citat</p></blockquote>'
        "<pre><code>def f():\n    return 1\n</code></pre>"
        '<figure><img src="picture:0" alt="En bro"><figcaption>Bron</figcaption></figure>'
        '<div class="footnote"><ol><li id="fn:1"><p>Noten.</p></li></ol></div>'
    )
    text = convert(written(html, ("image/png", picture())))
    assert text.title == "Plan"
    assert text.markdown == (
        "En **fet** och *kursiv* `kod`.\n\n## Rubrik\n\n- ett\n  1. inre\n  2. till\n- två\n  - punkt\n\n### Under\n\n"
        "1. först\n2. sedan\n\n| A | B |\n| --- | --- |\n| 1 | två |\n\n"
        "En [länk](https://example.se/a?b=1&c=2) och en not[^1].\n\n> Citat\n\n```\ndef f():\n    return 1\n```\n\n"
        f"{picture_mark(0)}\n\nBron\n\n[^1]: Noten.\n"
    )
    assert [each.alt for each in text.pictures] == ["En bro"]


def test_everything_has_the_style_that_word_has_for_it() -> None:
    document = opened(
        "<h1>T</h1><p class='lead'>L</p><h2>R</h2><h6>Djup</h6><ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul>"
        "</li></ul><ol><li>d<p>mer</p></li></ol><figure><figcaption>f</figcaption></figure>"
        "<div class='note'><p>n</p></div><p>t</p>"
    )
    assert styles(document) == [
        ("Title", "T"),
        ("Lead", "L"),
        ("Heading 1", "R"),
        ("Heading 5", "Djup"),
        ("List Bullet", "a"),
        ("List Bullet 2", "b"),
        ("List Number 3", "c"),
        ("List Number", "d"),
        ("List Continue", "mer"),
        ("Caption", "f"),
        ("Box", "n"),
        ("Body Text", "t"),
    ]


def test_numbered_lists_begin_at_their_number_each() -> None:
    document = opened("<ol><li>a</li></ol><p>x</p><ol start='3'><li>b</li></ol>")
    numbering = document.part.numbering_part.element
    used = [int(each.get(qn("w:val"))) for each in document.element.body.iter(qn("w:numId"))]
    starts = {
        int(num.get(qn("w:numId"))): [int(each.get(qn("w:val"))) for each in num.iter(qn("w:startOverride"))]
        for num in numbering.findall(qn("w:num"))
    }
    assert [starts[number] for number in used] == [[1], [3]]


def test_the_head_of_a_table_is_repeated_and_cells_may_be_merged() -> None:
    html = (
        "<table><thead><tr><th colspan='2'>A</th></tr></thead><tbody><tr><td rowspan='2'>hög</td><td>1</td></tr>"
        "<tr><td>2</td></tr></tbody></table>"
    )
    document = opened(html)
    [table] = document.tables
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows] == [True, False, False]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "A"], ["hög", "1"], ["hög", "2"]]


def test_language_title_and_numbers_of_pages_are_set() -> None:
    document = opened("<p>Hej <span lang='en'>hello</span></p>")
    defaults = document.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "sv"
    assert [each.get(qn("w:val")) for each in document.element.body.iter(qn("w:lang"))] == ["en"]
    assert (document.core_properties.title, document.core_properties.language) == ("Plan för 2027", "sv")
    foot = document.sections[0].footer._element
    assert [each.get(qn("w:instr")) for each in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert document.sections[0].header.paragraphs[0].text == "Plan"


def test_a_table_of_contents_leads_to_bookmarks() -> None:
    html = (
        "<nav class='contents'><h2 class='contents-title'>Innehåll</h2><ol><li><a href='#c1-top'>Mål</a></li>"
        "<li><a href='#c2-top'>Väg</a></li></ol></nav><h2 id='c1-top'>Mål</h2><h2 id='c2-top'>Väg</h2>"
    )
    document = opened(html)
    links = [each.get(qn("w:anchor")) for each in document.element.body.iter(qn("w:hyperlink"))]
    marks = [each.get(qn("w:name")) for each in document.element.body.iter(qn("w:bookmarkStart"))]
    assert links == marks
    assert len(set(marks)) == 2
    assert [style for style, _text in styles(document)] == ["TOC Heading", "toc 1", "toc 1", "Heading 1", "Heading 1"]
    assert convert(written(html)).markdown == "## Mål\n\n## Väg\n"


@pytest.mark.parametrize(("form", "stored"), [("WEBP", "jpg"), ("PNG", "png"), ("GIF", "gif")])
def test_pictures_are_put_in_in_forms_that_word_knows(form: str, stored: str) -> None:
    data = written("<p><img src='picture:0' alt='En bro' width='30'></p>", ("image/x", picture(form)))
    assert [name for name in ZipFile(BytesIO(data)).namelist() if name.startswith("word/media/")] == [
        f"word/media/image1.{stored}"
    ]
    [about] = docx.Document(BytesIO(data)).element.body.iter(qn("wp:docPr"))
    assert about.get("descr") == "En bro"


def test_a_drawing_stays_one() -> None:
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>"
    data = written("<p><img src='picture:0' alt='Steg' width='300' height='200'></p>", ("image/svg+xml", drawing))
    archive = ZipFile(BytesIO(data))
    assert archive.read("word/media/drawing1.svg") == drawing
    assert b"svgBlip" in archive.read("word/document.xml")
    assert b'Extension="svg"' in archive.read("[Content_Types].xml") or b"drawing1.svg" in archive.read(
        "[Content_Types].xml"
    )


def test_a_picture_that_cannot_be_read_is_told_in_words() -> None:
    assert styles(opened("<p><img src='picture:0' alt='En bro'></p>", ("image/png", b"nej"))) == [
        ("Body Text", "[En bro]")
    ]


def test_signs_that_xml_cannot_hold_do_no_harm() -> None:
    assert styles(opened("<p>a\x0bb\x00c\ufffe</p>"))[0][1].startswith("ab")
