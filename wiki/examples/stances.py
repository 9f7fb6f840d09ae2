"""Adoption: how other municipalities relate to an example, told by their members, one line for each municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_login import current_user
from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden, NotFound, Refusal
from wiki.examples.cooperations import page_of
from wiki.examples.said_models import MAX_NOTE, Stance
from wiki.examples.speaking import NoExample, is_example, own_municipality, owners, waiting_words
from wiki.journal.record import record
from wiki.markup import PageName
from wiki.markup.names import sort_key
from wiki.markup.personal import personal_numbers
from wiki.municipalities.register import Municipality, by_code
from wiki.pages.models import Page

KINDS = (  # key, what a municipality says; in the order in which they are shown
    ("doing", N_("We do this")),
    ("trying", N_("We are trying it")),
    ("interested", N_("Interested")),
    ("declined", N_("We chose not to")),
)
KEYS = {key for key, _label in KINDS}


class OwnExample(Forbidden):
    """It is their own."""

    msgid = N_("This is your own example: how you do stands in it.")


class BadStance(Refusal):
    """What was sent will not do."""

    msgid = N_("Choose one of the four.")


@dataclass(frozen=True)
class Taken:
    """What one municipality says."""

    municipality: Municipality
    page: PageName
    key: str
    note: str
    at: datetime


@dataclass(frozen=True)
class Stances:
    """What all say of an example. `offer`: form, signin, choose (a municipality), wait (to be trusted) or ""."""

    groups: Sequence[tuple[str, str, Sequence[Taken]]]  # key, label, municipalities
    offer: str
    own: Taken | None


def take_stance(page: Page, key: str, note: str, by: User) -> None:
    """Say for the municipality of `by` how it relates to an example. Raises Refusal."""
    with transaction():
        code = _municipality_for(page, by).code
        note = " ".join(note.split())
        if key not in KEYS:
            raise BadStance
        if len(note) > MAX_NOTE:
            raise BadStance(N_("At most %(most)s characters: write the rest in an example of your own."), most=MAX_NOTE)
        if personal_numbers(note):
            raise BadStance(
                N_("This looks like a personal identity number. Take it away: everybody can read the line.")
            )
        put_stance(page, code, key, note, by, now())


def put_stance(page: Page, code: str, key: str, note: str, by: User, at: datetime) -> bool:
    """Store what a municipality says, for acts within their transaction. Whether it said something else before."""
    take_turn()
    stance = session().get(Stance, (page.id, code))
    if stance and (stance.key, stance.note) == (key, note):
        return False
    if stance is None:
        session().add(Stance(page_id=page.id, municipality_code=code, key=key, note=note, user_id=by.id, at=at))
    else:
        stance.key, stance.note, stance.user_id, stance.at = key, note, by.id, at
    _note(page, by, f"{key} {note}".strip(), at)
    return True


def withdraw_stance(page: Page, by: User) -> None:
    """Take back what the municipality of `by` has said. Raises Refusal."""
    with transaction():
        code = _municipality_for(page, by).code
        take_turn()
        stance = session().get(Stance, (page.id, code))
        if stance:
            session().delete(stance)
            _note(page, by, "none", now())


def remove_stance(page: Page, code: str, by: User) -> None:
    """Take away what a municipality says, where it is not true. For gardeners. Raises Refusal."""
    with transaction():
        require(by, "speak for any municipality", on=page.name)
        take_turn()
        stance, municipality = session().get(Stance, (page.id, code)), by_code(code)
        if stance is None or municipality is None:
            raise NotFound(N_("That municipality says nothing of this example."))
        session().delete(stance)
        record("unsay", by, page_id=page.id, namespace=page.namespace, name=page.name.full, summary=municipality.name)


def stances(page: Page) -> Stances | None:
    """What municipalities say of the example `page`, for whoever made the present request; None where it is none."""
    if not is_example(page):
        return None
    rows = session().scalars(select(Stance).where(Stance.page_id == page.id))
    found = sorted(map(_taken, rows), key=lambda each: sort_key(each.municipality.name))
    groups = [(key, label, [each for each in found if each.key == key]) for key, label in KINDS]
    code = getattr(current_user, "municipality_code", None)
    own = next((each for each in found if each.municipality.code == code), None)
    return Stances([group for group in groups if group[2]], _offer(page, code), own)


def _offer(page: Page, code: str | None) -> str:
    if not current_user.is_authenticated:
        return "signin"
    if not code:
        return "choose"
    if code in owners(page):
        return ""
    return "wait" if waiting_words() else "form"


def _municipality_for(page: Page, by: User) -> Municipality:
    """The municipality of `by`, where it is one that can say how it relates to `page`."""
    if not is_example(page):
        raise NoExample
    require(by, "speak for one’s municipality", on=page.name)
    municipality = own_municipality(by)
    if municipality.code in owners(page):
        raise OwnExample
    return municipality


def _taken(stance: Stance) -> Taken:
    municipality = by_code(stance.municipality_code)
    assert municipality is not None
    return Taken(municipality, page_of(municipality), stance.key, stance.note, stance.at)


def _note(page: Page, by: User, summary: str, at: datetime) -> None:
    name = page.name
    record("adopt", by, at=at, page_id=page.id, namespace=page.namespace, name=name.full, summary=summary)
