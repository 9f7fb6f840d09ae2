"""Tables: their head is repeated on every page, and no row is torn apart."""

from collections.abc import Callable

from bs4 import Tag

from wiki.exporting.document.word.styles import LINE, WASH
from wiki.exporting.document.word.xml import Element, make, put

MOST_SIGNS = 40  # in a cell that count when columns are measured
WIDTH = 9070  # twentieths of a point between the margins
MOST_COLUMNS = 60  # Word takes 63
ALIGNED = {"right": "right", "center": "center"}

Cell = tuple[Tag | None, bool]
"""A place in the grid: the cell that begins there, or None; and whether one from above goes on there."""

WriteCell = Callable[[Element, Tag], None]
"""Writes what a cell holds."""


def table_of(tag: Tag, write_cell: WriteCell) -> Element | None:
    """The table; None where it has no cells."""
    grid = _grid(tag)
    columns = min(max((len(row) for _is_head, row in grid), default=0), MOST_COLUMNS)
    if not columns:
        return None
    table = make("w:tbl")
    properties = put(table, "w:tblPr")
    put(properties, "w:tblStyle", val="TableGrid")
    put(properties, "w:tblW", type="pct", w=5000)
    borders = put(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        put(borders, f"w:{side}", val="single", sz=4, space=0, color=LINE)
    put(properties, "w:tblLook", val="0420", firstRow="1", noVBand="1")
    widths = put(table, "w:tblGrid")
    for width in _widths(grid, columns):
        put(widths, "w:gridCol", w=width)
    for is_head, row in grid:
        _write_row(table, row[:columns], columns, write_cell, is_head=is_head)
    return table


def _widths(grid: list[tuple[bool, list[Cell]]], columns: int) -> list[int]:
    """How wide the columns are: by what stands in them, though none is much wider than the others."""
    longest = [8] * columns
    for _is_head, row in grid:
        for place, (cell, _goes_on) in enumerate(row[:columns]):
            if cell is not None and _span(cell, "colspan") == 1:
                longest[place] = max(longest[place], min(len(cell.get_text(strip=True)), MOST_SIGNS))
    return [WIDTH * each // sum(longest) for each in longest]


def _grid(tag: Tag) -> list[tuple[bool, list[Cell]]]:
    """The rows, each with one entry for each column."""
    rows: list[tuple[bool, list[Cell]]] = []
    open_cells: dict[int, int] = {}  # column → rows that a cell from above still takes
    for tr in tag.find_all("tr"):
        row: list[Cell] = []
        for cell in tr.find_all(["td", "th"], recursive=False):
            _go_on(row, open_cells)
            deep, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            for number in range(wide):
                if deep > 1:
                    open_cells[len(row)] = deep - 1
                row.append((cell if not number else None, False))
        _go_on(row, open_cells)
        is_head = isinstance(tr.parent, Tag) and tr.parent.name == "thead"
        rows.append((is_head, row))
    return rows


def _go_on(row: list[Cell], open_cells: dict[int, int]) -> None:
    while open_cells.get(len(row), 0):
        open_cells[len(row)] -= 1
        row.append((None, True))


def _span(cell: Tag, name: str) -> int:
    said = str(cell.get(name, "1"))
    return min(max(int(said), 1), MOST_COLUMNS) if said.isdecimal() else 1


def _write_row(table: Element, row: list[Cell], columns: int, write_cell: WriteCell, *, is_head: bool) -> None:
    written = put(table, "w:tr")
    properties = put(written, "w:trPr")
    put(properties, "w:cantSplit")
    if is_head:
        put(properties, "w:tblHeader")
    place = 0
    padded = [*row, *([(None, False)] * (columns - len(row)))]
    while place < columns:
        cell, goes_on = padded[place]
        width = 1
        if cell is not None:
            width = min(_span(cell, "colspan"), columns - place)
        _write_cell(written, cell, width, write_cell, goes_on=goes_on)
        place += width


def _write_cell(row: Element, cell: Tag | None, width: int, write_cell: WriteCell, *, goes_on: bool) -> None:
    written = put(row, "w:tc")
    properties = put(written, "w:tcPr")
    if width > 1:
        put(properties, "w:gridSpan", val=width)
    if goes_on:
        put(properties, "w:vMerge")
    elif cell is not None and _span(cell, "rowspan") > 1:
        put(properties, "w:vMerge", val="restart")
    if cell is not None and cell.name == "th":
        put(properties, "w:shd", val="clear", color="auto", fill=WASH)
    if cell is None:
        put(written, "w:p")
        return
    write_cell(written, cell)


def alignment_of(cell: Tag) -> str:
    """How the words of a cell are aligned: "right", "center", or "" as others."""
    return next((ALIGNED[name] for name in cell.get("class") or [] if name in ALIGNED), "")
