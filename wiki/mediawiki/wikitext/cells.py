"""What stands in a table's cell, as one line of ours."""

import re

from wiki.mediawiki.wikitext.conversion import PIECE, Conversion
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.lists import Row

_LIST = re.compile("([*#:;]+)[ ]*(.*)")
_HEADING = re.compile(r"(={1,6})(.+?)\1[ \t]*")
_NESTED = re.compile(r"\{\||\|\}|\|-|\|\+")


def cell_text(conversion: Conversion, rows: list[Row], loss: str = "cell") -> str:
    """The Markdown of a cell's lines. Paragraphs and items become lines of the cell, which is told of as `loss`."""
    groups: list[list[Row]] = [[]]
    for text, line in _without_nested(conversion, rows):
        item, heading = _LIST.fullmatch(text.strip()), _HEADING.fullmatch(text.strip())
        if not text.strip() or text.startswith("----"):
            groups.append([])
        elif item or heading:
            mark = ("– " if item and item[1][-1] == "*" else "") if item else ""
            words = item[2] if item else f"'''{heading[2].strip()}'''" if heading else ""
            groups += [[(mark + words, line)], []] if heading else [[(mark + words, line)]]
        else:
            groups[-1].append((text.strip(), line))
    filled = [group for group in groups if any(_seen(conversion, text) for text, _ in group)]
    if len(filled) > 1:
        original, conversion.line = next(row for row in rows if row[0].strip())
        conversion.lose(loss, original)
    written = (_group(conversion, group) for group in filled)
    return "<br>".join(text for text in written if text)


def _group(conversion: Conversion, group: list[Row]) -> str:
    done = []
    for text, line in group:
        conversion.line = line
        done.append(inline(conversion, text, "cell"))
    return " ".join(" ".join(done).split())


def _seen(conversion: Conversion, text: str) -> bool:
    """Whether there is anything in a line but comments and categories."""
    return bool(text.strip()) and not is_unseen(conversion, text)


def is_unseen(conversion: Conversion, text: str) -> bool:
    """Whether a line holds comments and categories only."""
    return (
        "\x02" in text and not PIECE.sub(lambda sign: "" if conversion.piece(sign[1]).is_unseen else "x", text).strip()
    )


def _without_nested(conversion: Conversion, rows: list[Row]) -> list[Row]:
    """The lines of a cell, with the tables in it as lines of text, a line for each of their rows."""
    if not any(text.startswith("{|") for text, _ in rows):
        return rows
    done: list[Row] = []
    depth = 0
    cells: list[str] = []
    for text, line in rows:
        if text.startswith("{|"):
            depth += 1
            conversion.line = line
            conversion.lose("nested-table", text)
        elif not depth:
            done.append((text, line))
        elif _NESTED.match(text):
            depth -= text.startswith("|}")
            done += [("", line), (" · ".join(cells), line), ("", line)] if cells else []
            cells = []
        else:
            parts = re.split(r"\|\||!!", text[1:]) if text[:1] in ("|", "!") else [text]
            cells += [part.rpartition("|")[2].strip() for part in parts if part.strip()]
    return [*done, ("", 0), (" · ".join(cells), rows[-1][1])] if cells else done
