"""Which changes are asked for: an address read into a question, and a question written as an address again.

What an address says that we do not know is left out of the question, and said: a list that is narrowed otherwise than
its address seems to say would be a lie that one does not notice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from werkzeug.datastructures import MultiDict

from wiki.accounts.permissions import can
from wiki.changes.models import Patrol
from wiki.changes.themes import pages_of, theme_called
from wiki.core.errors import N_
from wiki.core.i18n import gettext
from wiki.journal.changes import UPLOADING, WRITING, ChangeFilter, entries_chosen
from wiki.journal.models import Entry
from wiki.markup import Namespace
from wiki.markup.kinds import NAMESPACE_LABELS
from wiki.municipalities.register import Municipality, by_code, by_name
from wiki.pages.models import Page

DAYS = (1, 3, 7, 30, 90)
USUAL_DAYS = 30
LONGEST = 200  # letters of anything that an address says
YES_AND_NO = {"1": True, "0": False}


@dataclass(frozen=True)
class Asked:
    """Which changes are asked for; all that is said must hold. `municipality` is a code, `theme` a title."""

    days: int | None = USUAL_DAYS  # None is all time, which no address asks for
    namespaces: tuple[Namespace, ...] = ()
    municipality: str | None = None
    theme: str | None = None
    newcomers: bool = False
    unpatrolled: bool = False
    minor: bool = True
    talk: bool = True
    acts: bool = False  # also what is done with pages and people
    grouped: bool = True  # by page: a matter of how, not of which

    @property
    def is_narrowed(self) -> bool:
        """Whether some changes of these days are left out."""
        return replace(self, days=USUAL_DAYS, grouped=True, acts=False) != Asked()

    @property
    def arguments(self) -> dict[str, Any]:
        """What an address says to ask for just this."""
        said: dict[str, Any] = {
            "days": self.days if self.days != USUAL_DAYS else None,
            "namespace": [namespace.value for namespace in self.namespaces] or None,
            "municipality": self.municipality,
            "theme": self.theme,
            "newcomers": 1 if self.newcomers else None,
            "unpatrolled": 1 if self.unpatrolled else None,
            "minor": None if self.minor else 0,
            "talk": None if self.talk else 0,
            "acts": 1 if self.acts else None,
            "grouped": None if self.grouped else 0,
        }
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True)
class Narrowing:
    """One thing that narrows the list: what it is in words, and the question without it."""

    words: str
    without: Asked


def read_asked(arguments: MultiDict[str, str], *, may_patrol: bool = False) -> tuple[Asked, list[str]]:
    """The changes that an address asks for, and in a sentence each what it says that we do not know.

    A box that is not ticked sends nothing, so each stands after a hidden field that says 0: the last one counts.
    """
    faults: list[str] = []
    asked = Asked(
        days=_days(arguments, faults),
        namespaces=_namespaces(arguments, faults),
        municipality=_municipality(arguments, faults),
        theme=_theme(arguments, faults),
        **{name: _said(arguments, name, usual, faults) for name, usual in _switches().items()},
    )
    if asked.unpatrolled and not may_patrol:
        faults.append(gettext("Only gardeners see what nobody has looked at yet."))
        asked = replace(asked, unpatrolled=False)
    return asked, faults


def _switches() -> Mapping[str, bool]:
    return {name: getattr(Asked(), name) for name in ("newcomers", "unpatrolled", "minor", "talk", "acts", "grouped")}


def _last(arguments: MultiDict[str, str], name: str) -> str:
    return next(iter(arguments.getlist(name)[-1:]), "").strip()[:LONGEST]


def _days(arguments: MultiDict[str, str], faults: list[str]) -> int:
    said = _last(arguments, "days")
    if not said or (said.isascii() and said.isdigit() and int(said) in DAYS):
        return int(said or USUAL_DAYS)
    faults.append(gettext("One cannot choose “%(said)s” days. The last %(num)s are shown.", said=said, num=USUAL_DAYS))
    return USUAL_DAYS


def _namespaces(arguments: MultiDict[str, str], faults: list[str]) -> tuple[Namespace, ...]:
    said = {each.strip()[:LONGEST] for each in arguments.getlist("namespace")} - {""}
    known = {namespace.value: namespace for namespace in Namespace}
    faults += [
        gettext("There is no kind of page called “%(said)s”.", said=each) for each in sorted(said - known.keys())
    ]
    return tuple(namespace for value, namespace in known.items() if value in said)


def _municipality(arguments: MultiDict[str, str], faults: list[str]) -> str | None:
    said = _last(arguments, "municipality")
    found: Municipality | None = by_code(said) or by_name(said)
    if said and not found:
        faults.append(gettext("There is no municipality called “%(said)s”.", said=said))
    return found.code if found else None


def _theme(arguments: MultiDict[str, str], faults: list[str]) -> str | None:
    said = _last(arguments, "theme")
    found = theme_called(said) if said else None
    if said and not found:
        faults.append(gettext("There is no theme called “%(said)s”.", said=said))
    return found


def _said(arguments: MultiDict[str, str], name: str, usual: bool, faults: list[str]) -> bool:
    said = _last(arguments, name)
    if said and said not in YES_AND_NO:
        faults.append(gettext("“%(name)s” can be 0 or 1, not “%(said)s”.", name=name, said=said))
    return YES_AND_NO.get(said, usual)


def narrowings(asked: Asked) -> list[Narrowing]:
    """What narrows the list, one thing at a time, so that each can be taken back."""
    found = [
        Narrowing(
            gettext(NAMESPACE_LABELS[namespace]),
            replace(asked, namespaces=tuple(each for each in asked.namespaces if each is not namespace)),
        )
        for namespace in asked.namespaces
    ]
    if place := by_code(asked.municipality):
        found.append(Narrowing(place.name, replace(asked, municipality=None)))
    if asked.theme:
        found.append(Narrowing(asked.theme, replace(asked, theme=None)))
    return found + [Narrowing(gettext(words), without(asked)) for words, is_on, without in _SWITCHED if is_on(asked)]


_SWITCHED: tuple[tuple[str, Callable[[Asked], bool], Callable[[Asked], Asked]], ...] = (
    (N_("Newcomers only"), lambda asked: asked.newcomers, lambda asked: replace(asked, newcomers=False)),
    (N_("Unpatrolled only"), lambda asked: asked.unpatrolled, lambda asked: replace(asked, unpatrolled=False)),
    (N_("Without minor edits"), lambda asked: not asked.minor, lambda asked: replace(asked, minor=True)),
    (N_("Without discussions"), lambda asked: not asked.talk, lambda asked: replace(asked, talk=True)),
)


def entries_asked(asked: Asked) -> Select[Entry]:
    """The rows of the journal that are asked for, in no order yet."""
    shown = {"minor": asked.minor, "talk": asked.talk, "acts": asked.acts}
    chosen = ChangeFilter(asked.days, asked.namespaces, **shown, for_members=can("see contacts"))
    entries = entries_chosen(chosen)
    if place := by_code(asked.municipality):
        entries = entries.where(of_municipality(place))
    if asked.theme:
        entries = entries.where(Entry.page_id.in_(pages_of(asked.theme)))
    if asked.newcomers:
        entries = entries.where(Entry.newcomer)
    return waiting(entries) if asked.unpatrolled else entries


def of_municipality(place: Municipality) -> ColumnElement[bool]:
    """What is about a municipality: written by those who worked there then, or on its page and its subpages."""
    own = or_(Page.title == place.name, Page.title.startswith(f"{place.name}/", autoescape=True))
    pages = select(Page.id).where(Page.namespace == Namespace.MUNICIPALITY.value, own)
    return or_(Entry.municipality_code == place.code, Entry.page_id.in_(pages))


def waiting(entries: Select[Entry]) -> Select[Entry]:
    """Those of `entries` that wait for a gardener's look: versions by people who were new then.

    What gardeners write, and those who have been here for a while, counts as looked at.
    """
    looked_at = select(Patrol.revision_id).where(Patrol.revision_id == Entry.revision_id).exists()
    return entries.where(
        Entry.newcomer, Entry.kind.in_((*WRITING, *UPLOADING)), Entry.revision_id.is_not(None), ~looked_at
    )
