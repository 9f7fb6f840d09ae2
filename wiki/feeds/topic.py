"""A topic as items of a feed: its posts, the newest first. What is hidden is not told."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.core.i18n import gettext
from wiki.feeds.atom import Item
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code
from wiki.talk.models import HiddenReply, Reply
from wiki.talk.reading import bodies
from wiki.talk.traces import first_words


def count_posts(topic_id: int) -> int:
    """How many posts of a topic can be read."""
    return session().scalar(select(func.count()).select_from(_posts(topic_id).subquery())) or 0


def posts_of(topic_id: int, limit: int, offset: int) -> list[Item]:
    """The posts of a topic that can be read, as items."""
    wanted = _posts(topic_id).order_by(Reply.id.desc()).limit(limit).offset(offset)
    return as_items(session().scalars(wanted.options(joinedload(Reply.author))).all())


def _posts(topic_id: int) -> Select[Reply]:
    is_hidden = select(HiddenReply.reply_id).where(HiddenReply.reply_id == Reply.id).exists()
    return select(Reply).where(Reply.topic_id == topic_id, ~is_hidden)


def as_items(replies: Sequence[Reply]) -> list[Item]:
    """Posts as items, with their text."""
    shown = bodies(replies)
    return [
        Item(
            key=f"reply:{reply.id}",
            title=_title(reply),
            path=f"/reply/{reply.id}",
            updated=reply.amended_at or reply.created_at,
            published=reply.created_at,
            author=", ".join(filter(None, (_author(reply), _place(reply)))) or None,
            author_path=PageName(Namespace.USER, _author(reply)).path if _author(reply) else None,
            summary=first_words(reply.text),
            html=str(shown[reply.id]),
        )
        for reply in replies
    ]


def _title(reply: Reply) -> str:
    return gettext("Post by %(name)s", name=_author(reply)) if _author(reply) else gettext("Post")


def _author(reply: Reply) -> str:
    return reply.author.name if reply.author else ""


def _place(reply: Reply) -> str:
    found = by_code(reply.municipality_code)
    return found.name if found else ""
