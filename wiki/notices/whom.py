"""Who is told of what has happened, and as what: the rules in one place.

One person gets one notice about one thing. So each kind of entry has its audiences in order: whoever is in several of
them is told as the first says.
"""

from collections.abc import Callable, Iterable, Sequence

from sqlalchemy import func, select

from wiki.accounts.models import User
from wiki.accounts.queries import able_to_answer, user_by_name
from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.markup import Namespace, parse_name
from wiki.notices.models import Notice
from wiki.pages.models import Page, Revision
from wiki.talk.mentions import mentioned_in
from wiki.talk.models import HiddenReply, Reply, Topic
from wiki.watch.models import Kind, Watch, Watcher
from wiki.watch.things import Thing, among, things_of

MOST_MEMBERS = 500  # of a municipality that is spoken to
ADOPTED = {"interested", "trying", "doing"}  # what a municipality says that its authors are glad to hear
ITSELF = {Kind.PAGE, Kind.SUBPAGES, Kind.MUNICIPALITY}  # watching these is watching the example, not all of a theme

Audience = Callable[[int, int], Sequence[int]]
"""Gives the numbers of some people, rising: those after the first argument, at most as many as the second says."""


def told_of(entry: Entry, after: int, limit: int) -> dict[int, str]:
    """The next people who are told of `entry`, by rising number from `after` on, each with the kind of their notice.

    Fewer than `limit` mean that there are no more.
    """
    rule = _RULES.get(entry.kind)
    if rule is None or entry.brought_in or _is_hidden(entry):
        return {}
    found: dict[int, str] = {}
    for kind, audience in rule(entry):
        for user_id in audience(after, limit):
            found.setdefault(user_id, kind)
    return dict(sorted(found.items())[:limit])


def _is_hidden(entry: Entry) -> bool:
    if "name" in (entry.details or {}).get("hidden", ()):
        return True
    return entry.reply_id is not None and session().get(HiddenReply, entry.reply_id) is not None


def _written(entry: Entry) -> list[tuple[str, Audience]]:
    page = session().get(Page, entry.page_id) if entry.page_id else None  # a new file is told of by its page alone
    if page is None:
        return []
    things = things_of(page)
    audiences = [("change", _watching(things, entry))]
    if entry.kind == "create" and page.namespace == Namespace.REQUEST.value:
        audiences.insert(0, ("request", _watching([each for each in things if each.kind is Kind.THEME], entry)))
    return audiences


def _opened(entry: Entry) -> list[tuple[str, Audience]]:
    page = session().get(Page, entry.page_id)
    if page is None:
        return []
    return [("mention", _spoken_to(entry)), ("topic", _watching(things_of(page), entry))]


def _replied(entry: Entry) -> list[tuple[str, Audience]]:
    """Whoever is answered hears of it, watching or not: a post's author, or of the topic itself whoever opened it."""
    reply, topic = session().get(Reply, entry.reply_id), session().get(Topic, entry.topic_id)
    if reply is None or topic is None:
        return []
    answered = session().get(Reply, reply.parent_id) if reply.parent_id else topic
    author = [answered.author_id] if answered else []
    return [("mention", _spoken_to(entry)), ("reply", _those(author, entry)), ("reply", _in_topic(entry))]


def _amended(entry: Entry) -> list[tuple[str, Audience]]:
    """Those whom the post speaks to now and has not before."""
    before = select(Notice.user_id).where(Notice.reply_id == entry.reply_id)
    return [("mention", _spoken_to(entry, set(session().scalars(before))))]


def _answered(entry: Entry) -> list[tuple[str, Audience]]:
    reply, topic = session().get(Reply, entry.reply_id), session().get(Topic, entry.topic_id)
    people = [reply.author_id if reply else None, topic.author_id if topic else None]
    return [("answer", _those(people, entry)), ("answer", _in_topic(entry))]


def _thanked(entry: Entry) -> list[tuple[str, Audience]]:
    if entry.reply_id:
        reply = session().get(Reply, entry.reply_id)
        return [("thanks", _those([reply.author_id if reply else None], entry))]
    revision = session().get(Revision, entry.revision_id) if entry.revision_id else None
    return [("thanks", _those([revision.author_id if revision else None], entry))]


def _adopted(entry: Entry) -> list[tuple[str, Audience]]:
    page = session().get(Page, entry.page_id)
    if page is None or entry.summary.partition(" ")[0] not in ADOPTED:
        return []
    first = select(Revision.author_id).where(Revision.page_id == page.id).order_by(Revision.id).limit(1)
    itself = [each for each in things_of(page) if each.kind in ITSELF]
    return [("adoption", _those([session().scalar(first)], entry)), ("adoption", _watching(itself, entry))]


def _done_with(entry: Entry) -> list[tuple[str, Audience]]:
    """Those who watch a page hear of what is done with it; of a merge, those too who watch what it came from."""
    numbers = [entry.page_id, (entry.details or {}).get("source_id")]
    pages = select(Page).where(Page.id.in_([each for each in numbers if each]))
    found = session().scalars(pages.execution_options(removed=True)).all()
    return [("act", _watching([thing for page in found for thing in things_of(page)], entry))]


def _protected(entry: Entry) -> list[tuple[str, Audience]]:
    """Those who watch the page itself; to those who watch all of a theme it says nothing."""
    page = session().get(Page, entry.page_id) if entry.page_id else None
    return [("act", _watching([each for each in things_of(page) if each.kind in ITSELF], entry))] if page else []


def _blocked(entry: Entry) -> list[tuple[str, Audience]]:
    user = user_by_name(parse_name(entry.name).title)
    return [("block", _those([user.id if user else None], entry))]


_RULES: dict[str, Callable[[Entry], list[tuple[str, Audience]]]] = {
    "create": _written,
    "edit": _written,
    "upload": _written,
    "topic": _opened,
    "reply": _replied,
    "amend": _amended,
    "answer": _answered,
    "thank": _thanked,
    "adopt": _adopted,
    "move": _done_with,
    "merge": _done_with,
    "delete": _done_with,
    "undelete": _done_with,
    "protect": _protected,
    "unprotect": _protected,
    "block": _blocked,
    "unblock": _blocked,
}


def _spoken_to(entry: Entry, besides: Iterable[int] = ()) -> Audience:
    """Those whom the post of `entry` speaks to by name, and the members of the municipalities that it speaks to."""
    reply = _post_of(entry)
    if reply is None:
        return _those([], entry)
    whom = mentioned_in(reply.html)
    people = set(whom.user_ids)
    for code in whom.municipality_codes:
        members = select(User.id).where(User.municipality_code == code, *able_to_answer())
        people.update(session().scalars(members.order_by(User.id).limit(MOST_MEMBERS)))
    return _those(people - set(besides), entry)


def _post_of(entry: Entry) -> Reply | None:
    """The post that an entry is about: an opened topic's is its first."""
    if entry.reply_id:
        return session().get(Reply, entry.reply_id)
    first = select(func.min(Reply.id)).where(Reply.topic_id == entry.topic_id).scalar_subquery()
    return session().scalar(select(Reply).where(Reply.id == first))


def _those(people: Iterable[int | None], entry: Entry) -> Audience:
    """People by number, those of them that can sign in and did not do it themselves."""
    wanted = {each for each in people if each and each != entry.actor_id}

    def audience(after: int, limit: int) -> Sequence[int]:
        if not wanted:
            return []
        found = select(User.id).where(User.id.in_(wanted), User.id > after, *able_to_answer())
        return session().scalars(found.order_by(User.id).limit(limit)).all()

    return audience


def _in_topic(entry: Entry) -> Audience:
    return _watching([Thing(Kind.TOPIC, entry.topic_id or 0)], entry)


def _watching(things: Sequence[Thing], entry: Entry) -> Audience:
    """Those who watch any of `things` and did not do it themselves; of a minor edit, those who want to hear of them."""

    def audience(after: int, limit: int) -> Sequence[int]:
        found = select(Watch.user_id).where(among(Watch, things), Watch.user_id > after, Watch.since_id < entry.id)
        if entry.actor_id:
            found = found.where(Watch.user_id != entry.actor_id)
        if entry.minor:
            found = found.join(Watcher, Watcher.user_id == Watch.user_id).where(Watcher.minor.is_(True))
        return session().scalars(found.distinct().order_by(Watch.user_id).limit(limit)).all()

    return audience
