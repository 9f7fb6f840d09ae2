"""What one process keeps ready for readers: pages, parts of pages that are one reader's own, and who has which cookie.

All of it may be thrown away at any time. Nothing of it is looked for in vain for long, and nothing is trusted without
asking the database whether it still holds (`keeper.py`).
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from time import time
from typing import Any, Generic, TypeVar

from wiki.accounts.sessions import Reader
from wiki.core.db import Look
from wiki.journal.pieces import Cut, weight

MOST_BYTES = 32 * 1024 * 1024  # of pages, in each process
MOST_PART_BYTES = 4 * 1024 * 1024
MOST_COOKIES = 2000

Value = TypeVar("Value")


class Latest(Generic[Value]):
    """As much as there is room for, what has not been asked for longest making room for what is new."""

    def __init__(self, most: int, weigh: Callable[[Value], int]) -> None:
        self._most = most
        self._weigh = weigh
        self._size = 0
        self._lock = Lock()
        self.found: OrderedDict[Hashable, Value] = OrderedDict()

    def get(self, key: Hashable) -> Value | None:
        """What is kept under `key`."""
        with self._lock:
            found = self.found.get(key)
            if found is not None:
                self.found.move_to_end(key)
            return found

    def put(self, key: Hashable, value: Value) -> None:
        """Keep `value`."""
        with self._lock:
            if (old := self.found.pop(key, None)) is not None:
                self._size -= self._weigh(old)
            self.found[key] = value
            self._size += self._weigh(value)
            while self._size > self._most and self.found:
                _, dropped = self.found.popitem(last=False)
                self._size -= self._weigh(dropped)


@dataclass(frozen=True)
class Page:
    """A page ready to be sent. It was made under a head of the journal; `until` is when it is too old anyway."""

    under: int
    until: float

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return 1000


@dataclass(frozen=True)
class WholePage(Page):
    """A page that is the same to all who get it."""

    body: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return len(self.body) + len(self.zipped) + 1000


@dataclass(frozen=True)
class CutPage(Page):
    """A page with places for what is personal, and its address as it stands in such places."""

    pieces: Cut
    here: str

    @property
    def weight(self) -> int:
        """About how many bytes of memory it takes."""
        return weight(self.pieces) + 1000


@dataclass(frozen=True)
class Part:
    """A personal part of pages.

    `asks` tells what it depends on besides the reader's language and what it is about: by one small question at most,
    for it is asked for each reader of a kept page, also outside the application. `draws` is given that, within a
    request. For a token, and for the address of the page, it writes marks.
    """

    asks: Callable[[Look, Reader, str], Hashable]
    draws: Callable[[str, Any], str]


@dataclass(frozen=True)
class Known:
    """What a cookie says that was found to be genuine on a certain day."""

    number: int
    generation: int
    day: int
    locale: str | None
    token: str


@dataclass
class Shelf:
    """What one process keeps."""

    pages: Latest[Page] = field(default_factory=lambda: Latest(MOST_BYTES, lambda page: page.weight))
    parts: dict[str, Part] = field(default_factory=dict)
    drawn: Latest[Cut] = field(default_factory=lambda: Latest(MOST_PART_BYTES, weight))
    cookies: Latest[Known] = field(default_factory=lambda: Latest(MOST_COOKIES, lambda _: 1))

    def find(self, key: Hashable, under: int) -> Page | None:
        """The page for `key`, if nothing has happened since it was made."""
        found = self.pages.get(key)
        if found is None or found.under != under or 0 < found.until < time():
            return None
        return found
