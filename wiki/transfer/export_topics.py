"""What is talked about, on its way out: as values."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.pages.models import Revision
from wiki.talk.models import Answer, Reply, ReplyRevision, Thanks, Topic, TopicMove
from wiki.talk.quote_models import Quote
from wiki.talk.thank import thanks_for_replies
from wiki.transfer.form import Amended, Discussion, Hiding, Moved, Post, Quoted, Signed

Names = dict[int | None, str]
AT_ONCE = 500  # posts whose texts are asked for in one question


def topics_of(
    page_ids: list[int], names: Names, appearing: set[int | None], *, with_hidden: bool
) -> defaultdict[int, list[Discussion]]:
    """The topics of some pages, the oldest first. The texts of hidden posts are left out, unless `with_hidden`.

    `names` are those of the accounts; whoever is named is added to `appearing`.
    """
    topics = session().scalars(select(Topic).where(Topic.page_id.in_(page_ids)).order_by(Topic.id)).all()
    written = _Written(topics, names, appearing, with_hidden=with_hidden)
    found: defaultdict[int, list[Discussion]] = defaultdict(list)
    for topic in topics:
        found[topic.page_id].append(written.discussion(topic))
    return found


class _Written:
    """All that was written in some topics, and who is named in it."""

    def __init__(self, topics: Sequence[Topic], names: Names, appearing: set[int | None], *, with_hidden: bool) -> None:
        self._names, self._appearing, self._with_hidden = names, appearing, with_hidden
        self._replies: defaultdict[int, list[Reply]] = defaultdict(list)
        ids = [topic.id for topic in topics]
        for reply in session().scalars(select(Reply).where(Reply.topic_id.in_(ids)).order_by(Reply.id)):
            self._replies[reply.topic_id].append(reply)
        every = [reply.id for replies in self._replies.values() for reply in replies]
        self._texts: defaultdict[int, list[ReplyRevision]] = defaultdict(list)
        self._thanks: dict[int, list[Thanks]] = {}
        for start in range(0, len(every), AT_ONCE):
            some = every[start : start + AT_ONCE]
            texts = select(ReplyRevision).where(ReplyRevision.reply_id.in_(some)).order_by(ReplyRevision.id)
            for text in session().scalars(texts):
                self._texts[text.reply_id].append(text)
            self._thanks.update(thanks_for_replies(some))
        self._moves: defaultdict[int, list[TopicMove]] = defaultdict(list)
        moves = select(TopicMove).where(TopicMove.topic_id.in_(ids)).order_by(TopicMove.id)
        for move in session().scalars(moves.options(joinedload(TopicMove.from_page))):
            self._moves[move.topic_id].append(move)
        quotes = select(Quote, Revision.created_at).join(Revision, Revision.id == Quote.revision_id)
        quotes = quotes.where(Quote.topic_id.in_(ids)).options(joinedload(Quote.page))
        self._quotes = {quote.topic_id: self._quoted(quote, at) for quote, at in session().execute(quotes)}

    def discussion(self, topic: Topic) -> Discussion:
        """A topic as the folder has it."""
        opening, *rest = self._replies[topic.id]
        below: defaultdict[int, list[Reply]] = defaultdict(list)
        for reply in rest:
            below[reply.parent_id or opening.id].append(reply)
        hidden_title = opening.hidden.title if opening.hidden and self._with_hidden else None
        return Discussion(
            hidden_title or topic.title,
            self._post(opening, below, topic.answer),
            self._signed(topic.closed_at, topic.closed_by_id) if topic.closed_at else None,
            topic.kind,
            tuple(Moved(each.at, self._name(each.user_id), each.from_page.name.full) for each in self._moves[topic.id]),
            self._quotes.get(topic.id),
        )

    @staticmethod
    def _quoted(quote: Quote, at: datetime) -> Quoted:
        page = quote.page.name.full
        return Quoted(page, at, quote.text, quote.before, quote.after, quote.heading, quote.anchor)

    def _post(self, reply: Reply, below: dict[int, list[Reply]], answer: Answer | None) -> Post:
        first, *later = self._texts[reply.id]
        hidden = reply.hidden
        leaves_out = hidden and not self._with_hidden
        marked = answer if answer and answer.reply_id == reply.id else None
        return Post(
            reply.created_at,
            self._name(reply.author_id),
            "" if leaves_out else first.source,
            tuple(self._post(each, below, answer) for each in below[reply.id]),
            () if leaves_out else tuple(map(self._amended, later)),
            tuple(self._signed(each.at, each.user_id) for each in self._thanks.get(reply.id, ())),
            self._signed(marked.at, marked.user_id) if marked else None,
            Hiding(hidden.at, self._name(hidden.user_id), hidden.reason) if hidden else None,
        )

    def _amended(self, text: ReplyRevision) -> Amended:
        return Amended(text.created_at, self._name(text.author_id), text.source)

    def _signed(self, at: datetime, by: int | None) -> Signed:
        return Signed(at, self._name(by))

    def _name(self, user_id: int | None) -> str | None:
        self._appearing.add(user_id)
        return self._names[user_id] or None
