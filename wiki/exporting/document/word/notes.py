"""Real footnotes, which python-docx cannot make: a part of the document of their own."""

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from wiki.exporting.document.word.styles import NOTE_MARK, NOTE_TEXT, StyleNumbers
from wiki.exporting.document.word.xml import Element, make, put, text_of

_EMPTY = (
    f"<w:footnotes {nsdecls('w', 'r')}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


class Notes:
    """The footnotes of one document; `part` is what links in them hang on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._style_numbers = StyleNumbers(document)
        self.part: XmlPart | None = None
        self._number = 0

    def new(self) -> tuple[int, Element, XmlPart]:
        """A new footnote: its number, a paragraph that begins with its mark, and the part that it stands in."""
        part = self.part or self._begin()
        self._number += 1
        note = put(part.element, "w:footnote", id=self._number)
        paragraph = put(note, "w:p")
        put(put(paragraph, "w:pPr"), "w:pStyle", val=self._style_numbers[NOTE_TEXT])
        run = put(paragraph, "w:r")
        put(put(run, "w:rPr"), "w:rStyle", val=self._style_numbers[NOTE_MARK])
        put(run, "w:footnoteRef")
        put(paragraph, "w:r").append(text_of(" "))
        return self._number, paragraph, part

    def mark(self, number: int) -> Element:
        """The run that stands in the text."""
        run = make("w:r")
        put(put(run, "w:rPr"), "w:rStyle", val=self._style_numbers[NOTE_MARK])
        put(run, "w:footnoteReference", id=number)
        return run

    def _begin(self) -> XmlPart:
        package = self._document.part.package
        assert package is not None
        place = PackURI("/word/footnotes.xml")
        self.part = XmlPart(place, CONTENT_TYPE.WML_FOOTNOTES, parse_xml(_EMPTY), package)
        self._document.part.relate_to(self.part, RELATIONSHIP_TYPE.FOOTNOTES)
        return self.part
