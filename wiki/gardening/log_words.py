"""What the log says of protections and blocks, and where they are undone."""

from collections.abc import Mapping
from datetime import datetime

from flask import Flask, url_for
from sqlalchemy import func, select

from wiki.accounts.models import Role
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_datetime
from wiki.gardening.block import Terms
from wiki.gardening.protect import Wanted
from wiki.gardening.undoing import undo_at
from wiki.journal.acts import tells
from wiki.journal.models import Entry
from wiki.markup import parse_name

PROTECTED_AGAINST = {
    ("edit", Role.GARDENER): N_("only gardeners change it"),
    ("edit", Role.ADMINISTRATOR): N_("only administrators change it"),
    ("move", Role.GARDENER): N_("only gardeners move it"),
    ("move", Role.ADMINISTRATOR): N_("only administrators move it"),
    ("create", Role.GARDENER): N_("only gardeners create it"),
    ("create", Role.ADMINISTRATOR): N_("only administrators create it"),
    ("discuss", Role.GARDENER): N_("only gardeners write in its discussion"),
    ("discuss", Role.ADMINISTRATOR): N_("only administrators write in its discussion"),
}
TOO = N_("the same with all that it takes in and shows")


def levels_in_words(levels: Mapping[str, Role]) -> str:
    """Who may still do what: "only gardeners change it, only gardeners move it"."""
    return ", ".join(gettext(PROTECTED_AGAINST[each]) for each in levels.items() if each in PROTECTED_AGAINST)


def until_in_words(until: datetime | None) -> str:
    """When something ends: "until 3 December 2026 at 14:05", "without an end"."""
    return gettext("until %(when)s", when=long_datetime(until)) if until else gettext("without an end")


def _protected(entry: Entry) -> str:
    wanted = Wanted.told(entry.details)
    if not wanted.levels:
        return gettext("protected the page")
    said = levels_in_words(wanted.levels)
    if wanted.cascades:
        said = f"{said}, {gettext(TOO)}"
    return gettext("protected the page: %(levels)s, %(until)s", levels=said, until=until_in_words(wanted.until))


def _blocked(entry: Entry) -> str:
    if not entry.details:
        return gettext("blocked the user")
    terms = Terms.told(entry.details)
    until = until_in_words(terms.until)
    if terms.scope is None:
        return gettext("blocked the user %(until)s", until=until)
    return gettext("blocked the user from %(what)s, %(until)s", what=terms.scope.in_words, until=until)


def _where_protection_is_undone(entry: Entry) -> str | None:
    """The form filled in as it was before; None for what is not the last of its name, or would have ended since."""
    said = entry.details or {}
    told = Wanted.told(said if entry.kind == "protect" else said.get("before"))
    if not (told.levels and _is_to_come(told.until) and _is_last(entry, "protect", "unprotect")):
        return None
    return url_for("protecting.protect_form", name=parse_name(entry.name).address, undo=entry.id)


def _where_block_is_undone(entry: Entry) -> str | None:
    """Where the block is ended, or made what it was before it was changed.

    None for what is not the last of its person, or has ended by itself.
    """
    until = _until(entry)
    if not (_is_to_come(until) and _is_last(entry, "block", "unblock")):
        return None
    before = (entry.details or {}).get("before")
    if before and _is_to_come(Terms.told(before).until):
        return url_for("blocking.block_form", name=_person(entry), undo=entry.id)
    return url_for("blocking.unblock_form", name=_person(entry))


def _where_unblock_is_undone(entry: Entry) -> str | None:
    """Where they are blocked again; None where that block would have ended by itself since."""
    if not (_is_to_come(_until(entry)) and _is_last(entry, "block", "unblock")):
        return None
    return url_for("blocking.block_form", name=_person(entry), undo=entry.id)


def _until(entry: Entry) -> datetime | None:
    until = (entry.details or {}).get("until")
    return datetime.fromisoformat(until) if until else None


def _is_to_come(until: datetime | None) -> bool:
    return until is None or until > now()


def _person(entry: Entry) -> str:
    """The name of whom an entry is about, as addresses write it."""
    return parse_name(entry.name).title.replace(" ", "_")


def _is_last(entry: Entry, *kinds: str) -> bool:
    """Whether nothing of these kinds has been done since with the same name."""
    last = select(func.max(Entry.id)).where(Entry.name == entry.name, Entry.kind.in_(kinds))
    return session().scalar(last) == entry.id


def init_log(app: Flask) -> None:
    """Say how protections and blocks are told, and where they are undone."""
    tells("protect", N_("Protected pages"), _protected, group="protection")
    tells("unprotect", N_("Ended protections"), lambda _: gettext("ended the protection"), group="protection")
    tells("block", N_("Blocks"), _blocked, group="people")
    tells("unblock", N_("Ended blocks"), lambda _: gettext("ended the block"), group="people")
    undo_at(app, "protect", "protect", _where_protection_is_undone)
    undo_at(app, "unprotect", "protect", _where_protection_is_undone)
    undo_at(app, "block", "block", _where_block_is_undone)
    undo_at(app, "unblock", "block", _where_unblock_is_undone)
