"""Reading what somebody has been told."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, bindparam, func, literal, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import Look, glance, session
from wiki.notices.models import Notice, stands
from wiki.talk.models import HiddenReply

PER_PAGE = 50
MOST_SHOWN = 9  # in the bell: after that it says "9+"

_SOME = (
    select(literal(1).label("one"))
    .where(Notice.user_id == bindparam("user_id", type_=Integer), Notice.seen_at.is_(None), stands(Notice))
    .limit(MOST_SHOWN + 1)
)
_UNSEEN = select(func.count()).select_from(_SOME.subquery())


def unseen_count(user_id: int, look: Look = glance) -> int:
    """How many notices somebody has not seen, counted to one more than is shown; one small question."""
    row = look(_UNSEEN, user_id=user_id)
    return int(row[0]) if row else 0


def count_notices(user: User, *, unseen: bool = False) -> int:
    """How many notices `user` has, or has not seen."""
    return session().scalar(select(func.count(Notice.id)).where(*_shown_to(user, unseen=unseen))) or 0


def notices_of(user: User, limit: int = PER_PAGE, offset: int = 0, *, unseen: bool = False) -> Sequence[Notice]:
    """A part of the notices of `user`: the unseen ones first, the newest first."""
    chosen = select(Notice).where(*_shown_to(user, unseen=unseen)).limit(limit).offset(offset)
    ordered = chosen.order_by(Notice.seen_at.is_not(None), Notice.made_at.desc(), Notice.id.desc())
    return session().scalars(ordered.options(joinedload(Notice.page), joinedload(Notice.actor))).all()


def _shown_to(user: User, *, unseen: bool) -> list[ColumnElement[bool]]:
    """What may be told now: a post that has been hidden since is not spoken of, seen or unseen."""
    hidden = select(literal(1)).where(HiddenReply.reply_id == Notice.reply_id).correlate(Notice).exists()
    return [Notice.user_id == user.id, ~hidden, *([Notice.seen_at.is_(None)] if unseen else [])]
