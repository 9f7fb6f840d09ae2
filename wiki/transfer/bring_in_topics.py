"""Bringing in what is talked about, by the acts of talk."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.pages.models import Page
from wiki.talk.models import Reply, Topic
from wiki.talk.open_topic import open_topic
from wiki.talk.reply import reply_to
from wiki.talk.traces import note
from wiki.transfer.form import Closing, Discussion, Post

Authors = Callable[[str | None], User]


def bring_in_topics(page: Page, discussions: tuple[Discussion, ...], authors: Authors) -> Counter[str]:
    """Add those topics and replies that the page does not have; how many there were. Raises Refusal."""
    added: Counter[str] = Counter()
    for discussion in discussions:
        for name in _names(discussion):
            authors(name)  # accounts are made by themselves, so that they stay when the topic is refused
        with transaction():  # a topic comes as a whole or not at all
            _bring_in(page, discussion, authors, added)
    return added


def _names(discussion: Discussion) -> set[str | None]:
    """Everybody who wrote in the topic, and who closed it."""
    posts = [discussion.opening, *(post for post, _above in in_order(discussion.opening))]
    return {post.by for post in posts} | ({discussion.closed.by} if discussion.closed else set())


def _bring_in(page: Page, discussion: Discussion, authors: Authors, added: Counter[str]) -> None:
    opening = discussion.opening
    topic = _find(page, discussion.title, opening.at, authors(opening.by))
    there: dict[tuple[int | None, datetime, int | None], Reply] = {}
    if topic is None:
        topic = open_topic(page, discussion.title, opening.source, authors(opening.by), opening.at)
        added["topics"] += 1
    else:
        _opening, *replies = session().scalars(select(Reply).where(Reply.topic_id == topic.id).order_by(Reply.id))
        there = {(reply.parent_id, reply.created_at, reply.author_id): reply for reply in replies}
    made: dict[int, Reply] = {}
    for post, parent in in_order(opening):
        above = made.get(id(parent))
        by = authors(post.by)
        reply = there.get((above.id if above else None, post.at, by.id))
        if reply is None:
            reply = reply_to(topic, post.source, by, above, post.at)
            added["replies"] += 1
        made[id(post)] = reply
    if discussion.closed and not topic.closed_at:
        _close(topic, discussion.closed, authors)


def in_order(opening: Post) -> Iterator[tuple[Post, Post | None]]:
    """Everything said below `opening` in the order in which it was said, each with what it answers.

    Where the clock was wrong an answer still comes after what it answers.
    """
    found: list[tuple[datetime, Post, Post | None]] = []

    def walk(above: Post, not_before: datetime) -> None:
        for post in above.replies:
            moment = max(post.at, not_before)
            found.append((moment, post, above if above is not opening else None))
            walk(post, moment)

    walk(opening, opening.at)
    for _moment, post, parent in sorted(found, key=lambda each: each[0]):
        yield post, parent


def _find(page: Page, title: str, at: datetime, by: User) -> Topic | None:
    same = (Topic.page_id == page.id, Topic.title == title, Topic.created_at == at, Topic.author_id == by.id)
    return session().scalar(select(Topic).where(*same).options(joinedload(Topic.page)).limit(1))


def _close(topic: Topic, closing: Closing, authors: Authors) -> None:
    """Close `topic` as it was closed elsewhere: whether the one who did it had the right to was asked there."""
    by = authors(closing.by)
    topic.closed_at, topic.closed_by_id = closing.at, by.id
    session().flush()
    note("close", by, topic, at=closing.at, summary=topic.title)
