"""Reading accounts."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from wiki.accounts.models import User
from wiki.accounts.names import key
from wiki.core.db import session


def user_by_name(name: str) -> User | None:
    """The user called `name`, however it is written. None while the account is not confirmed."""
    return session().scalar(select(User).where(User.name_key == key(name.replace("_", " ").strip())))


def able_to_answer() -> tuple[ColumnElement[bool], ...]:
    """What is true of those who can sign in, so that there is a point in speaking to them."""
    return User.confirmed_at.is_not(None), User.password_hash.is_not(None), User.demo.is_(False)


def count_users(sought: str) -> int:
    """How many users have `sought` in their name or address."""
    return session().scalar(select(func.count(User.id)).where(*matching(sought))) or 0


def list_users(sought: str, offset: int, limit: int) -> Sequence[User]:
    """A part of the users that have `sought` in their name or address, by name."""
    statement = select(User).where(*matching(sought)).order_by(User.name_key).offset(offset).limit(limit)
    return session().scalars(statement).all()


def matching(sought: str, *, addresses: bool = True) -> list[ColumnElement[bool]]:
    """What is true of the users that have `sought` in their name or, where `addresses` are looked at, their address."""
    text = key(sought.replace("\0", "").strip())
    confirmed = User.confirmed_at.is_not(None)
    if not text:
        return [confirmed]
    named = User.name_key.contains(text, autoescape=True)
    return [confirmed, named | User.email.contains(text, autoescape=True) if addresses else named]
