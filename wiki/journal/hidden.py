"""What is hidden of entries by itself: the name of what they are about, why it was done, who did it.

An entry does not say what is hidden of it, so lists need not ask; `wiki/gardening/hushed.py` takes it out.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select

from wiki.accounts.hidden import hidden_parts
from wiki.core.db import session
from wiki.journal.models import Entry, HiddenEntry

HIDDEN, KEPT = "hidden", "kept"  # in the details of an entry: which parts are left out, and what they were
NAME, SUMMARY, AUTHOR = PARTS = ("name", "summary", "author")

Hidden = Mapping[str, HiddenEntry]
"""The parts of an entry that are hidden by itself, by name."""


def hidden_lines(numbers: Iterable[int | None]) -> dict[int, Hidden]:
    """What is hidden of those entries, by number, with who did it; those of which nothing is are left out."""
    return hidden_parts(HiddenEntry, HiddenEntry.entry_id, numbers)


def is_nameless(number: Any) -> ColumnElement[bool]:
    """Whether it is hidden what the entry whose number is the column `number` is about."""
    return select(HiddenEntry.entry_id).where(HiddenEntry.entry_id == number, HiddenEntry.part == NAME).exists()


def nameless(*kinds: str) -> list[Entry]:
    """The entries of those kinds, or of all, that do not say what they are about: few, and not found by that."""
    found = select(Entry).join(HiddenEntry, HiddenEntry.entry_id == Entry.id).where(HiddenEntry.part == NAME)
    if kinds:
        found = found.where(Entry.kind.in_(kinds))
    return list(session().scalars(found.order_by(Entry.id).execution_options(removed=True)))


def namelessly_about(page_id: int, kind: str) -> bool:
    """Whether an entry of that kind is about the page, and does not say so."""
    return any((entry.details or {}).get(KEPT, {}).get("page_id") == page_id for entry in nameless(kind))
