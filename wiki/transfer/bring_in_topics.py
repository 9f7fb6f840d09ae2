"""Bringing in what is talked about, by the acts of talk.

What was said and done elsewhere is brought in as it was: whether the one who did it had the right to was asked there.
What has been taken back here since stays taken back.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import session, transaction
from wiki.markup import parse_name
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page
from wiki.talk.kinds import kind_told_by
from wiki.talk.models import HIDDEN_TITLE, HiddenReply, Reply, Topic, TopicMove
from wiki.talk.move import put_move
from wiki.talk.open_topic import open_topic
from wiki.talk.queries import opening_id
from wiki.talk.quote_models import Quote
from wiki.talk.reply import TopicClosed, reply_to
from wiki.talk.texts import Text, read_text
from wiki.talk.traces import note
from wiki.transfer.bring_in_marks import bring_in_marks
from wiki.transfer.form import Discussion, Post, Quoted, Signed

Authors = Callable[[str | None], User]


@dataclass(frozen=True)
class Missing:
    """A topic as far as it is here already, and the posts below its opening.

    Each post comes with what it answers, and with its reply here, if there is one.
    """

    topic: Topic | None
    posts: list[tuple[Post, Post | None, Reply | None]]

    @property
    def counted(self) -> Counter[str]:
        """How many topics and replies are to be added."""
        replies = sum(reply is None for _post, _parent, reply in self.posts)
        return +Counter({"topics": int(self.topic is None), "replies": replies})


def bring_in_topics(page: Page, discussions: tuple[Discussion, ...], authors: Authors) -> Counter[str]:
    """Add those topics and replies that the page does not have; how many there were. Raises Refusal."""
    added: Counter[str] = Counter()
    for discussion in discussions:
        for name in sorted(discussion_names(discussion), key=str):
            authors(name)  # accounts are made by themselves, so that they stay when the topic is refused
        missing = missing_of(page, discussion, lambda name: authors(name).id)
        texts = _texts(discussion, missing)  # before the lock
        with transaction():  # a topic comes as a whole or not at all
            _bring_in(page, discussion, missing, texts, authors)
        added += missing.counted
    return added


def bring_in_elsewhere(page: Page, discussions: tuple[Discussion, ...], authors: Authors) -> None:
    """Tell where the topics of `page` stood before and what they quote, once all pages and versions are there.

    What is not there is passed over.
    """
    for discussion in discussions:
        by = {each.by: authors(each.by) for each in discussion.moved}
        with transaction():
            topic = _find(page, discussion.title, discussion.opening.at, authors(discussion.opening.by).id)
            if topic is None:
                continue
            known = set(session().scalars(select(TopicMove.at).where(TopicMove.topic_id == topic.id)))
            for each in discussion.moved:
                before = find_page(parse_name(each.page))
                if before and each.at not in known:
                    put_move(topic, before.id, by[each.by], each.at)
                    note("retopic", by[each.by], topic, at=each.at, summary=topic.title)
            if discussion.about and not session().get(Quote, topic.id):
                _quote(topic, discussion.about)


def _quote(topic: Topic, about: Quoted) -> None:
    page = find_page(parse_name(about.page))
    if page is None:
        return
    version = select(Revision.id).where(Revision.page_id == page.id, Revision.created_at == about.at)
    if revision_id := session().scalar(version.order_by(Revision.id.desc()).limit(1)):
        around = {"before": about.before, "after": about.after, "heading": about.heading, "anchor": about.anchor}
        session().add(Quote(topic_id=topic.id, page_id=page.id, revision_id=revision_id, text=about.words, **around))


def discussion_names(discussion: Discussion) -> set[str | None]:
    """Everybody who wrote in the topic or did something with it."""
    posts = [discussion.opening, *(post for post, _above in in_order(discussion.opening))]
    named = {name for post in posts for name in post.people}
    return named | ({discussion.closed.by} if discussion.closed else set())


def missing_of(page: Page | None, discussion: Discussion, number: Callable[[str | None], int | None]) -> Missing:
    """What of a topic is not on `page` here; `number` gives the account of an author, if there is one.

    Raises TopicClosed when something was said in a topic since it was closed here.
    """
    opening = discussion.opening
    topic = _find(page, discussion.title, opening.at, number(opening.by)) if page else None
    there: dict[tuple[int | None, datetime, int | None], Reply] = {}
    if topic is not None:
        _opening, *replies = session().scalars(select(Reply).where(Reply.topic_id == topic.id).order_by(Reply.id))
        there = {(reply.parent_id, reply.created_at, reply.author_id): reply for reply in replies}
    found: dict[int, Reply | None] = {}
    posts = []
    for post, parent in in_order(opening):
        above = found[id(parent)] if parent else None
        is_new = parent is not None and above is None  # nothing can answer what is not here
        reply = None if is_new else there.get((above.id if above else None, post.at, number(post.by)))
        found[id(post)] = reply
        posts.append((post, parent, reply))
    missing = Missing(topic, posts)
    if topic and topic.closed_at and missing.counted:
        raise TopicClosed
    return missing


def _texts(discussion: Discussion, missing: Missing) -> dict[int, Text]:
    """The texts that are to be added, rendered: slow. Raises BadPost and TooLarge."""
    new = [post for post, _parent, reply in missing.posts if reply is None]
    if missing.topic is None:
        new.append(discussion.opening)
    texts = {id(post): read_text(_source(post)) for post in new}
    posts = [discussion.opening, *(post for post, _parent, _reply in missing.posts)]
    return texts | {id(later): read_text(later.source) for post in posts for later in post.amended}


def _source(post: Post) -> str:
    """What a post said first; where its text is hidden and has not come along, a sign that there was one."""
    return post.source or HIDDEN_TITLE if post.hidden else post.source


def _bring_in(page: Page, discussion: Discussion, missing: Missing, texts: dict[int, Text], authors: Authors) -> None:
    opening, topic = discussion.opening, missing.topic
    if topic is None:
        kind = discussion.kind or kind_told_by(discussion.title)
        topic = open_topic(page, discussion.title, texts[id(opening)], authors(opening.by), opening.at, kind)
    made: dict[int, Reply] = {}
    for post, parent, there in missing.posts:
        above = made.get(id(parent))
        made[id(post)] = there or reply_to(topic, texts[id(post)], authors(post.by), above, post.at)
    first = session().get_one(Reply, opening_id(topic.id))
    for post, _above in [(opening, None), *in_order(opening)]:
        bring_in_marks(topic, made.get(id(post), first), post, texts, authors)
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


def _find(page: Page, title: str, at: datetime, by: int | None) -> Topic | None:
    """The topic, also where it has been moved to another page since, or its title been hidden."""
    from_here = select(TopicMove.topic_id).where(TopicMove.from_page_id == page.id)
    put_away = select(Reply.topic_id).join(HiddenReply).where(HiddenReply.title == title)
    same = and_(Topic.created_at == at, Topic.author_id == by)
    here = or_(Topic.page_id == page.id, Topic.id.in_(from_here))
    called = or_(Topic.title == title, Topic.id.in_(put_away))
    return session().scalar(select(Topic).where(same, here, called).options(joinedload(Topic.page)).limit(1))


def _close(topic: Topic, closing: Signed, authors: Authors) -> None:
    by = authors(closing.by)
    topic.closed_at, topic.closed_by_id = closing.at, by.id
    session().flush()
    note("close", by, topic, at=closing.at, summary=topic.title)
