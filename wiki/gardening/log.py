"""The log: everything that has been done, narrowed by kind of act, person, page and day, the newest first.

It tells what everybody may know. Of a page that has been deleted it tells that it was moved, protected, deleted, and
not what was written on it or said about it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from werkzeug.datastructures import MultiDict

from wiki.accounts.models import User
from wiki.accounts.names import key
from wiki.core.clock import TIME_ZONE
from wiki.core.db import MAX_ID, session
from wiki.core.errors import N_, NotFound
from wiki.core.i18n import gettext
from wiki.gardening.undoing import undo_address
from wiki.journal.acts import EVERY_DAY, GROUPS, KINDS, kinds_of_acts, kinds_told, told_of
from wiki.journal.changes import AT_MOST, Change, newest
from wiki.journal.hidden import Hidden, hidden_lines
from wiki.journal.models import Entry
from wiki.markup import BadName, PageName, parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page

ALL = "all"
NO_LINE = N_("There is no line with the number %(number)s in the log.")
LONGEST = 300  # letters of anything that an address says


@dataclass(frozen=True)
class LogFilter:
    """What is asked for; all that is said must hold. `kind` is a kind, a group of them, "all", or "" for the usual."""

    kind: str = ""
    person: User | None = None
    page: PageName | None = None
    first: date | None = None
    last: date | None = None

    @property
    def kinds(self) -> list[str]:
        """The kinds that are asked for, and may be told."""
        if self.kind in KINDS:
            return [kind for kind in kinds_told() if kind == self.kind]
        if self.kind in GROUPS:
            return kinds_told(self.kind)
        if self.kind == ALL or self.page or self.person:
            return kinds_told()
        return [kind for kind in kinds_told() if KINDS[kind].group not in EVERY_DAY]

    @property
    def arguments(self) -> dict[str, Any]:
        """What an address says to ask for just this."""
        return {
            "kind": self.kind or None,
            "person": self.person.name if self.person else None,
            "about": self.page.full if self.page else None,
            "first": self.first.isoformat() if self.first else None,
            "last": self.last.isoformat() if self.last else None,
        }

    def with_kind(self, kind: str) -> "LogFilter":
        """The same of another kind."""
        return replace(self, kind=kind)

    def on(self, day: date) -> "LogFilter":
        """The same on one day only."""
        return replace(self, first=day, last=day)


@dataclass(frozen=True)
class Line:
    """One act in the log. `what` is HTML where it has links; `undo` the address where it can be undone.

    `hidden` says what is hidden of it by itself, and why.
    """

    change: Change
    label: str
    what: str
    why: str
    undo: str | None
    hidden: Hidden

    @property
    def entry(self) -> Entry:
        """The row of the journal."""
        return self.change.entry


def read_filter(arguments: MultiDict[str, str]) -> tuple[LogFilter, list[str]]:
    """What an address asks for, and in a sentence each what it says that we do not know."""
    faults: list[str] = []
    said = {name: arguments.get(name, "").strip()[:LONGEST] for name in ("kind", "person", "about", "first", "last")}
    kind = said["kind"]
    if kind and kind != ALL and kind not in GROUPS and kind not in KINDS:
        faults.append(gettext("The log knows no kind of act called “%(said)s”.", said=kind))
        kind = ""
    return (
        LogFilter(
            kind,
            _person(said["person"], faults),
            _page(said["about"], faults),
            _day(said["first"], faults),
            _day(said["last"], faults),
        ),
        faults,
    )


def _person(said: str, faults: list[str]) -> User | None:
    found = session().scalar(select(User).where(User.name_key == key(said.replace("_", " ")))) if said else None
    if said and found is None:
        faults.append(gettext("There is nobody here called %(name)s.", name=said))
    return found


def _page(said: str, faults: list[str]) -> PageName | None:
    try:
        return parse_name(said) if said else None
    except BadName:
        faults.append(gettext("No page can be called “%(said)s”.", said=said))
        return None


def _day(said: str, faults: list[str]) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        faults.append(gettext("“%(said)s” is no date. Write it as year-month-day.", said=said))
        return None


def count_lines(asked: LogFilter) -> int:
    """How many acts there are of those asked for, counted up to AT_MOST."""
    some = _entries(asked).with_only_columns(Entry.id).order_by(Entry.at.desc(), Entry.id.desc()).limit(AT_MOST)
    return session().scalar(select(func.count()).select_from(some.subquery())) or 0


def read_lines(asked: LogFilter, offset: int, limit: int) -> list[Line]:
    """A part of the log, the newest first. The numbers are asked for first: an index alone answers that."""
    numbers = _entries(asked).with_only_columns(Entry.id).order_by(Entry.at.desc(), Entry.id.desc())
    ids = session().scalars(numbers.offset(offset).limit(limit)).all()
    return _lines(newest(select(Entry).where(Entry.id.in_(ids)), len(ids))) if ids else []


def read_line(number: int) -> Line:
    """One line of the log, if it may be told. Raises NotFound."""
    asked = _entries(LogFilter(ALL)).where(Entry.id == number) if 0 < number <= MAX_ID else None
    found = newest(asked, 1) if asked is not None else []
    if not found:
        raise NotFound(NO_LINE, number=number)
    return _lines(found)[0]


def _lines(found: Sequence[Change]) -> list[Line]:
    lines = []
    hidden = hidden_lines(change.entry.id for change in found if change.hidden)
    for change in found:
        entry = change.entry
        told = told_of(entry)
        why = entry.summary if told.gives_reason else ""
        what = told.said(entry) if told.gives_reason or not change.hidden else change.summary
        lines.append(Line(change, gettext(told.label), what, why, _undo_address(entry), hidden.get(entry.id, {})))
    return lines


def _undo_address(entry: Entry) -> str | None:
    """Where it can be undone; what came without the details that this takes cannot be."""
    try:
        return None if entry.brought_in else undo_address(entry)
    except (KeyError, TypeError, ValueError):
        return None


def _entries(asked: LogFilter) -> Select[Entry]:
    entries = select(Entry).where(Entry.kind.in_(asked.kinds), _may_be_told())
    if asked.person:
        entries = entries.where(Entry.actor_id == asked.person.id)
    if asked.page:
        entries = entries.where(_about(asked.page))
    if asked.first:
        entries = entries.where(Entry.at >= _midnight(asked.first))
    if asked.last:
        entries = entries.where(Entry.at < _midnight(asked.last + timedelta(days=1)))
    return entries


def _may_be_told() -> Any:
    """What is not about the text of a page that is deleted; of the page itself all may be told."""
    there = select(Page.id).where(Page.id == Entry.page_id).exists()
    return or_(Entry.kind.in_(kinds_of_acts()), Entry.page_id.is_(None), there)  # the kind is in the index


def _about(name: PageName) -> Any:
    """By the page's number, under whatever name it had, and by the name, for names without a page."""
    page = find_page(name)
    by_name = Entry.name == name.full
    return or_(Entry.page_id == page.id, and_(by_name, Entry.page_id.is_(None))) if page else by_name


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIME_ZONE)


def kinds_by_group() -> Sequence[tuple[str, str, Sequence[tuple[str, str]]]]:
    """The groups, each with its kinds that may be told: keys and words."""
    return [
        (group, gettext(words), [(kind, gettext(KINDS[kind].label)) for kind in kinds_told(group)])
        for group, words in GROUPS.items()
        if kinds_told(group)
    ]
