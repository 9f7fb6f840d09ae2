"""Tags whose inside MediaWiki does not read as wikitext: code, formulas, notes, galleries, poems."""

import re
from collections.abc import Callable

from wiki.markup import BadName
from wiki.mediawiki.wikitext.conversion import Conversion, Piece
from wiki.mediawiki.wikitext.escaping import code_span, fence, plain
from wiki.mediawiki.wikitext.inline import inline
from wiki.mediawiki.wikitext.names import FILE
from wiki.mediawiki.wikitext.notes import Notes
from wiki.mediawiki.wikitext.pictures import figure
from wiki.mediawiki.wikitext.tags import attributes
from wiki.mediawiki.wikitext.urls import literal

UNREAD = (
    "timeline|score|imagemap|inputbox|hiero|categorytree|dynamicpagelist|dpl|graph|mapframe|maplink|youtube|html"
    "|templatestyles|section|indicator|languages|embedvideo|widget|rss|seo|choose|charinsert|pagelist|pages|iframe|script"
    "|style"
)
NAMES = f"nowiki|pre|ref|references|gallery|syntaxhighlight|source|math|chem|ce|poem|code|tt|{UNREAD}"
_NOWIKI = re.compile(r"</?nowiki\s*/?>", re.IGNORECASE)
_ONLY_NOWIKI = re.compile(r"<nowiki>(.*)</nowiki>", re.IGNORECASE | re.DOTALL)
_MARKUP = re.compile(r"\[\[|\{\{|''|<|\[https?:|https?://|~~~|__")
_ALT = re.compile(r"alt\s*=\s*(.*)", re.IGNORECASE)
_LANGUAGE = re.compile("[A-Za-z0-9_+#-]{1,30}")
_LINES = re.compile(r"\n[ \t]*(?:\n|[*#:;]|\{\|)|^[*#:;]")

Read = Callable[[Conversion, str, bool], str]
"""Converts wikitext that begins on the conversion's line, as one line; where told so, lists become lines of it."""


class Extensions:
    """The tags of one page, and the notes that they make."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.notes = Notes()

    def sign(self, conversion: Conversion, name: str, given: str, inside: str, original: str) -> str | None:
        """The sign for a tag with what it holds; None where it is better read as wikitext."""
        lines = original.count("\n")
        makers: dict[str, Callable[[Conversion, str, str, str], Piece | None]] = {
            "nowiki": self._nowiki,
            "pre": self._pre,
            "ref": self._ref,
            "references": self._references,
            "gallery": self._gallery,
            "syntaxhighlight": self._highlighted,
            "source": self._highlighted,
            "poem": self._poem,
            "code": self._code,
            "tt": self._code,
            **dict.fromkeys(("math", "chem", "ce"), self._math),
        }
        piece = makers.get(name, self._unread)(conversion, given, inside, original)
        if piece is None:
            return None
        piece.lines, piece.plain = lines, original
        return conversion.keep(piece)

    def _nowiki(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        return Piece(literal(" ".join(inside.split("\n")), ""), is_nothing=not inside)

    def _pre(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        return _block(plain(_NOWIKI.sub("", inside)), "")

    def _highlighted(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        language = _LANGUAGE.match(attributes(given).get("lang", ""))
        if "inline" in given or "none" in attributes(given).get("enclose", ""):
            return Piece(code_span(inside))
        return _block(inside, language[0] if language else "")

    def _code(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece | None:  # noqa: ARG002
        whole = _ONLY_NOWIKI.fullmatch(inside.strip())
        text = plain(whole[1] if whole and "<nowiki>" not in whole[1] else inside)
        if not text.strip() or (not whole and _MARKUP.search(inside)) or "\x02" in text:
            return None
        if "\n" in text.strip():
            return _block(text, "")
        return Piece(code_span(text))

    def _math(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        conversion.lose("math", original)
        return Piece(code_span(inside))

    def _poem(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        verses = re.split(r"\n[ \t]*\n", inside.strip("\n"))
        text = "\n\n".join(
            "<br>\n".join(self.read(conversion, line.strip(), False) for line in verse.split("\n")) for verse in verses
        )
        return Piece(text, stands_alone=True, short=re.sub(r"\n+", " ", text.replace("\n\n", "<br>\n")))

    def _ref(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:
        named = attributes(given)
        name = f"{named.get('group', '')}\n{named['name']}" if named.get("name") else ""
        if named.get("group"):
            conversion.lose("note-group", original)
        text = self.read(conversion, inside.strip(), _LINES.search(inside.strip()) is not None).strip()
        return Piece(self.notes.mark(conversion, text, name, original))

    def _references(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:
        if attributes(given).get("group"):
            conversion.lose("note-group", original)
        if inside.strip():
            self.read(conversion, inside, False)  # its notes have names, and are used elsewhere
        return Piece("", is_unseen=True)

    def _gallery(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:
        figures = []
        first = conversion.line
        for number, line in enumerate(inside.split("\n")):
            conversion.line = first + number
            if line.strip():
                figures.append(self._pictured(conversion, line.strip()))
        conversion.line = first
        caption = attributes(given).get("caption", "")
        if set(attributes(given)) - {"caption"}:
            conversion.lose("attributes", original.partition(">")[0] + ">")
        blocks = [f"**{self.read(conversion, caption, False)}**", *figures] if caption else figures
        return Piece("\n\n".join(blocks), stands_alone=True, short="<br>".join(map(_in_line, blocks)))

    def _pictured(self, conversion: Conversion, line: str) -> str:
        target, _, rest = line.partition("|")
        options = _parts(rest)
        alt = next((found[1] for option in options if (found := _ALT.match(option))), "")
        captions = [
            option for option in options if not _ALT.match(option) and not option.startswith(("link=", "länk="))
        ]
        try:
            name = conversion.names.page(target, FILE).name
        except BadName:
            conversion.lose("link", line)
            return inline(conversion, line)
        return figure(name, self.read(conversion, captions[-1], False) if captions else "", alt)

    def _unread(self, conversion: Conversion, given: str, inside: str, original: str) -> Piece:  # noqa: ARG002
        conversion.lose("extension", original)
        return _block(original, "") if "\n" in original else Piece(code_span(original))


def _in_line(figure: str) -> str:
    """A picture of a gallery in running text, where its caption stands after it."""
    shown, bar, said = figure.removesuffix("]]").partition("|liten")
    if not bar or not figure.startswith("[["):
        return figure
    alt, _, rest = said.removeprefix("|").partition("|")
    if alt.startswith("alt="):
        return f"{shown}|liten|{alt}]]{f' {rest}' if rest else ''}"
    return f"{shown}|liten]] {said.removeprefix('|')}".rstrip()


def _parts(options: str) -> list[str]:
    """Options between strokes, but for those within links."""
    parts = re.split(r"\|(?![^\[\]]*\]\])", options)
    return [part.strip() for part in parts if part.strip()]


def _block(text: str, language: str) -> Piece:
    """Code that stands by itself; within a cell its lines are lines of the cell."""
    text = text.removeprefix("\n").rstrip()
    short = "<br>".join(code_span(line) for line in text.split("\n") if line.strip())
    return Piece(fence(text, language), stands_alone=True, short=short)
