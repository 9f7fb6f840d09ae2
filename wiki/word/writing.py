"""Writing a tree of HTML as our Markdown."""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup, Tag
from markdownify import ATX, BACKSLASH, MarkdownConverter

MARK = "\ue000"
"""A sign that no text has, on both sides of what is put in later."""
BREAK = "\ue001"
"""Stands for a line break within a cell."""

NOTE = "\ue002"
"""On both sides of the number of a footnote."""

_EMPTY_LINES = re.compile("\n{3,}")
_NOTE = re.compile(f"{NOTE}([0-9]+){NOTE}")
_BLOCK_START = re.compile(r"^(\s*)(#{1,6}(?= )|[-+](?= )|\d{1,9}(?=[.)] )|>)", re.MULTILINE)


def write(tree: BeautifulSoup, notes: Sequence[Tag]) -> str:
    """The Markdown of `tree`, with `notes` as its footnotes. Marks of pictures stay as they are."""
    converter = Writer()
    text = _tidy(converter.convert_soup(tree))
    written = [_tidy(converter.convert_soup(note)).strip().replace("\n", "\n    ") for note in notes]
    text += "".join(f"\n[^{number}]: {note}\n" for number, note in enumerate(written, 1))
    return _NOTE.sub(r"[^\1]", text.strip() + "\n")


def without_signs(text: str) -> str:
    """`text` without the signs that mean something here."""
    return re.sub(f"[{MARK}{BREAK}{NOTE}]", "", text)


def _tidy(markdown: str) -> str:
    lines = (line.rstrip() for line in markdown.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip() + "\n"


class Writer(MarkdownConverter):
    """markdownify with our dialect: tables of one line a row, pictures by mark, and no more escapes than it needs."""

    class Options:
        """What markdownify is told."""

        heading_style = ATX
        bullets = "-"
        newline_style = BACKSLASH
        sub_symbol = "~"
        sup_symbol = "^"
        escape_underscores = False
        table_infer_header = True

    def escape(self, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002  (the library's)
        """`text` with a backslash before what would otherwise be markup."""
        text = re.sub(r"([\\`*\[\]<~^])", r"\\\1", text)
        text = re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", text)
        return _BLOCK_START.sub(_escape_start, text)

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """The picture's mark."""
        number = str(el.get("src", ""))
        return f"{MARK}{number}{MARK}" if number.isdecimal() else ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        """A cell on one line, in which "|" is only a sign; one that is wider than a column has empty ones beside it."""
        parts = (" ".join(part.split()) for part in text.replace("\\\n", BREAK).split(BREAK))
        inside = "<br>".join(part for part in parts if part).replace("|", "\\|")
        width = str(el.get("colspan", "1"))
        return f" {inside} |" + "  |" * (int(width) - 1 if width.isdecimal() and len(width) < 3 else 0)

    convert_th = convert_td


def _escape_start(found: re.Match[str]) -> str:
    sign = found[2]
    return f"{found[1]}{sign}\\" if sign[0].isdigit() else f"{found[1]}\\{sign}"
