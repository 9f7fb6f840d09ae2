"""Where sentences begin and end in running text, well enough to show the one a link stands in."""

import re
from bisect import bisect_right

MAX_SENTENCE = 240

_END = re.compile(r"""(?<![.!?…])[.!?…][.!?…"”’»)\]]*+(?= +["“”‘«(\[–-]*[A-ZÅÄÖÆØÉ0-9])|\n""")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"”«/])(?:t\.\s?ex|bl\.\s?a|d\.\s?v\.\s?s|dvs|kl|ca|nr|s\.\s?k|f\.\s?d|fr\.\s?o\.\s?m|t\.\s?o\.\s?m|jfr|"
    r"resp|inkl|exkl|max|min|sid|st|tel|dr|prof|fig|kap|art|f\.\s?eks|bl\.\s?a|jf|ev|vs|e\.g|i\.e|[A-Za-zÅÄÖåäö]|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|des)$",
    re.IGNORECASE,
)
_LOOK_BACK = 14


class Sentences:
    """The sentences of one paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ends = [end.end() for end in _END.finditer(text) if not _is_abbreviation(text, end)]

    def around(self, start: int, end: int) -> tuple[str, str]:
        """What stands before and after `text[start:end]` in its sentence, cut to about 240 characters in all."""
        before = bisect_right(self.ends, start)
        after = bisect_right(self.ends, max(start, end - 1))
        first = self.ends[before - 1] if before else 0
        last = self.ends[after] if after < len(self.ends) else len(self.text)
        room = max(0, MAX_SENTENCE - (end - start))
        left, right = min(start - first, room), min(last - end, room)
        if left + right > room:
            left = max(room // 2, room - right) if left > room // 2 else left
            right = room - left
        return _tail(self.text, first, start, left), _head(self.text, end, last, right)


def shorten(text: str, limit: int) -> str:
    """`text`, or as many of its words as go into `limit` characters with "…" after them."""
    return _head(text, 0, len(text), limit)


def _is_abbreviation(text: str, end: re.Match[str]) -> bool:
    return end[0] == "." and bool(_ABBREVIATION.search(text, max(0, end.start() - _LOOK_BACK), end.start()))


def _head(text: str, start: int, end: int, room: int) -> str:
    if end - start <= room:
        return text[start:end].rstrip()
    words = text[start : start + max(room - 1, 0)]
    cut = words.rfind(" ")
    return (words[:cut].rstrip() if cut > 0 else words[: room - 1] if not words.isspace() else "") + "…"


def _tail(text: str, start: int, end: int, room: int) -> str:
    if end - start <= room:
        return text[start:end].lstrip()
    words = text[max(start, end - room + 1) : end]
    cut = words.find(" ")
    return "…" + (words[cut + 1 :].lstrip() if 0 <= cut < len(words) - 1 else words)
