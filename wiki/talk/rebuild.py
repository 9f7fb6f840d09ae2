"""Making anew what follows from the posts of a topic, after the markup has changed or the page has got another name."""

from sqlalchemy import select

from wiki.core.db import session, transaction
from wiki.talk.models import Reply, Topic
from wiki.talk.queries import locked
from wiki.talk.texts import render_text
from wiki.talk.traces import put_in_search


def rebuild_topics() -> None:
    """Derive everything about all topics anew."""
    for topic_id in session().scalars(select(Topic.id).order_by(Topic.id)).all():
        rebuild_topic(topic_id)


def rebuild_topic(topic_id: int) -> None:
    """Render every post of a topic again, and put the topic in the search again. What is right already stays."""
    replies = select(Reply).where(Reply.topic_id == topic_id)
    texts = {reply.id: render_text(reply.source) for reply in session().scalars(replies)}  # before the lock
    with transaction():
        topic = locked(topic_id)
        for reply in session().scalars(replies):
            text = texts.get(reply.id)
            if text and text.source == reply.source:  # else it was written meanwhile, and is fresh
                reply.html, reply.text = text.html, text.plain
        session().flush()
        put_in_search(topic)
