"""The titles that a process keeps in memory; whoever asks for them lets them learn what is newer first."""

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy import Row, case, func, select

from wiki.core import db
from wiki.core.db import glance
from wiki.search.models import SearchDocument
from wiki.search.titles.lines import Line, Met, TitleLines, merged

MOST_APART = 1000  # changed rows kept apart, before they are put among the others
_ASIDE = ("category", "file", "template", "user")  # namespaces that few look for
_TOPIC = 3
PAGES = (0, 1, 2)  # the orders of what is not a topic

_NEWEST = select(func.max(SearchDocument.version))
_ORDER = case(
    (SearchDocument.kind == "topic", _TOPIC),
    (SearchDocument.namespace.in_(_ASIDE), 2),
    (SearchDocument.kind == "page", 0),
    else_=1,
)
_COLUMNS = (_ORDER, SearchDocument.id, SearchDocument.title_key, SearchDocument.name_key, SearchDocument.gone)
_ALL = (
    select(*_COLUMNS)
    .where(SearchDocument.gone.is_(False))
    .order_by(_ORDER, func.length(SearchDocument.title_key), SearchDocument.id)
)


@dataclass(frozen=True)
class Known:
    """All titles as they were at `version`: most in `lines`, those that changed since they were read in `newer`."""

    version: int = 0
    lines: TitleLines = field(default_factory=TitleLines)
    newer: TitleLines = field(default_factory=TitleLines)
    changed: frozenset[int] = frozenset()  # what `lines` says of these is no longer true

    def holding(self, key: str, limit: int) -> list[int]:
        """The numbers of the best titles that hold `key`."""
        found = sorted([*_first(self.lines.holding(key), limit, self.changed), *_first(self.newer.holding(key), limit)])
        return [met.number for met in found[:limit]]

    def sharing(self, groups: list[str], limit: int) -> list[tuple[int, str]]:
        """Number and key of the pages' titles that share most `groups` of letters."""
        found = self.lines.sharing(groups, PAGES, limit + len(self.changed))
        return [
            *[each for each in found if each[0] not in self.changed][:limit],
            *self.newer.sharing(groups, PAGES, limit),
        ]


class Keeper:
    """What one process knows."""

    def __init__(self) -> None:
        self._known = Known()
        self._lock = threading.Lock()

    def known(self) -> Known:
        """All titles as they are now."""
        if _newest() != self._known.version:
            with self._lock:
                self._known = _brought_to(_newest(), self._known)
        return self._known


def known_titles() -> Known:
    """The titles of all that can be found in the present wiki."""
    keeper: Keeper = current_app.extensions.setdefault("wiki.search.titles.named", Keeper())
    return keeper.known()


def _newest() -> int:
    found = glance(_NEWEST)
    return found[0] if found and found[0] else 0


def _brought_to(newest: int, known: Known) -> Known:
    if newest == known.version:  # somebody else has been here meanwhile
        return known
    return _and_newer(newest, known) if known.version and newest > known.version else _read_anew(newest)


def _read_anew(version: int) -> Known:
    """Everything, over a connection of its own: what somebody is about to write is not true yet.

    The version was asked for before the rows, so what comes in between is read once more.
    """
    with db.engine().connect() as connection:
        return Known(version, TitleLines(_lines(connection.execute(_ALL))))


def _and_newer(version: int, known: Known) -> Known:
    with db.engine().connect() as connection:
        rows = connection.execute(select(*_COLUMNS).where(SearchDocument.version > known.version)).all()
    changed = known.changed.union(row.id for row in rows)
    again = {row.id for row in rows}
    newer = sorted([*(line for line in known.newer if line.number not in again), *_lines(rows)])
    if len(changed) <= MOST_APART:
        return Known(version, known.lines, TitleLines(newer), changed)
    return Known(version, merged((line for line in known.lines if line.number not in changed), newer))


def _lines(rows: Iterable[Row[int, int, str, str, bool]]) -> Iterator[Line]:
    for order, number, title, name, gone in rows:
        if not gone:
            says_more = order != _TOPIC and name != title
            yield Line(order, len(title), number, title, name if says_more else "")


def _first(found: Iterator[Met], limit: int, hidden: frozenset[int] = frozenset()) -> Iterator[Met]:
    for met in found:
        if met.number not in hidden:
            yield met
            limit -= 1
            if not limit:
                return
