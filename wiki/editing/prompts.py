"""Prompts: questions that stand under the headings of a page somebody begins, and are gone when it is published.

A prompt is an HTML comment on a line of its own that begins with "?", by which editors know it, and one of ours to the
letter. Whatever a person has written or changed is no prompt any more, so it is never taken for one.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from wiki.core.i18n import LOCALES, translations
from wiki.editing.kinds_catalogue import KINDS
from wiki.editing.kinds_of_page import FORMER
from wiki.markup import frontmatter, normalise

_COMMENT = re.compile(r"<!-- \? (.+) -->[ \t]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_FENCE = re.compile(r" *(`{3,}|~{3,})")


def prompt(text: str) -> str:
    """The line that asks `text`."""
    return f"<!-- ? {text} -->"


def filled_in(text: str, stored: str) -> str:
    """What `text` publishes as, where the page says `stored` so far: what was opened and not changed stays as it is."""
    return text if normalise(text) == stored else without_unfilled(text)


def without_unfilled(text: str) -> str:
    """`text` without our prompts, and without those headings under which nothing but their prompt stands.

    A heading goes only when it says what it said in the beginning, its prompt stands right under it, and its whole
    section, with all that is below it, holds nothing else. Every other line stays, in its order.
    """
    front = frontmatter.read(text)
    lines = front.body.split("\n")
    page = _Lines(lines)
    if not page.prompts:
        return text
    return front.raw + "\n".join(_without(lines, page.unfilled()))


class _Lines:
    """The lines of a page: which of them are prompts, and which are headings (with their level)."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.prompts: dict[int, frozenset[str]] = {}
        self.headings: dict[int, int] = {}
        fence, in_comment = "", False
        for number, line in enumerate(lines):
            if in_comment:
                in_comment = "-->" not in line
            elif fence:
                fence = "" if _FENCE.match(line) and line.strip().startswith(fence) else fence
            elif found := _FENCE.match(line):
                fence = found[1]
            elif over := _headings_over(line):
                self.prompts[number] = over
            elif line.lstrip().startswith("<!--"):
                in_comment = "-->" not in line
            elif heading := _HEADING.match(line):
                self.headings[number] = len(heading[1])

    def unfilled(self) -> set[int]:
        """The numbers of the lines that go; the last headings are asked first, because they may lie in others."""
        gone = set(self.prompts)
        for number, end in reversed(self._ends().items()):
            section = range(number + 1, end)
            written = [each for each in section if self.lines[each].strip() and each not in gone]
            if not written and self._is_prompted(number):
                gone.add(number)
        return gone

    def _is_prompted(self, heading: int) -> bool:
        below = (number for number in range(heading + 1, len(self.lines)) if self.lines[number].strip())
        words = self.lines[heading].strip("# \t")
        return words in self.prompts.get(next(below, -1), ())

    def _ends(self) -> dict[int, int]:
        """Each heading, in order, with the line where its section ends: at the next heading that is not below it."""
        ends = dict.fromkeys(self.headings, len(self.lines))
        open_ones: list[int] = []
        for number, level in self.headings.items():
            while open_ones and self.headings[open_ones[-1]] >= level:
                ends[open_ones.pop()] = number
            open_ones.append(number)
        return ends


def _without(lines: Sequence[str], gone: set[int]) -> list[str]:
    """`lines` but for those that go, and but for the empty lines that only stood around them."""
    kept: list[str] = []
    closing_up = False
    for number, line in enumerate(lines):
        if number in gone:
            closing_up = True
        elif line.strip() or not closing_up or (kept and kept[-1].strip()):
            kept.append(line)
            closing_up = closing_up and not line.strip()
    return kept


def _headings_over(line: str) -> frozenset[str]:
    """The headings that the prompt in `line` may stand under; none where it is no prompt of ours."""
    found = _COMMENT.fullmatch(line)
    return _known().get(" ".join(found[1].split()), frozenset()) if found else frozenset()


@cache
def _known() -> Mapping[str, frozenset[str]]:
    """Every prompt in every language, with the headings that it stands under."""
    known: dict[str, set[str]] = defaultdict(set)
    for code in LOCALES:
        say = translations(code).gettext
        for each in (FORMER, *(each for kind in KINDS for each in kind.headings)):
            known[say(each.prompt)].add(say(each.heading))
    return {asked: frozenset(headings) for asked, headings in known.items()}
