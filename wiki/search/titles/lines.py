"""Titles in one long text in memory, so that the likeliest ones which hold some letters are met first.

Each title is a line, and next to it stands the name of its page where that says more. Keys hold nothing but letters,
figures and single spaces (see `title_key`), so the signs around them are ours: a line begins with a line break, and a
name with a tab and a space, by which its first word begins like any other.
"""

import heapq
from array import array
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PLAIN = str.maketrans("åäöæøéèêëáàâüíóúñç", "aaoaoeeeeaaauiounc")
_SAME_LETTERS = str.maketrans("æø", "äö")  # the Norwegian way to write ours
# Where letters may stand, best first, and whether dots and accents count; what is within a word comes last.
_WAYS = (("\n", True), (" ", True), ("\n", False), (" ", False), ("", True), ("", False))


class Line(NamedTuple):
    """A title that can be suggested; lines stand in the order of these values."""

    order: int  # pages before redirects before topics
    length: int
    number: int  # id of its row
    title: str
    name: str  # of the page, "" where the title says it


class Met(NamedTuple):
    """A line that holds the letters; less is better."""

    way: int
    order: int
    length: int
    number: int


class TitleLines:
    """Lines to look through, about a hundred bytes each."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        """Take `lines`, which come in order."""
        pieces: list[str] = []
        starts, numbers, orders, place = array("Q"), array("Q"), array("B"), 0
        for line in lines:
            pieces.append(f"\n{line.title}\t {line.name}" if line.name else f"\n{line.title}\t")
            starts.append(place)
            numbers.append(line.number)
            orders.append(line.order)
            place += len(pieces[-1])
        self._text = "".join(pieces).translate(_SAME_LETTERS)
        self._plain = self._text.translate(PLAIN)  # letter for letter as long
        self._starts, self._numbers, self._orders = starts, numbers, orders

    def __iter__(self) -> Iterator[Line]:
        for at, number in enumerate(self._numbers):
            title, _tab, name = self._line(at).partition("\t")
            yield Line(self._orders[at], len(title), number, title, name.strip())

    def holding(self, key: str) -> Iterator[Met]:
        """The lines that hold `key`, the best first, each once. Letters without dots stand for those with them too."""
        key = key.translate(_SAME_LETTERS)
        plain = key.isascii()
        if key not in (self._plain if plain else self._text):
            return
        seen: set[int] = set()
        for way, (before, dotted) in enumerate(_WAYS):
            for at in self._lines_with(before + key, self._text if dotted else self._plain) if dotted or plain else ():
                if at not in seen:
                    seen.add(at)
                    yield Met(way, self._orders[at], self._length(at), self._numbers[at])

    def sharing(self, groups: Sequence[str], orders: Collection[int], limit: int) -> list[tuple[int, str]]:
        """Number and title of the lines that share most `groups` of three letters."""
        letters = np.frombuffer(self._text.encode("latin-1", "replace"), np.uint8)
        starts = np.frombuffer(self._starts, np.uint64).astype(np.int64) if self._starts else np.empty(0, np.int64)
        ends = np.flatnonzero(letters == ord("\t"))
        shared = np.zeros(len(starts), np.int16)
        for group in groups:
            places = _places(letters, group.translate(_SAME_LETTERS).encode("latin-1", "replace"))
            lines = np.searchsorted(starts, places, "right") - 1
            shared[np.unique(lines[places < ends[lines]])] += 1
        shared[~np.isin(np.frombuffer(self._orders, np.uint8), list(orders))] = 0
        best = np.argsort(-shared, kind="stable")[:limit]
        return [(self._numbers[at], self._title(at)) for at in best.tolist() if shared[at]]

    def _lines_with(self, letters: str, text: str) -> Iterator[int]:
        place = text.find(letters)
        while place >= 0:
            at = bisect_right(self._starts, place) - 1
            yield at
            place = text.find(letters, self._end(at))

    def _end(self, at: int) -> int:
        return self._starts[at + 1] if at + 1 < len(self._starts) else len(self._text)

    def _line(self, at: int) -> str:
        return self._text[self._starts[at] + 1 : self._end(at)]

    def _title(self, at: int) -> str:
        return self._line(at).partition("\t")[0]

    def _length(self, at: int) -> int:
        return self._text.index("\t", self._starts[at]) - self._starts[at] - 1


def is_word(met: Met) -> bool:
    """Whether the letters begin a word, or the line itself, and do not only stand within one."""
    return bool(_WAYS[met.way][0])


def plain(text: str) -> str:
    """`text` without dots and accents."""
    return text.translate(PLAIN)


def merged(first: Iterable[Line], second: Iterable[Line]) -> TitleLines:
    """Both in one; each comes in order."""
    return TitleLines(heapq.merge(first, second))


def _places(letters: NDArray[np.uint8], group: bytes) -> NDArray[np.int64]:
    """Where `group` begins in `letters`."""
    if len(letters) < len(group):
        return np.empty(0, np.int64)
    last = len(letters) - len(group) + 1
    same = letters[:last] == group[0]
    for step in range(1, len(group)):
        same &= letters[step : last + step] == group[step]
    return np.flatnonzero(same)
