"""What the log says of protections and blocks, and where they are undone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from flask import Flask, url_for
from sqlalchemy import func, select

from wiki.accounts.blocks import block_of
from wiki.accounts.models import Role
from wiki.accounts.queries import user_by_name
from wiki.core.clock import now
from wiki.core.db import session
from wiki.core.errors import N_
from wiki.core.i18n import gettext, long_datetime
from wiki.gardening.protect import Wanted
from wiki.journal.acts import tells
from wiki.journal.models import Entry
from wiki.markup import PageName, parse_name

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
    return gettext("protected the page: %(levels)s, %(until)s", levels=said, until=until_in_words(wanted.until))


def _blocked(entry: Entry) -> str:
    until = (entry.details or {}).get("until")
    return gettext("blocked the user %(until)s", until=until_in_words(datetime.fromisoformat(until) if until else None))


def _undo_protection(entries: Sequence[Entry]) -> Mapping[int, str]:
    """The last protection of each name, for as long as it, or what there was before it, has not ended."""
    return {
        each.id: url_for("protecting.protect_form", name=parse_name(each.name).address, undo=each.id)
        for each in _newest(entries, ("protect", "unprotect"))
        if _lasts(each)
    }


def _lasts(entry: Entry) -> bool:
    said = entry.details or {}
    told = Wanted.told(said if entry.kind == "protect" else said.get("before"))
    return bool(told.levels) and (told.until is None or told.until > now())


def _undo_block(entries: Sequence[Entry]) -> Mapping[int, str]:
    """The last of each person's blocks, for as long as they are blocked."""
    found = {}
    for each in _newest(entries, ("block", "unblock")):
        user = user_by_name(_person(each).title)
        if user and block_of(user):
            found[each.id] = url_for("blocking.unblock_form", name=_person(each).title.replace(" ", "_"))
    return found


def _undo_unblock(entries: Sequence[Entry]) -> Mapping[int, str]:
    """The last end of each person's block, where that block would not have ended by itself since."""
    found = {}
    for each in _newest(entries, ("block", "unblock")):
        until = (each.details or {}).get("until")
        if until is None or datetime.fromisoformat(until) > now():
            found[each.id] = url_for("blocking.block_form", name=_person(each).title.replace(" ", "_"), undo=each.id)
    return found


def _person(entry: Entry) -> PageName:
    return parse_name(entry.name)


def _newest(entries: Iterable[Entry], kinds: tuple[str, ...]) -> list[Entry]:
    """Those of `entries` after which no other of these kinds has been made of the same name."""
    names = {each.name for each in entries}
    last = select(func.max(Entry.id)).where(Entry.name.in_(names), Entry.kind.in_(kinds)).group_by(Entry.name)
    numbers = set(session().scalars(last))
    return [each for each in entries if each.id in numbers]


def init_log(_app: Flask) -> None:
    """Say how protections and blocks are told, and where they are undone."""
    tells(
        "protect",
        N_("Protected pages"),
        _protected,
        group="protection",
        undo=_undo_protection,
        undo_right="protect",
    )
    tells(
        "unprotect",
        N_("Ended protections"),
        lambda _entry: gettext("ended the protection"),
        group="protection",
        undo=_undo_protection,
        undo_right="protect",
    )
    tells("block", N_("Blocks"), _blocked, group="people", undo=_undo_block, undo_right="block")
    tells(
        "unblock",
        N_("Ended blocks"),
        lambda _entry: gettext("ended the block"),
        group="people",
        undo=_undo_unblock,
        undo_right="block",
    )
