"""The topics of a page, read for its talk page: one version for each time that somebody wrote."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.exporting.mediawiki.converting import Converting, Job
from wiki.exporting.mediawiki.elements import Author, Version
from wiki.exporting.mediawiki.numbers import TALK_VERSIONS
from wiki.exporting.mediawiki.talk_text import Post, Topic, heading, talk_text
from wiki.markup import PageName
from wiki.mediawiki.authors import ANONYMOUS
from wiki.talk.models import Reply, ReplyRevision
from wiki.talk.models import Topic as StoredTopic

MOST_VERSIONS = 200
"""Each version holds the whole page, so that of a long discussion the first ones are gathered into one."""


def talk_versions(page_id: int, name: PageName, converting: Converting, *, current: bool) -> Iterator[Version]:
    """The versions of the talk page, oldest first; none where there is nothing that readers may see.

    With `current` only the last. What is hidden stands in none of them.
    """
    topics, titles = _topics(page_id)
    said = _said([post.number for topic in topics for post in topic.opening.walk()])
    made = [converting.begin(Job(each.source, name, is_post=True)) for each in said]
    first = len(said) - 1 if current else max(0, len(said) - MOST_VERSIONS)
    texts: dict[int, str] = {}
    parent = None
    for number, (each, wikitext) in enumerate(zip(said, made, strict=True)):
        texts[each.reply_id] = wikitext.result()
        if number < first:
            continue
        author = Author(each.author.name, each.author.id) if each.author else Author(ANONYMOUS)
        comment = f"/* {heading(titles[each.reply_id])} */"
        text = talk_text(topics, texts)
        yield Version(TALK_VERSIONS + each.id, parent, each.created_at, author, comment, text)
        parent = TALK_VERSIONS + each.id


def _topics(page_id: int) -> tuple[list[Topic], dict[int, str]]:
    """The topics as trees, and the title above each post."""
    stored = session().scalars(select(StoredTopic).where(StoredTopic.page_id == page_id).order_by(StoredTopic.id)).all()
    asked = select(Reply).join(Reply.topic).where(StoredTopic.page_id == page_id)
    replies: defaultdict[int, list[Reply]] = defaultdict(list)
    for reply in session().scalars(asked.options(joinedload(Reply.author)).order_by(Reply.id)):
        replies[reply.topic_id].append(reply)
    titles = {each.id: topic.title for topic in stored for each in replies[topic.id]}
    return [Topic(each.title, _tree(replies[each.id])) for each in stored if replies[each.id]], titles


def _tree(replies: Sequence[Reply]) -> Post:
    posts: dict[int, Post] = {}
    opening = replies[0]
    for each in replies:
        posts[each.id] = Post(each.id, each.author.name if each.author else "", each.created_at)
        if each is not opening:
            posts[each.parent_id or opening.id].replies.append(posts[each.id])
    return posts[opening.id]


def _said(reply_ids: list[int]) -> Sequence[ReplyRevision]:
    """All texts of those posts that are not hidden, in the order in which they were written."""
    found: list[ReplyRevision] = []
    for start in range(0, len(reply_ids), 500):
        some = reply_ids[start : start + 500]
        shown = [each.id for each in session().scalars(select(Reply).where(Reply.id.in_(some))) if not each.hidden]
        asked = select(ReplyRevision).where(ReplyRevision.reply_id.in_(shown))
        found += session().scalars(asked.options(joinedload(ReplyRevision.author)))
    return sorted(found, key=lambda each: (each.created_at, each.id))
