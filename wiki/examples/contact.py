"""Whom to ask about a page: a role, and its mailbox or the account of who has it. Visitors are told nothing of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.accounts.belonging import speaks_now
from wiki.accounts.faults import Faults
from wiki.accounts.models import User
from wiki.accounts.names import address
from wiki.accounts.permissions import can
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.examples.said_models import MAX_ROLE, Contact
from wiki.examples.speaking import is_spoken_for, may_tend, owners, require_tending
from wiki.journal.record import record
from wiki.pages.facts import words
from wiki.pages.models import Page
from wiki.pages.queries import find_page

_PRIVATE = {"gmail", "googlemail", "hotmail", "outlook", "yahoo", "icloud", "live", "msn"}  # no municipality is there
_ADDRESS = re.compile(r"@|(?:[0-9][ -]?){5}")


@dataclass(frozen=True)
class Asked:
    """Whom to ask, as far as the reader may know: for visitors only that there is somebody, which `hidden` tells."""

    role: str = ""
    mailbox: str = ""
    person: str = ""
    hidden: bool = False
    may: bool = False
    own: bool = True  # False where it is that of the municipality, not of the example


@dataclass(frozen=True)
class Written:
    """What somebody has filled in: a role, and a mailbox or the name of an account."""

    role: str = ""
    mailbox: str = ""
    person: str = ""


def set_contact(page: Page, written: Written, by: User) -> None:
    """Say whom to ask about `page`. Raises BadForm, and the refusals of `require_tending`."""
    with transaction():
        require_tending(by, page)
        if not is_spoken_for(page):
            raise NotFound
        role, mailbox, person = _checked(page, written)
        if put_contact(page, role, mailbox, person):
            _note(page, by)


def put_contact(page: Page, role: str, mailbox: str | None, person: User | None) -> bool:
    """Store a contact, for acts within their transaction. Whether it was another before."""
    take_turn()
    user_id = person.id if person else None
    contact = session().get(Contact, page.id)
    if contact is None:
        session().add(Contact(page_id=page.id, role=role, mailbox=mailbox, user_id=user_id))
        return True
    if (contact.role, contact.mailbox, contact.user_id) == (role, mailbox, user_id):
        return False
    contact.role, contact.mailbox, contact.user_id = role, mailbox, user_id
    return True


def remove_contact(page: Page, by: User) -> None:
    """Forget whom to ask about `page`. Raises the refusals of `require_tending`."""
    with transaction():
        require_tending(by, page)
        take_turn()
        if contact := session().get(Contact, page.id):
            session().delete(contact)
            _note(page, by)


def asked(page: Page) -> Asked | None:
    """Whom to ask about `page`, for whoever made the present request: its own contact, else that of its municipality.

    Where there is neither, the role that its front matter names. None on pages that nobody speaks for.
    """
    if not is_spoken_for(page):
        return None
    may = may_tend(page)
    above = find_page(page.name.base) if page.name.parent else None
    for each in filter(None, (page, above)):
        contact = _stored(each)
        if contact:
            return _shown(contact, may=may, own=each is page)
    role = next((said for said in words(page.fields.get("kontakt")) if not _ADDRESS.search(said)), "")[:MAX_ROLE]
    return Asked(role, may=may) if can("see contacts") else Asked(hidden=bool(role))


def written(page: Page) -> Written:
    """The contact of `page`, to be changed in a form. Only for those who may."""
    contact = _stored(page)
    if contact is None:
        return Written(role=next(iter(words(page.fields.get("kontakt"))), "")[:MAX_ROLE])
    return Written(contact.role, contact.mailbox or "", contact.user.name if contact.user else "")


def colleagues(page: Page) -> Sequence[User]:
    """The accounts that can be the contact of `page`: those of its municipality, by name."""
    of_its_own = User.municipality_code.in_(owners(page))
    wanted = select(User).where(of_its_own, speaks_now(), User.confirmed_at.is_not(None), User.demo.is_(False))
    return session().scalars(wanted.order_by(User.name_key).limit(500)).all()


def _stored(page: Page) -> Contact | None:
    return session().scalar(select(Contact).where(Contact.page_id == page.id).options(joinedload(Contact.user)))


def _shown(contact: Contact, *, may: bool, own: bool) -> Asked:
    if not can("see contacts"):
        return Asked(hidden=True, own=own)
    return Asked(contact.role, contact.mailbox or "", contact.user.name if contact.user else "", may=may, own=own)


def _checked(page: Page, written: Written) -> tuple[str, str | None, User | None]:
    faults = Faults()
    role, mailbox, person = " ".join(written.role.split()), None, None
    with faults.at("role"):
        if not role or len(role) > MAX_ROLE:
            raise Refusal(N_("Write the role of whoever answers, in at most %(most)s characters."), most=MAX_ROLE)
        if _ADDRESS.search(role):
            raise Refusal(N_("Write the role only. Addresses and numbers do not belong here."))
    with faults.at("mailbox"):
        if written.mailbox.strip() and written.person.strip():
            raise Refusal(N_("Choose either a mailbox or an account."))
        if not (written.mailbox.strip() or written.person.strip()):
            raise Refusal(N_("Write a shared mailbox, or choose an account."))
        mailbox = address(written.mailbox) if written.mailbox.strip() else None
        if mailbox and _is_private(mailbox):
            raise Refusal(N_("Write a shared mailbox at work. This looks like somebody’s own."))
    with faults.at("person"):
        person = next((each for each in colleagues(page) if each.name == written.person), None)
        if written.person.strip() and person is None:
            raise Refusal(N_("Choose somebody of the municipality who has an account."))
    faults.refuse_if_any()
    return role, mailbox, person


def _is_private(mailbox: str) -> bool:
    """Whether it is at one of those who give everybody a mailbox (live.se, yahoo.co.uk, …)."""
    *labels, _top = mailbox.rpartition("@")[2].split(".")
    return next((each for each in reversed(labels) if each not in {"co", "com"}), "") in _PRIVATE


def _note(page: Page, by: User) -> None:
    """Tell the journal that something has changed, and never what: everybody can read it."""
    record("contact", by, page_id=page.id, namespace=page.namespace, name=page.name.full)
