"""Hiding parts of one line of the log (what it is about, why, who) from everybody, and showing them again.

Where a version, a file or a post says the same, it is hidden there, and the line follows.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import MAX_ID, session, take_turn, transaction
from wiki.core.errors import NotFound
from wiki.gardening.echoes import echo
from wiki.gardening.hushed import TOLD, UPLOADED, hush, said_by
from wiki.gardening.log import NO_LINE
from wiki.gardening.reasons import read_choice, read_reason
from wiki.journal.acts import KINDS
from wiki.journal.hidden import AUTHOR, NAME, PARTS, SUMMARY, hidden_lines
from wiki.journal.models import Entry, HiddenEntry
from wiki.journal.record import record

RIGHT = "hide log line"
REASON_OF_A_POST = "hide"  # of what is said in discussions, only why a gardener has hidden a post


def parts_to_hide(entry: Entry) -> Sequence[str]:
    """The parts of `entry` that can be hidden by themselves, hidden or not."""
    said = said_by(entry)
    if entry.topic_id and entry.kind != REASON_OF_A_POST:
        return []
    tells_itself = entry.kind not in {*TOLD, UPLOADED}
    there = {
        NAME: bool(said.name) and not entry.topic_id,
        SUMMARY: bool(said.summary) and tells_itself,
        AUTHOR: said.actor_id is not None and tells_itself,
    }
    return [part for part in PARTS if there[part]]


def line_of(number: int) -> Entry:
    """The entry with that number. Raises NotFound."""
    entry = session().get(Entry, number) if 0 < number <= MAX_ID else None
    if entry is None or entry.kind not in KINDS:
        raise NotFound(NO_LINE, number=number)
    return entry


def veil(number: int, parts: Collection[str], reason: str, by: User) -> None:
    """Hide those `parts` of a line; what is hidden already keeps its reason.

    Raises NotFound, BadReason and the refusals of `require`.
    """
    reason = read_reason(reason)
    with transaction():
        entry = _locked(number, by)
        chosen = read_choice(parts, parts_to_hide(entry))
        new = [part for part in chosen if part not in hidden_lines([number]).get(number, {})]
        if not new:
            return
        at = now()
        session().add_all(HiddenEntry(entry_id=number, part=part, at=at, by_id=by.id, reason=reason) for part in new)
        session().flush()
        record("veil", by, at=at, summary=reason, details={"entry": number, "parts": new})
        _say(entry)


def unveil(number: int, parts: Collection[str], by: User) -> None:
    """Show those `parts` of a line again. Raises NotFound and the refusals of `require`."""
    with transaction():
        entry = _locked(number, by)
        shown = [part for part in hidden_lines([number]).get(number, {}) if part in parts]
        if not shown:
            return
        session().execute(delete(HiddenEntry).where(HiddenEntry.entry_id == number, HiddenEntry.part.in_(shown)))
        record("unveil", by, details={"entry": number, "parts": shown})
        _say(entry)


def _locked(number: int, by: User) -> Entry:
    require(by, RIGHT)
    take_turn()
    line_of(number)
    wanted = select(Entry).where(Entry.id == number).with_for_update()
    return session().scalars(wanted.execution_options(populate_existing=True)).one()


def _say(entry: Entry) -> None:
    """Let the line, and what repeats it, say what they may say now."""
    hush([entry])
    echo(entry, hidden_lines([entry.id]).get(entry.id, {}))
