"""Looking for a text in old versions, from the newest backwards, so far as one request may take.

There is no index of old versions: they are read, one portion after another. A request stops where it has found enough
or read enough, and says how far it came; the next one goes on from there. What nobody can read is not looked through:
only versions of pages that are there, and of them only what their history shows to everybody.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.markup import BadName, Namespace, parse_name
from wiki.pages.models import Page, Revision
from wiki.pages.queries import source_of

SHORTEST = 3  # characters of a text to look for; shorter ones stand everywhere
LONGEST = 200
MOST_VERSIONS = 5000  # that one request reads
MOST_CHARACTERS = 25_000_000  # that it reads in them
ENOUGH = 20  # pages that it finds
PORTION = 100  # versions read at once: what is in memory at a time
AROUND = 90  # characters shown on both sides of what was found

Piece = tuple[str, bool]
"""Words, and whether they are what was looked for."""

_SPACES = re.compile(r"\s+")


class _Row(NamedTuple):
    id: int
    page_id: int
    created_at: datetime
    source: str


class TooShort(Refusal):
    """The text stands everywhere, or is none."""

    msgid = N_("Write at least %(count)s characters to look for.")

    def __init__(self) -> None:
        super().__init__(count=SHORTEST)


@dataclass(frozen=True)
class Hit:
    """The newest old version of a page that holds the text, and how many older ones do, so far as was read."""

    revision: Revision
    pieces: tuple[Piece, ...]
    older: int
    is_current: bool  # the text stands on the page today


@dataclass(frozen=True)
class Found:
    """What was found, newest first, in how many versions, and how far back: the next request goes on from `before`.

    A `before` of None says that everything has been read.
    """

    hits: tuple[Hit, ...]
    looked: int
    reached: datetime | None
    before: int | None


class _Wanted:
    """A text to look for: first in a quick way, since a pattern takes several times as long, and a bad one for ever."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = [word.lower() for word in words]
        self._pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)

    def stands_in(self, source: str) -> bool:
        """Whether `source` holds the words in a row, with whatever space between them."""
        low = source.lower()
        return all(word in low for word in self._words) and " ".join(self._words) in " ".join(low.split())

    def pieces(self, source: str) -> tuple[Piece, ...]:
        """Where it stands first in `source`, with a few words before and after it."""
        match = self._pattern.search(source)
        return _pieces(match) if match else ()


@dataclass
class _Reading:
    """What one request has read so far."""

    wanted: _Wanted
    looked: int = 0
    characters: int = 0
    reached: datetime | None = None
    last: int | None = None
    first_of: dict[int, tuple[int, tuple[Piece, ...]]] = field(default_factory=dict)  # by page: version, words
    count_of: Counter[int] = field(default_factory=Counter)  # by page

    def takes(self, row: _Row) -> bool:
        """Take in a version, unless that would be more than enough."""
        if self.looked >= MOST_VERSIONS or self.characters >= MOST_CHARACTERS:
            return False
        holds_it = self.wanted.stands_in(row.source)
        if holds_it and row.page_id not in self.first_of:
            if len(self.first_of) >= ENOUGH:
                return False
            self.first_of[row.page_id] = (row.id, self.wanted.pieces(row.source))
        self.looked, self.reached, self.last = self.looked + 1, row.created_at, row.id
        self.characters += len(row.source)
        self.count_of[row.page_id] += holds_it
        return True


def seek(text: str, under: str = "", before: int | None = None) -> Found:
    """Old versions that hold `text`, whatever its case, on pages whose names begin with `under`.

    Only versions older than the one with the number `before`. Raises TooShort.
    """
    words = text[:LONGEST].split()
    if len(" ".join(words)) < SHORTEST:
        raise TooShort
    reading = _Reading(_Wanted(words))
    is_done = all(map(reading.takes, _old_versions(under, before)))
    return Found(_hits(reading), reading.looked, reading.reached, None if is_done else reading.last)


def _old_versions(under: str, before: int | None) -> Iterator[_Row]:
    """Old versions, newest first."""
    chosen = (
        select(Revision.id, Revision.page_id, Revision.created_at, Revision.source)
        .join(Page, and_(Page.id == Revision.page_id, Page.current_revision_id != Revision.id))  # null: no such page
        .where(_is_called(under))
        .order_by(Revision.id.desc())
        .limit(PORTION)
    )
    while rows := session().execute(chosen if before is None else chosen.where(Revision.id < before)).all():
        yield from (_Row(*row) for row in rows)
        before = rows[-1].id


def _is_called(under: str) -> ColumnElement[bool]:
    """That the name of a page begins with `under`: "Kommun:", "Kommun:Umeå", or a title of whatever kind of page."""
    prefix, colon, rest = under.partition(":")
    try:
        namespace = parse_name(f"{prefix}:x").namespace if colon else Namespace.MAIN
    except BadName:
        namespace = Namespace.MAIN
    title = " ".join((under if namespace is Namespace.MAIN else rest).replace("_", " ").split())
    begins = Page.title.istartswith(title[:1].upper() + title[1:], autoescape=True)
    return begins if namespace is Namespace.MAIN else and_(Page.namespace == namespace.value, begins)


def _hits(reading: _Reading) -> tuple[Hit, ...]:
    numbers = [number for number, _pieces in reading.first_of.values()]
    chosen = select(Revision).where(Revision.id.in_(numbers)).order_by(Revision.id.desc())
    revisions = session().scalars(chosen.options(joinedload(Revision.author), joinedload(Revision.page))).all()
    return tuple(
        Hit(
            revision=each,
            pieces=reading.first_of[each.page_id][1],
            older=reading.count_of[each.page_id] - 1,
            is_current=reading.wanted.stands_in(source_of(each.page.current_revision_id)),
        )
        for each in revisions
    )


def _pieces(match: re.Match[str]) -> tuple[Piece, ...]:
    """What was found, with a few words before and after it."""
    text, start, end = match.string, match.start(), match.end()
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    if first:
        first = max(first, text.find(" ", first, start) + 1)
    if last < len(text):
        last = max(text.rfind(" ", end, last), end) if text.find(" ", end, last) >= 0 else last
    before, after = _SPACES.sub(" ", text[first:start]).lstrip(), _SPACES.sub(" ", text[end:last]).rstrip()
    return (
        (f"{'… ' if first else ''}{before}", False),
        (_SPACES.sub(" ", match.group()), True),
        (f"{after}{' …' if last < len(text) else ''}", False),
    )
