"""Amending a post: one's own, or as a gardener anybody's. Every earlier text is kept."""

from datetime import datetime

from wiki.accounts.models import User
from wiki.accounts.permissions import Person
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.protection.ask import require_on
from wiki.talk.models import Reply, Topic
from wiki.talk.queries import locked, newest_revision_id
from wiki.talk.reply import text_by
from wiki.talk.texts import Text, read_text
from wiki.talk.traces import first_words, note, put_in_search


class AmendedMeanwhile(Refusal):
    """Somebody has amended the post since it was shown. Holds what a person needs in order to finish."""

    status = 409
    msgid = N_("The post was amended while you were writing. Nothing is lost: both texts stand below.")

    def __init__(self, theirs: str, newest: int) -> None:
        super().__init__()
        self.theirs = theirs
        self.newest = newest


def amend(reply: Reply, source: str, by: User, base: int) -> Reply:
    """Give `reply` a new text. `base` is the number of the revision that the writer saw.

    A text that says what the post says already changes nothing. Raises AmendedMeanwhile, BadPost, TooLarge, and the
    refusals of `require`.
    """
    text = read_text(source)
    with transaction():
        topic = locked(reply.topic_id)
        session().refresh(reply)
        require_on(by, right_to_amend(by, reply), topic.page.name)
        if reply.source == text.source:
            return reply
        newest = newest_revision_id(reply.id)
        if newest != base:  # the topic is locked: what is compared here cannot move before it is swapped
            raise AmendedMeanwhile(reply.source, newest)
        put_text(topic, reply, text, by, now())
    return reply


def put_text(topic: Topic, reply: Reply, text: Text, by: User, at: datetime) -> None:
    """Make `text` the newest of `reply`; for acts, within their transaction."""
    session().add(text_by(by, reply, text.source, at))
    reply.amended_at = at
    reply.source, reply.html, reply.text = text.source, text.html, text.plain
    session().flush()
    note("amend", by, topic, at=at, reply_id=reply.id, summary="" if reply.hidden else first_words(text.plain))
    put_in_search(topic)


def right_to_amend(person: Person, reply: Reply) -> str:
    """The right that `person` needs in order to amend `reply`. What is hidden is for those who can see it."""
    if reply.hidden:
        return "hide any reply"
    own = isinstance(person, User) and reply.author_id == person.id
    return "discuss" if own else "amend any reply"
