"""Code in a line: what stands between two runs of equally many backticks."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_TICKS = re.compile("`+")


@dataclass(frozen=True)
class CodeSpan:
    """`text[start:end]` is code with its signs, of which there are `ticks` on either side."""

    start: int
    end: int
    ticks: int


def code_spans(text: str) -> Iterator[CodeSpan]:
    """The code in the lines of `text`, in order. Its time grows with the length of the text, whatever stands in it."""
    at = 0
    for line in text.split("\n"):
        if "`" in line:
            yield from _in_line(line, at)
        at += len(line) + 1


def _in_line(line: str, at: int) -> Iterator[CodeSpan]:
    runs = [found.span() for found in _TICKS.finditer(line)]
    alike: dict[int, list[int]] = defaultdict(list)  # the numbers of the runs of each length, the first one last
    for number in range(len(runs) - 1, -1, -1):
        alike[runs[number][1] - runs[number][0]].append(number)
    number = 0
    while number < len(runs):
        start, end = runs[number]
        later = alike[end - start]
        while later and later[-1] <= number:
            later.pop()
        if later:
            number = later[-1]
            yield CodeSpan(at + start, at + runs[number][1], end - start)
        number += 1


def without_code(text: str) -> str:
    """`text` with spaces for its code; exactly as long."""
    parts, at = [], 0
    for span in code_spans(text):
        parts += [text[at : span.start], " " * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])


def without_ticks(text: str) -> str:
    """`text` with spaces for the signs around its code; exactly as long."""
    parts, at = [], 0
    for span in code_spans(text):
        signs = " " * span.ticks
        parts += [text[at : span.start], signs, text[span.start + span.ticks : span.end - span.ticks], signs]
        at = span.end
    return "".join([*parts, text[at:]])
