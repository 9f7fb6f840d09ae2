"""Cheap checks for sources that would take the parser too long; the worker's clock catches what they let through.

Measured on Python-Markdown 3.11: the time grows with the square, or the cube, of the numbers below (2,000 unclosed
brackets take a second, 250 columns in 2 kB two). Each limit lies far above what a person writes.
"""

import re

MAX_OPEN = 60
"""Brackets, or parentheses of links, open at once in one paragraph."""
MAX_MARKS = 400
"""Signs of one kind ("^", "~") in one paragraph."""
MAX_COLUMNS = 100
"""Upright strokes in a line."""
MAX_DEPTH = 25
"""Quotations within each other; lists within each other may be indented by four times as many columns."""
MAX_FOOTNOTES = 1000
"""Notes, and marks that lead to them."""

_BLANK = re.compile(r"\n[ \t]*\n")
_DEEP = re.compile(rf"^(?:[ \t]*>){{{MAX_DEPTH}}}|^(?:    |\t){{{MAX_DEPTH}}}[ \t]*(?:[-*+]|\d+[.)]) ", re.MULTILINE)


def is_too_complex(source: str) -> bool:
    """Whether nobody wrote this for people to read."""
    return bool(
        source.count("[^") > MAX_FOOTNOTES
        or _DEEP.search(source)
        or any(_is_tangled(paragraph) for paragraph in _BLANK.split(source))
    )


def _is_tangled(paragraph: str) -> bool:
    if any(paragraph.count(mark) > MAX_MARKS for mark in "^~"):
        return True
    if paragraph.count("|") > MAX_COLUMNS and any(line.count("|") > MAX_COLUMNS for line in paragraph.split("\n")):
        return True
    return paragraph.count("[") > MAX_OPEN and _open_at_once(paragraph) > MAX_OPEN


def _open_at_once(paragraph: str) -> int:
    """How many brackets and link parentheses are open at the same time, at most."""
    most = brackets = parentheses = 0
    for sign in re.finditer(r"\]\(|[\[\])]", paragraph):
        if sign[0] == "[":
            brackets += 1
        elif sign[0] == ")":
            parentheses = max(0, parentheses - 1)
        else:
            brackets = max(0, brackets - 1)
            parentheses += sign[0] == "]("
        most = max(most, brackets + parentheses)
    return most
