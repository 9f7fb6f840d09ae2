"""What stands within a line: emphasis, links out, tags, entities, and the signs that are only signs."""

import re
from collections.abc import Callable

from wiki.mediawiki.wikitext.conversion import OPEN, Conversion
from wiki.mediawiki.wikitext.escaping import entity, sign
from wiki.mediawiki.wikitext.quotes import Run, emphasised
from wiki.mediawiki.wikitext.tags import inline_tag
from wiki.mediawiki.wikitext.urls import SCHEMES, bare, external

_SPECIAL = re.compile(
    "\x02(?P<piece>[0-9]+)\x03"
    "|(?P<quotes>'{2,})"
    rf"|(?P<link>\[(?=(?i:{SCHEMES})))"
    r"""|(?P<url>(?<![^\W_])(?i:https?|ftps?)://[^\s<>\[\]"'|\x02-\x06]{1,1500}(?:'(?!')[^\s<>\[\]"'|\x02-\x06]{0,500}){0,3})"""
    r"|(?P<tag></?[a-zA-Z][a-zA-Z0-9]*(?=[\s/>])[^<>]*>)"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z0-9]{1,31});)"
    r"|(?P<variant>-\{[^{}\n]{1,500}\}-)"
    r"|(?P<sign>([\\`*_{}\[\]~^|<])\9*)"
)

REMEMBERED = 10_000
"""Texts that are not read again: the versions of a page are mostly made of the same lines."""
LONGEST = 1000
"""Characters of such a text."""
_known: dict[tuple[str, str], str] = {}


def inline(conversion: Conversion, text: str, place: str = "") -> str:
    """The Markdown of `text`, whose line ends are only that; `place` is where it stands, as for `escaping.sign`."""
    if OPEN in text or "<" in text or len(text) > LONGEST:  # what depends on what stands around it
        return _inline(conversion, text, place)
    known = _known.get((text, place))
    if known is None:
        before = len(conversion.lost)
        known = _inline(conversion, text, place)
        if len(conversion.lost) == before:
            if len(_known) >= REMEMBERED:
                _known.clear()
            _known[text, place] = known
    return known


def _inline(conversion: Conversion, text: str, place: str) -> str:
    if not _SPECIAL.search(text):
        return text
    lines = text.split("\n")
    first = conversion.line
    done = []
    for number, line in enumerate(lines):
        conversion.line = first + number
        done.append(_Line(conversion, line, place).run())
        first += conversion.lines_in(line)
    return "\n".join(done)


class _Line:
    """One line, read from left to right."""

    def __init__(self, conversion: Conversion, line: str, place: str) -> None:
        self.conversion = conversion
        self.line = line
        self.place = place
        self.done: list[str] = []
        self.runs: list[Run] = []
        self.at = 0
        self.may_close = True

    def run(self) -> str:
        special = _SPECIAL.search(self.line)
        while special:
            if special.start() > self.at:
                self.done.append(self.line[self.at : special.start()])
            self.at = special.end()
            reader: Callable[[re.Match[str]], None] = getattr(self, special.lastgroup or "")
            reader(special)
            special = _SPECIAL.search(self.line, self.at)
        self.done.append(self.line[self.at :])
        return emphasised(self.done, self.runs) if self.runs else "".join(self.done)

    def piece(self, found: re.Match[str]) -> None:
        piece = self.conversion.piece(found["piece"])
        text = piece.short or piece.text
        after = self.line[self.at : self.at + 1]
        if piece.is_link and after.isalpha() and not after.islower():
            text += "<!-- -->"  # MediaWiki lets small letters only belong to the link
        if piece.is_nothing and self.done and self.done[-1].endswith("]]"):
            text = "<!-- -->"
        self.done.append(text)

    def quotes(self, found: re.Match[str]) -> None:
        if not self.done:
            self.done.append("")
        self.runs.append(Run(len(self.done), len(found[0])))

    def link(self, _found: re.Match[str]) -> None:
        end = self.line.find("]", self.at) if self.may_close else -1
        self.may_close = end >= 0
        written = external(self.conversion, self.line[self.at : end], self.place, inline) if end > 0 else ""
        if written:
            self.at = end + 1
        self.done.append(written or "\\[")

    def url(self, found: re.Match[str]) -> None:
        address, rest = bare(self.conversion, found[0])
        self.at -= rest
        self.done.append(address)

    def tag(self, found: re.Match[str]) -> None:
        written = inline_tag(self.conversion, found[0])
        if written is None:
            self.at = found.start() + 1
            self.done.append("&lt;")
        else:
            self.done.append(written)

    def entity(self, found: re.Match[str]) -> None:
        self.done.append(entity(found[0]))

    def variant(self, found: re.Match[str]) -> None:
        self.conversion.lose("variant", found[0])
        self.at = found.start() + 2
        self.done.append("-{")

    def sign(self, found: re.Match[str]) -> None:
        before = self.line[found.start() - 1 : found.start()]
        self.done.append(sign(found[0], before, self.line[self.at : self.at + 1], self.place))
