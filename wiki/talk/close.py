"""Closing a topic that has been talked through, and reopening it."""

from wiki.accounts.models import User
from wiki.accounts.permissions import Person
from wiki.core.clock import now
from wiki.core.db import transaction
from wiki.protection.ask import require_on
from wiki.talk.models import Topic
from wiki.talk.queries import locked
from wiki.talk.traces import note


def close_topic(topic: Topic, by: User) -> Topic:
    """Say that a topic is finished: it stays to be read and takes no replies. Raises the refusals of `require`."""
    with transaction():
        topic = locked(topic.id)
        require_on(by, right_to_close(by, topic), topic.page.name)
        if not topic.closed_at:
            topic.closed_at, topic.closed_by_id = now(), by.id
            note("close", by, topic, at=topic.closed_at, summary=topic.title)
    return topic


def reopen_topic(topic: Topic, by: User) -> Topic:
    """Let a closed topic take replies again. Raises the refusals of `require`."""
    with transaction():
        topic = locked(topic.id)
        require_on(by, right_to_close(by, topic), topic.page.name)
        if topic.closed_at:
            topic.closed_at, topic.closed_by_id = None, None
            note("reopen", by, topic, summary=topic.title)
    return topic


def right_to_close(person: Person, topic: Topic) -> str:
    """The right that `person` needs in order to close or reopen `topic`: whoever opened it needs no other."""
    own = isinstance(person, User) and topic.author_id == person.id
    return "discuss" if own else "close any topic"
