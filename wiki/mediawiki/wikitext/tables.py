"""Tables: rows, cells and their attributes, as MediaWiki reads them line by line (Parser::handleTables)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from wiki.mediawiki.wikitext.cells import cell_text
from wiki.mediawiki.wikitext.conversion import OPEN, PIECE, Conversion
from wiki.mediawiki.wikitext.escaping import fence
from wiki.mediawiki.wikitext.lists import Row
from wiki.mediawiki.wikitext.tags import attributes

MAX_COLUMNS = 60
MAX_STROKES = 100
"""Upright strokes in a line, those of links among them; the wiki shows no page that has more (markup/limits.py)."""
MOST_PLACED = 24
"""Cells of a table that only places things beside each other."""
MAX_SPAN = 500
MAX_ADDED = 20_000
"""Cells that a table gets because others are wide or high."""
_RIGHT = re.compile(r"right|höger", re.IGNORECASE)
_CENTER = re.compile(r"center", re.IGNORECASE)
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_PLACED = re.compile(r"\{\||={2,6}[^=]+={2,6}\s*$")
_LOOKS = re.compile(
    r"\b(?:style|bgcolor|color|width|height|align|valign|background|border|cellpadding)\s*=", re.IGNORECASE
)


Walk = Callable[[list[Row]], list[str]]


@dataclass(slots=True)
class _Cell:
    is_header: bool
    given: dict[str, str] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    text: str = ""

    def span(self, name: str, most: int) -> int:
        said = self.given.get(name, "1").strip()
        return min(max(int(said), 1), most) if said.isdecimal() and len(said) < 5 else 1

    @property
    def align(self) -> str:
        """Where the cell says that its text stands."""
        said = self.given.get("align", "") + "".join(re.findall(r"text-align:\s*(\w+)", self.given.get("style", "")))
        return "right" if _RIGHT.search(said) else "center" if _CENTER.search(said) else ""


def table(conversion: Conversion, rows: list[Row], walk: Walk | None) -> list[str]:
    """The blocks of a table; `rows` are its lines, from the one with "{|" to the one before "|}".

    `walk` reads the lines of a cell as blocks, where that may be asked for.
    """
    first = rows[0][1]
    read = _Reading(rows)
    read.run(conversion)
    conversion.line = first
    if any(_LOOKS.search(given) for given in read.looks):
        conversion.lose("attributes", rows[0][0].strip())
    if walk and read.is_layout:
        conversion.lose("layout", rows[0][0].strip())
        return [block for row in read.all_rows() for block in walk(row)]
    for row in read.rows:
        for cell in row:
            cell.text = cell_text(conversion, cell.rows)
    conversion.line = first
    grid = _grid([row for row in read.rows if row], conversion, rows[0][0].strip())
    width = max(map(len, grid), default=0)
    written = _written(grid, width) if 0 < width <= MAX_COLUMNS else ""
    if width > MAX_COLUMNS or any(line.count("|") > MAX_STROKES for line in written.split("\n")):
        conversion.lose("table", rows[0][0])
        return [fence("\n".join(conversion.restored(text) for text, _ in [*rows, ("|}", 0)]))]
    caption = cell_text(conversion, read.caption)
    blocks = [f"**{caption.strip('*')}**"] if caption else []
    if between := cell_text(conversion, read.between):
        conversion.line = next(line for text, line in read.between if text.strip())
        conversion.lose("table-row", conversion.restored(between))
        blocks = [between, *blocks]
    return [*blocks, written] if width and any(cell.text for row in grid for cell in row) else blocks


class _Reading:
    """One walk over the lines of a table."""

    def __init__(self, rows: list[Row]) -> None:
        self.lines = rows
        self.rows: list[list[_Cell]] = [[]]
        self.caption: list[Row] = []
        self.looks = [rows[0][0].partition("{|")[2]]
        self.between: list[Row] = []  # what belongs to no cell
        self.target = self.between  # where further lines belong
        self.depth = 0

    def run(self, conversion: Conversion) -> None:
        for written, line in self.lines[1:]:
            text = PIECE.sub(lambda sign: _stroke(conversion, sign), written) if OPEN in written else written
            self.read(text.strip() if not self.depth else text, line, text)

    @property
    def is_layout(self) -> bool:
        """Whether the table only places things beside each other: tables, and sections with headings."""
        cells = [cell for row in self.rows for cell in row]
        has_blocks = any(_PLACED.match(text) for cell in cells for text, _ in cell.rows)
        return has_blocks and len(cells) <= MOST_PLACED and "wikitable" not in self.looks[0]

    def all_rows(self) -> Iterator[list[Row]]:
        """The lines of all that is in the table, as they are read one after the other."""
        yield self.between
        yield self.caption
        for row in self.rows:
            for cell in row:
                yield cell.rows

    def read(self, text: str, line: int, whole: str) -> None:
        stripped = text.lstrip()
        if stripped.startswith("{|") or (self.depth and stripped.startswith("|}")):
            self.depth += 1 if stripped.startswith("{|") else -1
            self.target.append((stripped, line))
        elif self.depth:
            self.target.append((stripped, line))
        elif text.startswith("|-"):
            self.looks.append(text[2:])
            self.rows.append([])
            self.target = self.between
        elif text.startswith("|+"):
            caption = text[2:]
            before, bar, after = caption.partition("|")
            self.target = self.caption
            self.target.append((after if bar and "=" in before else caption, line))
        elif text[:1] in ("|", "!") and not PIECE.match(text):
            self.cells(text, line)
        else:
            self.target.append((whole, line))

    def cells(self, text: str, line: int) -> None:
        is_header = text[0] == "!"
        for part in re.split(r"\|\||!!" if is_header else r"\|\|", text[1:]):
            given, bar, content = part.partition("|")
            if bar and "[[" not in given:
                self.looks.append(given)
            else:
                given, content = "", part
            cell = _Cell(is_header, attributes(given), [(content.strip(), line)])
            self.rows[-1].append(cell)
            self.target = cell.rows


def _stroke(conversion: Conversion, sign: re.Match[str]) -> str:
    """The stroke that {{!}} stands for where a condition held the row; any other sign as it is."""
    return "|" if conversion.piece(sign[1]).plain == "{{!}}" else sign[0]


def _grid(rows: list[list[_Cell]], conversion: Conversion, original: str) -> list[list[_Cell]]:
    """The rows with all their columns: a high cell is repeated, a wide one has empty cells after it."""
    done: list[list[_Cell]] = []
    high: dict[int, tuple[_Cell, int]] = {}  # by column: a cell that goes on, and for how many rows
    lost, added = False, 0
    for row in rows:
        cells: list[_Cell] = []
        waiting = list(row)
        while waiting or len(cells) in high:
            column = len(cells)
            if column in high:
                cell, left = high.pop(column)
                cells.append(cell)
                if left > 1:
                    high[column] = (cell, left - 1)
                continue
            cell = waiting.pop(0)
            wide, tall = cell.span("colspan", MAX_COLUMNS), cell.span("rowspan", MAX_SPAN)
            lost = lost or wide > 1 or tall > 1
            empty = _Cell(cell.is_header)
            added += wide * tall - 1
            for each in [cell, *[empty] * (wide - 1)]:
                if tall > 1 and added < MAX_ADDED:
                    high[len(cells)] = (each, tall - 1)
                cells.append(each)
            if len(cells) > MAX_COLUMNS:
                break
        done.append(cells)
    if lost:
        conversion.lose("span", original)
    return done


def _written(grid: list[list[_Cell]], width: int) -> str:
    first = grid[0]
    is_headed = all(cell.is_header for cell in first) and len(grid) > 1
    is_bold = not is_headed and len(grid) > 1 and _all_bold(first)
    body = grid[1:] if is_headed or is_bold else grid
    head = [cell.text.removeprefix("**").removesuffix("**") if is_bold else cell.text for cell in first]
    lines = [_line(head if is_headed or is_bold else [], width)]
    lines.append(_line([_dashes([row[at].align for row in body if at < len(row)]) for at in range(width)], width))
    lines += (_line([_shown(cell) for cell in row], width) for row in body)
    return "\n".join(lines)


def _all_bold(row: list[_Cell]) -> bool:
    return all(_BOLD.fullmatch(cell.text) for cell in row)


def _shown(cell: _Cell) -> str:
    is_plain = cell.is_header and cell.text and "*" not in cell.text and "<br>" not in cell.text
    return f"**{cell.text}**" if is_plain else cell.text


def _dashes(alignments: list[str]) -> str:
    """The dashes under a column: its cells agree on where their text stands, or nothing is said."""
    if alignments and alignments[0] and len(set(alignments)) == 1:
        return "---:" if alignments[0] == "right" else ":---:"
    return "---"


def _line(cells: list[str], width: int) -> str:
    filled = [*cells, *[""] * (width - len(cells))]
    return "| " + " | ".join(filled) + " |"
