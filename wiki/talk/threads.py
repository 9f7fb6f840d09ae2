"""Threads: the replies of a topic as a tree, in the order they are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wiki.talk.models import Reply, Topic, TopicKind

DEEPEST = 6  # steps of indentation; what answers a post that deep stands after it, and says whom it answers


@dataclass(frozen=True)
class Post:
    """A reply with what was said in answer to it.

    `answers` is what it answers, unless that is the opening post. `in_place` tells whether its place shows that, where
    there is room for indentation.
    """

    reply: Reply
    depth: int
    answers: Reply | None = None
    in_place: bool = True
    replies: list["Post"] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """A topic with all its posts."""

    topic: Topic
    first: Post
    replies: Sequence[Reply]  # the first post too, in the order they were written

    @property
    def answer(self) -> Reply | None:
        """The post that has been marked as the answer."""
        marked = self.topic.answer
        return next((each for each in self.replies if each.id == marked.reply_id), None) if marked else None

    @property
    def heard(self) -> bool:
        """Whether anybody else than the one who opened the topic has written in it."""
        return any(reply.author_id != self.topic.author_id for reply in self.replies if not reply.hidden)

    @property
    def status(self) -> str:
        """closed, answered, unanswered or open. Only a question can be unanswered."""
        if self.topic.closed_at:
            return "closed"
        if self.topic.answer:
            return "answered"
        return "unanswered" if self.topic.kind == TopicKind.QUESTION and not self.heard else "open"


def thread(topic: Topic, replies: Sequence[Reply]) -> Thread:
    """The tree of a topic's `replies`, of which there is at least one, in the order they were written."""
    opening, *rest = replies
    first = Post(opening, 0)
    place = {opening.id: first}  # of each reply: its post
    home = {opening.id: first}  # of each reply: the post that what answers it stands below
    for reply in rest:
        parent = reply.parent_id or opening.id
        above = home[parent]
        answers = place[parent].reply if parent != opening.id else None
        post = Post(reply, above.depth + 1, answers, in_place=above is place[parent])
        above.replies.append(post)
        place[reply.id] = post
        home[reply.id] = post if post.depth < DEEPEST else above
    return Thread(topic, first, replies)
