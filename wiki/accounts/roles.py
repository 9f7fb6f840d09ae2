"""Giving people other roles."""

from flask import current_app
from sqlalchemy import func, select

from wiki.accounts.models import Role, User
from wiki.accounts.names import user_page
from wiki.accounts.permissions import require
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import translations
from wiki.journal.record import record

ROLE_NAMES = {
    Role.READER: N_("Reader"),
    Role.MEMBER: N_("Member"),
    Role.GARDENER: N_("Gardener"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


class LastAdministrator(Refusal):
    """Somebody has to be able to manage the wiki."""

    status = 409
    msgid = N_("%(name)s is the only administrator. Make somebody else administrator first.")


class NoSuchUser(NotFound):
    """There is no such account."""

    msgid = N_("There is no such user.")


def change_role(number: int, role: Role, by: User) -> User:
    """Give the user with that number the role `role`.

    Raises SignInNeeded, Forbidden, NoSuchUser, LastAdministrator.
    """
    with transaction():
        require(by, "manage users")
        take_turn()  # two administrators who demote each other at once must not both succeed
        user = session().get(User, number)
        if user is None or user.confirmed_at is None:
            raise NoSuchUser
        before = Role(user.role)
        if before is Role.ADMINISTRATOR and role is not before and _administrators() < 2:
            raise LastAdministrator(name=user.name)
        if role is not before:
            user.role = role
            record("role", by, namespace="user", name=user_page(user.name).full, summary=_summary(before, role))
    return user


def _administrators() -> int:
    able = User.password_hash.is_not(None), User.confirmed_at.is_not(None)
    return session().scalar(select(func.count()).where(User.role >= Role.ADMINISTRATOR, *able)) or 0


def _summary(before: Role, after: Role) -> str:
    """The change in the wiki's own language: the journal is read by everybody."""
    texts = translations(current_app.config["WIKI"].default_locale)
    return f"{texts.gettext(ROLE_NAMES[before])} → {texts.gettext(ROLE_NAMES[after])}"
