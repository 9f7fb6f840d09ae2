"""What people are called, and where their letters go: how both are written, and which will do."""

import re
import unicodedata

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.markup.names import Namespace, PageName, parse_name

SHORTEST = 2
LONGEST = 80
LONGEST_ADDRESS = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets

_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[^\s@\x00-\x20\x7f]+\.[^\s@.\x00-\x20\x7f]{2,}")
_LIKE_ADDRESS = re.compile(r"\S+@\S+\.\S+")


class BadUserName(Refusal):
    """Nobody can be called that."""

    msgid = N_("Choose a name of %(least)s to %(most)s characters.")


class NameTaken(BadUserName):
    """Somebody else is called that."""

    msgid = N_("Somebody already uses that name. Choose another, for example with your municipality added.")


class BadAddress(Refusal):
    """The text is no e-mail address."""

    msgid = N_("Write a whole e-mail address, such as anna@kommun.se.")


def user_name(text: str) -> str:
    """`text` as a user name: tidied as a page title, because everybody has a page of their own. Raises Refusal."""
    name = user_page(text).title
    if "/" in name:
        raise BadUserName(N_("A user name cannot hold a slash (/)."))
    if _LIKE_ADDRESS.search(name):
        raise BadUserName(N_("An e-mail address cannot be a user name: everybody sees the name."))
    if not SHORTEST <= len(name) <= LONGEST or len(key(name)) > LONGEST:
        raise BadUserName(least=SHORTEST, most=LONGEST)
    if len(_alphabets(name)) > 1:
        raise BadUserName(N_("Write the name in one alphabet: letters of different ones look alike."))
    return name


def _alphabets(name: str) -> set[str]:
    """Those of the alphabets with letters that look alike which `name` uses (see Unicode, UTS 39, 5.1)."""
    whole = unicodedata.normalize("NFKC", name)
    found = {unicodedata.name(letter, "").partition(" ")[0] for letter in whole if letter.isalpha()}
    return found & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"}


def user_page(name: str) -> PageName:
    """The page of the user called `name`."""
    if not name.strip(" /_"):
        raise BadUserName(least=SHORTEST, most=LONGEST)
    return parse_name(f"{Namespace.USER.prefix}:{name}")


def key(name: str) -> str:
    """What tells names apart: one person a name, however it is written."""
    return name.casefold()


def check_free(name: str) -> None:
    """Raises NameTaken when somebody is called `name`."""
    if session().scalar(select(User.id).where(User.name_key == key(name))) is not None:
        raise NameTaken


def address(text: str, domains: tuple[str, ...] = ()) -> str:
    """`text` as an e-mail address, in small letters; `domains` are the ones allowed, all when there are none.

    Raises BadAddress.
    """
    local, _, domain = text.strip().casefold().rpartition("@")
    try:
        found = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise BadAddress from None
    if len(found) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(found):
        raise BadAddress
    if domains and not any(found.endswith(f"@{each}") for each in domains):
        allowed = ", ".join(domains)
        raise BadAddress(N_("Use your address at work. It ends with one of these: %(domains)s"), domains=allowed)
    return found
