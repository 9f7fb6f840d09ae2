"""Reading what is talked about."""

import enum
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.core.errors import N_, NotFound
from wiki.talk.models import Reply, ReplyRevision, Topic
from wiki.talk.threads import Thread, thread

PER_PAGE = 20


class Shown(enum.Enum):
    """Which topics of a page are asked for; the value stands in the address."""

    ALL = "all"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class Counts:
    """How many topics a page has."""

    open: int
    closed: int

    def of(self, shown: Shown) -> int:
        """How many there are of those asked for."""
        return {Shown.ALL: self.open + self.closed, Shown.OPEN: self.open, Shown.CLOSED: self.closed}[shown]


@dataclass(frozen=True)
class Place:
    """Where a topic stands: among which topics, and on which page of the list."""

    shown: Shown
    page: int


def open_topic_count(page_id: int) -> int:
    """How many open topics a page has, for the tab."""
    return topic_counts(page_id).open


def topic_counts(page_id: int) -> Counts:
    """How many topics a page has, open and closed."""
    wanted = select(func.count(), func.count(Topic.closed_at)).where(Topic.page_id == page_id)
    total, closed = session().execute(wanted).one()
    return Counts(total - closed, closed)


def threads_of(page_id: int, shown: Shown, offset: int = 0) -> list[Thread]:
    """One page of a page's topics with all that was written in them, in two questions.

    The topic where somebody last wrote comes first; closed topics come after the open ones.
    """
    wanted = (
        select(Topic)
        .where(Topic.page_id == page_id, *_among(shown))
        .order_by(Topic.closed_at.is_not(None), Topic.changed_at.desc(), Topic.id.desc())
        .offset(offset)
        .limit(PER_PAGE)
        .options(joinedload(Topic.author), joinedload(Topic.closed_by))
    )
    topics = session().scalars(wanted).all()
    replies = _replies_by_topic(topics)
    return [thread(topic, replies[topic.id]) for topic in topics]


def _replies_by_topic(topics: Sequence[Topic]) -> dict[int, list[Reply]]:
    wanted = (
        select(Reply)
        .where(Reply.topic_id.in_([topic.id for topic in topics]))
        .order_by(Reply.id)
        .options(joinedload(Reply.author))
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    for reply in session().scalars(wanted):
        found[reply.topic_id].append(reply)
    return found


def _among(shown: Shown) -> list[ColumnElement[bool]]:
    if shown is Shown.OPEN:
        return [Topic.closed_at.is_(None)]
    return [Topic.closed_at.is_not(None)] if shown is Shown.CLOSED else []


def place_of(topic: Topic) -> Place:
    """Where to find `topic`: open ones among all, closed ones among the closed, where they are not folded away."""
    shown = Shown.CLOSED if topic.closed_at else Shown.ALL
    same = Topic.closed_at.is_not(None) if topic.closed_at else Topic.closed_at.is_(None)
    later = or_(Topic.changed_at > topic.changed_at, (Topic.changed_at == topic.changed_at) & (Topic.id > topic.id))
    before = session().scalar(select(func.count()).where(Topic.page_id == topic.page_id, same, later)) or 0
    return Place(shown, before // PER_PAGE + 1)


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
