"""Protecting a page, or a name that has no page: who may change it, move it, create it, write in its discussion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from wiki.accounts.models import Role, User
from wiki.accounts.permissions import require, role_of
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden
from wiki.gardening.reasons import read_reason
from wiki.journal.record import record
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.protection.models import ACTS, Protection
from wiki.protection.queries import protection_of

LEVELS = {"members": Role.MEMBER, "gardeners": Role.GARDENER, "administrators": Role.ADMINISTRATOR}
NAMES = {role: name for name, role in LEVELS.items()}  # as the journal writes them
OF_PAGES, OF_NAMES = ("edit", "move", "discuss"), ("create",)


@dataclass(frozen=True)
class Wanted:
    """How something shall be protected, and until when (None: without an end). Acts left out are for members.

    With `cascades` the protection against changes is passed on to all that the page takes in and shows.
    """

    levels: Mapping[str, Role] = field(default_factory=dict)
    until: datetime | None = None
    cascades: bool = False

    @classmethod
    def of(cls, protection: Protection | None) -> "Wanted":
        """How it is protected."""
        return cls(protection.levels(), protection.until, protection.cascades) if protection else cls()

    @classmethod
    def told(cls, details: Mapping[str, Any] | None) -> "Wanted":
        """How the journal says that something was protected."""
        said = details or {}
        levels = {act: LEVELS[name] for act, name in (said.get("levels") or {}).items() if name in LEVELS}
        until = datetime.fromisoformat(said["until"]) if said.get("until") else None
        return cls(levels, until, bool(said.get("cascades")))

    @property
    def as_told(self) -> dict[str, Any]:
        """The same for the journal."""
        levels = {act: NAMES[role] for act, role in self.levels.items()}
        told = {"levels": levels, "until": self.until.isoformat() if self.until else None}
        return {**told, "cascades": True} if self.cascades else told


class TooHigh(Forbidden):
    """The page is, or would be, protected against whoever asks."""

    msgid = N_("Only administrators can decide what is, or shall be, for administrators only.")


def acts_on(page: Page | None) -> tuple[str, ...]:
    """What a page, or a name without one, can be protected against."""
    return OF_PAGES if page else OF_NAMES


def protect(name: PageName, wanted: Wanted, reason: str, by: User) -> bool:
    """Protect `name` as wanted; with no levels above members, end its protection. Whether that changed anything.

    Raises BadReason, TooHigh, and the refusals of `require`.
    """
    with transaction():
        require(by, "protect", on=name)
        take_turn()
        present = protection_of(name)
        before, after = Wanted.of(present), _after(wanted, present, find_page(name))
        if before == after:
            return False
        _refuse_too_high(by, before, after)
        reason = read_reason(reason)
        _store(name, after, reason, by)
        kind = "protect" if after.levels else "unprotect"
        page = find_page(name)
        about: dict[str, Any] = {"page_id": page.id} if page else {}
        told = {**after.as_told, "before": before.as_told}
        record(kind, by, namespace=name.namespace.value, name=name.full, summary=reason, details=told, **about)
    return True


def _after(wanted: Wanted, present: Protection | None, page: Page | None) -> Wanted:
    """What comes of what is wanted: what is not asked about, because it is of no concern now, stays as it was."""
    asked = acts_on(page)
    kept = present.levels() if present else {}
    levels = {act: (wanted.levels if act in asked else kept).get(act, Role.MEMBER) for act in ACTS}
    above = {act: level for act, level in levels.items() if level > Role.MEMBER}
    cascades = wanted.cascades if "edit" in asked else present is not None and present.cascades
    return Wanted(above, wanted.until if above else None, cascades and "edit" in above)


def _refuse_too_high(by: User, *both: Wanted) -> None:
    highest = max((level for each in both for level in each.levels.values()), default=Role.MEMBER)
    if highest > role_of(by):
        raise TooHigh


def _store(name: PageName, after: Wanted, reason: str, by: User) -> None:
    """Put the row in the place of the one that is there, which may have ended."""
    key = (name.namespace.value, name.title)
    stored = session().get(Protection, key)
    if not after.levels:
        if stored:
            session().delete(stored)
        return
    if stored is None:
        stored = Protection(namespace=key[0], title=key[1])
        session().add(stored)
    for act in ACTS:
        setattr(stored, act, after.levels.get(act, Role.MEMBER))
    stored.cascades, stored.until = after.cascades, after.until
    stored.reason, stored.by_id, stored.at = reason, by.id, now()


def put_aside(name: PageName) -> dict[str, Any]:
    """Take away what protects the page `name`, and say what that was, for the journal; for acts that delete the page.

    A new page of that name shall not inherit it. What protects the name against creation stays. Joins a transaction.
    """
    present = protection_of(name)
    aside = {act: level for act, level in present.levels().items() if act in OF_PAGES} if present else {}
    if not present or not aside:
        return {}
    told = Wanted(aside, present.until, present.cascades).as_told
    for act in aside:
        setattr(present, act, Role.MEMBER)
    present.cascades = False
    if not present.levels():
        session().delete(present)
    return {"protection": {**told, "reason": present.reason}}


def put_back(name: PageName, told: Mapping[str, Any] | None, by: User) -> None:
    """Protect `name` as `put_aside` told, unless that would have ended; for acts that bring a page back."""
    said = (told or {}).get("protection") or {}
    before, present = Wanted.told(said), Wanted.of(protection_of(name))
    if not before.levels or (before.until and before.until <= now()):
        return
    ends = [each.until for each in (before, present) if each.levels]
    known = [each for each in ends if each]
    until = max(known) if len(known) == len(ends) else None
    both = Wanted({**present.levels, **before.levels}, until, present.cascades or before.cascades)
    _store(name, both, said.get("reason", ""), by)
