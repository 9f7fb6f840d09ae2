"""Bringing in what municipalities say about examples, by the acts of examples. What is said here already stays."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.names import address
from wiki.core.db import session, transaction
from wiki.core.errors import Refusal
from wiki.examples.alike import put_hidden
from wiki.examples.confirm import put_confirmation
from wiki.examples.contact import put_contact
from wiki.examples.said_models import MAX_NOTE, MAX_ROLE, Confirmation, Contact, Stance
from wiki.examples.stances import KEYS, put_stance
from wiki.markup import parse_name
from wiki.municipalities.register import by_code
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.transfer.said import Said, SaidContact, SaidStance, SaidUnlike

Authors = Callable[[str | None], User]


def bring_in_said(page: Page, said: Said, authors: Authors) -> Counter[str]:
    """Add what is not said of `page` here; how many things there were. Raises Refusal, and then adds nothing."""
    added: Counter[str] = Counter()
    people = {name: authors(name) for name in [*said.people, None]}  # made by themselves, as for topics
    with transaction():
        for each in said.stances:
            added["stances"] += _stance(page, each, people[each.by])
        known = set(session().scalars(select(Confirmation.at).where(Confirmation.page_id == page.id)))
        for true in said.confirmations:
            if true.at not in known:
                put_confirmation(page, _code(true.municipality), people[true.by], true.at)
                added["confirmations"] += 1
        if said.contact and session().get(Contact, page.id) is None:
            added["contacts"] += _contact(page, said.contact, people.get(said.contact.account))
    return +added


def count_said(page: Page | None, said: Said) -> Counter[str]:
    """How much of it is not said of `page` here. Raises Refusal for what cannot be said."""
    added: Counter[str] = Counter()
    for each in said.stances:
        code = _checked(each)
        there = session().get(Stance, (page.id, code)) if page else None
        is_new = there is None or (there.at < each.at and (there.key, there.note) != (each.key, each.note))
        added["stances"] += is_new
    known = set(session().scalars(select(Confirmation.at).where(Confirmation.page_id == page.id))) if page else set()
    added["confirmations"] += len({true.at for true in said.confirmations} - known)
    added["contacts"] += said.contact is not None and (page is None or session().get(Contact, page.id) is None)
    return +added


def bring_in_unlike(page: Page, unlike: tuple[SaidUnlike, ...], authors: Authors) -> None:
    """Add what is said not to be like `page`, once all pages are there; what is about a page that is not, is passed."""
    people = {each.by: authors(each.by) for each in unlike}
    with transaction():
        for each in unlike:
            other = find_page(parse_name(each.page))
            if other:
                put_hidden(page, other, each.anchor[:600], people[each.by], _code(each.municipality), each.at)


def _checked(each: SaidStance) -> str:
    """The code of the municipality whose stance it is. Raises Refusal."""
    code = _code(each.municipality)
    if code is None or each.key not in KEYS or len(each.note) > MAX_NOTE:
        raise Refusal("“%(stance)s” of %(municipality)s is no stance", stance=each.key, municipality=each.municipality)
    return code


def _stance(page: Page, each: SaidStance, by: User) -> bool:
    code = _checked(each)
    there = session().get(Stance, (page.id, code))
    if there and there.at >= each.at:
        return False
    return put_stance(page, code, each.key, each.note, by, each.at)


def _contact(page: Page, contact: SaidContact, person: User | None) -> bool:
    if not 0 < len(contact.role) <= MAX_ROLE:
        raise Refusal("“%(role)s” is no role", role=contact.role)
    mailbox = address(contact.mailbox) if contact.mailbox else None
    return put_contact(page, contact.role, mailbox, person if contact.account else None)


def _code(written: str | None) -> str | None:
    """The code of a municipality, where there is one. Raises Refusal."""
    if written and by_code(written) is None:
        raise Refusal("there is no municipality with the code “%(code)s”", code=written)
    return written
