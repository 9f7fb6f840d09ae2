"""Headings in a source: marking those that are taken in, and finding one section to take in."""

import re

from wiki.markup.transclusion.shielded import Spans, shielded
from wiki.markup.wikilinks import anchor

_MARKED = re.compile(r"^ *(#{1,6})[ \t]+(?=[^\s#])(.*)$")
_UNDERLINED = re.compile(r"(?=[^\W_]|[*_\[`(\"'”»])(?!\d+[.)]|\* )")
_UNDERLINE = re.compile(r"(=+|-+) *$")
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]|\[([^\[\]]*)\]\([^()]*\)")
_SIGNS = re.compile(r"[*`]+|\\(?=[^\w\s])|[ \t]#+[ \t]*$|(?<!\w)_+|_+(?!\w)")


def with_marks(text: str, mark: str, within: Spans | None = None) -> str:
    """`text` with `mark` before the words of each heading; `within` those stretches only, where they are given."""
    done: list[str] = []
    at = 0
    for start, words, _level, _title in _headings(text):
        if within is None or within.cover(start):
            done += (text[at:words], mark)
            at = words
    return "".join([*done, text[at:]])


def section_of(text: str, fragment: str) -> str | None:
    """What stands under the heading that `fragment` names, without the heading; None where there is none."""
    found = _headings(text)
    wanted = anchor(fragment).casefold()
    for index, (start, _words, level, title) in enumerate(found):
        if anchor(_plain(title)).casefold() == wanted:
            end = next((each[0] for each in found[index + 1 :] if each[2] <= level), len(text))
            lines = text[start:end].split("\n")
            underlined = not _MARKED.match(lines[0])
            return "\n".join(lines[2 if underlined else 1 :])
    return None


def _headings(text: str) -> list[tuple[int, int, int, str]]:
    """The lines that are headings by their looks: where each starts, where its words do, its level and its words."""
    if "#" not in text and "\n=" not in text and "\n-" not in text:
        return []
    spans = shielded(text)
    lines = text.split("\n")
    found, at = [], 0
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if marked := _MARKED.match(line):
            if not spans.cover(at + marked.start(1)):
                found.append((at, at + marked.start(2), len(marked[1]), marked[2]))
        elif (under := _UNDERLINE.match(following)) and _UNDERLINED.match(line) and not spans.cover(at):
            found.append((at, at, 1 if under[1][0] == "=" else 2, line))
        at += len(line) + 1
    return found


def _plain(title: str) -> str:
    return _SIGNS.sub("", _LINK.sub(lambda link: link[1] or link[2] or "", title)).strip()
