"""Making accounts."""

from sqlalchemy import select

from wiki.accounts.hashing import digest
from wiki.accounts.models import Role, User
from wiki.accounts.names import check_free, key, user_name
from wiki.core.clock import now
from wiki.core.db import session, take_turn
from wiki.core.errors import N_, Refusal
from wiki.municipalities.register import by_code


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
