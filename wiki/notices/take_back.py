"""Taking back what nobody has seen yet, when what it tells of is no longer there to be seen."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, case, delete, exists, select, update

from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.notices.models import Notice
from wiki.talk.models import HiddenReply

_UNSEEN = Notice.seen_at.is_(None)


def take_back(kind: str, **about: int | None) -> None:
    """Remove the unseen notices of a kind about something; of those that tell of several things, one is less.

    Joins the transaction of its caller.
    """
    same = (_UNSEEN, Notice.kind == kind, *(getattr(Notice, name) == value for name, value in about.items() if value))
    session().execute(delete(Notice).where(*same, Notice.count == 1))
    session().execute(update(Notice).where(*same).values(count=Notice.count - 1))


def take_back_reply(reply_id: int) -> None:
    """Remove what tells of a hidden post, and let notices that tell of others too tell of those only."""
    session().execute(delete(Notice).where(_UNSEEN, Notice.reply_id == reply_id, Notice.kind != "reply"))
    told = select(Entry.id, Entry.topic_id).where(Entry.reply_id == reply_id, Entry.kind == "reply").limit(1)
    row = session().execute(told).first()
    if row is None:
        return
    of_it = and_(
        _UNSEEN, Notice.kind == "reply", Notice.topic_id == row.topic_id,
        Notice.first_entry_id <= row.id, Notice.entry_id >= row.id,
    )  # fmt: skip
    session().execute(delete(Notice).where(of_it, Notice.count == 1))
    spans = select(Notice.first_entry_id, Notice.entry_id).where(of_it).distinct()
    for first, last in session().execute(spans).all():
        assert first  # it is told of entries
        assert last
        span = and_(of_it, Notice.first_entry_id == first, Notice.entry_id == last)
        _tell_of_the_rest(span, _replies_between(row.topic_id, first, last))


def _replies_between(topic_id: int, first: int, last: int) -> Sequence[Entry]:
    """The entries of the posts that are still shown, newest first."""
    hidden = exists().where(HiddenReply.reply_id == Entry.reply_id)
    within = (Entry.topic_id == topic_id, Entry.kind == "reply", Entry.id.between(first, last), ~hidden)
    return session().scalars(select(Entry).where(*within).order_by(Entry.id.desc())).all()


def _tell_of_the_rest(span: ColumnElement[bool], left: Sequence[Entry]) -> None:
    """Let the notices of a span tell of the posts that are left; each of the newest that its reader did not write."""
    if not left:
        session().execute(delete(Notice).where(span))
        return
    newest = left[0]
    second = next((each for each in left if each.actor_id != newest.actor_id), None)
    mine = Notice.user_id == (newest.actor_id or 0)
    if second is None:
        session().execute(delete(Notice).where(span, mine))
    else:
        session().execute(update(Notice).where(span, mine).values(**_telling(second, len(left))))
    session().execute(update(Notice).where(span, ~mine).values(**_telling(newest, len(left))))


def _telling(entry: Entry, number: int) -> dict[str, object]:
    less = Notice.count - 1
    return {
        "reply_id": entry.reply_id,
        "entry_id": entry.id,
        "actor_id": entry.actor_id,
        "made_at": entry.at,
        "count": case((less < number, less), else_=number),
    }
