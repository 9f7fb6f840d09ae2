"""What somebody asks for: a query taken apart into what shall and what shall not be in a document.

    pilot e-tjänst        both words, in any form
    "tänk stort"          the words in this order
    förs*                 words that begin so (at least three letters)
    -avslutat             not this word; the same as NOT avslutat
    titel:pilot           the word in the title
    kommun:Uddevalla      only what belongs there; likewise tema:, läge:, typ: and av:

Any text can be read as a question; what makes no sense is passed over, and where somebody may wonder it is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from wiki.search.answering.notices import EITHER, NEARLY, NOTHING_AFTER, STAR, UNKNOWN, Notice
from wiki.search.asking.filters import Filters
from wiki.search.asking.meanings import Meanings
from wiki.search.asking.operators import OR, TITLE, Piece, pieces, with_minus, with_whole_quotes
from wiki.search.language import STOP_WORDS, tidy, words

MOST_CHARACTERS = 400
MOST_WORDS = 24
SHORTEST_PREFIX = 3
LONGEST_VALUE = 4  # words of a value without quotation marks: kommun:Upplands Väsby
LONGEST_SHOWN = 60  # characters of a value that nobody knows
ASKING = frozenset(["hur", "vad", "varför", "hva", "hvordan", "hvorfor", "how", "what", "why"])
DOING = frozenset(["gör", "göra", "gjort", "gjør", "gjøre", "do", "does"])  # in a question about anything

_QUOTES = str.maketrans(dict.fromkeys("”“„«»", '"') | {"\x00": " "})


class Manner(Enum):
    """How a wish is met: by a word in any form, by words in a row, or by any word that begins so."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Wish:
    """One thing that shall, or shall not, be in a document. `words` are as they were written."""

    manner: Manner
    words: tuple[str, ...]
    field: str = "content"  # or "title"


@dataclass(frozen=True)
class Question:
    """A whole query."""

    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    filters: Filters = field(default_factory=Filters)
    shortened: bool = False  # it was longer than what is looked for
    faults: tuple[Notice, ...] = ()  # what in it means nothing
    common: tuple[str, ...] = ()  # words in it that stand on nearly every page, and are not looked for
    bare: str = ""  # the query without what `filters.wanted` says already


def read_question(query: str, meanings: Meanings | None = None) -> Question:
    """Take `query` apart. Stop words are wished for only inside phrases that hold other words as well."""
    text = tidy(query).translate(_QUOTES)
    reading = _Reading(meanings or Meanings())
    reading.read(list(with_minus(list(pieces(with_whole_quotes(text[:MOST_CHARACTERS]))))))
    return Question(
        wanted=tuple(dict.fromkeys(_telling(reading.wanted, reading.common))),
        unwanted=tuple(dict.fromkeys(reading.unwanted)),
        filters=Filters(tuple(dict.fromkeys(reading.only)), tuple(dict.fromkeys(reading.without))),
        shortened=len(text) > MOST_CHARACTERS or reading.count > MOST_WORDS,
        faults=tuple(dict.fromkeys(reading.faults)),
        common=tuple(dict.fromkeys(reading.common)),
        bare=" ".join(reading.bare),
    )


@dataclass
class _Reading:
    """A query that is being taken apart."""

    meanings: Meanings
    wanted: list[Wish] = field(default_factory=list)
    unwanted: list[Wish] = field(default_factory=list)
    only: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    faults: list[Notice] = field(default_factory=list)
    common: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    count: int = 0  # words and values so far; those beyond the limit are only counted

    def read(self, some: Sequence[Piece]) -> None:
        """Take in all pieces of a query, in their order."""
        place = 0
        while place < len(some):
            piece = some[place]
            if piece.field and piece.field != TITLE and self.count < MOST_WORDS:
                place += self._narrow(piece, some[place + 1 :])
            elif piece.field == TITLE and not piece.text and some[place + 1 :] and not some[place + 1].operator:
                place += 1
                self._wish(replace(piece, text=some[place].text, quoted=some[place].quoted))
            elif piece.operator and not piece.text:
                self._wish_operator(piece)
            elif piece.text == OR and piece.is_plain and 0 < place < len(some) - 1:
                self.bare.append(piece.text)
                self.faults.append(EITHER)
            else:
                self._wish(piece)
            place += 1

    def _wish(self, piece: Piece) -> None:
        self.bare.append(str(piece))
        for wish in self._wishes(piece):
            self.count += len(wish.words)
            if self.count <= MOST_WORDS:
                (self.unwanted if piece.minus else self.wanted).append(wish)

    def _wish_operator(self, piece: Piece) -> None:
        """Take in an operator with nothing after it as the word that it is."""
        self.faults.append(NOTHING_AFTER.about(operator=piece.operator))
        self._wish(Piece(piece.operator, minus=piece.minus))

    def _wishes(self, piece: Piece) -> Iterator[Wish]:
        where = "title" if piece.field == TITLE else "content"
        found = [word.text for word in words(piece.text)]
        if not piece.quoted and piece.text.endswith("*") and len(found) == 1 and len(found[0]) >= SHORTEST_PREFIX:
            yield Wish(Manner.PREFIX, (found[0],), where)
            return
        if "*" in piece.text:
            self.faults.append(STAR)
        kept = [word for word in found if word.lower() not in STOP_WORDS]
        if not piece.minus:
            self.common += [word for word in found if word.lower() in STOP_WORDS]
        if piece.quoted and len(kept) > 1:
            yield Wish(Manner.PHRASE, tuple(kept), where)
        else:
            yield from (Wish(Manner.WORD, (word,), where) for word in kept)

    def _narrow(self, piece: Piece, following: Sequence[Piece]) -> int:
        """Take in an operator with its value; how many of the `following` pieces belong to that.

        A value without quotation marks may go on for some words, where something is called so. After a space only a
        value that is known is one: "tema: pilot" may as well be a text.
        """
        self.count += 1
        for length in range(_plain(following) if not piece.quoted else 0, -1, -1):
            value = " ".join(filter(None, (piece.text, *(each.text for each in following[:length]))))
            if value and (meant := self.meanings.of(piece.field, value)):
                self._filter(replace(piece, text=value, quoted=" " in value), meant)
                return length
        if piece.text:
            self._doubt(piece)
        else:
            self._wish_operator(piece)
        return 0

    def _filter(self, piece: Piece, meant: str) -> None:
        if piece.minus:
            self.without.append(meant)
            self.bare.append(str(piece))
        else:
            self.only.append(meant)

    def _doubt(self, piece: Piece) -> None:
        """Take in an operator whose value means nothing: `Kommun:Ale/Plan` is a page of Ale, the rest is said."""
        owner, slash, rest = piece.text.partition("/")
        if slash and (meant := self.meanings.of(piece.field, owner)):
            self._filter(replace(piece, text=owner), meant)
            self._wish(Piece(rest, minus=piece.minus))
            return
        value = _shown(piece.text)
        near = self.meanings.near(piece.field, piece.text)
        if near and (meant := self.meanings.of(piece.field, near)):
            self.faults.append(NEARLY[piece.field].about(value=value, near=near))
            self._filter(replace(piece, text=near, quoted=" " in near), meant)
        else:
            self.faults.append(UNKNOWN[piece.field].about(value=value))


def _telling(wanted: Sequence[Wish], common: Sequence[str]) -> list[Wish]:
    """`wanted` without the verb of a question that could be about anything: "hur gör man en pilot" is about a pilot."""
    is_question = not ASKING.isdisjoint(word.lower() for word in common)
    left = [each for each in wanted if each.manner is not Manner.WORD or each.words[0].lower() not in DOING]
    return left if is_question and left else list(wanted)


def _plain(following: Sequence[Piece]) -> int:
    """How many of the first words after an operator may belong to its value."""
    some = following[: LONGEST_VALUE - 1]
    return next((number for number, each in enumerate(some) if not each.is_plain), len(some))


def _shown(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…"
