"""The topics of a talk page: which there are, a page of them at a time, and where one of them stands.

What is talked about now comes first. Topics in which nobody has written for long, and those that are answered or
closed, are older ones: they are kept apart, so that they do not stand in the way.
"""

import enum
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from wiki.core.clock import now
from wiki.core.db import session
from wiki.talk.models import Answer, HiddenReply, Reply, Topic, TopicKind, TopicMove
from wiki.talk.queries import PER_PAGE
from wiki.talk.threads import Thread, thread

CURRENT_FOR = timedelta(days=90)  # after the last that was written
OLDER_SHOWN = 10  # older topics whose titles stand below the current ones

_ANSWERED = select(Answer.topic_id).where(Answer.topic_id == Topic.id).exists()
OPEN = and_(Topic.closed_at.is_(None), ~_ANSWERED)


class Shown(enum.Enum):
    """Which topics of a page are asked for; the value stands in the address."""

    CURRENT = "current"
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    OLDER = "older"


@dataclass(frozen=True)
class Counts:
    """How many topics a page has, by kind, state, and whether somebody has written in them lately."""

    numbers: Mapping[tuple[str, Shown, bool], int]

    def of(self, shown: Shown, kind: TopicKind | None = None) -> int:
        """How many there are of those asked for."""
        return sum(
            number
            for (each, state, lately), number in self.numbers.items()
            if kind in (None, each) and shown in (state, Shown.CURRENT if _is_current(state, lately) else Shown.OLDER)
        )

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.numbers.values())


def _is_current(state: Shown, lately: bool) -> bool:
    return state is Shown.OPEN and lately


@dataclass(frozen=True)
class Place:
    """Where a topic stands: among which topics, and on which page of the list."""

    shown: Shown
    page: int


@dataclass(frozen=True)
class OlderTopic:
    """An older topic as a line: its title leads to it."""

    topic: Topic
    posts: int


def open_topic_count(page_id: int) -> int:
    """How many topics of a page are neither answered nor closed, for the tab."""
    return session().scalar(select(func.count()).where(Topic.page_id == page_id, OPEN)) or 0


def topic_counts(page_id: int) -> Counts:
    """How many topics a page has, in one question."""
    state = case((Topic.closed_at.is_not(None), "closed"), (_ANSWERED, "answered"), else_="open").label("state")
    lately = case((Topic.changed_at >= _since(), 1), else_=0).label("lately")
    each = select(Topic.kind, state, lately).where(Topic.page_id == page_id).subquery()
    columns = (each.c.kind, each.c.state, each.c.lately)
    rows = session().execute(select(*columns, func.count()).group_by(*columns))
    return Counts({(kind, Shown(found), bool(is_late)): number for kind, found, is_late, number in rows})


def threads_of(page_id: int, shown: Shown, kind: TopicKind | None = None, offset: int = 0) -> list[Thread]:
    """One page of a page's topics with all that was written in them, in two questions.

    The topic where somebody last wrote comes first.
    """
    topics = session().scalars(_listed(page_id, shown, kind).offset(offset).limit(PER_PAGE)).all()
    replies = _replies_by_topic(topics)
    return [thread(topic, replies[topic.id]) for topic in topics]


def all_threads(page_id: int) -> list[Thread]:
    """All of a page's topics with all that was written in them, the oldest first."""
    topics = session().scalars(_with_people(select(Topic).where(Topic.page_id == page_id)).order_by(Topic.id)).all()
    replies = _replies_by_topic(topics)
    return [thread(topic, replies[topic.id]) for topic in topics]


def older_topics(page_id: int, kind: TopicKind | None = None) -> list[OlderTopic]:
    """The titles of the first older topics, with how much was said in them."""
    said = select(func.count()).where(Reply.topic_id == Topic.id).scalar_subquery()
    rows = session().execute(_listed(page_id, Shown.OLDER, kind).add_columns(said).limit(OLDER_SHOWN))
    return [OlderTopic(topic, posts) for topic, posts in rows]


def moved_from(page_id: int) -> Sequence[TopicMove]:
    """What was moved from a talk page and stands elsewhere now, the last first."""
    last = select(func.max(TopicMove.id)).where(TopicMove.from_page_id == page_id).group_by(TopicMove.topic_id)
    wanted = (
        select(TopicMove)
        .join(TopicMove.topic)
        .where(TopicMove.id.in_(last), Topic.page_id != page_id)
        .order_by(TopicMove.id.desc())
        .limit(OLDER_SHOWN)
        .options(joinedload(TopicMove.topic).joinedload(Topic.page))
    )
    return session().scalars(wanted).all()


def moves_of(topic_ids: Sequence[int]) -> dict[int, TopicMove]:
    """The last move of each of some topics, with the page where it stood before and who moved it."""
    last = select(func.max(TopicMove.id)).where(TopicMove.topic_id.in_(topic_ids)).group_by(TopicMove.topic_id)
    wanted = (
        select(TopicMove)
        .where(TopicMove.id.in_(last))
        .options(joinedload(TopicMove.from_page), joinedload(TopicMove.by))
    )
    return {each.topic_id: each for each in session().scalars(wanted)}


def place_of(topic: Topic) -> Place:
    """Where to find `topic`, whatever has become of it."""
    is_current = not (topic.closed_at or topic.answer) and topic.changed_at >= _since()
    shown = Shown.CURRENT if is_current else Shown.OLDER
    later = or_(Topic.changed_at > topic.changed_at, (Topic.changed_at == topic.changed_at) & (Topic.id > topic.id))
    before = session().scalar(select(func.count()).where(Topic.page_id == topic.page_id, among(shown), later)) or 0
    return Place(shown, before // PER_PAGE + 1)


def among(shown: Shown) -> ColumnElement[bool]:
    """What is true of the topics asked for."""
    current = and_(OPEN, Topic.changed_at >= _since())
    return {
        Shown.CURRENT: current,
        Shown.OLDER: or_(Topic.closed_at.is_not(None), _ANSWERED, Topic.changed_at < _since()),
        Shown.OPEN: OPEN,
        Shown.ANSWERED: and_(Topic.closed_at.is_(None), _ANSWERED),
        Shown.CLOSED: Topic.closed_at.is_not(None),
    }[shown]


def _since() -> datetime:
    return now() - CURRENT_FOR


def _listed(page_id: int, shown: Shown, kind: TopicKind | None) -> Select[Topic]:
    wanted = select(Topic).where(Topic.page_id == page_id, among(shown))
    if kind:
        wanted = wanted.where(Topic.kind == kind)
    return _with_people(wanted.order_by(Topic.changed_at.desc(), Topic.id.desc()))


def _with_people(wanted: Select[Topic]) -> Select[Topic]:
    return wanted.options(
        joinedload(Topic.author), joinedload(Topic.closed_by), joinedload(Topic.answer).joinedload(Answer.by)
    )


def _replies_by_topic(topics: Sequence[Topic]) -> dict[int, list[Reply]]:
    wanted = (
        select(Reply)
        .where(Reply.topic_id.in_([topic.id for topic in topics]))
        .order_by(Reply.id)
        .options(joinedload(Reply.author), joinedload(Reply.hidden).joinedload(HiddenReply.by))
    )
    found: dict[int, list[Reply]] = defaultdict(list)
    for reply in session().scalars(wanted):
        found[reply.topic_id].append(reply)
    return found
