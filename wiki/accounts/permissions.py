"""Who may do what: one table, asked once, where an act begins."""

from typing import Protocol

from flask import current_app
from flask_login import current_user

from wiki.accounts.blocks import refuse_blocked
from wiki.accounts.models import Role, User
from wiki.core.errors import Forbidden, SignInNeeded
from wiki.markup.names import PageName

RIGHTS: dict[str, Role] = {
    "read": Role.READER,  # Role.MEMBER where the wiki is for members only: see `needed`
    "register": Role.READER,
    "edit": Role.MEMBER,
    "create": Role.MEMBER,
    "undo": Role.MEMBER,
    "restore": Role.MEMBER,
    "upload": Role.MEMBER,
    "discuss": Role.MEMBER,
    "speak for one’s municipality": Role.MEMBER,
    "see contacts": Role.MEMBER,
    "watch": Role.MEMBER,
    "keep drafts": Role.MEMBER,
    "thank": Role.MEMBER,
    "see users": Role.MEMBER,  # which part of it: see wiki/gardening/user_list.py
    "amend any reply": Role.GARDENER,
    "close any topic": Role.GARDENER,
    "patrol": Role.GARDENER,
    "greet": Role.GARDENER,
    "see searches": Role.GARDENER,  # counted, see wiki/search/insight/
    "search old versions": Role.GARDENER,
    "delete": Role.GARDENER,
    "undelete": Role.GARDENER,
    "see deleted": Role.GARDENER,
    "hide version": Role.GARDENER,
    "hide file version": Role.GARDENER,
    "hide log line": Role.GARDENER,
    "rollback": Role.GARDENER,
    "vouch": Role.GARDENER,
    "protect": Role.GARDENER,
    "block": Role.GARDENER,
    "move": Role.MEMBER,  # see wiki/gardening/may_move.py
    "move any page": Role.GARDENER,
    "move without a redirect": Role.GARDENER,
    "merge histories": Role.GARDENER,
    "change many pages": Role.GARDENER,
    "mark any answer": Role.GARDENER,
    "hide any reply": Role.GARDENER,
    "move any topic": Role.GARDENER,
    "speak for any municipality": Role.GARDENER,
    "manage users": Role.ADMINISTRATOR,
    "bring in a wiki": Role.ADMINISTRATOR,
    "see backups": Role.ADMINISTRATOR,
}


class Person(Protocol):
    """Somebody, signed in or not: a `User`, or Flask-Login's anonymous visitor."""

    @property
    def is_authenticated(self) -> bool: ...


def role_of(person: Person) -> Role:
    """The role of `person`; whoever is not signed in is a reader."""
    return Role(person.role) if isinstance(person, User) else Role.READER


def needed(action: str) -> Role:
    """The least role that may do `action`. An unknown action is an error in the program."""
    if action == "read" and current_app.config["WIKI"].members_only:
        return Role.MEMBER
    return RIGHTS[action]


def allowed(person: Person, action: str) -> bool:
    """Whether `person` may do `action`."""
    return role_of(person) >= needed(action)


def can(action: str) -> bool:
    """Whether whoever made the present request may do `action` (for templates)."""
    return allowed(current_user, action)


def require(person: Person, action: str, *, on: PageName | None = None) -> None:
    """Let only those through who may do `action`, and are not blocked from it (`on` a certain page).

    Raises SignInNeeded when an account would help, Forbidden when it would not, Blocked.
    """
    if not allowed(person, action):
        if role_of(person) is Role.READER:
            raise SignInNeeded
        raise Forbidden
    if isinstance(person, User):
        refuse_blocked(person, action, on)
