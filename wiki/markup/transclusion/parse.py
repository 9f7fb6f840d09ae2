"""Reading double and triple braces: which calls and parameters a text holds, one within another.

The braces are matched as MediaWiki does (docs: Preprocessor): from within, three before two, so that `{{{{{1}}}}}` is
the call of whatever the first parameter names. What is not closed is text.
"""

import re
from dataclasses import dataclass, field
from typing import Literal

from wiki.markup.transclusion.shielded import Spans, shielded

MAX_NESTED = 40
"""Braces and brackets open at once; more are text."""

_SIGN = re.compile(r"\{{2,}|\}{2,}|\[\[|\]\]|\|")


@dataclass(frozen=True, slots=True)
class Call:
    """`{{name|value|name=value}}`: its parts, and where it stands in the text that was read."""

    parts: "tuple[Nodes, ...]"
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """`{{{name|default}}}`, likewise."""

    parts: "tuple[Nodes, ...]"
    start: int
    end: int


Node = str | Call | Parameter
Nodes = tuple[Node, ...]


@dataclass(slots=True)
class _Open:
    """Braces or brackets that are open: how many, where they begin, and what has stood within them so far."""

    kind: Literal["{", "["]
    count: int
    start: int
    parts: list[list[Node]] = field(default_factory=lambda: [[]])


def parse(text: str) -> Nodes:
    """What `text` holds, in order."""
    if "{{" not in text:
        return (text,) if text else ()
    return _Reader(text).read()


def braces(text: str) -> Spans:
    """The stretches of `text` that stand in braces, with what is between them."""
    return Spans((node.start, node.end) for node in parse(text) if not isinstance(node, str))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.open: list[_Open] = []
        self.done: list[Node] = []

    def read(self) -> Nodes:
        spans = shielded(self.text)
        at = 0
        for sign in _SIGN.finditer(self.text):
            if spans.cover(sign.start()):
                continue
            self.add(self.text[at : sign.start()])
            at = sign.end()
            self.take(sign)
        self.add(self.text[at:])
        while self.open:
            self.give_up()
        return _joined(self.done)

    def take(self, sign: re.Match[str]) -> None:
        """Go on past one sign."""
        first = sign[0][0]
        if first in "{[" and len(self.open) < MAX_NESTED:
            self.open.append(_Open("{" if first == "{" else "[", len(sign[0]), sign.start()))
        elif first == "}":
            self.close(len(sign[0]), sign.end())
        elif first == "]" and self.open and self.open[-1].kind == "[":
            self.give_up("]]")
        elif first == "|" and self.open and self.open[-1].kind == "{":
            self.open[-1].parts.append([])
        else:
            self.add(sign[0])

    def close(self, count: int, end: int) -> None:
        """Close what `count` braces close, from within; those that are left over are text."""
        while count >= 2 and any(each.kind == "{" for each in self.open):
            while self.open[-1].kind == "[":
                self.give_up()
            top = self.open[-1]
            taken = 3 if min(count, top.count) >= 3 else 2
            parts = tuple(_joined(part) for part in top.parts)
            top.count -= taken
            count -= taken
            start = top.start + top.count
            node: Node = (Parameter if taken == 3 else Call)(parts, start, end - count)
            if top.count >= 2:
                top.parts = [[node]]
            else:
                self.open.pop()
                self.add("{" * top.count)
                self.add(node)
        self.add("}" * count)

    def give_up(self, closing: str = "") -> None:
        """Let what was opened last be the text that it is."""
        last = self.open.pop()
        self.add(("{" if last.kind == "{" else "[") * last.count)
        for number, part in enumerate(last.parts):
            if number:
                self.add("|")
            for node in part:
                self.add(node)
        self.add(closing)

    def add(self, node: Node) -> None:
        if node != "":
            (self.open[-1].parts[-1] if self.open else self.done).append(node)


def _joined(nodes: list[Node]) -> Nodes:
    """`nodes` with texts that follow on each other made one."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(joined[-1], str):
            joined[-1] += node
        else:
            joined.append(node)
    return tuple(joined)
