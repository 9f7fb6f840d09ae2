"""The difference between two texts: line by line, and word by word within lines that were changed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wiki.markup.matching import matching_blocks

CONTEXT = 2
ALIKE = 0.4
"""The part of their words that two lines share when one counts as a change of the other."""
LOOK_AHEAD = 10
"""How many new lines are looked at for the one that an old line became."""
MAX_COMPARED = 1_000
"""Longer stretches in which every line is another are shown as removed and added, without looking for likenesses."""

RowKind = Literal["same", "changed", "removed", "added", "gap"]
PieceKind = Literal["same", "removed", "added"]
_WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A stretch of a line that was kept, removed, or added."""

    text: str
    kind: PieceKind = "same"


@dataclass(frozen=True)
class Row:
    """A line as it was and as it is, with its numbers from 1; a "gap" stands for `hidden` lines that are the same."""

    kind: RowKind
    old_no: int | None = None
    new_no: int | None = None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    hidden: int = 0


@dataclass(frozen=True)
class Diff:
    """The rows to show, from the top."""

    rows: tuple[Row, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the texts are the same."""
        return all(row.kind in ("same", "gap") for row in self.rows)


def diff(old: str, new: str, context: int | None = CONTEXT) -> Diff:
    """What turns `old` into `new`, with `context` unchanged lines around each change (None: all of them)."""
    rows = list(_rows(_lines(old), _lines(new)))
    return Diff(tuple(rows if context is None else _with_gaps(rows, context)))


def _lines(text: str) -> list[str]:
    return text.removesuffix("\n").split("\n") if text else []


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    i = j = 0
    for at_old, at_new, size in [*matching_blocks(old, new), (len(old), len(new), 0)]:
        yield from _changed_rows(old, i, at_old, new, j, at_new)
        for step in range(size):
            piece = (Piece(old[at_old + step]),)
            yield Row("same", at_old + step + 1, at_new + step + 1, piece, piece)
        i, j = at_old + size, at_new + size


def _changed_rows(old: list[str], i: int, i_end: int, new: list[str], j: int, j_end: int) -> Iterator[Row]:
    """Rows for lines of which none is the same: those that became others, were removed, or added."""
    few = i_end - i <= MAX_COMPARED and j_end - j <= MAX_COMPARED
    words = [Counter(_WORD.findall(line)) for line in new[j:j_end]] if few else []
    first = j
    for at in range(i, i_end):
        match = _successor(old[at], words[j - first : j - first + LOOK_AHEAD]) if words else None
        if match is None:
            yield Row("removed", at + 1, None, (Piece(old[at], "removed"),))
            continue
        for _ in range(match):
            yield _added(new, j)
            j += 1
        yield Row("changed", at + 1, j + 1, *_compare_words(old[at], new[j]))
        j += 1
    for number in range(j, j_end):
        yield _added(new, number)


def _added(new: list[str], at: int) -> Row:
    return Row("added", None, at + 1, (), (Piece(new[at], "added"),))


def _successor(line: str, candidates: list[Counter[str]]) -> int | None:
    """Which of the new lines is most like `line`, if any is alike enough."""
    words = Counter(_WORD.findall(line))
    best, found = ALIKE, None
    for number, candidate in enumerate(candidates):
        most = max(words.total(), candidate.total())
        alike = (words & candidate).total() / most if most else 0.0
        if alike > best:
            best, found = alike, number
    return found


def _compare_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    was, now = _WORD.findall(old), _WORD.findall(new)
    before: list[Piece] = []
    after: list[Piece] = []
    i = j = 0
    for at_old, at_new, size in [*matching_blocks(was, now), (len(was), len(now), 0)]:
        _append(before, "".join(was[i:at_old]), "removed")
        _append(after, "".join(now[j:at_new]), "added")
        kept = "".join(was[at_old : at_old + size])
        _append(before, kept, "same")
        _append(after, kept, "same")
        i, j = at_old + size, at_new + size
    return tuple(before), tuple(after)


def _append(pieces: list[Piece], text: str, kind: PieceKind) -> None:
    if text:
        pieces.append(Piece(text, kind))


def _with_gaps(rows: list[Row], context: int) -> Iterator[Row]:
    """The rows near a change; longer stretches without one become a gap."""
    shown = [False] * len(rows)
    for number, row in enumerate(rows):
        if row.kind != "same":
            first, last = max(0, number - context), min(len(rows), number + context + 1)
            shown[first:last] = [True] * (last - first)
    hidden = 0
    for row, show in zip(rows, shown, strict=True):
        if not show:
            hidden += 1
            continue
        if hidden:
            yield Row("gap", hidden=hidden)
            hidden = 0
        yield row
    if hidden:
        yield Row("gap", hidden=hidden)
