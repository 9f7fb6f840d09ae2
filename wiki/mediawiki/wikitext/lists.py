"""Lists: the signs at the start of lines as nested lists, definitions and indented text."""

import re
from dataclasses import dataclass, field

from wiki.mediawiki.wikitext.conversion import PIECE, Conversion
from wiki.mediawiki.wikitext.escaping import line_start
from wiki.mediawiki.wikitext.inline import inline

MAX_DEPTH = 18
"""Lists within each other; what is deeper stands on this level."""

Row = tuple[str, int]
"""A line and its number in the source."""

_PREFIX = re.compile("[*#:;]+")
_DIVIDER = re.compile(r"(?<!http)(?<!https)(?<!ftp)(?<!mailto):(?!//)")


@dataclass(slots=True)
class _Entry:
    sign: str
    text: str
    line: int
    inner: list["_Level"] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    """Entries next to each other: "*" and "#" are lists, ":" indented text or definitions."""

    sign: str
    entries: list[_Entry] = field(default_factory=list)


def lists(conversion: Conversion, rows: list[Row]) -> list[str]:
    """The blocks that lines with signs in front of them make."""
    return ["\n".join(_Writing(conversion).level(level)) for level in _tree(rows)]


def _tree(rows: list[Row]) -> list[_Level]:
    root: list[_Level] = []
    open_levels: list[_Level] = []
    for text, line in rows:
        found = _PREFIX.match(text)
        assert found
        prefix = found[0][:MAX_DEPTH]
        kinds = prefix.replace(";", ":")
        common = 0
        while common < min(len(kinds), len(open_levels)) and open_levels[common].sign == kinds[common]:
            common += 1
        if common == len(kinds):
            del open_levels[common:]
        else:
            del open_levels[common:]
            for place in range(common, len(kinds)):
                level = _Level(kinds[place])
                (open_levels[-1].entries[-1].inner if open_levels else root).append(level)
                open_levels.append(level)
                if place < len(kinds) - 1:
                    level.entries.append(_Entry(prefix[place], "", line))
        open_levels[-1].entries += _entries(prefix[-1], text[found.end() :].strip(), line)
    return root


def _entries(sign: str, text: str, line: int) -> list[_Entry]:
    """What a line says: a term may have its definition after a colon."""
    if sign == ";" and (divider := _DIVIDER.search(text)):
        term, definition = text[: divider.start()].strip(), text[divider.end() :].strip()
        if term and definition:
            return [_Entry(";", term, line), _Entry(":", definition, line)]
    return [_Entry(sign, text, line)]


class _Writing:
    def __init__(self, conversion: Conversion) -> None:
        self.conversion = conversion

    def level(self, level: _Level) -> list[str]:
        """The lines of one list, with all that is in it."""
        if level.sign in "*#":
            return self.items(level)
        if any(entry.sign == ";" for entry in level.entries):
            return self.definitions(level)
        return [f"> {line}" if line else ">" for line in self.paragraphs(level)]

    def items(self, level: _Level) -> list[str]:
        done: list[str] = []
        number = 0
        for entry in level.entries:
            if not entry.text:
                for inner in entry.inner:
                    done += [*([""] if done else []), *self.level(inner)] if not number else self.within(inner, 2)
                continue
            number += 1
            marker = "- " if level.sign == "*" else f"{number}. "
            first, *blocks = self.parts(entry)
            done.append(marker + _task(first))
            done += _indented([row for block in blocks for row in ("", *block.split("\n"))], len(marker))
            before = ""
            for inner in entry.inner:
                if before and before != inner.sign:
                    done.append("")
                done += self.within(inner, len(marker))
                before = inner.sign
        return done

    def within(self, level: _Level, width: int) -> list[str]:
        """A list within an item; indented text there is a paragraph of it."""
        if level.sign == ":":
            return _indented(["", *self.paragraphs(level)], width)
        return _indented(self.level(level), width)

    def paragraphs(self, level: _Level) -> list[str]:
        """The entries as paragraphs, with an empty line between them."""
        done: list[str] = []
        for entry in level.entries:
            blocks = self.parts(entry) if entry.text else []
            for block in blocks:
                shown = f"**{block}**" if entry.sign == ";" and block else block
                if shown:
                    done += [*([""] if done else []), *shown.split("\n")]
            for inner in entry.inner:
                done += [*([""] if done else []), *self.level(inner)]
        return done

    def definitions(self, level: _Level) -> list[str]:
        """Terms and what they mean. A term that nothing is said about is bold."""
        done: list[str] = []
        entries = level.entries
        last = max((place for place, entry in enumerate(entries) if entry.sign == ":"), default=-1)
        for place, entry in enumerate(entries):
            text = " ".join(self.parts(entry)[0].split("\n")) if entry.text else ""
            following = entries[place + 1].sign if place + 1 < len(entries) else ""
            if entry.sign == ";":
                is_defined = bool(text) and not entry.inner and place < last
                if done and not (place and entries[place - 1].sign == ";"):
                    done.append("")
                if text:
                    done.append(text if is_defined else f"**{text}**")
            elif text:
                after_term = bool(place) and (entries[place - 1].sign == ";" or done[-1:] != [""])
                done += [f": {text}"] if after_term and done else ["", f"> {text}"] if done else [f"> {text}"]
            for inner in entry.inner:
                done += ["", *self.quoted(inner)]
            if entry.inner and following == ":":
                done.append("")
        return done

    def quoted(self, level: _Level) -> list[str]:
        return [f"> {line}" if line else ">" for line in self.level(level)]

    def parts(self, entry: _Entry) -> list[str]:
        """The text of an entry, and the blocks that stand in it."""
        self.conversion.line = entry.line
        alone = []
        for found in PIECE.finditer(entry.text):
            piece = self.conversion.piece(found[1])
            if piece.stands_alone and not piece.above and piece.text.startswith("```"):
                alone.append(found)
        text = entry.text
        for found in alone:
            text = text.replace(found[0], " ")
        blocks = [self.conversion.piece(found[1]).text for found in alone]
        line = " ".join(inline(self.conversion, text.strip()).split("\n")).strip()
        return [line_start(line), *blocks] if line or not blocks else blocks


def _task(words: str) -> str:
    """Words after a box, ticked or not, as a task."""
    return {"☐ ": "[ ] ", "☑ ": "[x] "}[words[:2]] + words[2:] if words[:2] in ("☐ ", "☑ ") else words


def _indented(lines: list[str], width: int) -> list[str]:
    return [" " * width + line if line else "" for line in lines]
