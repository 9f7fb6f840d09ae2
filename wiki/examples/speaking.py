"""Who speaks for a page: the members of the municipality whose page it is, or of one in the cooperation."""

from flask_login import current_user

from wiki.accounts.belonging import NotYet, speaks_later
from wiki.accounts.models import User
from wiki.accounts.permissions import Person, allowed, require
from wiki.core.errors import N_, Forbidden, NotFound
from wiki.core.i18n import long_date, sentence
from wiki.examples.cooperations import members_of
from wiki.examples.read import municipality_code
from wiki.markup import Namespace
from wiki.markup.kinds import SPOKEN_FOR
from wiki.municipalities.register import Municipality, by_code, by_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page


class NotYours(Forbidden):
    """The page is that of another municipality."""

    msgid = N_("Only members of %(owner)s, and the gardeners of the wiki, can do this.")


class NoMunicipality(Forbidden):
    """The account says no municipality."""

    msgid = N_("Choose your municipality under Preferences first: what you say here, you say for it.")


class NoExample(NotFound):
    """The page is no example."""

    msgid = N_("This page is no example, so nobody can say how they do with it.")


def is_spoken_for(page: Page) -> bool:
    """Whether the page is that of a municipality or a cooperation, or an example of one."""
    owned = page.namespace in {Namespace.MUNICIPALITY.value, Namespace.COOPERATION.value}
    return owned and page.kind in SPOKEN_FOR and page.redirect_to is None


def is_example(page: Page) -> bool:
    """Whether the whole page is an example."""
    return is_spoken_for(page) and page.kind == "example"


def owners(page: Page) -> frozenset[str]:
    """The codes of the municipalities whose page it is: one, or all that are in the cooperation."""
    if page.namespace != Namespace.COOPERATION.value:
        code = municipality_code(page.name, page.fields)
        return frozenset({code} if code else ())
    pages = {page.id: page}
    if page.name.parent and (above := find_page(page.name.base)):
        pages[above.id] = above
    found = (by_name(member.name) for each in pages.values() for member in members_of(each))
    return frozenset(municipality.code for municipality in found if municipality)


def speaks_for(person: Person, page: Page) -> bool:
    """Whether `person` is a member of (one of) the municipalities whose page it is."""
    return is_of(person, page) and not speaks_later(person)


def is_of(person: Person, page: Page) -> bool:
    """Whether `person` says that they work in (one of) them, which may be too new to be trusted."""
    return isinstance(person, User) and bool(person.municipality_code) and person.municipality_code in owners(page)


def may_tend(page: Page) -> bool:
    """Whether whoever made the present request may confirm the page and say whom to ask."""
    if not current_user.is_authenticated:
        return False
    return allowed(current_user, "speak for any municipality") or speaks_for(current_user, page)


def require_tending(by: User, page: Page) -> None:
    """Let only those through who speak for the page, and gardeners. Raises SignInNeeded, NotYours, NotYet."""
    require(by, "speak for one’s municipality", on=page.name)
    if allowed(by, "speak for any municipality") or speaks_for(by, page):
        return
    if is_of(by, page):
        refuse_too_new(by)
    raise NotYours(owner=page.name.base.title)


def refuse_too_new(by: User) -> None:
    """Let only those through who may speak for their municipality already, and gardeners. Raises NotYet."""
    later, place = speaks_later(by), by_code(by.municipality_code)
    if later and place and not allowed(by, "speak for any municipality"):
        raise NotYet(municipality=place.name, day=long_date(later))


def waiting_words(page: Page | None = None) -> str:
    """Why whoever made the present request may not speak for their municipality yet; empty where that is not so.

    With `page`, only where it is one that they would speak for.
    """
    if page is not None and not is_of(current_user, page):
        return ""
    try:
        if current_user.is_authenticated:
            refuse_too_new(current_user)
    except NotYet as not_yet:
        return sentence(not_yet)
    return ""


def own_municipality(by: User) -> Municipality:
    """The municipality that `by` speaks for. Raises SignInNeeded, NoMunicipality, NotYet."""
    require(by, "speak for one’s municipality")
    found = by_code(by.municipality_code)
    if found is None:
        raise NoMunicipality
    refuse_too_new(by)
    return found
