"""Reading one topic or one post, and taking a topic for oneself while it is changed. Lists of topics: `listing`."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.talk.models import Reply, ReplyRevision, Topic

PER_PAGE = 20


def topic(topic_id: int) -> Topic:
    """One topic with its page and its author. Raises NotFound."""
    wanted = select(Topic).where(Topic.id == topic_id).options(joinedload(Topic.page), joinedload(Topic.author))
    found = session().scalar(wanted)
    if found is None:
        raise NotFound(N_("There is no topic with the number %(number)s."), number=topic_id)
    return found


def reply(reply_id: int) -> Reply:
    """One reply with its author, its topic and the topic's page. Raises NotFound."""
    wanted = (
        select(Reply)
        .where(Reply.id == reply_id)
        .options(joinedload(Reply.author), joinedload(Reply.topic).joinedload(Topic.page))
    )
    found = session().scalar(wanted)
    if found is None:
        raise NotFound(N_("There is no post with the number %(number)s."), number=reply_id)
    return found


def first_reply(topic_id: int) -> Reply:
    """The opening post of a topic, with its author."""
    wanted = (
        select(Reply).where(Reply.topic_id == topic_id).order_by(Reply.id).limit(1).options(joinedload(Reply.author))
    )
    return session().scalars(wanted).one()


def opening_id(topic_id: int) -> int:
    """The number of a topic's opening post."""
    return session().scalar(select(func.min(Reply.id)).where(Reply.topic_id == topic_id)) or 0


def locked(topic_id: int) -> Topic:
    """A topic with its page, as it is now: nobody else can change it until the end of this transaction."""
    wanted = (
        select(Topic)
        .where(Topic.id == topic_id)
        .options(joinedload(Topic.page, innerjoin=True))
        .with_for_update(of=Topic)
        .execution_options(populate_existing=True)
    )
    return session().scalars(wanted).one()


def newest_revision_id(reply_id: int) -> int:
    """The number of the text that a reply has now."""
    return session().scalar(select(func.max(ReplyRevision.id)).where(ReplyRevision.reply_id == reply_id)) or 0


def revision_count(reply_id: int) -> int:
    """How many texts a reply has had."""
    return session().scalar(select(func.count()).where(ReplyRevision.reply_id == reply_id)) or 0


def revisions_of(reply_id: int, offset: int = 0) -> Sequence[ReplyRevision]:
    """The texts that a reply has had, newest first and a page at a time, with their authors."""
    wanted = (
        select(ReplyRevision)
        .where(ReplyRevision.reply_id == reply_id)
        .order_by(ReplyRevision.id.desc())
        .offset(offset)
        .limit(PER_PAGE)
        .options(joinedload(ReplyRevision.author))
    )
    return session().scalars(wanted).all()
