"""HTML that stands for blocks, rewritten as the wikitext that says the same: lists, tables, headings, boxes."""

import re

from wiki.mediawiki.wikitext.conversion import QUOTE, SOFT, UNQUOTE, Conversion, Piece
from wiki.mediawiki.wikitext.tags import attributes

_TAG = re.compile(
    r"<(/?)(blockquote|div|center|p|table|tr|td|th|caption|thead|tbody|tfoot|ul|ol|li|dl|dt|dd|hr|h[1-6])"
    r"((?:\s[^<>]*)?)>",
    re.IGNORECASE,
)
_LISTS = {"ul": "*", "ol": "#", "dl": ":"}
_ITEMS = {"dt": ";", "dd": ":"}
_BOX = re.compile(r"\bwikiruta-(note|tip|important|warning)\b")
_MAX_LISTS = 15


def as_wikitext(conversion: Conversion, text: str) -> str:
    """The text with wikitext in place of HTML blocks; where one begins or ends within a line stands a soft line end."""
    if "<" not in text:
        return text
    return _Rewriting(conversion).run(text)


class _Rewriting:
    def __init__(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.lists: list[str] = []
        self.boxes: list[bool] = []  # for each <div> that is open, whether it is one of our boxes
        self.in_line = False  # within an item or a cell, which a soft line end would end
        self.line = ""

    def run(self, text: str) -> str:
        first = self.conversion.line
        done = []
        for number, line in enumerate(text.split("\n")):
            self.conversion.line = first + number
            first += self.conversion.lines_in(line)
            if "<" in line and _TAG.search(line):
                self.in_line = line.lstrip()[:1] in tuple("*#:;|!=")
                line = _TAG.sub(self.tag, line.strip())  # noqa: PLW2901
            elif self.lists:
                line = line.strip()  # noqa: PLW2901
            done.append(line)
        self.conversion.line = 1
        return "\n".join(done)

    def tag(self, found: re.Match[str]) -> str:
        is_end, name, given = bool(found[1]), found[2].lower(), found[3].rstrip("/")
        if name == "blockquote":
            return f"{SOFT}{UNQUOTE if is_end else QUOTE}{SOFT}"
        if name == "div" and (box := self.box(is_end, given)):
            return box
        if name in ("div", "center", "p"):
            if not is_end and (name == "center" or attributes(given)):
                self.conversion.lose("attributes", found[0])
            return " " if self.in_line else SOFT * 2
        if name in _LISTS or name in ("li", *_ITEMS):
            return self.listed(name, is_end)
        if name == "hr":
            return f"{SOFT}----{SOFT}"
        if name[0] == "h":
            marks = "=" * int(name[1])
            return f"{marks}{SOFT}" if is_end else f"{SOFT}{marks}"
        return self.tabled(name, is_end, given)

    def box(self, is_end: bool, given: str) -> str:
        """The signs for the beginning or the end of a box as `to_wikitext` writes it; empty for another <div>."""
        if is_end:
            return f"{SOFT}{UNQUOTE}{SOFT}" if self.boxes and self.boxes.pop() else ""
        kind = _BOX.search(given)
        self.boxes.append(bool(kind))
        if not kind:
            return ""
        return f"{SOFT}{QUOTE}{SOFT}{self.conversion.keep(Piece(f'[!{kind[1].upper()}]'))}"

    def listed(self, name: str, is_end: bool) -> str:
        if name in _LISTS:
            if is_end and self.lists:
                self.lists.pop()
            elif not is_end and len(self.lists) < _MAX_LISTS:
                self.lists.append(_LISTS[name])
            return SOFT
        if is_end:
            return ""
        above = "".join(self.lists[:-1])
        return f"{SOFT}{above}{_ITEMS.get(name) or (self.lists[-1] if self.lists else '*')} "

    def tabled(self, name: str, is_end: bool, given: str) -> str:
        given = " ".join(given.replace("|", " ").split())
        if is_end:
            return f"{SOFT}|}}{SOFT}" if name == "table" else SOFT
        openings = {"table": f"{{| {given}", "tr": f"|- {given}", "caption": "|+ "}
        if name in openings:
            return f"{SOFT}{openings[name]}{SOFT if name != 'caption' else ''}"
        if name in ("td", "th"):
            return f"{SOFT}{'|' if name == 'td' else '!'} {given} | "
        return SOFT
