"""The matrix as a picture for a slide: signs, numbers and words, without anything that needs the wiki to be read."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from wiki.core.xml import xml_text
from wiki.examples.matrix import Cell, Matrix
from wiki.examples.taxonomy import LADDER

INK, MUTED, LINE, TEAL = "#16282b", "#4d5d60", "#d3dcdd", "#0b5a64"
FONT = "Inter, Segoe UI, Helvetica, Arial, sans-serif"
MARGIN, NAMES, COLUMN, LINE_HEIGHT, SLANT = 32, 150, 56, 34, 150
LONGEST = 24  # letters of a theme that a slanted heading has room for


def picture(matrix: Matrix, title: str, said: str, words: dict[str, str], source: str) -> bytes:
    """The drawing. `said` describes it in words; `words` are those of the statuses; `source` tells where it is from."""
    width = 2 * MARGIN + NAMES + max(COLUMN * len(matrix.themes), 8 * COLUMN) + SLANT // 2
    top = MARGIN + 76 + SLANT
    height = top + LINE_HEIGHT * len(matrix.rows) + MARGIN + 24
    drawing = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width} {height}",
            "width": str(width),
            "height": str(height),
            "role": "img",
            "aria-labelledby": "title desc",
            "font-family": FONT,
        },
    )
    SubElement(drawing, "title", {"id": "title"}).text = xml_text(title)
    SubElement(drawing, "desc", {"id": "desc"}).text = xml_text(said)
    SubElement(drawing, "rect", {"width": str(width), "height": str(height), "fill": "#fff"})
    _write(drawing, title, MARGIN, MARGIN + 22, size=26, weight="700")
    _legend(drawing, words, MARGIN + 58)
    _headings(drawing, matrix.themes, top)
    for number, row in enumerate(matrix.rows):
        y = top + LINE_HEIGHT * number
        _line(drawing, MARGIN, y, MARGIN + NAMES + COLUMN * len(matrix.themes), y)
        _write(drawing, row.municipality.name, MARGIN, y + 22, weight="600")
        for place, theme in enumerate(matrix.themes):
            if theme in row.cells:
                _cell(drawing, row.cells[theme], MARGIN + NAMES + COLUMN * place, y)
    _write(drawing, source, MARGIN, height - MARGIN + 8, size=12, colour=MUTED)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(drawing, "unicode").encode()


def _headings(drawing: Element, themes: Sequence[str], y: int) -> None:
    for place, theme in enumerate(themes):
        x = MARGIN + NAMES + COLUMN * place + COLUMN // 2
        short = theme if len(theme) <= LONGEST else theme[: LONGEST - 1].rstrip() + "…"
        text = _write(drawing, short, x, y - 12, size=14, weight="600")
        text.set("transform", f"rotate(-45 {x} {y - 12})")


def _legend(drawing: Element, words: dict[str, str], y: int) -> None:
    x = MARGIN
    for each in LADDER:
        _sign(drawing, each.key, x, y - 12)
        _write(drawing, words[each.key], x + 22, y + 1, size=14, colour=MUTED)
        x += 44 + 8 * len(words[each.key])


def _cell(drawing: Element, cell: Cell, x: int, y: int) -> None:
    if cell.status:
        _sign(drawing, cell.status, x + 9, y + 9)
    _write(drawing, str(cell.number), x + 31, y + 22, size=14, weight="600", colour=TEAL)


def _sign(drawing: Element, status: str, x: int, y: int) -> None:
    """The sign of a status, 16 by 16."""
    sign = SubElement(drawing, "g", {"transform": f"translate({x} {y})", "fill": "none", "stroke": TEAL})
    sign.set("stroke-width", "1.75")
    if status == "avslutat":
        SubElement(sign, "rect", {"x": "1.75", "y": "1.75", "width": "12.5", "height": "12.5", "rx": "1.5"})
        SubElement(sign, "path", {"d": "m4.75 8.25 2.25 2.25 4.25-4.75"})
        return
    circle = SubElement(sign, "circle", {"cx": "8", "cy": "8", "r": "6.5"})
    if status == "ide":
        circle.set("stroke-dasharray", "2.6 2.5")
    if status == "bredd":
        circle.set("fill", TEAL)
    inside = {"pilot": "M8 3.5V8h4.5A4.5 4.5 0 0 0 8 3.5z", "inforande": "M8 3.5a4.5 4.5 0 1 1-4.5 4.5H8z"}
    if status in inside:
        SubElement(sign, "path", {"d": inside[status], "fill": TEAL, "stroke": "none"})


def _line(drawing: Element, x: int, y: int, to_x: int, to_y: int) -> None:
    ends = {"x1": str(x), "y1": str(y), "x2": str(to_x), "y2": str(to_y)}
    SubElement(drawing, "line", {**ends, "stroke": LINE})


def _write(
    drawing: Element, text: str, x: int, y: int, *, size: int = 15, weight: str = "400", colour: str = INK
) -> Element:
    look = {"x": str(x), "y": str(y), "font-size": str(size), "font-weight": weight, "fill": colour}
    written = SubElement(drawing, "text", look)
    written.text = xml_text(text)
    return written
