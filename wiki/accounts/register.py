"""Making accounts.

An account that a visitor asks for is nobody until the link in the letter has been opened: it cannot sign in, and its
name is free for others. So neither the page nor the names that are free tell whether an address has an account.
"""

import hashlib
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select

from wiki.accounts import names, throttle, tokens
from wiki.accounts.faults import Faults
from wiki.accounts.hashing import check_password, digest, matches
from wiki.accounts.letters import send_letter
from wiki.accounts.models import Role, User
from wiki.accounts.names import check_free, key, user_name
from wiki.accounts.sessions import begin_session
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, Forbidden, Refusal
from wiki.core.i18n import locale
from wiki.core.settings import Settings
from wiki.journal.record import record
from wiki.municipalities.register import by_code

LINK_LIFETIME = timedelta(days=3)
FORGOTTEN_AFTER = timedelta(days=7)


class RegistrationClosed(Forbidden):
    """Visitors may not make accounts here."""

    msgid = N_("Only an administrator makes accounts on this wiki. Ask whoever runs it for one.")


class WrongPassword(Refusal):
    """Not the password that was chosen."""

    msgid = N_("That is not the password you chose. If you have forgotten it, create the account once more.")


class AddressTaken(Refusal):
    """Another account has that e-mail address. Not for visitors to see."""

    status = 409
    msgid = N_("Another account has that e-mail address.")


def make_user(
    name: str,
    email: str | None = None,
    password: str | None = None,
    municipality_code: str | None = None,
    role: Role = Role.MEMBER,
    demo: bool = False,
) -> User:
    """An account that is ready for use, made by somebody who may. Must be called within a transaction.

    Without e-mail and password nobody can sign in to it. Raises Refusal when the name or the address will not do.
    """
    take_turn()
    name = user_name(name)
    check_free(name)
    email = email.strip().casefold() if email else None
    if email and session().scalar(select(User.id).where(User.email == email)) is not None:
        raise AddressTaken
    user = User(
        name=name,
        name_key=key(name),
        email=email,
        password_hash=digest(password) if password else None,
        municipality_code=check_municipality(municipality_code),
        role=role,
        demo=demo,
        confirmed_at=now(),
    )
    session().add(user)
    session().flush()
    return user


def check_municipality(code: str | None) -> str | None:
    """`code` when there is such a municipality, None for none. Raises Refusal."""
    if not code:
        return None
    if by_code(code) is None:
        raise Refusal(N_("There is no such municipality."))
    return code


@dataclass(frozen=True)
class Registration:
    """What somebody fills in to get an account, as written."""

    email: str
    name: str
    municipality_code: str
    password: str


def register(asked: Registration, browser: str) -> None:
    """Make the account that a visitor asks for and mail its link, or tell the owner of an address that has one.

    Whoever asks last for an address that is not confirmed is the one who can have it: `browser` is a secret that only
    this browser knows. Raises RegistrationClosed, BadForm, TooMany, MailFailed.
    """
    email, checked = _check(asked)
    throttle.count_letter(email)
    password_hash = digest(asked.password)
    with transaction():
        take_turn()
        _sweep()
        user = session().scalar(select(User).where(User.email == email))
        if user is not None and user.confirmed_at is not None:
            letter, language, path = "exists", user.locale, "/signin"
        else:
            user = user or User(email=email)
            user.name, user.municipality_code = checked.name, checked.municipality_code or None
            user.name_key, user.password_hash = _pending_key(email, browser), password_hash
            user.locale, user.created_at = locale(), now()
            session().add(user)
            session().flush()
            letter, language, path = "confirm", None, f"/confirm/{tokens.issue('confirm', user, LINK_LIFETIME)}"
    send_letter(letter, email, language, path)


def pending(link: str) -> User:
    """Whose account `link` would confirm. Raises DeadLink, UsedLink or ExpiredLink."""
    user = session().get(User, tokens.look("confirm", link).user_id)
    assert user is not None  # the database removes the tokens of an account that goes
    return user


def asked_here(user: User, browser: str | None) -> bool:
    """Whether it was this browser that asked for the account, so that its password need not be written again."""
    return browser is not None and user.name_key == _pending_key(user.email or "", browser)


def confirm(link: str, browser: str | None, password: str, name: str) -> User:
    """Make the account of `link` a real one, and sign it in.

    The link proves the address only. Opened in another browser than the one that asked for the account, it also takes
    the password: otherwise somebody could ask for an account with your address and wait for you to confirm it.
    `name` is another name than the one asked for, in case that has been taken meanwhile.
    Raises DeadLink, UsedLink, ExpiredLink, BadForm, TooMany.
    """
    user = pending(link)
    faults = Faults()
    if not asked_here(user, browser):
        throttle.count_password(user, "")
        with faults.at("password"):
            if not matches(user, password):
                raise WrongPassword
    faults.refuse_if_any()
    with transaction():
        take_turn()
        tokens.redeem("confirm", link)
        with faults.at("name"):
            chosen = user_name(name or user.name)
            check_free(chosen)
        faults.refuse_if_any()
        user.name, user.name_key, user.confirmed_at = chosen, key(chosen), now()
        record("register", user, namespace="user", name=names.user_page(chosen).full)
    begin_session(user)
    return user


def _check(asked: Registration) -> tuple[str, Registration]:
    """The address and the rest of the form, tidied. The faults never tell whether the address has an account."""
    settings: Settings = current_app.config["WIKI"]
    if not settings.registration_open:
        raise RegistrationClosed
    faults = Faults()
    email = name = ""
    with faults.at("email"):
        email = names.address(asked.email, settings.mail_domains)
    with faults.at("name"):
        name = user_name(asked.name)
        check_free(name)
    with faults.at("municipality"):
        check_municipality(asked.municipality_code)
    with faults.at("password"):
        check_password(asked.password, asked.name, asked.email, settings.site_name)
    faults.refuse_if_any()
    return email, Registration(email, name, asked.municipality_code, asked.password)


def _sweep() -> None:
    """Forget those who never opened their link: we have no reason to keep their address."""
    old = User.created_at < now() - FORGOTTEN_AFTER
    session().execute(delete(User).where(User.confirmed_at.is_(None), old))


def _pending_key(email: str, browser: str) -> str:
    """What stands for the name of an account that is not confirmed: no name begins like this, so it takes none."""
    return "#" + hashlib.sha256(f"{browser}|{email}".encode()).hexdigest()[:40]
