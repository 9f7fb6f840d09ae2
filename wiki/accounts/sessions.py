"""Being signed in: one cookie, kept by the browser, that names an account and is worthless when the account says so."""

from dataclasses import dataclass

from flask import Flask, g
from flask import session as cookie
from flask_login import LoginManager, login_user
from sqlalchemy import Integer, bindparam, select

from wiki.accounts import throttle
from wiki.accounts.hashing import digest, is_outdated, matches
from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import Look, glance, session, transaction
from wiki.core.errors import N_, Refusal


class WrongSignIn(Refusal):
    """Unknown account or wrong password: never say which."""

    msgid = N_("The e-mail address or the password is not right. Try again, or choose a new password.")


class NotConfirmed(Refusal):
    """The password is right, but the address has not been confirmed. Only whoever knows the password is told."""

    msgid = N_("Open the link in the letter we sent you first. To get a new letter, create the account once more.")


def init_sessions(app: Flask) -> None:
    """Teach `app` who is signed in. Nothing is asked of the database until somebody asks for `current_user`."""
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False  # see `_load_user`
    manager = LoginManager()
    manager.session_protection = None  # phones change address all the time
    manager.user_loader(_load_user)
    manager.init_app(app)


def sign_in(email: str, password: str) -> User:
    """Sign in whoever has the account with that e-mail address (or user name) and that password.

    Raises WrongSignIn, NotConfirmed, TooMany.
    """
    name = email.replace("\0", "").strip().casefold()
    counted = throttle.count_password(_find_account(name), name)
    user = _find_account(name)  # anew: what was read before the transaction is forgotten
    if not matches(user, password) or user is None:
        raise WrongSignIn
    fresh = digest(password) if is_outdated(user) else None
    with transaction():
        throttle.forgive(counted)
        if fresh:
            user.password_hash = fresh
    if user.confirmed_at is None:
        raise NotConfirmed
    begin_session(user)
    return user


def begin_session(user: User) -> None:
    """Make the present browser that of `user`. The old session is thrown away, so nobody can have planted it."""
    end_session()
    login_user(user)
    cookie.pop("_id", None)  # a digest of address and browser, which we do not want to keep
    cookie.permanent = True
    cookie["day"] = today()


def end_session() -> None:
    """Forget who is signed in, and all else but the language."""
    chosen = cookie.get("locale")
    cookie.clear()
    g.pop("csrf_token", None)  # Flask-WTF remembers the old session's for the rest of the request
    if chosen:
        cookie["locale"] = chosen


def sign_out() -> None:
    """Sign out whoever is signed in, in this browser."""
    end_session()
    g.pop("_login_user", None)


def _find_account(name: str) -> User | None:
    column = User.email if "@" in name else User.name_key
    return session().scalar(select(User).where(column == name))


# Put together once: every request of somebody who is signed in asks it.
_BY_COOKIE = select(User).where(User.id == bindparam("number"), User.session_number == bindparam("generation"))


def _load_user(session_id: str) -> User | None:
    """The account that the cookie names, unless its sessions have been ended.

    The cookie is renewed once a day instead of with every answer: an answer without a cookie may be kept by browsers
    and proxies, and this runs only for answers that depend on who asks.
    """
    found = _numbers(session_id)
    if found is None:
        return None
    user = session().scalar(_BY_COOKIE, {"number": found[0], "generation": found[1]})
    if user is not None and cookie.get("day") != today():
        cookie["day"] = today()
    return user


def today() -> int:
    """The day that a cookie is renewed on, as a number."""
    return now().toordinal()


@dataclass(frozen=True)
class Reader:
    """As much about whoever is signed in as a page shows that is kept for many."""

    id: int
    name: str
    role: int
    locale: str | None
    municipality_code: str | None


_GLANCE = select(User.id, User.name, User.role, User.locale, User.municipality_code, User.speaks_from).where(
    User.id == bindparam("number", type_=Integer), User.session_number == bindparam("generation", type_=Integer)
)


def glance_at_reader() -> Reader | None:
    """Who is signed in, by one small question; None when that takes a closer look (`current_user`)."""
    found = cookie_numbers()
    return reader_by(*found) if found and cookie.get("day") == today() else None


def reader_by(number: int, generation: int, look: Look = glance) -> Reader | None:
    """Whoever has that account, unless its sessions have been ended, or it takes a clock to tell what they may."""
    row = look(_GLANCE, number=number, generation=generation)
    has_moved = row is not None and row[-1] is not None
    return Reader(*row[:-1]) if row and not has_moved else None


def cookie_numbers() -> tuple[int, int] | None:
    """The numbers of the account and of its sessions that the present cookie names."""
    return _numbers(str(cookie.get("_user_id", "")))


def _numbers(session_id: str) -> tuple[int, int] | None:
    number, _, generation = session_id.partition(".")
    return (int(number), int(generation)) if number.isdecimal() and generation.isdecimal() else None
