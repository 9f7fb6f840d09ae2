"""Where nothing is taken in: code, comments, and what stands after a backslash.

One walk from left to right, in which whatever begins first hides what is within it, as in the parser that follows. What
has been looked for in vain is not looked for again, so that the time grows with the text and no faster.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

_BEGINS = re.compile(r"\\[^\n]|<!--|<code>|`+|~~~+")
_BLANK_LINE = re.compile(r"\n(?:[ \t>]*\n)")
_BEFORE_FENCE = re.compile(r"[ \t]*(?:> ?[ \t]*)*")


class Spans:
    """Stretches of a text, in order, without overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        pairs = list(spans)
        self._starts = [start for start, _ in pairs]
        self._ends = [end for _, end in pairs]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def cover(self, place: int) -> bool:
        """Whether `place` lies in one of them."""
        index = bisect_right(self._starts, place) - 1
        return index >= 0 and place < self._ends[index]


def shielded(text: str) -> Spans:
    """The stretches of `text` that are left alone."""
    return Spans(_Walk(text).spans())


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blanks = [blank.start() for blank in _BLANK_LINE.finditer(text)]
        self.in_vain: dict[str, int] = {}  # the sign that was looked for, and how far

    def spans(self) -> Iterable[tuple[int, int]]:
        at = 0
        while begins := _BEGINS.search(self.text, at):
            end = self.end(begins)
            if end is not None:
                yield begins.start(), end
            at = end or begins.end()

    def end(self, begins: re.Match[str]) -> int | None:
        """Where that ends which begins there; None where it is text."""
        sign = begins[0]
        if sign[0] == "\\":
            return begins.end()
        if sign == "<!--":
            return self.after("-->", begins.end(), len(self.text))
        if len(sign) >= 3 and sign[0] in "`~" and self.opens_fence(begins):
            return self.end_of_fence(begins)
        if sign[0] == "~":
            return None
        paragraph = bisect_left(self.blanks, begins.end())
        limit = self.blanks[paragraph] if paragraph < len(self.blanks) else len(self.text)
        if sign == "<code>":
            return self.after("</code>", begins.end(), limit)
        return self.after(f"(?<!`){sign}(?!`)", begins.end(), limit)

    def after(self, sign: str, start: int, limit: int) -> int | None:
        if self.in_vain.get(sign, -1) >= limit:
            return None
        found = re.compile(sign).search(self.text, start, limit)
        if found is None:
            self.in_vain[sign] = limit
            return None
        return found.end()

    def opens_fence(self, begins: re.Match[str]) -> bool:
        line = self.text.rfind("\n", 0, begins.start()) + 1
        end = self.text.find("\n", begins.start())
        before = _BEFORE_FENCE.fullmatch(self.text, line, begins.start())
        return before is not None and "`" not in self.text[begins.end() : end if end >= 0 else len(self.text)]

    def end_of_fence(self, begins: re.Match[str]) -> int:
        """The end of a block of code: after a fence as long as its first, with its quotation, or with the text."""
        quoted = self.text.count(">", self.text.rfind("\n", 0, begins.start()) + 1, begins.start())
        closing = re.compile(rf"[ \t>]*{re.escape(begins[0])}{re.escape(begins[0][0])}*[ \t]*$", re.MULTILINE)
        at = self.text.find("\n", begins.end()) + 1
        while at > 0:
            line_end = self.text.find("\n", at)
            if closing.match(self.text, at):
                return line_end if line_end >= 0 else len(self.text)
            marks = _BEFORE_FENCE.match(self.text, at)
            if quoted and (marks is None or marks[0].count(">") < quoted):
                return at
            at = line_end + 1
        return len(self.text)
