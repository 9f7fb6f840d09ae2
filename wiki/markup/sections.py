"""Sections: which stretch of a source each heading of the page stands over, so that one of them can be edited alone.

What is a heading only the parser knows (a number sign may stand in code, a comment, a quotation). So it is asked: each
line that may be a heading is given a number in signs that nobody writes, and the text is rendered twice, with the
numbers and without. The headings in which numbers come out stand on those lines. Where the two renderings differ in
anything but the numbers, or a heading has none, nothing is said about the text at all, and it is edited whole.

Headings that a template brings, or that stand in what is given to one, are no sections of the page: those lines get no
number, and the headings say where they come from.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape

from wiki.markup import frontmatter
from wiki.markup.document import Document
from wiki.markup.names import BadName
from wiki.markup.transclusion import braces
from wiki.markup.wikilinks import read_target
from wiki.markup.worker import render_safely

_OPEN, _CLOSE = "\ue000", "\ue001"
_NUMBER = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_MARKED = re.compile(r"( *#{1,6}[ \t]+)(?=[^\s#])")
_UNDERLINE = re.compile(r"(?:=+|-+) *$")
_UNDERLINED = re.compile(r"(?=[^\W_]|[*_\[`(\"'”»])(?!\d+[.)]|\* )")
_TAG = re.compile('<a class="footnote[^>]*>.*?</a>|<[^>]*>')  # the number of a note is no word of the heading
_STEP = re.compile(
    r'<(h[2-6]) id="([^"]*)">(.*?)</\1>|<(/?)(?:blockquote|details|div|dd|dt|label|li|table)\b', re.DOTALL
)
_ALONE = re.compile(r"[ \t]*\[\[([^\[\]\n]+)\]\][ \t]*")
_MARK = re.compile(r"\[\^([^\[\]\n]{1,200})\](?!:)")
_NOTE = re.compile(r"^ {0,3}\[\^([^\[\]\n]{1,200})\]:.*(?:\n[ \t]+\S.*)*", re.MULTILINE)
_SPACE = re.compile("[ \t\n\r\f]+")


@dataclass(frozen=True)
class Section:
    """A heading, and the stretch of the source from its line to the next heading that is not below it.

    `level`, `text` and `anchor` are those of the heading on the page; `source[start:end]` is the section.
    """

    level: int
    text: str
    anchor: str
    start: int
    end: int


@dataclass(frozen=True)
class _Found:
    level: int
    anchor: str
    inside: str

    @property
    def text(self) -> str:
        return _SPACE.sub(" ", unescape(_TAG.sub("", self.inside))).strip()


Rendering = Callable[[str], Document]


def sections(source: str, render: Rendering = render_safely) -> tuple[Section, ...]:
    """The sections of a normalised `source`, in order; empty where it has none or they cannot be told apart.

    `render` is how the page is rendered: with what it takes in, since that decides the ids of its headings too.

    Headings within a quotation, a list or a box have no section of their own: they cannot be cut out.
    """
    if _OPEN in source or ("#" not in source and "\n=" not in source and "\n-" not in source):
        return ()
    numbered, starts = _with_numbers(source)
    plain, marked = _headings(render(source)), _headings(render(numbered))
    if len(plain) != len(marked):
        return ()
    places = []
    for ours, theirs in zip(plain, marked, strict=True):
        number = _NUMBER.match(theirs.text)
        if not number or (theirs.level, _NUMBER.sub("", theirs.text).strip()) != (ours.level, ours.text):
            return ()
        places.append(starts[int(number[1])])
    if places != sorted(set(places)):
        return ()
    return tuple(_measured(plain, places, len(source)))


def find_section(source: str, anchor: str, render: Rendering = render_safely) -> Section | None:
    """The section whose heading has that id."""
    return next((section for section in sections(source, render) if section.anchor == anchor), None)


def with_section(source: str, section: Section, text: str) -> str:
    """`source` with `text` in place of one of its sections; nothing else changes, not even empty lines."""
    before, old, after = source[: section.start], source[section.start : section.end], source[section.end :]
    if text.strip() == old.strip():
        return source
    if not text.strip():
        return before + after
    gap = old[len(old.rstrip()) :]
    if after and not after.startswith("#") and gap.count("\n") < 2:
        gap = "\n\n"
    return before + text.strip("\n").rstrip() + (gap or "\n") + after


def with_new_section(source: str, text: str) -> str:
    """`source` with `text` as its last section, above the categories that end the page."""
    if not text.strip():
        return source
    lines = source.split("\n")
    end = len(lines)
    while end and (not lines[end - 1].strip() or _is_category(lines[end - 1])):
        end -= 1
    before, after = "\n".join(lines[:end]).rstrip(), "\n".join(lines[end:]).strip("\n")
    return "\n\n".join(part for part in (before, text.strip("\n").rstrip(), after) if part) + "\n"


def with_notes(text: str, source: str) -> str:
    """A section's `text` with the notes it refers to that stand elsewhere in `source`, to be shown alone."""
    wanted = set(_MARK.findall(text)) - {note[1] for note in _NOTE.finditer(text)}
    notes = [note[0] for note in _NOTE.finditer(source) if note[1] in wanted] if wanted else []
    return "\n\n".join([text.rstrip(), *notes]) + "\n" if notes else text


def outermost(html: str) -> list[tuple[int, str, str]]:
    """Level, id and inner HTML of the headings in rendered `html` that stand in no quotation, list, table or box."""
    return [(each.level, each.anchor, each.inside) for each in _outermost(html)]


def _outermost(html: str) -> list[_Found]:
    found, depth = [], 0
    for step in _STEP.finditer(html):
        if not step[1]:
            depth += -1 if step[4] else 1
        elif depth == 0:
            found.append(_Found(int(step[1][1]), unescape(step[2]), step[3]))
    return found


def _with_numbers(source: str) -> tuple[str, list[int]]:
    """The source with a number in each line that may be a heading, and where those lines start."""
    front = len(frontmatter.read(source).raw)
    lines = source[front:].split("\n")
    given = braces(source[front:])
    starts: list[int] = []
    at = front
    done = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        may_be = _MARKED.match(line) or (_UNDERLINED.match(line) if _UNDERLINE.match(following) else None)
        if may_be and not given.cover(at - front):
            number = f"{_OPEN}{len(starts)}{_CLOSE}"
            starts.append(at)
            done.append(line[: may_be.end()] + number + line[may_be.end() :])
        else:
            done.append(line)
        at += len(line) + 1
    return source[:front] + "\n".join(done), starts


def _headings(document: Document) -> list[_Found]:
    if set(document.notices) - {"bad-front-matter"}:
        return []
    foreign = {heading.anchor for heading in document.headings if heading.origin}
    return [found for found in _outermost(document.html) if found.text and found.anchor not in foreign]


def _measured(plain: list[_Found], places: list[int], length: int) -> list[Section]:
    measured = []
    for index, heading in enumerate(plain):
        later = zip(plain[index + 1 :], places[index + 1 :], strict=True)
        end = next((place for other, place in later if other.level <= heading.level), length)
        measured.append(Section(heading.level, heading.text, heading.anchor, places[index], end))
    return measured


def _is_category(line: str) -> bool:
    alone = _ALONE.fullmatch(line)
    if not alone:
        return False
    try:
        return read_target(alone[1], None).categorises
    except BadName:
        return False
