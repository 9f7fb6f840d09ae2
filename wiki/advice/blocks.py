"""A source as the writer sees it: headings, paragraphs, items and tables, each with its place in the source.

The rendering knows no places, so this reads the lines once more, roughly: what it takes for something else than the
rendering does costs a tip too few or too many, never a text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from wiki.advice.code import without_code
from wiki.markup import frontmatter

Kind = Literal["heading", "paragraph", "item", "quote", "table"]

_FENCE = re.compile(r" *(`{3,}|~{3,})")
_HEADING = re.compile(r"( {0,3}#{1,6})[ \t]+(?=\S)")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +(?:\[[ xX]\] +)?(?=\S)")
_QUOTE = re.compile(" {0,3}>")
_SEPARATOR = re.compile(r" {0,3}\|?[ :|-]*-[ :|-]*$")
_NOTE = re.compile(r" {0,3}\[\^[^\]]+\]:")  # a footnote's text
_ASIDE = re.compile(r" {0,3}(?:<|-{3,} *$|\*{3,} *$|_{3,} *$|\{\{)")  # HTML, rules, what is put in from elsewhere


@dataclass(frozen=True)
class Block:
    """A stretch of the source: `text` is source[start:end], without the sign of a heading or an item."""

    kind: Kind
    start: int
    end: int
    text: str
    level: int = 0  # of a heading, 2 to 6
    sign: int = 0  # where the sign of a heading begins


@dataclass(frozen=True)
class _Line:
    start: int
    text: str


def blocks(source: str) -> list[Block]:
    """The blocks of a source, in order; code, comments, footnotes and front matter are left out."""
    at, lines = 0, []
    for row in prose(source).split("\n"):
        lines.append(_Line(at, row))
        at += len(row) + 1
    return list(_blocks(lines))


def prose(source: str, *, inline_too: bool = False) -> str:
    """The source with spaces for front matter, comments and blocks of code (and code in a line); exactly as long."""
    front = len(frontmatter.read(source).raw)
    text = _blank(source[:front]) + _without_comments(source[front:])
    rows: list[str] = []
    fence = ""
    for row in text.split("\n"):
        mark = _FENCE.match(row)
        is_code = bool(mark or fence)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence) and not row[mark.end() :].strip():
            fence = ""
        rows.append(_blank(row) if is_code else row)
    return without_code("\n".join(rows)) if inline_too else "\n".join(rows)


def _without_comments(text: str) -> str:
    """`text` with spaces for its comments; one that never ends is text."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts += [text[at:start], _blank(text[start : end + 3])]
        at = end + 3
    return "".join([*parts, text[at:]])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _blocks(lines: list[_Line]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        taken = 1
        if not line.text.strip() or _NOTE.match(line.text) or _ASIDE.match(line.text):
            pass
        elif heading := _HEADING.match(line.text):
            yield _heading(line, heading)
        elif _is_table(lines, at):
            taken = _run(lines, at, lambda each: "|" in each)
            yield _block("table", lines[at : at + taken], 0)
        elif _QUOTE.match(line.text):
            taken = _run(lines, at, lambda each: bool(_QUOTE.match(each)))
            yield _block("quote", lines[at : at + taken], 0)
        elif item := _ITEM.match(line.text):
            taken = _run(lines, at, _goes_on)
            yield _block("item", lines[at : at + taken], item.end())
        else:
            taken = _run(lines, at, _goes_on)
            yield _block("paragraph", lines[at : at + taken], len(line.text) - len(line.text.lstrip()))
        at += taken


def _heading(line: _Line, sign: re.Match[str]) -> Block:
    text = line.text[sign.end() :].rstrip("# ")
    start = line.start + sign.end()
    level = max(2, sign[1].count("#"))
    return Block("heading", start, start + len(text), text, level, line.start + sign[1].index("#"))


def _is_table(lines: list[_Line], at: int) -> bool:
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    return "|" in lines[at].text and "-" in following and "|" in following and bool(_SEPARATOR.match(following))


def _goes_on(line: str) -> bool:
    """Whether a line belongs to the paragraph or the item before it."""
    return bool(line.strip()) and not any(sign.match(line) for sign in (_HEADING, _ITEM, _QUOTE, _NOTE, _ASIDE))


def _run(lines: list[_Line], at: int, belongs: Callable[[str], bool]) -> int:
    """How many lines from `at` on belong together."""
    taken = 1
    while at + taken < len(lines) and belongs(lines[at + taken].text):
        taken += 1
    return taken


def _block(kind: Kind, lines: list[_Line], sign: int) -> Block:
    start = lines[0].start + sign
    text = "\n".join(line.text for line in lines)[sign:].rstrip()
    return Block(kind, start, start + len(text), text)
