"""Threads: the replies of a topic as a tree, in the order they are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from wiki.talk.models import Reply, Topic

DEEPEST = 6  # steps of indentation; what answers a post that deep stands after it, and says whom it answers


@dataclass(frozen=True)
class Post:
    """A reply with what was said in answer to it. `answers` is what it answers, where its place does not show it."""

    reply: Reply
    depth: int
    answers: Reply | None = None
    replies: list["Post"] = field(default_factory=list)


@dataclass(frozen=True)
class Thread:
    """A topic with all its posts."""

    topic: Topic
    first: Post
    replies: Sequence[Reply]  # the first post too, in the order they were written

    @property
    def answered(self) -> bool:
        """Whether anybody else than the one who opened the topic has written in it."""
        return any(reply.author_id != self.topic.author_id for reply in self.replies)

    @property
    def status(self) -> str:
        """closed, unanswered or open."""
        if self.topic.closed_at:
            return "closed"
        return "open" if self.answered else "unanswered"


def thread(topic: Topic, replies: Sequence[Reply]) -> Thread:
    """The tree of a topic's `replies`, of which there is at least one, in the order they were written."""
    opening, *rest = replies
    first = Post(opening, 0)
    place = {opening.id: first}  # of each reply: its post
    home = {opening.id: first}  # of each reply: the post that what answers it stands below
    for reply in rest:
        parent = reply.parent_id or opening.id
        above = home[parent]
        post = Post(reply, above.depth + 1, place[parent].reply if above is not place[parent] else None)
        above.replies.append(post)
        place[reply.id] = post
        home[reply.id] = post if post.depth < DEEPEST else above
    return Thread(topic, first, replies)
