"""Writing a Word document: its frame, its chapters, and what is known of it as a file."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from bs4 import BeautifulSoup, Tag
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from wiki.exporting.document.word.blocks import Around, Blocks
from wiki.exporting.document.word.inline import Face, Inline
from wiki.exporting.document.word.lists import Lists
from wiki.exporting.document.word.notes import Notes
from wiki.exporting.document.word.pictures import Pictures
from wiki.exporting.document.word.styles import dress
from wiki.exporting.document.word.xml import put, text_of


def write(html: str, about: Mapping[str, str], pictures: Sequence[tuple[str, bytes]]) -> bytes:
    """The .docx of `html`, the body of a bound document.

    `about` has its title, language, author, subject, licence, running head, and when it was made; `pictures` kind and
    bytes of what `<img src="picture:0">` stands for.
    """
    document = docx.Document()
    dress(document, about["language"])
    _tell(document, about)
    body = document.element.body
    notes = Notes(document)
    inline = Inline(document, Pictures(document, pictures), notes)
    blocks = Blocks(document, inline, Lists(document))
    end = body.sectPr
    body.remove(end)
    for part in BeautifulSoup(html, "html.parser").children:
        if isinstance(part, Tag):
            inline.know_notes({str(note["id"]): note for note in part.select(".footnote li[id]")})
            blocks.block(body, part, _around(part, about["language"]))
    body.append(end)
    _frame(document, about)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _around(part: Tag, language: str) -> Around:
    own = str(part.get("lang", ""))
    return Around(face=Face(language=own if own and own != language else ""))


def _tell(document: Document, about: Mapping[str, str]) -> None:
    properties = document.core_properties
    properties.title, properties.author = about["title"][:255], about["author"][:255]
    properties.language, properties.subject = about["language"], about["subject"][:255]
    properties.comments, properties.keywords = about["source"][:255], ""
    properties.created = properties.modified = datetime.fromisoformat(about["made"]).replace(tzinfo=None)
    properties.last_modified_by = ""


def _frame(document: Document, about: Mapping[str, str]) -> None:
    """The running head with the title, the foot with the number of the page."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.text = about["head"]
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, after = about["page"].split("|")
    for words, field in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
        put(foot._p, "w:r").append(text_of(words))  # noqa: SLF001 - the library has no public name for it
        if field:
            simple = put(foot._p, "w:fldSimple", instr=field)  # noqa: SLF001
            put(simple, "w:r").append(text_of("1"))
    for paragraph in (head, foot):
        for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001
            run.get_or_add_rPr().get_or_add_sz().val = 114300  # nine points


def answer(data: bytes, html: str, about: dict[str, str], pictures: list[list[Any]]) -> tuple[dict[str, Any], bytes]:
    """What the process answers that writes the document; `data` are the bytes of all pictures in a row."""
    given, place = [], 0
    for kind, size in pictures:
        given.append((str(kind), data[place : place + size]))
        place += size
    return {}, write(html, about, given)
