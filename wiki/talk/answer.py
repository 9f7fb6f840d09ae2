"""Saying which post answers a question, and taking that back."""

from datetime import datetime

from wiki.accounts.models import User
from wiki.accounts.permissions import Person
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.protection.ask import require_on
from wiki.talk.models import Answer, Reply, Topic, TopicKind
from wiki.talk.queries import locked, opening_id
from wiki.talk.traces import note


class NoAnswer(Refusal):
    """The post cannot be the answer."""

    status = 409


def mark_answer(reply: Reply, by: User, at: datetime | None = None) -> Topic:
    """Say that `reply` answers the question of its topic; a post that was marked before no longer does.

    Raises NoAnswer, and the refusals of `require`. What is imported keeps its time, `at`.
    """
    with transaction():
        topic = locked(reply.topic_id)
        require_on(by, right_to_mark(by, topic), topic.page.name)
        session().refresh(reply)
        _check(topic, reply)
        marked = session().get(Answer, topic.id)
        if marked and marked.reply_id == reply.id:
            return topic
        put_answer(topic, reply, by, at or now())
    return topic


def put_answer(topic: Topic, reply: Reply, by: User, at: datetime) -> None:
    """Write down that `reply` is the answer; for acts, within their transaction."""
    session().merge(Answer(topic_id=topic.id, reply_id=reply.id, user_id=by.id, at=at))
    note("answer", by, topic, at=at, reply_id=reply.id, summary=topic.title)
    session().expire(topic, ["answer"])


def _check(topic: Topic, reply: Reply) -> None:
    if topic.kind != TopicKind.QUESTION:
        raise NoAnswer(N_("Only a question can be answered. A remark or a suggestion is closed when it is dealt with."))
    if reply.id == opening_id(topic.id):
        raise NoAnswer(N_("The question itself cannot be its answer."))
    if reply.hidden:
        raise NoAnswer(N_("A hidden post cannot be the answer."))


def unmark_answer(topic: Topic, by: User) -> Topic:
    """Say that the question of `topic` waits for an answer after all. Raises the refusals of `require`."""
    with transaction():
        topic = locked(topic.id)
        require_on(by, right_to_mark(by, topic), topic.page.name)
        marked = session().get(Answer, topic.id)
        if marked:
            session().delete(marked)
            note("unanswer", by, topic, reply_id=marked.reply_id, summary=topic.title)
    return topic


def right_to_mark(person: Person, topic: Topic) -> str:
    """The right that `person` needs in order to say what answers `topic`: whoever asked needs no other."""
    own = isinstance(person, User) and topic.author_id == person.id
    return "discuss" if own else "mark any answer"
