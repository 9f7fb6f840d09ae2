"""Replying in a topic."""

from datetime import datetime

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.protection.ask import require_on
from wiki.talk.models import Reply, ReplyRevision, Topic
from wiki.talk.queries import locked
from wiki.talk.texts import Text, read_text
from wiki.talk.traces import first_words, note, put_in_search


class TopicClosed(Refusal):
    """The topic takes no replies."""

    status = 409
    msgid = N_("The topic is closed. Reopen it, or open a new one.")


class NotInTopic(NotFound):
    """The post to be answered belongs to another topic."""

    msgid = N_("That post is not in this topic.")


def reply_to(
    topic: Topic, source: str | Text, by: User, parent: Reply | None = None, at: datetime | None = None
) -> Reply:
    """Say something in `topic`, in answer to `parent` or to the topic itself. What is imported keeps its time, `at`.

    Raises TopicClosed, NotInTopic, BadPost, TooLarge, and the refusals of `require_on`.
    """
    text = read_text(source)
    with transaction():
        topic = locked(topic.id)
        require_on(by, "discuss", topic.page.name)
        at = at or now()
        if topic.closed_at:
            raise TopicClosed
        if parent and parent.topic_id != topic.id:
            raise NotInTopic
        reply = append_reply(topic, parent, text, by, at)
        topic.changed_at = max(topic.changed_at, at)
        note("reply", by, topic, at=at, reply_id=reply.id, summary=first_words(text.plain))
        put_in_search(topic)
    return reply


def append_reply(topic: Topic, parent: Reply | None, text: Text, by: User, at: datetime) -> Reply:
    """Add a post and the first revision of its text; for acts, within their transaction."""
    reply = Reply(
        topic_id=topic.id,
        parent_id=parent.id if parent else None,
        author_id=by.id,
        municipality_code=by.municipality_code,
        created_at=at,
        source=text.source,
        html=text.html,
        text=text.plain,
    )
    session().add(reply)
    session().flush()
    session().add(text_by(by, reply, text.source, at))
    session().flush()
    return reply


def text_by(author: User, reply: Reply, source: str, at: datetime) -> ReplyRevision:
    """A text of `reply`, as `author` left it."""
    return ReplyRevision(
        reply_id=reply.id,
        author_id=author.id,
        municipality_code=author.municipality_code,
        created_at=at,
        source=source,
    )
