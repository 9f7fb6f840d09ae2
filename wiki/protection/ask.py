"""Asking whether somebody may do something with a certain page: by their role, and by what protects it."""

from wiki.accounts.permissions import Person, require
from wiki.markup import PageName


def require_on(person: Person, action: str, name: PageName) -> None:  # noqa: ARG001 - nothing is protected yet
    """Let only those through who may do `action` with the page `name`, which need not exist.

    Raises the refusals of `require`.
    """
    require(person, action)
