"""The first walk: comments, tags, braces and double brackets are found, converted from within, and taken out.

One walk from left to right with a stack, as MediaWiki's preprocessor does it. What is never closed becomes text again.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from wiki.mediawiki.wikitext.conversion import SOFT, Conversion, Piece
from wiki.mediawiki.wikitext.extensions import NAMES, Extensions
from wiki.mediawiki.wikitext.links import wikilink
from wiki.mediawiki.wikitext.templates import Blocks, call, parameter

MAX_DEPTH = 60
"""Templates and links within each other."""
MAX_BRACES = 12
"""Braces in a row that can open something."""

_TOKEN = re.compile(
    r"(?P<comment><!--)|(?P<open>\{\{+)|(?P<close>\}\}+)|(?P<link>\[\[(?!\[))|(?P<linked>\]\])"
    rf"|<(?P<slash>/?)(?P<tag>(?i:{NAMES}))(?P<given>(?:\s[^<>]*?)?)(?P<empty>/?)>"
    r"|(?P<part></?(?i:noinclude|includeonly|onlyinclude) ?/?>)"
)
_TAGGED = re.compile(rf"\s*#tag:\s*((?i:{NAMES}))\s*\|(.*)", re.DOTALL)
_BLOCK = re.compile(r"\{\||[*#:;=!]|\|[-}+]|-{4}")
MAX_COMMENT = 1900


@dataclass(slots=True)
class _Open:
    """Something that has been opened: brackets (`count` 0) or so many braces, with the text since then."""

    start: int
    count: int
    parts: list[str] = field(default_factory=list)


class Scan:
    """One walk over a text that begins on the conversion's line."""

    def __init__(self, conversion: Conversion, text: str, extensions: Extensions, blocks: Blocks) -> None:
        self.conversion = conversion
        self.text = text
        self.extensions = extensions
        self.blocks = blocks
        self.at = 0
        self.line = conversion.line
        self.counted = 0
        self.parts: list[str] = []  # those of what was opened last
        self.stack: list[_Open] = [_Open(0, -1, self.parts)]
        self.unclosed: set[str] = set()

    def run(self) -> str:
        """The text with signs in place of all that has been converted."""
        token = _TOKEN.search(self.text)
        while token:
            self.parts.append(self.text[self.at : token.start()])
            self.at = token.end()
            self.read(token)
            token = _TOKEN.search(self.text, self.at)
        self.parts.append(self.text[self.at :])
        return "".join(self.whole())

    def whole(self) -> list[str]:
        """All that has been read; what is still open becomes text."""
        for each in self.stack[1:]:
            if each.count:
                self.stand(each.start, each.start)
                self.conversion.lose("unclosed", self.text[each.start : each.start + 100].split("\n")[0])
            self.stack[0].parts += ["[[" if each.count == 0 else "{" * each.count, *each.parts]
        return self.stack[0].parts

    def read(self, token: re.Match[str]) -> None:
        """Act on one token."""
        match token.lastgroup:
            case "comment":
                self.comment(token)
            case "open":
                self.open(token.start(), len(token[0]))
            case "link":
                self.open(token.start(), 0)
            case "close":
                self.close(len(token[0]))
            case "linked":
                self.close_link()
            case "part":
                self.part(token[0])
            case _:
                self.tag(token)

    def stand(self, start: int, end: int) -> str:
        """Let the conversion stand on the line of `start`, and give what is written from there to `end`."""
        self.conversion.line = self.line_at(start)
        return self.text[start:end]

    def line_at(self, offset: int) -> int:
        """The line of a place at or after those that have been asked for before."""
        if offset >= self.counted:
            self.line += self.text.count("\n", self.counted, offset)
            self.counted = offset
            return self.line
        return self.line - self.text.count("\n", offset, self.counted)

    def comment(self, token: re.Match[str]) -> None:
        """Keep a comment; one that never ends is text."""
        end = self.text.find("-->", self.at) if "<!--" not in self.unclosed else -1
        if end < 0:
            self.unclosed.add("<!--")
            self.stand(token.start(), self.at)
            self.conversion.lose("unclosed", self.text[token.start() : token.start() + 100])
            self.parts.append("<!--")
            return
        original = self.text[token.start() : end + 3]
        inside = " ".join(original[4:-3].replace("<!--", "").split())
        written = f"<!-- {inside} -->" if inside and len(inside) <= MAX_COMMENT and "--" not in inside else ""
        lines = original.count("\n")
        self.parts.append(self.conversion.keep(Piece(written, lines, is_unseen=True, plain=original)))
        self.at = end + 3

    def open(self, start: int, count: int) -> None:
        """Something begins."""
        if len(self.stack) > MAX_DEPTH:
            self.parts.append("{" * count or "[[")
            if "depth" not in self.unclosed:
                self.unclosed.add("depth")
                self.stand(start, start)
                self.conversion.lose("too-deep", self.text[start : start + 100])
            return
        if count > MAX_BRACES:
            self.parts.append("{" * (count - MAX_BRACES))
            start, count = start + count - MAX_BRACES, MAX_BRACES
        self.push(_Open(start, count))

    def push(self, opened: _Open) -> None:
        """What follows belongs to `opened`."""
        self.stack.append(opened)
        self.parts = opened.parts

    def pop(self) -> _Open:
        """What was opened last."""
        popped = self.stack.pop()
        self.parts = self.stack[-1].parts
        return popped

    def close(self, count: int) -> None:
        """Braces end something; brackets that are still open within it were text."""
        closing = count
        while closing >= 2 and any(each.count >= 2 for each in self.stack):
            while self.stack[-1].count < 2:
                inner = self.pop()
                self.parts.append("[[" + "".join(inner.parts))
            inner = self.pop()
            taken = 3 if closing >= 3 and inner.count >= 3 else 2
            end = self.at - closing + taken
            original = self.stand(inner.start + inner.count - taken, end)
            sign = self.raw(original) or self.braces("".join(inner.parts), original, taken)
            closing -= taken
            inner.count -= taken
            if inner.count >= 2:
                self.push(_Open(inner.start, inner.count, [sign]))
            else:
                self.parts += ["{" * inner.count, sign]
        if closing:
            self.parts.append("}" * closing)

    def braces(self, inside: str, original: str, count: int) -> str:
        """The sign for what stood between so many braces."""
        if count == 3:
            return parameter(self.conversion, inside, original, self.blocks)
        if tag := _TAGGED.match(inside):
            held, *given = tag[2].split("|")
            attributes = " ".join(" " + each.strip() for each in given if "=" in each)
            sign = self.extensions.sign(self.conversion, tag[1].lower(), attributes, held, original)
            if sign is not None:
                return sign
        return call(self.conversion, inside, original, self.blocks)

    def raw(self, original: str) -> str:
        """The sign that {{!}} and {{=}} stand for, where no template would read it."""
        if original in ("{{!}}", "{{=}}") and not any(each.count >= 2 for each in self.stack):
            return original[2]
        return ""

    def close_link(self) -> None:
        """Brackets end something, if nothing within them is open."""
        if self.stack[-1].count != 0:
            self.parts.append("]]")
            return
        inner = self.pop()
        inside = "".join(inner.parts)
        sign = wikilink(self.conversion, inside, self.stand(inner.start, self.at))
        self.parts.append(sign or f"[[{inside}]]")

    def part(self, tag: str) -> None:
        """A tag that says what is included; it stays. Categories between such tags stay in their places."""
        if not tag.endswith("/>"):
            self.conversion.in_place = max(0, self.conversion.in_place + (-1 if tag[1] == "/" else 1))
        sign = self.conversion.keep(Piece(tag.lower().replace(" ", ""), plain=tag))
        self.parts.append(sign + SOFT if _BLOCK.match(self.text, self.at) else sign)

    def tag(self, token: re.Match[str]) -> None:
        """A tag whose inside is not wikitext; one that never ends is text."""
        name = token["tag"].lower()
        if token["slash"]:
            self.parts.append("" if name == "nowiki" else token[0])
            return
        inside, end = "", self.at
        if not token["empty"]:
            closing = None if name in self.unclosed else _closing(name).search(self.text, self.at)
            if not closing:
                self.never_ends(token, name)
                return
            inside, end = self.text[self.at : closing.start()], closing.end()
        original = self.stand(token.start(), end)
        sign = self.extensions.sign(self.conversion, name, token["given"], inside, original)
        if sign is None:
            self.parts.append(token[0])
        else:
            self.parts.append(sign)
            self.at = end

    def never_ends(self, token: re.Match[str], name: str) -> None:
        """Tell once that a tag is never closed."""
        if name not in self.unclosed:
            self.unclosed.add(name)
            self.stand(token.start(), self.at)
            self.conversion.lose("unclosed", token[0])
        self.parts.append(token[0])


@cache
def _closing(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)


def has_anything(text: str) -> bool:
    """Whether there is anything to scan for."""
    return "[[" in text or "{{" in text or "<" in text or "}}" in text
