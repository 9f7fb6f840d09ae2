"""Choosing another password: when one knows the present one, and when one has forgotten it."""

from contextlib import suppress
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from wiki.accounts import names, throttle, tokens
from wiki.accounts.faults import Faults
from wiki.accounts.hashing import check_password, digest, matches
from wiki.accounts.letters import send_letter
from wiki.accounts.models import User
from wiki.accounts.sessions import begin_session
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.core.mail import MailFailed

LINK_LIFETIME = timedelta(hours=1)


class NotPresentPassword(Refusal):
    """Not the password of the account."""

    msgid = N_("That is not your present password.")


def change_password(user: User, present: str, new: str) -> None:
    """Give `user` the password `new`, and end all their sessions but this one. Raises BadForm, TooMany."""
    counted = throttle.count_password(user, "")
    faults = Faults()
    with faults.at("present"):
        if not matches(user, present):
            raise NotPresentPassword
    with faults.at("new"):
        check_password(new, *_known(user))
    faults.refuse_if_any()
    password_hash = digest(new)
    with transaction():
        throttle.forgive(counted)
        _set_password(user, password_hash)
    begin_session(user)
    _tell(user)


def send_reset_link(written: str) -> None:
    """Mail a link to choose a new password to `written`, or, when it has no account, a letter that says so.

    Somebody always gets a letter, so neither the answer nor the time it takes tells whether there is an account.
    Raises BadForm, TooMany, MailFailed.
    """
    faults = Faults()
    with faults.at("email"):
        email = names.address(written)
    faults.refuse_if_any()
    throttle.count_letter(email)
    with transaction():
        user = session().scalar(select(User).where(User.email == email, User.confirmed_at.is_not(None)))
        link = tokens.issue("reset", user, LINK_LIFETIME) if user else ""
    if user:
        send_letter("reset", email, user.locale, f"/reset/{link}")
    else:
        send_letter("noaccount", email, None, "/register")


def reset_password(link: str, new: str) -> User:
    """Give whoever got `link` the password `new`, end their sessions, and sign them in here.

    Raises DeadLink, UsedLink, ExpiredLink, BadForm.
    """
    user = session().get(User, tokens.look("reset", link).user_id)
    assert user is not None  # the database removes the tokens of an account that goes
    faults = Faults()
    with faults.at("new"):
        check_password(new, *_known(user))
    faults.refuse_if_any()
    password_hash = digest(new)
    with transaction():
        tokens.redeem("reset", link)
        _set_password(user, password_hash)
    begin_session(user)
    _tell(user)
    return user


def set_password(user: User, new: str) -> None:
    """Give `user` the password `new` and end all their sessions, as the operator may. Raises Refusal."""
    check_password(new, *_known(user))
    password_hash = digest(new)
    with transaction():
        _set_password(user, password_hash)


def end_other_sessions(user: User) -> None:
    """Sign `user` out everywhere but here."""
    with transaction():
        user.session_number += 1
    begin_session(user)


def _set_password(user: User, password_hash: str) -> None:
    user.password_hash = password_hash
    user.session_number += 1
    tokens.revoke("reset", user)


def _known(user: User) -> tuple[str, str, str]:
    return user.name, user.email or "", current_app.config["WIKI"].site_name


def _tell(user: User) -> None:
    """Tell the owner of the account, in case it was somebody else. The change stands even if the letter does not go."""
    if user.email:
        with suppress(MailFailed):
            send_letter("changed", user.email, user.locale, "/forgotten")
