"""The second walk, line by line: headings, paragraphs, lists, tables, rules, code, quotations."""

import re

from wiki.mediawiki.wikitext.cells import is_unseen
from wiki.mediawiki.wikitext.conversion import CLOSE, OPEN, PIECE, QUOTE, SOFT, UNQUOTE, Conversion
from wiki.mediawiki.wikitext.escaping import fence, line_start, plain
from wiki.mediawiki.wikitext.html_blocks import as_wikitext
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.lists import Row, lists
from wiki.mediawiki.wikitext.tables import table

MAX_QUOTES = 12
"""Quotations within each other."""

_HEADING = re.compile(r"(={1,6})(.+?)(={1,6})[ \t]*")
_TABLE = re.compile(r"[:* ]*\{\|")
_RULE = re.compile(r"-{4,}(.*)")
_MARKUP = re.compile(r"\x02|''|\[|<|__|https?://")
_ONE_PIECE = re.compile(f"{OPEN}([0-9]+){CLOSE}")


def blocks(conversion: Conversion, text: str, shift: int = 0) -> str:
    """The Markdown of a text that has been scanned and begins on the conversion's line.

    `shift` is added to the level of each heading.
    """
    return "\n\n".join(_Walk(conversion, numbered(conversion, text), shift).run())


def numbered(conversion: Conversion, text: str) -> list[Row]:
    """The lines of a text that begins on the conversion's line, each with its number, HTML as the wikitext it means."""
    number = conversion.line
    rows: list[Row] = []
    for line in as_wikitext(conversion, text).split("\n"):
        if SOFT in line:
            rows += [(part.strip() if place else part, number) for place, part in enumerate(line.split(SOFT))]
        else:
            rows.append((line, number))
        number += 1 + conversion.lines_in(line)
    return rows


class _Walk:
    """One walk over lines. What has been read so far of a paragraph waits in `paragraph`."""

    def __init__(self, conversion: Conversion, rows: list[Row], shift: int, depth: int = 0) -> None:
        self.conversion = conversion
        self.rows = rows
        self.shift = shift
        self.depth = depth
        self.at = 0
        self.done: list[str] = []
        self.paragraph: list[Row] = []

    def run(self) -> list[str]:
        while self.at < len(self.rows):
            text, self.conversion.line = self.rows[self.at]
            if not text.strip():
                self.finish()
                self.at += 1
            elif not (self.unseen(text) or self.marked(text)):
                self.paragraph.append((text, self.conversion.line))
                self.at += 1
        self.finish()
        return [block for block in self.done if block.strip()]

    def unseen(self, text: str) -> bool:
        """Put what stands alone on its line and is not shown beside the blocks, so that it parts nothing."""
        if not is_unseen(self.conversion, text):
            return False
        written = [said for number in PIECE.findall(text) if (said := self.conversion.piece(number).text)]
        if self.paragraph and written:
            self.paragraph.append((text, self.conversion.line))
        else:
            self.done += written
        self.at += 1
        return True

    def marked(self, text: str) -> bool:
        """Read a line that begins with a sign; False for one of a paragraph."""
        first = text[0]
        if first == "=":
            return self.heading(text)
        if first in "*#;" or (first == ":" and not _TABLE.match(text)):
            return self.listed()
        if first in "{: *" and _TABLE.match(text):
            return self.tabled(text)
        if first == "-" and (rule := _RULE.match(text)):
            self.finish()
            self.done.append("----")
            self.rows[self.at] = (rule[1].strip(), self.conversion.line)
            return True
        if first == " ":
            return self.preformatted()
        if first == OPEN and (alone := _ONE_PIECE.fullmatch(text.strip())):
            return self.call(alone[1])
        if text in (QUOTE, UNQUOTE):
            return self.quotation(text)
        return False

    def heading(self, text: str) -> bool:
        shown = self.conversion.seen(text)
        found = _HEADING.fullmatch(shown.rstrip())
        if not found:
            return False
        self.finish()
        level = min(len(found[1]), len(found[3]))
        words = "=" * (len(found[1]) - level) + found[2] + "=" * (len(found[3]) - level)
        if level + self.shift > 6:
            self.conversion.lose("heading", text)
        written = " ".join(inline(self.conversion, words.strip()).split())
        if written.endswith("#"):
            written = written.rstrip("\\#") + "&#35;"
        if written:
            self.done.append("#" * min(level + self.shift, 6) + " " + written)
        self.done += [self.conversion.piece(number).text for number in PIECE.findall(text) if number not in shown]
        self.at += 1
        return True

    def listed(self) -> bool:
        self.finish()
        rows: list[Row] = []
        aside: list[str] = []
        while self.at < len(self.rows):
            text, line = self.rows[self.at]
            following = self.rows[self.at + 1][0] if self.at + 1 < len(self.rows) else ""
            if text[:1] in tuple("*#:;") and not (text[0] == ":" and _TABLE.match(text)):
                rows.append((text, line))
            elif is_unseen(self.conversion, text):
                aside += [self.conversion.piece(number).text for number in PIECE.findall(text)]
            elif text.strip() or not (rows and following[:1] in ("*", "#") and following[0] == rows[-1][0][0]):
                break
            self.at += 1
        self.done += [*lists(self.conversion, rows), *aside]
        return True

    def tabled(self, text: str) -> bool:
        """Take a table to its end; one without an end goes on to the end of the text."""
        self.finish()
        rows = [(text[text.index("{|") :], self.conversion.line)]
        depth = 1
        self.at += 1
        while self.at < len(self.rows):
            inside, line = self.rows[self.at]
            start = inside.lstrip()[:2]
            depth += {"{|": 1, "|}": -1}.get(start, 0)
            if depth == 0:
                self.rows[self.at] = (inside.lstrip()[2:].strip(), line)
                break
            rows.append((inside, line))
            self.at += 1
        else:
            self.conversion.lose("unclosed", rows[0][0])
        self.done += table(self.conversion, rows, self.within if self.depth < MAX_QUOTES else None)
        return True

    def within(self, rows: list[Row]) -> list[str]:
        """The blocks of what stands in a part of the text."""
        return _Walk(self.conversion, rows, self.shift, self.depth + 1).run()

    def preformatted(self) -> bool:
        """Lines that begin with a space are code, or lines of a paragraph where they hold markup."""
        self.finish()
        rows: list[Row] = []
        while self.at < len(self.rows) and self.rows[self.at][0][:1] == " " and self.rows[self.at][0].strip():
            rows.append(self.rows[self.at])
            self.at += 1
        text = "\n".join(line[1:] for line, _ in rows)
        if not _MARKUP.search(text):
            self.done.append(fence(plain(text)))
        elif len(rows) == 1:
            self.paragraph.append((rows[0][0].strip(), rows[0][1]))
            self.finish()
        else:
            self.conversion.lose("preformatted", rows[0][0].strip())
            for line, number in rows:
                self.paragraph.append((line.strip(), number))
            self.finish("<br>")
        return True

    def call(self, number: str) -> bool:
        """A template alone on its line stands alone on ours."""
        piece = self.conversion.piece(number)
        if not piece.text.startswith("{{") or piece.text.startswith("{{{"):
            return False
        self.finish()
        self.done.append(piece.text)
        self.at += 1
        return True

    def quotation(self, sign: str) -> bool:
        self.finish()
        self.at += 1
        if sign == UNQUOTE or self.depth >= MAX_QUOTES:
            return True
        inside: list[Row] = []
        depth = 1
        while self.at < len(self.rows):
            row = self.rows[self.at]
            self.at += 1
            depth += {QUOTE: 1, UNQUOTE: -1}.get(row[0], 0)
            if depth == 0:
                break
            inside.append(row)
        text = "\n\n".join(self.within(inside))
        if text:
            self.done.append("\n".join(f"> {line}" if line else ">" for line in text.split("\n")))
        return True

    def finish(self, line_end: str = "") -> None:
        """Write the paragraph that has been gathered: what floats first, what stands alone by itself."""
        if not self.paragraph:
            return
        rows, self.paragraph = self.paragraph, []
        floating: list[str] = []
        parts: list[str] = []
        waiting: list[str] = []
        for text, line in rows:
            self.conversion.line = line
            for part in self._apart(text, floating):
                if part.startswith(OPEN) and (alone := _ONE_PIECE.fullmatch(part)) and self._alone(alone[1]):
                    parts += ["\n".join(waiting), self.conversion.piece(alone[1]).text]
                    waiting = []
                elif part.strip():
                    waiting.append(self._line(part) + line_end)
        if waiting and line_end:
            waiting[-1] = waiting[-1].removesuffix(line_end)
        self.done += [*floating, *parts, "\n".join(waiting)]

    def _alone(self, number: str) -> bool:
        return self.conversion.piece(number).stands_alone

    def _apart(self, text: str, floating: list[str]) -> list[str]:
        """A line in parts: those that stand alone, and what is between them. What floats is taken out."""
        if OPEN not in text:
            return [text]
        parts = [""]
        at = 0
        for found in PIECE.finditer(text):
            piece = self.conversion.piece(found[1])
            if not piece.stands_alone:
                continue
            parts[-1] += text[at : found.start()]
            at = found.end()
            if piece.above:
                floating.append(piece.text)
            else:
                parts += [found[0], ""]
        parts[-1] += text[at:]
        return parts

    def _line(self, text: str) -> str:
        lines = inline(self.conversion, text.strip()).split("\n")
        return "\n".join(line_start(line.strip()) for line in lines)
