"""Word documents, made as Word makes them."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZipFile

import docx
from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.text.paragraph import Paragraph
from PIL import Image


def saved(document: Document) -> bytes:
    """The bytes of the file."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def picture(color: str = "teal") -> BytesIO:
    """A small picture."""
    file = BytesIO()
    Image.new("RGB", (60, 40), color).save(file, "PNG")
    file.seek(0)
    return file


LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{{form}}"/><w:lvlText w:val="{{sign}}"/></w:lvl>'
    for level in range(4)
)


def list_style(document: Document, form: str = "bullet") -> int:
    """A new list with four levels; what `item` wants to know."""
    numbering = document.part.numbering_part.element
    number = 900 + len(numbering)
    abstract = (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{LEVELS.format(form=form, sign="*")}</w:abstractNum>'
    )
    concrete = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    numbering.insert(0, parse_xml(abstract))
    numbering.append(parse_xml(concrete))
    return number


def item(document: Document, text: str, of: int, level: int = 0) -> Paragraph:
    """An item of the list `of`; `level` 0 is the outermost."""
    paragraph = document.add_paragraph(text, style="List Paragraph")
    numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = of
    return paragraph


def link(paragraph: Paragraph, text: str, address: str) -> None:
    """A link at the end of a paragraph."""
    number = paragraph.part.relate_to(
        address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True
    )
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), number)
    run = paragraph.add_run(text)._r
    paragraph._p.remove(run)
    element.append(run)
    paragraph._p.append(element)


def plan() -> Document:
    """A document with a bit of everything."""
    document = docx.Document()
    document.add_heading("Plan för välfärdsteknik", 0)
    document.add_heading("Bakgrund", 1)
    paragraph = document.add_paragraph("Vi börjar ")
    paragraph.add_run("smått").bold = True
    paragraph.add_run(" och ")
    paragraph.add_run("rättar till").italic = True
    paragraph.add_run(". Läs mer hos ")
    link(paragraph, "myndigheten", "https://example.org/stöd")
    document.add_heading("Vad vi gör", 2)
    bullets, numbers = list_style(document), list_style(document, "decimal")
    for level, text in ((0, "Prova"), (1, "i en grupp"), (2, "på ett boende"), (0, "Rätta till")):
        item(document, text, bullets, level)
    for text in ("Först så", "sedan så"):
        item(document, text, numbers)
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("Steg", "När"), ("Pröva | mäta", "2026"), ("Bredda", "2027"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(2, 1).add_paragraph("eller senare")
    document.add_picture(picture())
    document.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", "En cirkel som växer")
    document.add_paragraph("Kostnad * 2 och [hakar] och # inte rubrik.")
    return document


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def footnote(content: bytes, texts: Sequence[str]) -> bytes:
    """The document `content` with one footnote at the end of each of its first paragraphs."""
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(texts, 2)
    )
    changes = {
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{NOTES}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{RELATION}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    made = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name in changes:
                before, after = changes[name]
                text = text.decode().replace(before, after).encode()
            elif name == "word/document.xml":
                text = _marked(text.decode(), len(texts)).encode()
            new.writestr(name, text)
        new.writestr("word/footnotes.xml", f'<w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>')
    return made.getvalue()


def _marked(document: str, count: int) -> str:
    for number in range(2, 2 + count):
        mark = f'<w:r><w:footnoteReference w:id="{number}"/></w:r></w:p>'
        head, _, tail = document.partition("</w:t></w:r></w:p>")
        document = f"{head}</w:t></w:r>\x00{mark}{tail}"
    return document.replace("\x00", "")
