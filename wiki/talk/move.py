"""Moving a topic to the talk page of another page. Its number, and with it every link to it, stays."""

from datetime import datetime

from wiki.accounts.models import User
from wiki.accounts.permissions import Person
from wiki.core.clock import now
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.markup import parse_name
from wiki.pages.models import Page
from wiki.pages.queries import find_page
from wiki.protection.ask import require_on
from wiki.talk.models import Topic, TopicMove
from wiki.talk.queries import locked
from wiki.talk.traces import note, put_in_search


class AlreadyThere(Refusal):
    """The topic stands on that talk page already."""

    status = 409
    msgid = N_("The topic is on the talk page of “%(page)s” already.")


def move_topic(topic: Topic, to: Page, by: User) -> Topic:
    """Move `topic` to the talk page of `to`. Raises AlreadyThere and the refusals of `require`."""
    with transaction():
        topic = locked(topic.id)
        require_on(by, right_to_move(by, topic), topic.page.name)
        if topic.page_id == to.id:
            raise AlreadyThere(page=to.name.full)
        require_on(by, "discuss", to.name)
        moved = put_move(topic, topic.page_id, by, now())
        topic.page = to
        session().flush()
        note("retopic", by, topic, at=moved.at, summary=topic.title)
        put_in_search(topic)
    return topic


def put_move(topic: Topic, from_page_id: int, by: User, at: datetime) -> TopicMove:
    """Write down where `topic` stood before; for acts, within their transaction."""
    moved = TopicMove(topic_id=topic.id, from_page_id=from_page_id, user_id=by.id, at=at)
    session().add(moved)
    return moved


def destination(written: str) -> Page:
    """The page that somebody names; of one that redirects, the page that it leads to. Raises NotFound and Refusal."""
    if not written.strip():
        raise Refusal(N_("Write the name of the page that the topic is about."))
    found = find_page(parse_name(written))
    if found and found.redirect_to:
        found = find_page(parse_name(found.redirect_to.partition("#")[0]))
    if found is None:
        raise NotFound(N_("There is no page called “%(name)s”."), name=written.strip())
    return found


def right_to_move(person: Person, topic: Topic) -> str:
    """The right that `person` needs in order to move `topic`: whoever opened it needs no other."""
    own = isinstance(person, User) and topic.author_id == person.id
    return "discuss" if own else "move any topic"
