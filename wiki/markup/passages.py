"""The words of a page's HTML as one line, where each of them stands, and how some of them are marked for readers.

Read in HTML that is ready to be shown: sanitised, with what `present` puts in, which is passed over.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from wiki.markup.reading import INLINE

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_CLASS = re.compile(r'\sclass="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_SPACE = re.compile(r"(?:\s|&nbsp;)+")
_UNIT = re.compile(r"(?P<space>(?:\s|&nbsp;)+)|(?P<entity>&[a-zA-Z0-9#]+;)|[^\s&]+|&")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_CLOSED = _HEADINGS | {"a", "label", "summary"}  # within them no link may stand, or none that is part of their name
_ASIDE = frozenset({"heading-tools", "file-kind", "footnote-ref", "footnote-backref"})


@dataclass
class Run:
    """Text between two tags: `html[start:end]`, whose words begin at `at` in the line.

    `after` is where a link may follow it: None directly, else behind the element that it stands in.
    """

    start: int
    end: int
    at: int
    after: int | None = None


@dataclass(frozen=True)
class Place:
    """Words of the line, from `start` to `end`, that the topic with the number `topic` is about."""

    start: int
    end: int
    topic: int


@dataclass(frozen=True)
class Passages:
    """The line of a page: its words with one blank between them, whatever markup and blocks they stand in.

    `sections` are the headings in order: where each begins in the line, its text and its id.
    """

    html: str
    text: str
    runs: list[Run]
    sections: list[tuple[int, str, str]]

    def section_at(self, at: int) -> tuple[str, str]:
        """Text and id of the heading that the word at `at` stands under, or in; empty above the first."""
        number = bisect_right(self.sections, at, key=lambda section: section[0])
        return self.sections[number - 1][1:] if number else ("", "")


def passages(html: str) -> Passages:
    """The line of `html`. Takes time that grows with its length."""
    return _Walk(html).found


class _Walk:
    """One walk through the HTML."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._pieces: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._sections: list[tuple[int, str, str]] = []
        self._heading = (0, "")  # where the one that is open begins in `_pieces`, and its id
        self._aside: tuple[str, int] | None = (
            None  # what is passed over: the element, and how many of its like are open
        )
        self._closed = 0
        self._waiting: list[Run] = []
        at = 0
        for tag in _TAG.finditer(html):
            self._say(at, tag.start())
            at = tag.end()
            if self._aside:
                self._pass_over(tag[2], bool(tag[1]))
            else:
                self._meet(tag)
        self._say(at, len(html))

    @property
    def found(self) -> Passages:
        """What the walk has gathered."""
        return Passages(self._html, "".join(self._pieces), self._runs, self._sections)

    def _pass_over(self, name: str, ends: bool) -> None:
        assert self._aside
        if name == self._aside[0]:
            depth = self._aside[1] + (-1 if ends else 1)
            self._aside = (name, depth) if depth else None

    def _meet(self, tag: re.Match[str]) -> None:
        name, ends = tag[2], bool(tag[1])
        if (name not in INLINE or name == "br") and not self._is_blank():
            self._add(" ")
        if not ends and _class(tag) & _ASIDE:
            self._aside = (name, 1)
        elif name in _CLOSED:
            if name in _HEADINGS:
                self._meet_heading(tag)
            self._closed += -1 if ends else 1
            if self._closed == 0:
                for run in self._waiting:
                    run.after = tag.end()
                self._waiting = []

    def _meet_heading(self, tag: re.Match[str]) -> None:
        if not tag[1]:
            id_ = _ID.search(tag[3])
            self._heading = (len(self._pieces), unescape(id_[1]) if id_ else "")
            return
        first, anchor = self._heading
        text = "".join(self._pieces[first:])
        self._sections.append((self._length - len(text), text.strip(), anchor))

    def _say(self, start: int, end: int) -> None:
        if start == end or self._aside:
            return
        words = unescape(_SPACE.sub(" ", self._html[start:end]))
        if self._is_blank():
            words = words.removeprefix(" ")
        if words:
            run = Run(start, end, self._length)
            self._runs.append(run)
            if self._closed:
                self._waiting.append(run)
            self._add(words)

    def _is_blank(self) -> bool:
        return not self._pieces or self._pieces[-1][-1] == " "

    def _add(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)


def _class(tag: re.Match[str]) -> set[str]:
    found = _CLASS.search(tag[3])
    return set(found[1].split()) if found else set()


def marked(page: Passages, places: Iterable[Place], link: Callable[[int], str]) -> str:
    """The page's HTML with these places marked, each followed by what `link` gives for the number of its topic.

    A mark never reaches over a tag: words in several elements get several marks, the first with the id
    "mk-quote-<number>".
    """
    changes: list[tuple[int, int, str]] = []
    covered: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        last = None
        for number in _runs_of(page, place):
            covered[number].append(place)
            last = number
        if last is not None:
            run = page.runs[last]
            behind = _offset(page, run, place.end) if run.after is None else run.after
            changes.append((behind, behind, link(place.topic)))
    for number, some in covered.items():
        changes += _marks(page, page.runs[number], _end(page, number), some)
    return _changed(page.html, sorted(changes, key=lambda change: change[:2]))


def _end(page: Passages, number: int) -> int:
    """Where the words of a run end in the line (a blank between blocks may follow, which is in no run)."""
    return page.runs[number + 1].at if number + 1 < len(page.runs) else len(page.text)


def _runs_of(page: Passages, place: Place) -> range:
    first = bisect_right(page.runs, place.start, key=lambda run: run.at) - 1
    behind = bisect_right(page.runs, place.end - 1, key=lambda run: run.at)
    return range(max(first, 0), behind)


def _marks(page: Passages, run: Run, end: int, places: list[Place]) -> list[tuple[int, int, str]]:
    """What of one run is marked. Where places meet, each stretch between their ends is marked once."""
    spans = [(max(place.start, run.at), min(place.end, end), place) for place in places]
    cuts = sorted({cut for first, last, _ in spans for cut in (first, last)})
    done = []
    for start, stop in pairwise(cuts):
        inside = [place for first, last, place in spans if first <= start and stop <= last]
        at, until = _offset(page, run, start), _offset(page, run, stop)
        words = page.html[at:until]
        if inside and not words.isspace() and words:
            ids = [f' id="mk-quote-{place.topic}"' for place in inside if place.start == start] or [""]
            opening = "".join(f'<mark class="quoted"{id_}>' for id_ in ids)
            done.append((at, until, opening + words + "</mark>" * len(ids)))
    return done


def _offset(page: Passages, run: Run, at: int) -> int:
    """Where in the HTML the sign stands that has the place `at` in the line."""
    left = at - run.at
    begins_blank = run.at == 0 or page.text[run.at - 1] == " "
    for unit in _UNIT.finditer(page.html, run.start, run.end):
        if unit["space"] and unit.start() == run.start and begins_blank:
            continue  # not in the line: there was a blank before it
        if left <= 0:
            return unit.start()
        if unit["space"]:
            left -= 1
        elif unit["entity"]:
            left -= len(unescape(unit[0]))
        elif left < len(unit[0]):
            return unit.start() + left
        else:
            left -= len(unit[0])
            if not left:
                return unit.end()
    return run.end


def _changed(html: str, changes: list[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in changes:
        parts += (html[at:start], new)
        at = end
    return "".join([*parts, html[at:]])
