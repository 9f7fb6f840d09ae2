"""Letting what protects a page follow it to another name."""

from sqlalchemy import ColumnElement, delete, update

from wiki.core.db import session
from wiki.markup import PageName
from wiki.protection.models import Protection


def follow_move(old: PageName, new: PageName) -> None:
    """Let what protects `old` protect `new` in its place; for acts that move a page, in their transaction.

    What protected the new name (against creation, else there would have been a page) has done its work.
    """
    session().execute(delete(Protection).where(*_at(new)))
    there = {"namespace": new.namespace.value, "title": new.title}
    session().execute(update(Protection).where(*_at(old)).values(**there))


def _at(name: PageName) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Protection.namespace == name.namespace.value, Protection.title == name.title
