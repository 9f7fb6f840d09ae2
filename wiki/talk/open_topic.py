"""Opening a topic on the talk page of a page."""

from datetime import datetime

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.pages.models import Page
from wiki.protection.ask import require_on
from wiki.talk.models import Topic, TopicKind
from wiki.talk.quote import Passage, keep_quote
from wiki.talk.reply import append_reply
from wiki.talk.texts import Text, read_kind, read_text, read_title
from wiki.talk.traces import note, put_in_search


def open_topic(
    page: Page,
    title: str,
    source: str | Text,
    by: User,
    at: datetime | None = None,
    kind: str = TopicKind.QUESTION,
    about: Passage | None = None,
) -> Topic:
    """Open a topic about `page`, or about a passage of it; `source` is its first post.

    What is imported keeps its time, `at`. Raises BadPost, TooLarge, and the refusals of `require_on`.
    """
    kind, title, text = read_kind(kind), read_title(title), read_text(source)
    with transaction():
        require_on(by, "discuss", page.name)
        at = at or now()
        topic = Topic(page=page, kind=kind, title=title, author_id=by.id, created_at=at, changed_at=at)
        session().add(topic)
        session().flush()
        if about:
            keep_quote(topic, about)
        first = append_reply(topic, None, text, by, at)
        note("topic", by, topic, at=at, reply_id=first.id, summary=topic.title)
        put_in_search(topic)
    return topic
