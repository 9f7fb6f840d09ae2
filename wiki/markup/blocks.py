"""Getting the lines ready for Python-Markdown: what people write without thinking about it shall work.

Python-Markdown wants four spaces for each level of a list, an empty line before a list, a table or a heading, and code
fences at the margin. Editors and people do otherwise, so this pass writes the lines the way the parser likes them, and
takes out fenced code and the few HTML blocks we allow. One walk over the lines, no looking back.
"""

import re
from collections.abc import Callable
from html import escape, unescape

from wiki.markup.pictures import PICTURE, stands_alone
from wiki.markup.places import is_place
from wiki.markup.wikilinks import PIPE

_FENCE = re.compile(r"( *)(`{3,}|~{3,})([^`]*)$")
_QUOTE = re.compile(" {0,3}> ?")
_HEADING = re.compile("( *)(#{1,6})(?:[ \t]+(.*))?$")
_RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *$")
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,9})[.)]) +(\S.*)$")
_SEPARATOR = re.compile(r" {0,3}\|?[ :|-]*-[ :|-]*$")
_WIKILINK = re.compile(rf"{PICTURE}|\[\[[^\[\]]*\]\]")
_DETAILS = re.compile(r" *<details( open)?>(?: *<summary>(.*)</summary>)? *$")
_SUMMARY = re.compile(r" *<summary>(.*)</summary> *$")
_DIVISION = re.compile(r""" *<div(?: lang=["']?([A-Za-z0-9-]{2,20})["']?)?> *$""")
_END = re.compile(" *</(details|div)> *$")
_LANGUAGE = re.compile("[A-Za-z0-9_+#-]{1,30}")

Store = Callable[[str], str]


def prepare(lines: list[str], store: Store) -> list[str]:
    """The lines as Python-Markdown wants them; `store` keeps finished HTML and gives the sign that stands for it."""
    return _Preparation(lines, store).run()


class _Preparation:
    """One walk over the lines. `items` are the columns of the list items we are in, from the outermost."""

    def __init__(self, lines: list[str], store: Store) -> None:
        self.lines = lines
        self.store = store
        self.at = 0
        self.done: list[str] = []
        self.items: list[int] = []

    def run(self) -> list[str]:
        while self.at < len(self.lines):
            line = self.lines[self.at].expandtabs(4)
            if not line.strip():
                self.done.append("")
                self.at += 1
            elif not (self.fence(line) or self.comment(line) or self.quote(line)):
                self.line(_WIKILINK.sub(_hide_pipes, line))
                self.at += 1
        return self.done

    def fence(self, line: str) -> bool:
        """Take out a block of code, which ends at a fence as long as its first, or with the text."""
        opening = _FENCE.match(line)
        if not opening:
            return False
        indent, marks = len(opening[1]), opening[2]
        closing = re.compile(f" *{re.escape(marks)}{marks[0]}* *$")
        code: list[str] = []
        self.at += 1
        while self.at < len(self.lines) and not closing.match(self.lines[self.at]):
            row = self.lines[self.at]
            code.append(row[min(indent, len(row) - len(row.lstrip(" "))) :])
            self.at += 1
        self.at += 1
        language = _LANGUAGE.match(opening[3].strip())
        name = f' class="language-{escape(language[0])}"' if language else ""
        text = escape("".join(row + "\n" for row in code), quote=False)
        self.finished(indent, self.store(f"<pre><code{name}>{text}</code></pre>"))
        return True

    def comment(self, line: str) -> bool:
        """Leave out a comment that begins a line, with all its lines; one that never ends is ordinary text."""
        if not line.lstrip().startswith("<!--"):
            return False
        for end in range(self.at, min(self.at + 500, len(self.lines))):
            if "-->" in self.lines[end]:
                self.lines[end] = self.lines[end].split("-->", 1)[1]
                self.at = end if self.lines[end].strip() else end + 1
                return True
        return False

    def quote(self, line: str) -> bool:
        """Prepare the inside of a quotation by itself, so that lists and code in it work alike."""
        if not _QUOTE.match(line):
            return False
        inside: list[str] = []
        while self.at < len(self.lines) and (mark := _QUOTE.match(self.lines[self.at])):
            inside.append(self.lines[self.at][mark.end() :])
            self.at += 1
        self.items.clear()
        self.separate()
        self.done += [f"> {row}" if row else ">" for row in prepare(inside, self.store)]
        return True

    def line(self, line: str) -> None:
        """One line that is neither code nor quotation: an item, a heading, a table's first row, or text."""
        indent = len(line) - len(line.lstrip(" "))
        item = _ITEM.match(line)
        heading = _HEADING.match(line)
        if heading:
            text = (heading[3] or "").rstrip("# ") if heading[3] else ""
            self.finished(indent, f"{heading[2]} {text}" if text else "")
        elif block := self.block(line):
            self.finished(indent, block)
        elif stands_alone(line) or is_place(line):
            self.finished(indent, line.strip())
        elif _RULE.match(line):
            self.leave(indent)
            self.done.append(line)
        elif item and (self.items or item[2] or item[3] == "1" or self.free):
            self.item(item)
        else:
            self.text(line, indent)

    def block(self, line: str) -> str:
        """The stored HTML of a line that is one of the blocks we allow; empty for any other line."""
        if not line.lstrip().startswith("<"):
            return ""
        if details := _DETAILS.match(line):
            return self.store(f"<details{details[1] or ''}>" + _summary(details[2]))
        if summary := _SUMMARY.match(line):
            return self.store(_summary(summary[1]))
        if division := _DIVISION.match(line):
            return self.store(f'<div lang="{escape(division[1])}">' if division[1] else "<div>")
        end = _END.match(line)
        return self.store(f"</{end[1]}>") if end else ""

    def item(self, item: re.Match[str]) -> None:
        """Write a list item at the depth it was meant to have: two columns further in than its parent, or more."""
        column = len(item[1])
        if not self.items:
            self.separate()
        self.leave(column)
        marker = item[2] or f"{item[3]}."
        self.done.append("    " * len(self.items) + f"{marker} {item[4]}")
        self.items.append(column)

    def text(self, line: str, indent: int) -> None:
        """Write a line of text: within its item, or after the list."""
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if "|" in line and "-" in following and _SEPARATOR.match(following):
            self.separate()
        if not self.items:
            self.done.append(line)
            return
        if self.free:
            self.leave(indent)
        self.done.append("    " * len(self.items) + line.lstrip() if self.items else line)

    def finished(self, indent: int, block: str) -> None:
        """Write something that stands by itself, between empty lines."""
        self.leave(indent)
        self.separate()
        self.done += ["    " * len(self.items) + block, ""]

    def leave(self, column: int) -> None:
        """Leave the list items that something at this column cannot be within."""
        while self.items and column < self.items[-1] + 2:
            self.items.pop()

    @property
    def free(self) -> bool:
        """Whether an empty line (or nothing) stands before."""
        return not self.done or not self.done[-1].strip()

    def separate(self) -> None:
        if not self.free:
            self.done.append("")


def _hide_pipes(link: re.Match[str]) -> str:
    return link[0].replace("\\|", PIPE).replace("|", PIPE)


def _summary(text: str | None) -> str:
    return f"<summary>{escape(unescape(text.strip()), quote=False)}</summary>" if text else ""
