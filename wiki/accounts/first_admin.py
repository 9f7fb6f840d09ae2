"""The first administrator: made in the browser by whoever holds the link that the terminal showed."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from wiki.accounts import names, tokens
from wiki.accounts.faults import Faults
from wiki.accounts.hashing import check_password
from wiki.accounts.models import Role, User
from wiki.accounts.register import Registration, check_municipality, make_user
from wiki.accounts.sessions import begin_session
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_
from wiki.journal.record import record

LINK_LIFETIME = timedelta(days=7)


class AlreadySetUp(tokens.UsedLink):
    """There is an administrator."""

    msgid = N_("The wiki has an administrator already. Log in, or ask that person.")


def setup_link() -> str | None:
    """The path where the first administrator is made, or None when there is one. A new link ends the ones before it."""
    with transaction():
        if has_administrator():
            return None
        return f"/setup/{tokens.issue('setup', None, LINK_LIFETIME)}"


def has_administrator() -> bool:
    """Whether somebody can sign in as an administrator."""
    found = select(User.id).where(User.role >= Role.ADMINISTRATOR, User.password_hash.is_not(None)).limit(1)
    return session().scalar(found) is not None


def check_setup_link(link: str) -> None:
    """Raises AlreadySetUp, DeadLink, UsedLink or ExpiredLink when `link` makes nobody an administrator."""
    if has_administrator():
        raise AlreadySetUp
    tokens.look("setup", link)


def make_first_administrator(link: str, asked: Registration) -> User:
    """Make the account `asked` for, as administrator, and sign it in. No letter: mail may not work yet.

    Raises AlreadySetUp, DeadLink, UsedLink, ExpiredLink, BadForm.
    """
    check_setup_link(link)
    email = _check(asked)
    with transaction():
        take_turn()
        if has_administrator():
            raise AlreadySetUp
        tokens.redeem("setup", link)
        faults = Faults()
        with faults.at("email"):
            user = make_user(asked.name, email, asked.password, asked.municipality_code, Role.ADMINISTRATOR)
        faults.refuse_if_any()
        record("register", user, namespace="user", name=names.user_page(user.name).full)
    begin_session(user)
    return user


def _check(asked: Registration) -> str:
    faults = Faults()
    email = ""
    with faults.at("email"):
        email = names.address(asked.email)
    with faults.at("name"):
        names.check_free(names.user_name(asked.name))
    with faults.at("municipality"):
        check_municipality(asked.municipality_code)
    with faults.at("password"):
        check_password(asked.password, asked.name, asked.email, current_app.config["WIKI"].site_name)
    faults.refuse_if_any()
    return email
