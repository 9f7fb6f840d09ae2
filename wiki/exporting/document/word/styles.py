"""How a document looks: the styles that Word has for everything, in a sober face that any computer has."""

from typing import Any, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from wiki.exporting.document.word.xml import Element, make, put

FACE, CODE_FACE = "Calibri", "Consolas"
INK, DEEP, GREY, LINK = RGBColor(0x1E, 0x2B, 0x30), RGBColor(0x0A, 0x4A, 0x55), RGBColor(0x4A, 0x57, 0x5C), "0A5A66"
LINE, WASH = "B9C4C7", "EEF3F4"
BODY_TEXT, LEAD, ORIGIN, BOX, CODE = "Body Text", "Lead", "Origin", "Box", "Code"
TABLE_TEXT = "Table Text"
INLINE_CODE, HYPERLINK, NOTE_TEXT, NOTE_MARK = "Inline Code", "Hyperlink", "footnote text", "footnote reference"
CONTENTS, CONTENTS_HEADING = "toc 1", "TOC Heading"
SIZES = {1: 17, 2: 14, 3: 12, 4: 11, 5: 11, 6: 11}  # points, by level of heading


def dress(document: Document, language: str) -> None:
    """Give `document` its styles, its page and its language."""
    _speak(document, language)
    _page(document)
    normal = _paragraph(document, "Normal")
    _face(normal, FACE)
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.15
    _headings(document)
    _own(document)
    _own_for_characters(document)
    for name in ("Quote", "Caption"):
        _paragraph(document, name).font.color.rgb = GREY
    _paragraph(document, "Caption").font.size = Pt(9.5)
    _paragraph(document, "Quote").paragraph_format.left_indent = Cm(0.8)


class StyleNumbers:
    """What the file calls the styles, by their names; the library looks through all of them each time."""

    def __init__(self, document: Document) -> None:
        self._styles = document.styles
        self._known: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        """What the style is called in the file."""
        if name not in self._known:
            self._known[name] = str(self._styles[name].style_id)
        return self._known[name]


def _speak(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    properties = next(defaults.iter(qn("w:rPr")))
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    put(properties, "w:lang", val=language, eastAsia=language, bidi="ar-SA")
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)


def _headings(document: Document) -> None:
    title = _paragraph(document, "Title")
    title.font.size, title.font.bold, title.font.color.rgb = Pt(25), True, DEEP
    for border in title.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    subtitle = _paragraph(document, "Subtitle")
    subtitle.font.size, subtitle.font.italic, subtitle.font.bold, subtitle.font.color.rgb = Pt(11), False, False, GREY
    for each in (title, subtitle):
        for spacing in each.element.rPr.findall(qn("w:spacing")):
            each.element.rPr.remove(spacing)
    for level, size in SIZES.items():
        heading = _paragraph(document, f"Heading {level}")
        heading.font.size, heading.font.bold, heading.font.italic = Pt(size), True, False
        heading.font.color.rgb = DEEP if level < 3 else INK
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(size), Pt(4)
        heading.paragraph_format.keep_with_next = True
    for name in ("Title", "Subtitle", CONTENTS_HEADING, *(f"Heading {level}" for level in SIZES)):
        _face(_paragraph(document, name), FACE)


def _own(document: Document) -> None:
    lead = _new(document, LEAD)
    lead.font.size, lead.font.color.rgb = Pt(12.5), GREY
    origin = _new(document, ORIGIN)
    origin.font.size, origin.font.color.rgb = Pt(9), GREY
    box = _new(document, BOX)
    _frame(box, left=24)
    code = _new(document, CODE)
    _face(code, CODE_FACE)
    code.font.size, code.paragraph_format.line_spacing = Pt(9.5), 1.0
    code.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _frame(code, left=4)
    for style in (box, code):
        style.paragraph_format.left_indent = style.paragraph_format.right_indent = Cm(0.4)
    cell = _new(document, TABLE_TEXT)
    cell.font.size, cell.paragraph_format.line_spacing = Pt(10), 1.0
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    contents = _new(document, CONTENTS)
    contents.paragraph_format.space_after = Pt(3)
    note = _new(document, NOTE_TEXT)
    note.font.size, note.paragraph_format.space_after = Pt(9.5), Pt(0)


def _own_for_characters(document: Document) -> None:
    link = _new_for_characters(document, HYPERLINK)
    link.font.underline, link.font.color.rgb = True, RGBColor.from_string(LINK)
    mark = _new_for_characters(document, NOTE_MARK)
    mark.font.superscript = True
    code = _new_for_characters(document, INLINE_CODE)
    _face(code, CODE_FACE)
    code.font.size = Pt(10)


def _frame(style: ParagraphStyle, left: int) -> None:
    """A line at the left and a wash behind."""
    properties = style.element.get_or_add_pPr()
    borders = make("w:pBdr")
    put(borders, "w:left", val="single", sz=left, space=8, color=LINK if left > 8 else LINE)
    shade = make("w:shd", val="clear", color="auto", fill=WASH)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    properties.insert_element_before(shade, "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")


def _paragraph(document: Document, name: str) -> ParagraphStyle:
    return cast("ParagraphStyle", document.styles[name])


def _new(document: Document, name: str) -> ParagraphStyle:
    found = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in {CONTENTS, NOTE_TEXT})
    style = cast("ParagraphStyle", found)
    style.base_style = document.styles["Normal"]
    return style


def _new_for_characters(document: Document, name: str) -> CharacterStyle:
    is_words_own = name in {HYPERLINK, NOTE_MARK}
    return cast("CharacterStyle", document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER, builtin=is_words_own))


def _face(style: Any, face: str) -> None:
    style.font.name = face
    fonts: Element = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), face)
