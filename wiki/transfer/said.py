"""What municipalities say about examples, on its way out: as values, and as they stand in the YAML file of a page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.examples.said_models import Confirmation, Contact, HiddenLikeness, Stance
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page

Names = dict[int | None, str]


@dataclass(frozen=True)
class SaidStance:
    """How a municipality relates to the example."""

    municipality: str
    key: str
    note: str
    at: datetime
    by: str | None


@dataclass(frozen=True)
class SaidTrue:
    """That the example is still true."""

    municipality: str | None
    at: datetime
    by: str | None


@dataclass(frozen=True)
class SaidContact:
    """Whom to ask."""

    role: str
    mailbox: str | None = None
    account: str | None = None


@dataclass(frozen=True)
class SaidUnlike:
    """That an example is not like this one."""

    page: str  # its full name
    anchor: str
    municipality: str | None
    at: datetime
    by: str | None


@dataclass(frozen=True)
class Said:
    """All of it about one page."""

    stances: tuple[SaidStance, ...] = ()
    confirmations: tuple[SaidTrue, ...] = ()
    contact: SaidContact | None = None
    unlike: tuple[SaidUnlike, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.stances or self.confirmations or self.contact or self.unlike)

    @property
    def people(self) -> set[str]:
        """Everybody who is named."""
        signed: tuple[SaidStance | SaidTrue | SaidUnlike, ...] = (*self.stances, *self.confirmations, *self.unlike)
        named = {each.by for each in signed} | {self.contact.account if self.contact else None}
        return {name for name in named if name}


def said_of(page_ids: list[int], names: Names, appearing: set[int | None], *, with_contacts: bool) -> dict[int, Said]:
    """What is said of some pages. `names` are those of the accounts; whoever is named is added to `appearing`."""
    stances, confirmations, unlike = defaultdict(list), defaultdict(list), defaultdict(list)
    contacts: dict[int, SaidContact] = {}

    def name(user_id: int | None) -> str | None:
        appearing.add(user_id)
        return names[user_id] or None

    wanted = select(Stance).where(Stance.page_id.in_(page_ids)).order_by(Stance.municipality_code)
    for each in session().scalars(wanted):
        said = SaidStance(each.municipality_code, each.key, each.note, each.at, name(each.user_id))
        stances[each.page_id].append(said)
    for confirmed in session().scalars(
        select(Confirmation).where(Confirmation.page_id.in_(page_ids)).order_by(Confirmation.at, Confirmation.id)
    ):
        true = SaidTrue(confirmed.municipality_code, confirmed.at, name(confirmed.user_id))
        confirmations[confirmed.page_id].append(true)
    asked = select(Contact).where(Contact.page_id.in_(page_ids))
    for contact in session().scalars(asked) if with_contacts else ():
        contacts[contact.page_id] = SaidContact(contact.role, contact.mailbox, name(contact.user_id))
    for row, other in _unlike(page_ids):
        hidden = SaidUnlike(other.full, row.anchor, row.municipality_code, row.at, name(row.user_id))
        unlike[row.page_id].append(hidden)
    return {
        page_id: Said(
            tuple(stances[page_id]), tuple(confirmations[page_id]), contacts.get(page_id), tuple(unlike[page_id])
        )
        for page_id in page_ids
    }


def _unlike(page_ids: list[int]) -> list[tuple[HiddenLikeness, PageName]]:
    other = aliased(Page)
    rows = session().execute(
        select(HiddenLikeness, other.namespace, other.title)
        .join(other, other.id == HiddenLikeness.other_id)
        .where(HiddenLikeness.page_id.in_(page_ids))
    )
    found = [(row, PageName(Namespace(space), title)) for row, space, title in rows]
    return sorted(found, key=lambda pair: (pair[1], pair[0].anchor))
