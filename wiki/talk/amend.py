"""Amending a post: one's own, or as a gardener anybody's. Every earlier text is kept."""

from wiki.accounts.models import User
from wiki.accounts.permissions import Person, require
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, Refusal
from wiki.talk.models import Reply
from wiki.talk.queries import locked, newest_revision_id
from wiki.talk.reply import text_by
from wiki.talk.texts import read_text
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
        require(by, right_to_amend(by, reply))
        topic = locked(reply.topic_id)
        session().refresh(reply)
        if reply.source == text.source:
            return reply
        newest = newest_revision_id(reply.id)
        if newest != base:  # the topic is locked: what is compared here cannot move before it is swapped
            raise AmendedMeanwhile(reply.source, newest)
        at = now()
        session().add(text_by(by, reply, text.source, at))
        reply.amended_at = at
        reply.source, reply.html, reply.text = text.source, text.html, text.plain
        session().flush()
        note("amend", by, topic, at=at, reply_id=reply.id, summary=first_words(text.plain))
        put_in_search(topic)
    return reply


def right_to_amend(person: Person, reply: Reply) -> str:
    """The right that `person` needs in order to amend `reply`."""
    own = isinstance(person, User) and reply.author_id == person.id
    return "discuss" if own else "amend any reply"
