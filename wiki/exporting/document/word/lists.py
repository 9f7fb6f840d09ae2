"""Numbering: one list of bullets for all, and for each numbered list one of its own, that begins at its number."""

from docx.document import Document
from docx.oxml.ns import qn

from wiki.exporting.document.word.xml import Element, make, put

LEVELS = 9
BULLETS = ("•", "–", "▪")
FORMS = ("decimal", "lowerLetter", "lowerRoman")
STEP = 360  # twentieths of a point that each level is further in


class Lists:
    """The lists of one document."""

    def __init__(self, document: Document) -> None:
        self._numbering: Element = document.part.numbering_part.element
        self._numbers = self._kind(900, "decimal")
        bullets, bare = self._kind(901, "bullet"), self._kind(902, "none")
        self._last = max(int(each.get(qn("w:numId"))) for each in self._numbering.findall(qn("w:num")) or [make_zero()])
        self._marked, self._bare = self._list(bullets), self._list(bare)

    def bullets(self, *, is_marked: bool) -> int:
        """The list of everything that has bullets, or of what has boxes to tick in their place."""
        return self._marked if is_marked else self._bare

    def numbered(self, level: int, start: int) -> int:
        """A new numbered list, whose items of that level begin at `start`."""
        return self._list(self._numbers, level, start)

    def _list(self, kind: int, level: int | None = None, start: int = 1) -> int:
        self._last += 1
        number = put(self._numbering, "w:num", numId=self._last)
        put(number, "w:abstractNumId", val=kind)
        if level is not None:
            put(put(number, "w:lvlOverride", ilvl=level), "w:startOverride", val=start)
        return self._last

    def _kind(self, number: int, form: str) -> int:
        numbered = form == "decimal"
        kind = make("w:abstractNum", abstractNumId=number)
        put(kind, "w:multiLevelType", val="multilevel" if numbered else "hybridMultilevel")
        for level in range(LEVELS):
            sign = BULLETS[level % 3] if form == "bullet" else ""
            one = put(kind, "w:lvl", ilvl=level)
            put(one, "w:start", val=1)
            put(one, "w:numFmt", val=FORMS[level % 3] if numbered else "bullet")
            put(one, "w:lvlText", val=f"%{level + 1}." if numbered else sign)
            put(one, "w:lvlJc", val="left")
            put(put(one, "w:pPr"), "w:ind", left=STEP * (level + 1), hanging=STEP)
        self._numbering.insert(0, kind)
        return number


def make_zero() -> Element:
    """A list with the number 0, where a document has none."""
    return make("w:num", numId=0)
