"""Watching no longer."""

from collections.abc import Collection

from sqlalchemy import delete, select

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.watch.models import Kind, Watch
from wiki.watch.things import Thing, among


def stop_watching(things: Collection[Thing], by: User) -> None:
    """Tell `by` no more of what happens to `things`. What is not watched is passed over."""
    with transaction():
        require(by, "watch")
        session().execute(delete(Watch).where(Watch.user_id == by.id, among(Watch, things)))


def stop_numbered(numbers: Collection[int], by: User) -> list[Thing]:
    """The same by the numbers of rows in one's list; what was stopped, so that it can be taken back."""
    with transaction():
        require(by, "watch")
        mine = (Watch.user_id == by.id, Watch.id.in_(numbers))
        rows = session().execute(select(Watch.kind, Watch.number, Watch.name).where(*mine)).all()
        session().execute(delete(Watch).where(*mine))
    return [Thing(Kind(kind), number, name) for kind, number, name in rows]
