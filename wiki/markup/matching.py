"""What two texts have in common, in time that grows with their length, not its square.

Lines (or words) that occur once in each text are matched first and in order ("patience diff"), which follows what a
person did to a text better than the longest match does; only the short stretches between them go to difflib.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

MAX_DEPTH = 50
"""How often a stretch is looked into anew for what is unique within it."""
MAX_AREA = 20_000
"""Stretches without anything unique in common are compared in full up to this product of their lengths."""


def matching_blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where the two agree, in order: `old[i : i + n] == new[j : j + n]` for each (i, j, n); neighbours are joined."""
    blocks: list[tuple[int, int, int]] = []
    for i, j, size in _match(old, 0, len(old), new, 0, len(new)):
        last_i, last_j, last = blocks[-1] if blocks else (0, 0, 0)
        if last and (last_i + last, last_j + last) == (i, j):
            blocks[-1] = (last_i, last_j, last + size)
        else:
            blocks.append((i, j, size))
    return blocks


class Matcher:
    """`matching_blocks` in the shape that `merge3` asks for."""

    def __init__(self, _junk: None, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """The blocks, with an empty one at the end."""
        return [*matching_blocks(self.old, self.new), (len(self.old), len(self.new), 0)]


def _match(
    old: Sequence[str], i: int, i_end: int, new: Sequence[str], j: int, j_end: int, depth: int = 0
) -> Iterator[tuple[int, int, int]]:
    """The blocks of one stretch: what is alike at both its ends, and what lies between the unique lines within."""
    head = 0
    while i + head < i_end and j + head < j_end and old[i + head] == new[j + head]:
        head += 1
    tail = 0
    while i + head < i_end - tail and j + head < j_end - tail and old[i_end - tail - 1] == new[j_end - tail - 1]:
        tail += 1
    if head:
        yield i, j, head
    i, j = i + head, j + head
    i_stop, j_stop = i_end - tail, j_end - tail
    if i < i_stop and j < j_stop:
        anchors = _anchors(old, i, i_stop, new, j, j_stop) if depth < MAX_DEPTH else []
        if not anchors:
            yield from _match_short(old, i, i_stop, new, j, j_stop)
        for at_old, at_new in [*anchors, (i_stop, j_stop)] if anchors else []:
            yield from _match(old, i, at_old, new, j, at_new, depth + 1)
            i, j = at_old, at_new
    if tail:
        yield i_stop, j_stop, tail


def _match_short(
    old: Sequence[str], i: int, i_end: int, new: Sequence[str], j: int, j_end: int
) -> Iterator[tuple[int, int, int]]:
    if (i_end - i) * (j_end - j) > MAX_AREA:
        return
    matcher = SequenceMatcher(None, old[i:i_end], new[j:j_end], autojunk=False)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield i + block.a, j + block.b, block.size


def _anchors(old: Sequence[str], i: int, i_end: int, new: Sequence[str], j: int, j_end: int) -> list[tuple[int, int]]:
    """The places of what occurs once in each stretch: as many as stand in the same order in both."""
    in_old, in_new = Counter(old[i:i_end]), Counter(new[j:j_end])
    place = {new[at]: at for at in range(j, j_end) if in_new[new[at]] == 1}
    pairs = [(at, place[old[at]]) for at in range(i, i_end) if in_old[old[at]] == 1 and old[at] in place]
    return _longest_rising(pairs)


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of `pairs`, which rise in the first place, that also rises in the second."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, at_new) in enumerate(pairs):
        length = bisect_left(ends, at_new)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(at_new)
            last.append(number)
        else:
            ends[length], last[length] = at_new, number
    chosen: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chosen.append(pairs[number])
        number = before[number]
    return chosen[::-1]
