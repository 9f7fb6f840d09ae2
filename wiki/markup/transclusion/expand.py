"""Taking in: from the source of a page to one in which every call of a template or a page is replaced by what it says.

It works on the text, before any Markdown is read, so that a template may hold a cell of a table as well as a whole
section. The page's own lines are left as they are, and headings that come from elsewhere are marked, so that sections
can be told apart afterwards (`sections.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wiki.markup import frontmatter
from wiki.markup.names import BadName, Namespace, PageName, parse_name
from wiki.markup.source import normalise
from wiki.markup.transclusion.headings import section_of, with_marks
from wiki.markup.transclusion.include import included, shown
from wiki.markup.transclusion.parse import Call, Node, Nodes, Parameter, braces, parse
from wiki.markup.transclusion.values import (
    Expanded,
    Fault,
    Library,
    Taken,
    fault_mark,
    foreign_mark,
    short,
    without_marks,
)
from wiki.markup.transclusion.words import is_left_alone, switched, word_for
from wiki.markup.wikilinks import read_redirect

MAX_DEPTH = 20
"""Templates within each other."""
MAX_CALLS = 500
"""Templates and pages taken in on one page, counting each time."""
MAX_TEXT = 400_000
"""Characters that all of them may say, and that may be read for it."""
MAX_STEPS = 100_000
"""Pieces of text, parameters and calls that are put together."""
MAX_REDIRECTS = 3

_SYNTAX = re.compile(r"\{\{|__[A-ZÅÄÖ]{3,}__|<(?:no|only)?include", re.IGNORECASE)
_NAMED = re.compile(r"\s*([\w -]{1,60}?)\s*=(.*)", re.DOTALL)
_BLOCK = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|[-*+] |\d+[.)] |\||```|~~~|</?(?:details|div)\b)")
_ALONE = re.compile(r"[ \t]*(?:\n|\Z)")


def expand(source: str, page: PageName, library: Library, site: str = "") -> Expanded:
    """`source` as it reads on `page` with all that it takes in out of `library`. Pure; ends soon for any source.

    `site` is what the wiki is called; without it, what stands for that is left as it is written.
    """
    source = normalise(source)
    if not _SYNTAX.search(source):
        return Expanded(source, source)
    front = frontmatter.read(source)
    body, switches = switched(shown(front.body))
    work = _Expansion(page, library, site)
    inside = braces(body)
    body = with_marks(body, work.foreign(page), inside) if inside else body
    text = work.text(parse(body), _Frame())
    return Expanded(
        front.raw + text,
        source,
        tuple((name, taken.version if taken else 0) for name, taken in work.known.items() if name != page),
        tuple(work.faults),
        tuple(work.pages) if inside else (),
        switches,
    )


@dataclass(frozen=True)
class _Frame:
    """Within what a text is read: the values it was called with, and the way there."""

    values: Mapping[str, str] = field(default_factory=dict)
    way: tuple[tuple[PageName, str], ...] = ()


@dataclass
class _Expansion:
    page: PageName
    library: Library
    site: str
    known: dict[PageName, Taken | None] = field(default_factory=dict)
    read: dict[tuple[PageName, str], "Nodes | Fault"] = field(default_factory=dict)
    faults: dict[Fault, int] = field(default_factory=dict)
    pages: dict[PageName, int] = field(default_factory=dict)
    calls: int = 0
    steps: int = 0
    written: int = 0

    def text(self, nodes: Nodes, frame: _Frame) -> str:
        """What `nodes` say."""
        self.steps += len(nodes)
        done: list[str] = []
        for index, node in enumerate(nodes):
            if isinstance(node, str):
                done.append(node)
            elif isinstance(node, Parameter):
                done.append(self.parameter(node, frame))
            else:
                following = nodes[index + 1] if index + 1 < len(nodes) else ""
                done.append(_apart(self.call(node, frame), done, following))
        return "".join(done)

    def parameter(self, node: Parameter, frame: _Frame) -> str:
        name = self.text(node.parts[0], frame).strip()
        if name in frame.values:
            said = frame.values[name]
        elif len(node.parts) > 1:
            said = self.text(node.parts[1], frame)
        else:
            said = f"{{{{{{{name}}}}}}}"
        self.written += len(said) if frame.way else 0
        return "" if self.written > MAX_TEXT else said

    def call(self, node: Call, frame: _Frame) -> str:
        called = self.text(node.parts[0], frame).strip()
        word = word_for(called, self.page, self.site) if len(node.parts) == 1 else None
        if word is not None:
            return word
        target = None if is_left_alone(called) or without_marks(called) != called else self.target(called)
        if target is None:
            return "{{" + "|".join(self.text(part, frame) for part in node.parts) + "}}"
        name, fragment = target
        if fault := self.limit(name, fragment, frame):
            return fault
        self.calls += 1
        nodes = self.nodes(name, fragment)
        if isinstance(nodes, Fault):
            return self.fault(nodes)
        values = self.values(node.parts[1:], frame)
        said = self.text(nodes, _Frame(values, (*frame.way, target))).strip("\n")
        self.written += len(said)
        return said if self.written <= MAX_TEXT else self.fault(Fault("large", name, short(name)))

    def target(self, called: str) -> tuple[PageName, str] | None:
        """The page and the section that a name means; None where it can be the name of none."""
        named, _, fragment = called.partition("#")
        try:
            if named.startswith("/"):
                return parse_name(f":{self.page.full}{named}"), fragment.strip()
            return parse_name(named, default=Namespace.TEMPLATE), fragment.strip()
        except BadName:
            return None

    def limit(self, name: PageName, fragment: str, frame: _Frame) -> str:
        """What to show instead, where no more can be taken in; else nothing."""
        if (name, fragment) in frame.way:
            loop = [*frame.way[frame.way.index((name, fragment)) :], (name, fragment)]
            return self.fault(Fault("loop", name, " → ".join(short(each) for each, _ in loop)))
        if len(frame.way) >= MAX_DEPTH:
            return self.fault(Fault("deep", name, short(name)))
        if self.calls >= MAX_CALLS:
            return self.fault(Fault("many", name, short(name)))
        if self.steps > MAX_STEPS or self.written > MAX_TEXT:
            return self.fault(Fault("large", name, short(name)))
        return ""

    def nodes(self, name: PageName, fragment: str) -> "Nodes | Fault":
        """What stands on a page, or in one section of it, for those that take it in."""
        key = (name, fragment)
        if key not in self.read:
            self.read[key] = self.read_anew(name, fragment)
        return self.read[key]

    def read_anew(self, name: PageName, fragment: str) -> "Nodes | Fault":
        source, wanted = self.found(name), name
        for _ in range(MAX_REDIRECTS):
            leads = read_redirect(frontmatter.read(source).body)[0] if source else None
            if leads is None or leads.page is None:
                break
            name, fragment = leads.page, fragment or leads.fragment
            source = self.found(name)
        if source is None:
            return Fault("missing", name, name.full)
        self.steps += len(source) // 4
        body = included(frontmatter.read(source).body)
        section = section_of(body, fragment) if fragment else body
        if section is None:
            return Fault("section", wanted, f"{name.full}#{fragment}")
        return parse(with_marks(switched(section)[0].strip("\n"), self.foreign(name)))

    def found(self, name: PageName) -> str | None:
        if name not in self.known:
            self.known[name] = self.library(name)
        taken = self.known[name]
        return taken.source if taken else None

    def values(self, parts: tuple[Nodes, ...], frame: _Frame) -> dict[str, str]:
        """What a call gives: by name, or by number where it says no name; without white space around."""
        values: dict[str, str] = {}
        number = 0
        for part in parts:
            named = _NAMED.match(part[0]) if part and isinstance(part[0], str) else None
            if named:
                rest: tuple[Node, ...] = (named[2], *part[1:])
                values[named[1]] = self.text(rest, frame).strip()
            else:
                number += 1
                values[str(number)] = self.text(part, frame).strip()
        return values

    def fault(self, fault: Fault) -> str:
        return fault_mark(self.faults.setdefault(fault, len(self.faults)))

    def foreign(self, name: PageName) -> str:
        return foreign_mark(self.pages.setdefault(name, len(self.pages)))


def _apart(said: str, before: list[str], following: Node) -> str:
    """What a call alone on its line says: blocks stand by themselves, and each line where the call stood."""
    if "\n" not in said and not _BLOCK.match(said):
        return said
    line = _last_line(before)
    if line.strip(" \t>") or not isinstance(following, str) or not _ALONE.match(following):
        return said
    first = not before or (len(before) == 1 and before[0] == line)
    above = "" if first else "\n" + line
    return above + said.replace("\n", "\n" + line) + "\n" + line.rstrip()


def _last_line(pieces: list[str]) -> str:
    line = ""
    for piece in reversed(pieces):
        _, newline, end = piece.rpartition("\n")
        line = end + line
        if newline:
            break
    return line
