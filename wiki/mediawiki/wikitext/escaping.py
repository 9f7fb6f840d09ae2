"""Signs that mean something in our Markdown and nothing in wikitext, written so that they stay signs."""

import re
from html import unescape

ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!|~^")

_START = re.compile(
    r"(?P<item>[-+](?=\s|$))|(?P<sign>[#>|])|(?P<colon>:)|(?P<number>[0-9]{1,9}(?=[.)](?:\s|$)))"
    r"|(?P<rule>[-:|](?=[-:| ]*$))|(?P<equals>=(?==* *$))|(?P<underline>-(?=-* *$))"
)
_PLAIN_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z0-9]{1,31});")


def sign(run: str, before: str, after: str, place: str) -> str:
    """A run of one special sign as plain text, standing between the characters `before` and `after`.

    `place` is where it stands: "cell" for a table's cell, "label" within brackets, "" elsewhere.
    """
    one = run[0]
    if one in "*~^`[":
        return f"\\{one}" * len(run)
    if one == "_":
        inside = before.isalnum() and after.isalnum()
        return run if inside else "\\_" * len(run)
    if one == "|":
        return "\\|" * len(run) if place == "cell" else run
    if one == "]":
        return "\\]" * len(run) if place == "label" else run
    if one in "{}":
        return run if len(run) == 1 else f"&#{ord(one)};" * len(run)
    if one == "<":
        return "&lt;" * len(run) if len(run) > 1 or after.isalpha() or after in "/!?" else run
    return "\\\\" * len(run) if len(run) > 1 or not after or after in ESCAPABLE else run


def line_start(line: str) -> str:
    """A line of text with a backslash before what would make it an item, a heading, a quotation or a rule."""
    found = _START.match(line)
    if not found:
        return line
    if found.lastgroup == "number":
        return f"{found[0]}\\{line[found.end() :]}"
    if found.lastgroup in ("colon", "equals") or (found[0] == ":"):
        return f"&#{ord(found[0])};{line[1:]}"
    return "\\" + line


def entity(written: str) -> str:
    """An entity as our Markdown shows it: those that stand for a space without a sign become one, invisible ones go."""
    shown = unescape(written)
    if shown in {written, "\xa0"} or shown.isprintable():
        return written
    return " " if shown.isspace() else ""


def plain(text: str) -> str:
    """Text from a place where MediaWiki reads entities and nothing else, as the characters that are meant."""
    return _PLAIN_ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def code_span(text: str) -> str:
    """`text` as code within a line; line ends become spaces, and none is taken away at the ends."""
    text = " ".join(text.split("\n")).strip()
    if not text:
        return ""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    gap = " " if text[0] == "`" or text[-1] == "`" else ""
    return f"{fence}{gap}{text}{gap}{fence}"


def fence(text: str, language: str = "") -> str:
    """`text` as a block of code."""
    marks = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{marks}{language}\n{text}\n{marks}"
