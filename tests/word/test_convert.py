from io import BytesIO

import docx
import pytest

from tests.word.documents import footnote, item, link, list_style, picture, plan, saved
from wiki.files.reading import read_text
from wiki.markup import render
from wiki.word.convert import WordText, convert, picture_mark

PLAN = f"""\
## Bakgrund

Vi börjar **smått** och *rättar till*. Läs mer hos [myndigheten](https://example.org/stöd)

### Vad vi gör

- Prova
  - i en grupp
    - på ett boende
- Rätta till

1. Först så
2. sedan så

| Steg | När |
| --- | --- |
| Pröva \\| mäta | 2026 |
| Bredda | 2027<br>eller senare |

{picture_mark(0)}

Kostnad \\* 2 och \\[hakar\\] och # inte rubrik.
"""


def of(document: object) -> WordText:
    return convert(saved(document))  # type: ignore[arg-type]


def test_a_document_with_a_bit_of_everything() -> None:
    text = of(plan())
    assert text.title == "Plan för välfärdsteknik"
    assert text.markdown == PLAN
    assert [each.alt for each in text.pictures] == ["En cirkel som växer"]
    assert text.pictures[0].content == picture().getvalue()


def test_a_large_table_comes_whole() -> None:
    document = docx.Document()
    table = document.add_table(rows=200, cols=6)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row.cells):
            cell.text = f"{number}:{column}"
    html = render(of(document).markdown).html
    assert html.count("<tr>") == 200
    assert "<td>199:5</td>" in html


def test_merged_cells_keep_the_columns_in_place() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Två i en"
    table.cell(0, 2).text = "Tredje"
    table.cell(1, 2).text = "Under tredje"
    assert of(document).markdown == "| Två i en |  | Tredje |\n| --- | --- | --- |\n|  |  | Under tredje |\n"


def test_lists_in_four_levels_keep_their_levels() -> None:
    document = docx.Document()
    bullets = list_style(document)
    for level in (0, 1, 2, 3, 0):
        item(document, f"nivå {level}", bullets, level)
    assert of(document).markdown == "- nivå 0\n  - nivå 1\n    - nivå 2\n      - nivå 3\n- nivå 0\n"


def test_footnotes_become_footnotes() -> None:
    document = docx.Document()
    document.add_paragraph("Som undersökningen visar")
    document.add_paragraph("och den andra")
    text = convert(footnote(saved(document), ("Rapport 2025.", "En *annan* rapport.")))
    assert text.markdown == (
        "Som undersökningen visar[^1]\n\noch den andra[^2]\n\n[^1]: Rapport 2025.\n\n[^2]: En \\*annan\\* rapport.\n"
    )
    assert render(text.markdown).html.count("footnote-ref") == 2


@pytest.mark.parametrize(
    "written", ["1. inte en lista", "- inte heller", "# ingen rubrik", "[[Ingen länk]]", "a_b_c *d*"]
)
def test_signs_stay_signs(written: str) -> None:
    document = docx.Document()
    document.add_paragraph(written)
    html = render(of(document).markdown).html
    assert html == f"<p>{written}</p>"


def test_headings_begin_at_the_second_level_and_skip_none() -> None:
    document = docx.Document()
    for level in (2, 4, 2, 3):
        document.add_heading(f"Rubrik {level}", level)
    assert of(document).markdown == "## Rubrik 2\n\n### Rubrik 4\n\n## Rubrik 2\n\n### Rubrik 3\n"


def test_links_that_could_run_something_do_not_survive_rendering() -> None:
    document = docx.Document()
    link(document.add_paragraph("Klicka "), "här", "javascript:alert(1)")
    assert "javascript" not in render(of(document).markdown).html


def test_a_title_of_its_own_is_not_repeated_in_the_text() -> None:
    document = docx.Document()
    document.add_heading("Den enda översta", 1)
    document.add_paragraph("Text.")
    assert of(document) == WordText("Den enda översta", "Text.\n", ())


def test_what_word_hides_is_not_told() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Synligt. ")
    paragraph.add_run("Dolt. ").font.hidden = True
    paragraph.add_run("Tänt igen.").font.hidden = False
    assert of(document).markdown.strip() == "Synligt. Tänt igen."
    assert read_text(saved(document), "docx").strip() == "Synligt. Tänt igen."


def test_an_empty_document_is_an_empty_text() -> None:
    assert of(docx.Document()) == WordText("", "\n", ())


def test_what_is_no_document_raises() -> None:
    with pytest.raises(Exception):  # noqa: B017  (whatever its reader raises; the caller says it in words)
        convert(BytesIO(b"PK\x03\x04 nej").getvalue())
