"""Two people wrote in the same place: what each of them wrote, and the text that comes of what is chosen.

Pure: the three texts in, the places where they meet out; and the places and the choices in, one text out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from wiki.core.errors import N_, Refusal
from wiki.markup.diff import Diff, Piece, diff
from wiki.markup.merge import Chunk, merge

Way = Literal["mine", "theirs", "both", "own"]
WAYS: tuple[Way, ...] = get_args(Way)

_HEADING = re.compile(r"#{1,6}[ \t]+(.+?)[ \t#]*\Z")
_IN_ROWS = re.compile(r"[ \t]*(?:[-*+|>]|\d+[.)])")
"""A line that belongs with the line before it: an item, a row of a table, a quotation."""


@dataclass(frozen=True)
class Choice:
    """What somebody decided about one place; `own` is what they wrote themselves."""

    way: Way
    own: str = ""


@dataclass(frozen=True)
class Meeting:
    """One place where the two texts meet, with the words marked in which they differ. `number` counts from 0."""

    number: int
    heading: str
    mine: str
    theirs: str
    mine_lines: tuple[tuple[Piece, ...], ...]
    theirs_lines: tuple[tuple[Piece, ...], ...]

    @property
    def both(self) -> str:
        """Theirs, which is published already, and then mine."""
        return together(self.theirs, self.mine)


@dataclass(frozen=True)
class Woven:
    """A change that met no other and is in the text already."""

    by_me: bool
    difference: Diff


class NotChosen(Refusal):
    """There are places about which nothing has been decided."""

    status = 422
    msgid = N_("Choose at each place what the page shall say. What you have chosen so far is kept.")


def chunks_of(base: str, mine: str, theirs: str) -> Sequence[Chunk]:
    """The three texts side by side, whole; where they do not meet at all, one chunk without a choice."""
    merged = merge(base, mine, theirs)
    return merged.conflicts if merged.text is None else (Chunk("same", merged.text, merged.text, merged.text),)


def meetings(chunks: Iterable[Chunk]) -> Iterator[Meeting]:
    """The places about which somebody has to decide."""
    heading, number = "", 0
    for chunk in chunks:
        if chunk.kind == "conflict":
            mine, theirs = _marked(chunk.mine, chunk.theirs)
            yield Meeting(number, heading, chunk.mine, chunk.theirs, mine, theirs)
            number += 1
        for line in (chunk.theirs if chunk.kind == "theirs" else chunk.mine).splitlines():
            found = _HEADING.match(line)
            heading = found[1] if found else heading


def woven(chunks: Iterable[Chunk]) -> Iterator[Woven]:
    """The changes that met no other."""
    for chunk in chunks:
        if chunk.kind in {"mine", "theirs"}:
            by_me = chunk.kind == "mine"
            yield Woven(by_me, diff(chunk.base, chunk.mine if by_me else chunk.theirs))


def assemble(chunks: Iterable[Chunk], choices: Mapping[int, Choice]) -> str:
    """The text that comes of the choices, by number of the place. Raises NotChosen."""
    parts: list[str] = []
    number = 0
    for chunk in chunks:
        if chunk.kind == "conflict":
            if number not in choices:
                raise NotChosen
            parts.append(_chosen(chunk, choices[number]))
            number += 1
        else:
            parts.append(chunk.theirs if chunk.kind == "theirs" else chunk.mine)
    return "".join(parts)


def _chosen(chunk: Chunk, choice: Choice) -> str:
    if choice.way == "mine":
        return chunk.mine
    if choice.way == "theirs":
        return chunk.theirs
    if choice.way == "both":
        return together(chunk.theirs, chunk.mine)
    return _ended(choice.own)


def together(first: str, second: str) -> str:
    """Both texts, one after the other: items and rows without an empty line between them, paragraphs with one."""
    if not first.strip() or not second.strip():
        return first + second if first.strip() or second.strip() else first
    follows = _IN_ROWS.match(first.rstrip("\n").rsplit("\n", 1)[-1]) and _IN_ROWS.match(second)
    is_apart = first.endswith("\n\n") or second.startswith("\n")
    return _ended(first) + ("" if follows or is_apart else "\n") + second


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else text + "\n"


def _marked(mine: str, theirs: str) -> tuple[tuple[tuple[Piece, ...], ...], tuple[tuple[Piece, ...], ...]]:
    """The lines of both, in pieces of which those that are not "same" stand in one of them only."""
    rows = diff(theirs, mine, context=None).rows
    return (
        tuple(row.new for row in rows if row.kind != "removed"),
        tuple(row.old for row in rows if row.kind != "added"),
    )
