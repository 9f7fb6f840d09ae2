"""What somebody may still be told when the letter is sent: not what they have seen, nor what they may not see."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.accounts.permissions import allowed, role_of
from wiki.core.db import session
from wiki.digest.kinds import KINDS
from wiki.digest.models import Letter, LetterNotice, Pace, Pause, Stop
from wiki.digest.wishes import paces_of
from wiki.notices.models import Notice
from wiki.talk.models import HiddenReply, Reply


def can_be_written_to(user: User) -> bool:
    """Whether `user` gets letters now: has a confirmed address that takes them, may read, and has not stopped them."""
    if user.demo or not user.email or user.confirmed_at is None or not allowed(user, "read"):
        return False
    pause = session().get(Pause, user.id)
    return session().get(Stop, user.id) is None and (pause is None or pause.address != user.email)


def still_told(letter: Letter, user: User) -> list[Notice]:
    """The notices of `letter` that `user` is still to be told, the newest first."""
    wanted = (
        select(Notice)
        .join(LetterNotice, LetterNotice.notice_id == Notice.id)
        .where(LetterNotice.letter_id == letter.id, Notice.user_id == user.id, Notice.seen_at.is_(None))
        .order_by(Notice.made_at.desc(), Notice.id.desc())
        .options(joinedload(Notice.page), joinedload(Notice.actor))
    )
    return permitted(session().scalars(wanted).all(), user)


def permitted(notices: Sequence[Notice], user: User) -> list[Notice]:
    """Those of some notices of `user` that they may see and want to be written about."""
    paces = paces_of(user.id)
    hidden_replies, hidden_topics = _hidden(notices)
    return [
        each
        for each in notices
        if each.reply_id not in hidden_replies
        and each.topic_id not in hidden_topics
        and paces.get(each.kind, Pace.WEEKLY) is not Pace.NEVER
        and (each.kind not in KINDS or role_of(user) >= KINDS[each.kind].least)
    ]


def _hidden(notices: Sequence[Notice]) -> tuple[set[int], set[int]]:
    """The posts among those told of that are hidden, and the topics whose opening post is."""
    replies = {each.reply_id for each in notices if each.reply_id}
    topics = {each.topic_id for each in notices if each.topic_id}
    hidden = session().scalars(select(HiddenReply.reply_id).where(HiddenReply.reply_id.in_(replies)))
    closed = (
        select(Reply.topic_id)
        .join(HiddenReply, HiddenReply.reply_id == Reply.id)
        .where(Reply.topic_id.in_(topics), HiddenReply.title.is_not(None))
    )
    return set(hidden), set(session().scalars(closed))
