"""Bringing in what has become of posts and versions: later texts, thanks, answers, and what is hidden."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, select

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.journal.models import Entry
from wiki.pages.models import Page, Revision
from wiki.talk.amend import put_text
from wiki.talk.answer import put_answer
from wiki.talk.hide import put_away, read_reason
from wiki.talk.models import Answer, HiddenReply, Reply, ReplyRevision, Thanks, Topic
from wiki.talk.texts import Text
from wiki.talk.thank import put_thanks
from wiki.transfer.form import Post, Signed, Version

Authors = Callable[[str | None], User]


def bring_in_marks(topic: Topic, reply: Reply, post: Post, texts: Mapping[int, Text], authors: Authors) -> None:
    """Do with `reply` what was done with `post`, where that is not known here; within the transaction of the topic.

    `texts` are those that the post was given later, rendered, by the identity of each.
    """
    written = select(ReplyRevision.created_at).where(ReplyRevision.reply_id == reply.id)
    last = max(session().scalars(written))
    for later in post.amended:
        if later.at > last:
            put_text(topic, reply, texts[id(later)], authors(later.by), later.at)
    _thanks(topic, reply, post.thanked, authors)
    marked, hidden = post.answer, post.hidden
    if marked and not session().get(Answer, topic.id) and not _since("unanswer", marked.at, Entry.topic_id == topic.id):
        put_answer(topic, reply, authors(marked.by), marked.at)
    if (
        hidden
        and not session().get(HiddenReply, reply.id)
        and not _since("show", hidden.at, Entry.reply_id == reply.id)
    ):
        put_away(topic, reply, read_reason(hidden.reason), authors(hidden.by), hidden.at)


def _thanks(topic: Topic, reply: Reply, thanked: tuple[Signed, ...], authors: Authors) -> None:
    for each in thanked:
        by = authors(each.by)
        if not _since("unthank", each.at, Entry.reply_id == reply.id, Entry.actor_id == by.id):
            put_thanks(topic.page, Thanks(user_id=by.id, reply_id=reply.id, at=each.at), by)


def bring_in_thanks(page: Page, versions: tuple[Version, ...], authors: Authors) -> None:
    """Add the thanks for versions of `page`."""
    thanked = {version.at: version.thanked for version in versions if version.thanked and version.at}
    people = {each.by: authors(each.by) for some in thanked.values() for each in some}
    with transaction():
        wanted = select(Revision).where(Revision.page_id == page.id, Revision.created_at.in_(thanked))
        for revision in session().scalars(wanted):
            for each in thanked[revision.created_at]:
                by = people[each.by]
                if not _since("unthank", each.at, Entry.revision_id == revision.id, Entry.actor_id == by.id):
                    put_thanks(page, Thanks(user_id=by.id, revision_id=revision.id, at=each.at), by)


def _since(kind: str, at: datetime, *about: ColumnElement[bool]) -> bool:
    """Whether that has happened here after `at`."""
    later = select(Entry.id).where(Entry.kind == kind, Entry.at >= at, *about)
    return session().scalar(later.limit(1)) is not None
