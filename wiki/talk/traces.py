"""What every act of talking leaves besides its own rows: a line in the journal, and a topic that can be found."""

from typing import Unpack

from sqlalchemy import select

from wiki import search
from wiki.accounts.models import User
from wiki.core.clock import local
from wiki.core.db import session
from wiki.editing.searchable import authors
from wiki.journal.record import Details, record
from wiki.talk.models import HiddenReply, Reply, Topic

FIRST_WORDS = 120  # characters


def note(kind: str, by: User, topic: Topic, **details: Unpack[Details]) -> None:
    """Write in the journal what `by` did in `topic`, whose page has to be loaded."""
    details["page_id"] = topic.page_id
    details["namespace"] = topic.page.namespace
    details["name"] = topic.page.name.full
    details["topic_id"] = topic.id
    record(kind, by, **details)


def put_in_search(topic: Topic) -> None:
    """Make the topic findable by all in it that readers may see. Its page has to be loaded.

    What the page belongs to, its topics belong to as well: the search sees to that.
    """
    hidden = select(HiddenReply.reply_id).where(HiddenReply.reply_id == Reply.id).exists()
    seen = select(Reply.text, Reply.author_id).where(Reply.topic_id == topic.id, ~hidden)
    replies = session().execute(seen.order_by(Reply.id)).all()
    search.put(
        search.Document(
            key=f"topic:{topic.id}",
            kind="topic",
            namespace=topic.page.namespace,
            name=topic.page.name.full,
            title=topic.title,
            address=f"/topic/{topic.id}",  # right also when the page has moved or the list has grown
            text="\n\n".join(text for text, _author in replies),
            changed_at=topic.changed_at,
            facets={
                "year": [str(local(topic.changed_at).year)],
                "author": authors(author for _text, author in reversed(replies)),
            },
        )
    )


def first_words(text: str) -> str:
    """The beginning of `text` on one line, for lists of what has happened."""
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[: FIRST_WORDS - 1].rstrip() + "…"
