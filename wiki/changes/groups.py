"""Changes gathered: what happened to one page, or in one topic, on one day is one line that unfolds.

The list is read as bare numbers first, so that a group is never cut in two where one part of the list ends, and says
how many changes and people there were in all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Row, Select, select

from wiki.changes.marks import Marks
from wiki.core.clock import local
from wiki.core.db import session
from wiki.journal.changes import AT_MOST, Change, newest
from wiki.journal.models import Entry

AT_ONCE = 500  # rows that are read at once
UNFOLDED = 8  # changes that a group shows; the history has the others


@dataclass
class Gathered:
    """The numbers of a group: its entries, the newest first, who did it, and how much longer the page became."""

    at: datetime
    ids: list[int] = field(default_factory=list)
    actors: set[int | None] = field(default_factory=set)
    size_change: int = 0


@dataclass(frozen=True)
class Group:
    """What happened to one page, or in one topic, on one day, the newest first. `changes` are the newest of `count`."""

    changes: Sequence[Change]
    oldest: Change
    count: int
    people: int
    size_change: int

    @property
    def newest(self) -> Change:
        """What happened last."""
        return self.changes[0]

    @property
    def at(self) -> datetime:
        """When that was."""
        return self.newest.entry.at

    @property
    def names(self) -> list[str]:
        """Those who did it, as far as they are among the changes that are shown."""
        return list(dict.fromkeys(change.author for change in self.changes if change.author))

    def waiting(self, marks: Mapping[int, Marks]) -> list[int]:
        """The versions among those that are shown that wait for a gardener's look."""
        entries = (change.entry for change in self.changes)
        return [each.revision_id for each in entries if each.id in marks and marks[each.id].waits and each.revision_id]

    @property
    def span(self) -> tuple[int, int] | None:
        """The versions before and after all of it; None where that is no difference between two."""
        last = self.newest.entry.revision_id
        before = self.oldest.parent_id if self.oldest.entry.revision_id else None
        return (before or 0, last) if last and self.oldest.entry.revision_id else None


def gather(entries: Select[Entry], enough: int) -> list[Gathered]:
    """The groups of `entries`, the newest first: all of the first `enough`, and some more where there are any.

    No more is read than that takes, and AT_MOST entries at most.
    """
    columns = (Entry.id, Entry.at, Entry.page_id, Entry.topic_id, Entry.actor_id, Entry.size_change)
    newest_first = entries.with_only_columns(*columns).order_by(Entry.at.desc(), Entry.id.desc()).limit(AT_MOST)
    with session().execute(newest_first, execution_options={"yield_per": AT_ONCE}) as rows:
        return _gathered(rows, enough)


def _gathered(
    rows: Iterable[Row[int, datetime, int | None, int | None, int | None, int]], enough: int
) -> list[Gathered]:
    found: dict[tuple[datetime, object, object], Gathered] = {}
    day: datetime | None = None
    is_last_day = False
    for number, at, page_id, topic_id, actor_id, size_change in rows:
        if day is None or at < day:
            if is_last_day:
                break  # the groups of the day before are whole, and there are more than enough
            day = _morning(at)
        thing = ("topic", topic_id) if topic_id else ("page", page_id) if page_id else ("entry", number)
        group = found.setdefault((day, *thing), Gathered(at))
        group.ids.append(number)
        group.actors.add(actor_id)
        group.size_change += size_change
        is_last_day = is_last_day or len(found) > enough
    return list(found.values())


def _morning(at: datetime) -> datetime:
    """The beginning of the day, on the wall, of a moment."""
    return local(at).replace(hour=0, minute=0, second=0, microsecond=0)


def read_groups(gathered: Sequence[Gathered]) -> list[Group]:
    """Some groups with their newest changes, and the oldest of each."""
    shown = {number for each in gathered for number in (*each.ids[:UNFOLDED], each.ids[-1])}
    found = {change.entry.id: change for change in newest(select(Entry).where(Entry.id.in_(shown)), len(shown))}
    return [
        Group(
            changes=[found[number] for number in each.ids[:UNFOLDED]],
            oldest=found[each.ids[-1]],
            count=len(each.ids),
            people=len(each.actors),
            size_change=each.size_change,
        )
        for each in gathered
    ]
