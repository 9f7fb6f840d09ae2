"""The words that narrow a search from within the query (`kommun:Uddevalla`), in the languages of the interface."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

TITLE = "title"
AND, OR, NOT = "AND", "OR", "NOT"  # as other searches have them: in capitals, between words

OPERATORS = {  # what is written before the colon → the field that is narrowed
    **dict.fromkeys(("titel", "tittel", "title"), TITLE),
    **dict.fromkeys(("kommun", "kommune", "municipality"), "municipality"),
    **dict.fromkeys(("tema", "theme"), "theme"),
    **dict.fromkeys(("läge", "lage", "status"), "status"),
    **dict.fromkeys(("typ", "type", "kind"), "page_kind"),
    **dict.fromkeys(("av", "by", "författare", "forfatter", "author"), "author"),
}
_PIECE = re.compile(
    rf"""(?:(?<!\S)(?P<minus>-))?                                # what shall not be there
    (?:(?<![\w:])(?P<operator>{"|".join(OPERATORS)}):)?          # what the rest is a value of
    (?:"(?P<phrase>[^"]*)"|(?P<plain>[^\s"]+))?                  # words in a row, or one""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """What stands between two spaces of a query, or between quotation marks."""

    text: str
    operator: str = ""  # as it is written; `text` is its value, or empty where a space follows the colon
    minus: bool = False
    quoted: bool = False

    def __str__(self) -> str:
        """The piece as it may be written in a query."""
        text = f'"{self.text}"' if self.quoted else self.text
        return f"{'-' * self.minus}{self.operator}{':' * bool(self.operator)}{text}"

    @property
    def field(self) -> str:
        """What is narrowed by it; nothing for words."""
        return OPERATORS.get(self.operator.lower(), "")

    @property
    def is_plain(self) -> bool:
        """Whether it is a word among others, which may go on with the value of an operator before it."""
        return not (self.operator or self.minus or self.quoted)


def pieces(query: str) -> Iterator[Piece]:
    """The pieces of `query`, in which all quotation marks are alike and none is missing."""
    for found in _PIECE.finditer(query):
        phrase, plain = found["phrase"], found["plain"]
        if found["operator"] or phrase or plain:
            text = (phrase if plain is None else plain) or ""
            yield Piece(text, found["operator"] or "", bool(found["minus"]), phrase is not None)


def with_minus(some: Sequence[Piece]) -> Iterator[Piece]:
    """`some` in our own signs: what follows NOT has a minus, and AND, which is always meant, is left out."""
    is_unwanted = False
    for place, piece in enumerate(some):
        last = place == len(some) - 1
        if piece.is_plain and not last and (piece.text == NOT or (piece.text == AND and place)):
            is_unwanted = is_unwanted or piece.text == NOT
            continue
        yield replace(piece, minus=True) if is_unwanted else piece
        is_unwanted = False


def with_whole_quotes(query: str) -> str:
    """`query` without a quotation mark that has no other; after an operator all that follows belongs to its value."""
    if query.count('"') % 2 == 0:
        return query
    before, after = query.rsplit('"', 1)
    is_value = re.search(rf"(?<![\w:])(?:{'|'.join(OPERATORS)}):$", before, re.IGNORECASE)
    return f'{query}"' if is_value else f"{before} {after}"
