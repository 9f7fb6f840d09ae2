"""What follows from an entry besides that people are told: what it concerns, what is watched by itself, what is undone.

Done once for each entry, in the transaction in which the courier passes it.
"""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from wiki.core.db import session
from wiki.journal.models import Entry
from wiki.notices.take_back import take_back, take_back_reply
from wiki.pages.models import Page
from wiki.watch.choose import choices_of
from wiki.watch.models import Concern, Kind
from wiki.watch.things import Thing, thing_at, things_of
from wiki.watch.watch import put_watch
from wiki.watch.watchlist import LISTED

CONTRIBUTING = {"create": "created", "edit": "edited", "topic": "topics", "reply": "topics"}  # kind → choice


def may_begin_to_watch(entry: Entry) -> bool:
    """Whether somebody may begin to watch something by `entry`: then who is told of the next is asked after it."""
    return entry.kind in CONTRIBUTING and not entry.brought_in


def settle(entry: Entry) -> None:
    """Do what follows from `entry`; within the courier's transaction."""
    if entry.brought_in:
        return
    page = session().get(Page, entry.page_id) if entry.page_id else None
    if page and entry.kind in LISTED:
        _put_concerns(entry, page)
    if page and entry.kind in CONTRIBUTING:
        _watch_by_itself(entry, page)
    if entry.kind == "hide" and entry.reply_id:
        take_back_reply(entry.reply_id)
    elif entry.kind == "unanswer":
        take_back("answer", topic_id=entry.topic_id)
    elif entry.kind == "unthank":
        take_back("thanks", actor_id=entry.actor_id, reply_id=entry.reply_id, page_id=entry.page_id)


def _put_concerns(entry: Entry, page: Page) -> None:
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [
        {"kind": each.kind.value, "number": each.number, "name": each.name, "entry_id": entry.id}
        for each in things_of(page, entry.topic_id)
    ]
    session().execute(insert(Concern).on_conflict_do_nothing(), rows)


def _watch_by_itself(entry: Entry, page: Page) -> None:
    """Let whoever did it watch it, if they have chosen so and it is the first time: what they stop stays stopped."""
    if entry.actor_id is None or not getattr(choices_of(entry.actor_id), CONTRIBUTING[entry.kind]):
        return
    thing = Thing(Kind.TOPIC, entry.topic_id) if entry.topic_id else thing_at(page.name, page)
    same = Entry.topic_id == entry.topic_id if entry.topic_id else Entry.page_id == page.id
    kinds = [kind for kind, choice in CONTRIBUTING.items() if choice == CONTRIBUTING[entry.kind]]
    earlier = select(Entry.id).where(Entry.actor_id == entry.actor_id, Entry.kind.in_(kinds), same, Entry.id < entry.id)
    if thing and session().scalar(earlier.limit(1)) is None:
        put_watch([(entry.actor_id, thing)], since=entry.id)
