"""What stands within a paragraph: words with their emphasis and language, links, line breaks, marks of footnotes."""

import re
from dataclasses import dataclass, replace

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn

from wiki.exporting.document.word.notes import Notes
from wiki.exporting.document.word.pictures import Pictures
from wiki.exporting.document.word.styles import HYPERLINK, INLINE_CODE, StyleNumbers
from wiki.exporting.document.word.xml import Element, make, put, text_of

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML has no way to write them
CODE = {"code", "kbd", "samp", "var"}
MADE = {"strong": "b", "b": "b", "em": "i", "i": "i", "cite": "i", "dfn": "i", "del": "strike", "s": "strike"}
RAISED = {"sup": "superscript", "sub": "subscript"}


@dataclass(frozen=True)
class Face:
    """How the words look that come next. `marks` are the names of Word's elements for it."""

    marks: frozenset[str] = frozenset()
    raised: str = ""
    style: str = ""
    language: str = ""
    is_plain: bool = False  # blanks and lines as they stand


PLAIN = Face()


class Inline:
    """Writes inline elements into paragraphs of one document."""

    def __init__(self, document: Document, pictures: Pictures, notes: Notes) -> None:
        self._document = document
        self._pictures = pictures
        self._notes = notes
        self._style_numbers = StyleNumbers(document)
        self._bookmarks: dict[str, str] = {}
        self._written_notes: dict[str, Tag] = {}

    def know_notes(self, notes: dict[str, Tag]) -> None:
        """The footnotes of the chapter that comes now, by their ids."""
        self._written_notes = notes

    def write(self, paragraph: Element, node: PageElement, face: Face, part: Part | None = None) -> None:
        """Write what `node` holds at the end of `paragraph`, or of a link in it; `part` is where that stands."""
        part = part or self._document.part
        if isinstance(node, PreformattedString):
            return
        if isinstance(node, NavigableString):
            self.words(paragraph, str(node), face)
        elif isinstance(node, Tag):
            self._element(paragraph, node, face, part)

    def inside(self, paragraph: Element, tag: Tag, face: Face, part: Part | None = None) -> None:
        """Write all that stands in `tag`."""
        for each in tag.children:
            self.write(paragraph, each, face, part)

    def words(self, paragraph: Element, words: str, face: Face) -> None:
        """Write words; lines of code keep their ends."""
        lines = _UNSPEAKABLE.sub("", words).split("\n") if face.is_plain else [_BLANKS.sub(" ", words)]
        for number, line in enumerate(lines):
            run = self._run(face)
            if number:
                put(run, "w:br")
            if line:
                run.append(text_of(_UNSPEAKABLE.sub("", line)))
            if number or line:
                paragraph.append(run)

    def bookmark(self, paragraph: Element, name: str) -> None:
        """Let links within the document find this paragraph."""
        if name:
            known = self._bookmark(name)
            number = known.removeprefix("place_")
            paragraph.append(make("w:bookmarkStart", id=number, name=known))
            paragraph.append(make("w:bookmarkEnd", id=number))

    def link_to(self, address: str, part: Part) -> Element:
        """An empty link: within the document, or to elsewhere."""
        link = make("w:hyperlink", history="1")
        if address.startswith("#"):
            link.set(qn("w:anchor"), self._bookmark(address[1:]))
        else:
            link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        return link

    def _element(self, paragraph: Element, tag: Tag, face: Face, part: Part) -> None:
        if tag.name == "br":
            put(put(paragraph, "w:r"), "w:br")
        elif tag.name == "img":
            self._picture(paragraph, tag, face, part)
        elif tag.name == "a" and tag.get("href"):
            self._link(paragraph, tag, face, part)
        else:
            self.inside(paragraph, tag, self._changed(face, tag), part)

    def _picture(self, paragraph: Element, tag: Tag, face: Face, part: Part) -> None:
        drawn = self._pictures.draw(tag) if part is self._document.part else None
        if drawn is not None and paragraph.tag == qn("w:p"):
            put(paragraph, "w:r").append(drawn)
        elif tag.get("alt"):
            self.words(paragraph, f"[{tag['alt']}]", face)

    def _link(self, paragraph: Element, tag: Tag, face: Face, part: Part) -> None:
        address = str(tag["href"])
        if "footnote-ref" in (tag.get("class") or []):
            self._note(paragraph, address[1:], face)
            return
        if paragraph.tag == qn("w:hyperlink"):  # links hold no links
            self.inside(paragraph, tag, face, part)
            return
        link = self.link_to(address, part)
        self.inside(link, tag, replace(face, style=HYPERLINK), part)
        paragraph.append(link)

    def _note(self, paragraph: Element, name: str, face: Face) -> None:
        """The mark of a footnote, and the footnote where it is referred to for the first time."""
        note = self._written_notes.get(name)
        if note is None or paragraph.tag != qn("w:p"):
            return
        number, inside, part = self._notes.new()
        paragraphs = note.find_all("p") or [note]
        for at, each in enumerate(paragraphs):
            if at:
                put(put(inside, "w:r"), "w:br")
            self.inside(inside, each, Face(language=face.language), part)
        paragraph.append(self._notes.mark(number))

    def _changed(self, face: Face, tag: Tag) -> Face:
        if tag.get("lang"):
            face = replace(face, language=str(tag["lang"]))
        if tag.name in MADE:
            return replace(face, marks=face.marks | {MADE[tag.name]})
        if tag.name in ("u", "ins"):
            return replace(face, marks=face.marks | {"u"})
        if tag.name in RAISED and not tag.select_one("a.footnote-ref"):
            return replace(face, raised=RAISED[tag.name])
        if tag.name in CODE:
            return replace(face, style=INLINE_CODE)
        return face

    def _run(self, face: Face) -> Element:
        """An empty run; its properties stand in the order that the schema asks for."""
        run = make("w:r")
        properties = make("w:rPr")
        if face.style:
            put(properties, "w:rStyle", val=self._style_numbers[face.style])
        for mark in ("b", "i", "strike"):
            if mark in face.marks:
                put(properties, f"w:{mark}")
        if "u" in face.marks:
            put(properties, "w:u", val="single")
        if face.raised:
            put(properties, "w:vertAlign", val=face.raised)
        if face.language:
            put(properties, "w:lang", val=face.language)
        if len(properties):
            run.append(properties)
        return run

    def _bookmark(self, name: str) -> str:
        return self._bookmarks.setdefault(name, f"place_{len(self._bookmarks) + 1}")
