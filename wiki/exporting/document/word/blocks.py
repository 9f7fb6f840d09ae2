"""Paragraphs of all kinds: headings, text, lists, quotes, boxes, code, tables and figures."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bs4 import Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from docx.document import Document

from wiki.exporting.document.word import styles
from wiki.exporting.document.word.inline import PLAIN, Face, Inline
from wiki.exporting.document.word.lists import Lists
from wiki.exporting.document.word.tables import alignment_of, table_of
from wiki.exporting.document.word.xml import Element, make, put

BLOCKS = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "pre", "blockquote", "div"),
    *("figure", "figcaption", "hr", "section", "header", "nav", "article"),
}
_HEADING = re.compile("h([2-6])")
_STYLES = {"subtitle": "Subtitle", "lead": styles.LEAD, "origin": styles.ORIGIN, "note": styles.BOX}
NAMED = ("List", "List 2", "List 3")  # as deep as Word has styles for


@dataclass(frozen=True)
class Around:
    """What a block stands in: style and face, how deep in lists, and in what list its first paragraph is an item."""

    style: str = styles.BODY_TEXT
    face: Face = PLAIN
    depth: int = 0
    in_list: int = 0
    is_numbered: bool = False
    is_bold: bool = False
    alignment: str = ""


class Blocks:
    """Writes blocks at the end of a document's body, or of a cell."""

    def __init__(self, document: Document, inline: Inline, lists: Lists) -> None:
        self._document = document
        self._inline = inline
        self._lists = lists
        self._style_numbers = styles.StyleNumbers(document)
        self._kinds: dict[str, Callable[[Element, Tag, Around], None]] = {
            "ul": self._list,
            "ol": self._list,
            "table": self._table,
            "pre": self._code,
            "blockquote": self._quote,
            "figure": self._figure,
            "hr": self._rule,
            "dt": self._term,
            "dd": self._said_of_it,
            "h1": self._title,
        }

    def write(self, body: Element, tag: Tag, around: Around) -> None:
        """Write all that stands in `tag`: what is no block is gathered into paragraphs."""
        loose: list[PageElement] = []
        for each in tag.children:
            if isinstance(each, PreformattedString):
                continue
            if isinstance(each, Tag) and each.name in BLOCKS:
                around = self._loose(body, loose, around)
                self.block(body, each, around)
                around = replace(around, in_list=0)
            else:
                loose.append(each)
        self._loose(body, loose, around)

    def paragraph(self, body: Element, style: str, around: Around) -> Element:
        """An empty paragraph: an item of a list, where it is the first one of it."""
        paragraph = put(body, "w:p")
        properties = put(paragraph, "w:pPr")
        put(properties, "w:pStyle", val=self._style_numbers[style])
        if around.in_list:
            place = put(properties, "w:numPr")
            put(place, "w:ilvl", val=min(around.depth, 9) - 1)
            put(place, "w:numId", val=around.in_list)
        if around.alignment:
            put(properties, "w:jc", val=around.alignment)
        return paragraph

    def _loose(self, body: Element, loose: list[PageElement], around: Around) -> Around:
        """Write what stands between blocks, if that is more than blanks."""
        found = [*loose]
        loose.clear()
        if not any(isinstance(each, Tag) or str(each).strip() for each in found):
            return around
        if isinstance(found[0], NavigableString) and not found[0].strip():
            del found[0]
        self._words(body, found, around)
        return replace(around, in_list=0)

    def _words(self, body: Element, nodes: list[PageElement], around: Around) -> None:
        paragraph = self.paragraph(body, self._style_in(around), around)
        face = replace(around.face, marks=around.face.marks | {"b"}) if around.is_bold else around.face
        for each in nodes:
            self._inline.write(paragraph, each, face)

    def _style_in(self, around: Around) -> str:
        """The style of a paragraph here: those in lists have their own."""
        if not around.depth:
            return around.style
        place = min(around.depth, len(NAMED)) - 1
        if not around.in_list:
            return NAMED[place].replace("List", "List Continue")
        return NAMED[place].replace("List", "List Number" if around.is_numbered else "List Bullet")

    def block(self, body: Element, tag: Tag, around: Around) -> None:
        """Write one block."""
        if tag.get("lang"):
            around = replace(around, face=replace(around.face, language=str(tag["lang"])))
        heading = _HEADING.fullmatch(tag.name)
        style = next((_STYLES[name] for name in tag.get("class") or [] if name in _STYLES), "")
        if heading:
            self._heading(body, tag, int(heading[1]) - 1, around)
        elif "contents" in (tag.get("class") or []):
            self._contents(body, tag, around)
        elif "footnote" in (tag.get("class") or []):
            return  # written where they are referred to
        elif tag.name in self._kinds:
            self._kinds[tag.name](body, tag, around)
        elif tag.name in ("p", "figcaption"):
            self._words(body, list(tag.children), replace(around, style=style) if style else around)
        else:
            self.write(body, tag, replace(around, style=style) if style else around)

    def _heading(self, body: Element, tag: Tag, level: int, around: Around) -> None:
        if "contents-title" in (tag.get("class") or []):
            paragraph = self.paragraph(body, styles.CONTENTS_HEADING, Around())
        else:
            paragraph = self.paragraph(body, f"Heading {level}", Around())
        if "new-page" in (tag.get("class") or []):
            paragraph.pPr.append(make("w:pageBreakBefore"))
        self._inline.bookmark(paragraph, str(tag.get("id", "")))
        self._inline.inside(paragraph, tag, around.face)

    def _title(self, body: Element, tag: Tag, around: Around) -> None:
        paragraph = self.paragraph(body, "Title", Around())
        self._inline.bookmark(paragraph, str(tag.get("id", "")))
        self._inline.inside(paragraph, tag, around.face)

    def _list(self, body: Element, tag: Tag, around: Around) -> None:
        is_numbered, depth = tag.name == "ol", around.depth + 1
        start = str(tag.get("start", "1"))
        number = (
            self._lists.numbered(min(depth, 9) - 1, int(start) if start.isdecimal() else 1)
            if is_numbered
            else self._lists.bullets(is_marked="tasks" not in (tag.get("class") or []))
        )
        for item in tag.find_all("li", recursive=False):
            self.write(body, item, replace(around, depth=depth, in_list=number, is_numbered=is_numbered))

    def _table(self, body: Element, tag: Tag, around: Around) -> None:
        def write_cell(cell: Element, of: Tag) -> None:
            before = len(cell)
            inner = Around(styles.TABLE_TEXT, around.face, is_bold=of.name == "th", alignment=alignment_of(of))
            self.write(cell, of, inner)
            if len(cell) == before or not cell[-1].tag.endswith("}p"):
                self.paragraph(cell, styles.TABLE_TEXT, inner)  # Word wants a cell to end with a paragraph

        table = table_of(tag, write_cell)
        if table is not None:
            body.append(table)
            self.paragraph(body, "No Spacing", Around())

    def _code(self, body: Element, tag: Tag, around: Around) -> None:
        paragraph = self.paragraph(body, styles.CODE, replace(around, in_list=0))
        self._inline.words(paragraph, tag.get_text().rstrip("\n"), Face(language=around.face.language, is_plain=True))

    def _quote(self, body: Element, tag: Tag, around: Around) -> None:
        self.write(body, tag, replace(around, style="Quote"))

    def _figure(self, body: Element, tag: Tag, around: Around) -> None:
        for image in tag.find_all("img"):
            paragraph = self.paragraph(body, around.style, Around())
            if tag.find("figcaption"):
                paragraph.pPr.insert(1, make("w:keepNext"))
            self._inline.write(paragraph, image, around.face)
        for caption in tag.find_all("figcaption"):
            self._words(body, list(caption.children), replace(around, style="Caption", depth=0))

    def _rule(self, body: Element, _tag: Tag, around: Around) -> None:
        paragraph = self.paragraph(body, around.style, Around())
        borders = put(paragraph.pPr, "w:pBdr")
        put(borders, "w:bottom", val="single", sz=6, space=1, color=styles.LINE)

    def _term(self, body: Element, tag: Tag, around: Around) -> None:
        self._words(body, list(tag.children), replace(around, is_bold=True))

    def _said_of_it(self, body: Element, tag: Tag, around: Around) -> None:
        self.write(body, tag, replace(around, style="List Continue"))

    def _contents(self, body: Element, tag: Tag, around: Around) -> None:
        """A table of contents as Word makes it, filled in already; Word adds the numbers of the pages when asked to."""
        for heading in tag.find_all("h2"):
            self._heading(body, heading, 1, around)
        entries = tag.select("li > a")
        for number, entry in enumerate(entries):
            paragraph = self.paragraph(body, styles.CONTENTS, Around())
            if number == 0:
                _field(paragraph, "begin")
                put(paragraph, "w:r").append(_instruction(r' TOC \o "1-2" \h \z \u '))
                _field(paragraph, "separate")
            link = self._inline.link_to(str(entry["href"]), self._document.part)
            self._inline.inside(link, entry, around.face)
            paragraph.append(link)
            if number == len(entries) - 1:
                _field(paragraph, "end")


def _field(paragraph: Element, kind: str) -> None:
    put(put(paragraph, "w:r"), "w:fldChar", fldCharType=kind)


def _instruction(words: str) -> Element:
    element = make("w:instrText")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element
