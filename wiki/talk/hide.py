"""Hiding a post from readers, with a reason, and showing it again. Nothing is lost: the texts stay where they are.

What readers see of the post elsewhere is put away too: its words in the journal, the text that the search knows and,
with an opening post, the title of the topic, which its author wrote as well.
"""

from datetime import datetime

from sqlalchemy import select, update

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_
from wiki.journal.models import Entry
from wiki.markup import normalise
from wiki.talk.models import HIDDEN_TITLE, MAX_REASON, Answer, HiddenReply, Reply, ReplyRevision, Topic
from wiki.talk.queries import locked, opening_id
from wiki.talk.texts import BadPost, render_text
from wiki.talk.traces import first_words, note, put_in_search

RIGHT = "hide any reply"
TITLED = ("topic", "close", "reopen", "answer", "unanswer", "retopic")  # entries that tell the title of a topic
TEXTED = ("reply", "amend")  # entries that tell the first words of a post


def hide_reply(reply: Reply, reason: str, by: User) -> None:
    """Hide `reply`. Where it was marked as the answer, the question waits for one again.

    A post that is hidden already keeps its reason. Raises BadPost and the refusals of `require`.
    """
    reason = read_reason(reason)
    with transaction():
        topic = locked(reply.topic_id)
        require(by, RIGHT, on=topic.page.name)
        if session().get(HiddenReply, reply.id):
            return
        put_away(topic, reply, reason, by, now())


def put_away(topic: Topic, reply: Reply, reason: str, by: User, at: datetime) -> None:
    """Hide `reply` with all that tells of it; for acts, within their transaction."""
    hidden = HiddenReply(reply_id=reply.id, user_id=by.id, at=at, reason=reason)
    if reply.id == opening_id(topic.id):
        hidden.title, topic.title = topic.title, HIDDEN_TITLE
        _retitle(topic)
    session().add(hidden)
    answer = session().get(Answer, topic.id)
    if answer and answer.reply_id == reply.id:
        session().delete(answer)
    session().execute(update(Entry).where(Entry.reply_id == reply.id, Entry.kind.in_(TEXTED)).values(summary=""))
    note("hide", by, topic, at=at, reply_id=reply.id, summary=reason)
    session().flush()
    session().expire(reply, ["hidden"])
    put_in_search(topic)


def show_reply(reply: Reply, by: User) -> None:
    """Show a post that was hidden, as it was. Raises the refusals of `require`."""
    texts = select(ReplyRevision).where(ReplyRevision.reply_id == reply.id)
    words = {each.created_at: first_words(render_text(each.source).plain) for each in session().scalars(texts)}
    with transaction():
        topic = locked(reply.topic_id)
        require(by, RIGHT, on=topic.page.name)
        hidden = session().get(HiddenReply, reply.id)
        if hidden is None:
            return
        if hidden.title is not None:
            topic.title = hidden.title
            _retitle(topic)
        session().delete(hidden)
        for entry in session().scalars(select(Entry).where(Entry.reply_id == reply.id, Entry.kind.in_(TEXTED))):
            entry.summary = words.get(entry.at, entry.summary)
        note("show", by, topic, reply_id=reply.id)
        session().flush()
        session().expire(reply, ["hidden"])
        put_in_search(topic)


def _retitle(topic: Topic) -> None:
    """Let the journal call the topic what it is called now."""
    told = (Entry.topic_id == topic.id, Entry.kind.in_(TITLED))
    session().execute(update(Entry).where(*told).values(summary=topic.title))


def read_reason(written: str) -> str:
    """Why a post is hidden, on one line. Raises BadPost."""
    reason = " ".join(normalise(written).split())
    if not reason:
        raise BadPost(N_("Write why the post is hidden, so that everybody understands it."))
    if len(reason) > MAX_REASON:
        raise BadPost(
            N_("The reason is too long: it has %(length)s characters, and %(limit)s is the most."),
            length=len(reason),
            limit=MAX_REASON,
        )
    return reason
