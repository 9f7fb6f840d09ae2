"""Signs that mean something in wikitext, written so that MediaWiki shows them."""

import re

_SPECIAL = re.compile(
    r"\[(?=\[|[a-zA-Z]{3,8}:|//)|\{(?=[{|])|\}(?=\})|'(?=')|(?<![^\s])'|'(?![^\s])|<(?=[a-zA-Z/!])|~(?=~~)|_(?=_[A-ZÅÄÖ])"
    r"|&(?=#?[a-zA-Z0-9]{1,31};)|\xa0"
)
_LINE_START = re.compile(r"[*#:;=]|-(?=---)|\{(?=\|)|\|")


def literal(text: str, place: str = "") -> str:
    """`text` as plain text within a line; `place` is "label" within brackets and "cell" in a table."""
    text = _SPECIAL.sub(lambda sign: "&nbsp;" if sign[0] == "\xa0" else _entity(sign[0]), text)
    if place == "label":
        text = text.replace("]", "&#93;")
    return text.replace("|", "&#124;") if place else text


def line_start(line: str) -> str:
    """A line of text that MediaWiki does not take for an item, a heading or a rule."""
    return _entity(line[0]) + line[1:] if _LINE_START.match(line) else line


def code(text: str) -> str:
    """`text` as it stands in <pre> or <nowiki>, where entities are read and nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _entity(sign: str) -> str:
    return "&lt;" if sign == "<" else f"&#{ord(sign)};"
