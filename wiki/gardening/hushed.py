"""Leaving out of an entry of the journal who did it and why, and putting that back.

What is left out is kept in the entry itself, where nothing that is shown looks for it.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass

from wiki.journal.models import Entry
from wiki.pages.hideable import AUTHOR, SUMMARY

_KEPT = "kept"


@dataclass(frozen=True)
class Said:
    """What an entry says when nothing of it is hidden."""

    summary: str
    actor_id: int | None
    municipality_code: str | None


def said_by(entry: Entry) -> Said:
    """What `entry` says, hidden or not. For gardeners only."""
    kept = (entry.details or {}).get(_KEPT)
    return Said(**kept) if kept else Said(entry.summary, entry.actor_id, entry.municipality_code)


def hide_in_entry(entry: Entry, hidden: Collection[str], said: Said) -> None:
    """Let `entry` say what it has to say but for the `hidden` parts; within the transaction of an act."""
    entry.summary = "" if SUMMARY in hidden else said.summary
    entry.actor_id = None if AUTHOR in hidden else said.actor_id
    entry.municipality_code = None if AUTHOR in hidden else said.municipality_code
    rest = {key: value for key, value in (entry.details or {}).items() if key not in {"hidden", _KEPT}}
    entry.details = {**rest, "hidden": list(hidden), _KEPT: asdict(said)} if hidden else rest
