"""Welcome: what the wiki itself says to somebody who has written for the first time."""

from datetime import timedelta

from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from wiki.accounts.models import User
from wiki.changes.newcomers import user_page
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.journal.standing import CONTRIBUTING, is_newcomer
from wiki.notices.tell import tell

LATELY = timedelta(days=14)  # whoever wrote first before that need not be welcomed any more
AT_ONCE = 100  # people in one transaction
JUST_NOW = timedelta(minutes=5)


def welcome_newcomers() -> int:
    """Welcome those who have written for the first time and have not been welcomed yet. How many that were.

    The notice and the row of the journal that says that it is done are written together: whenever this is interrupted,
    and by however many it is done at once, everybody is welcomed once.
    """
    if not session().scalar(_due().limit(1)):
        return 0
    with transaction():
        take_turn()
        users = session().scalars(select(User).where(User.id.in_(_due().limit(AT_ONCE)))).all()
        for user in users:
            name = user_page(user)
            entry = record("welcome", user, namespace=name.namespace.value, name=name.full)
            tell([user.id], "welcome", entry_id=entry.id)
    return len(users)


def _due() -> Select[int]:
    """The numbers of those who have written while they were new, and have not been welcomed."""
    welcomed = aliased(Entry)
    has_been = select(welcomed.id).where(welcomed.actor_id == Entry.actor_id, welcomed.kind == "welcome").exists()
    lately = (Entry.newcomer, Entry.at > now() - LATELY, Entry.kind.in_(CONTRIBUTING), Entry.actor_id.is_not(None))
    return select(Entry.actor_id).where(*lately, ~has_been).distinct()  # type: ignore[return-value]


def is_first_time() -> bool:
    """Whether whoever made the present request has just written for the first time (for templates)."""
    if not current_user.is_authenticated or not is_newcomer(current_user):
        return False
    own = select(Entry.at).where(Entry.actor_id == current_user.id, Entry.kind.in_(CONTRIBUTING)).limit(2)
    moments = session().scalars(own).all()
    return len(moments) == 1 and now() - moments[0] < JUST_NOW
