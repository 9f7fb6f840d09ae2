"""The text as people send it: one way to write line ends, and how much of it the wiki takes."""

import re

MAX_BYTES = 500_000
"""The largest source, in bytes of UTF-8."""

_LINE_ENDS = re.compile("\r\n?")
_ABOVE_FIELDS = re.compile("\\A(?:[ \\t]*\n)+(?=---[ \\t]*\n)")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def normalise(source: str) -> str:
    """`source` with plain line ends, without control characters, and with exactly one newline at its end.

    Half surrogates go too, because UTF-8 cannot hold them, and blank lines above the "---" that opens the fields,
    because the fields have to stand first. An empty text stays empty.
    """
    text = _CONTROL.sub("", _LINE_ENDS.sub("\n", source)).removeprefix("\ufeff").rstrip()
    text = _ABOVE_FIELDS.sub("", text, count=1)
    return text + "\n" if text else ""
