"""What one conversion knows, and what it gathers on its way.

Whatever has been converted is taken out of the text and kept as a piece, and a sign with its number stands in its place
until the text around it has been converted too. So no rule ever reads what another has written.
"""

import re
from dataclasses import dataclass

from wiki.markup import PageName
from wiki.mediawiki.wikitext.lost import MAX_ORIGINAL, Category, Lost
from wiki.mediawiki.wikitext.names import Names

OPEN, CLOSE = "\x02", "\x03"
PIECE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
SOFT = "\x04"
"""A line end that the source does not have, where a block begins or ends within a line."""
QUOTE, UNQUOTE = "\x05", "\x06"
"""Lines on which a quotation begins and ends."""

MAX_LOST = 1000
"""Losses that are told of one page."""


@dataclass(slots=True)
class Piece:
    """Something converted. `lines` are the line ends that it took out of the text.

    One that `stands_alone` has empty lines around it; `short` is how it reads where that cannot be, in a cell or an
    item. One that is `above` floats beside the text, and stands before the paragraph that it was written in.
    """

    text: str
    lines: int = 0
    stands_alone: bool = False
    short: str = ""
    above: bool = False
    is_unseen: bool = False  # a comment or a category: a line with nothing else is no line
    is_link: bool = False
    is_nothing: bool = False  # <nowiki/>, which parts a link from the letters after it
    plain: str = ""  # what was written, for code around it


class Conversion:
    """The state of one conversion, which all its parts share. `line` is where the text stands that is being read."""

    def __init__(self, page: PageName, names: Names) -> None:
        self.page = page
        self.names = names
        self.line = 1
        self.pieces: list[Piece] = []
        self.lost: list[Lost] = []
        self.categories: dict[PageName, Category] = {}
        self.in_place = 0  # parts for inclusion only, within which a category stays where it is
        self.templates: dict[PageName, None] = {}
        self.default_sort = ""
        self.spans: list[str] = []  # what closes the spans that are open

    def keep(self, piece: Piece) -> str:
        """Keep a piece, and give the sign that stands for it."""
        self.pieces.append(piece)
        return f"{OPEN}{len(self.pieces) - 1}{CLOSE}"

    def lose(self, kind: str, original: str, line: int = 0) -> None:
        """Note that something was not converted faithfully; the same thing twice on a line is told once."""
        told = Lost(kind, line or self.line, self.restored(original)[:MAX_ORIGINAL])
        if len(self.lost) < MAX_LOST and told not in self.lost[-5:]:
            self.lost.append(told)

    def piece(self, number: str) -> Piece:
        """The piece that a sign stands for."""
        return self.pieces[int(number)]

    def lines_in(self, text: str) -> int:
        """How many line ends of the source have been taken out of `text`."""
        return sum(self.piece(number).lines for number in PIECE.findall(text)) if OPEN in text else 0

    def seen(self, text: str) -> str:
        """The text without the signs for comments, which belong to no name."""
        return PIECE.sub(lambda sign: "" if self.piece(sign[1]).is_unseen else sign[0], text) if OPEN in text else text

    def restored(self, text: str) -> str:
        """The text with what was written in place of the signs."""
        return PIECE.sub(lambda sign: self.piece(sign[1]).plain, text) if OPEN in text else text
