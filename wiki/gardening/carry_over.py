"""What is stored by the name of a page rather than by its number, carried over to the name that it has now."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import aliased, joinedload

from wiki.core.db import session
from wiki.drafts.models import Draft, Presence
from wiki.editing.synonyms import forget_synonyms
from wiki.markup import PageName
from wiki.pages.models import Page
from wiki.protection.follow import follow_move
from wiki.talk.models import Topic
from wiki.talk.traces import put_in_search
from wiki.watch.models import Concern, Kind, Watch
from wiki.watch.things import Thing, thing_at

STAYING = Kind.MUNICIPALITY  # who watches a municipality watches all of it, whatever its page is called


def carry_over(page: Page, old: PageName) -> None:
    """Let follow what belonged to `page` while it was called `old`; within the transaction of the move."""
    forget_synonyms(page, old)
    follow_move(old, page.name)
    _carry_drafts(old, page.name)
    before, after = thing_at(old, page), thing_at(page.name, page)
    if before and after and before != after and STAYING not in {before.kind, after.kind}:
        _carry_watches(before, after)
    topics = select(Topic).where(Topic.page_id == page.id).options(joinedload(Topic.page)).order_by(Topic.id)
    for topic in session().scalars(topics).all():
        put_in_search(topic)


def _carry_drafts(old: PageName, new: PageName) -> None:
    """Drafts and who is writing. A draft that somebody has begun under the new name stays, and so does the other."""
    there = aliased(Draft)
    taken = select(there.id).where(
        *_at(there, new), there.user_id == Draft.user_id, there.section == Draft.section, there.thrown_at.is_(None)
    )
    values = {"namespace": new.namespace.value, "title": new.title}
    plain = {"synchronize_session": False}
    session().execute(update(Draft).where(*_at(Draft, old), ~taken.exists()).values(values), execution_options=plain)
    writing = select(Presence.user_id).where(*_at(Presence, old))
    session().execute(
        delete(Presence).where(*_at(Presence, new), Presence.user_id.in_(writing)), execution_options=plain
    )
    session().execute(update(Presence).where(*_at(Presence, old)).values(values), execution_options=plain)


def _at(table: type[Draft] | type[Presence], name: PageName) -> Iterable[ColumnElement[bool]]:
    return table.namespace == name.namespace.value, table.title == name.title


def _carry_watches(before: Thing, after: Thing) -> None:
    """Who watched the one watches the other, and what has concerned the one goes on being seen."""
    values = {"kind": after.kind.value, "number": after.number, "name": after.name}
    both = aliased(Watch)
    watched = select(both.id).where(_is(both, after), both.user_id == Watch.user_id).exists()
    concerning = aliased(Concern)
    known = select(concerning.entry_id).where(_is(concerning, after), concerning.entry_id == Concern.entry_id).exists()
    plain = {"synchronize_session": False}
    session().execute(delete(Watch).where(_is(Watch, before), watched), execution_options=plain)
    session().execute(update(Watch).where(_is(Watch, before)).values(values), execution_options=plain)
    session().execute(update(Concern).where(_is(Concern, before), ~known).values(values), execution_options=plain)


def _is(table: type[Watch] | type[Concern], thing: Thing) -> ColumnElement[bool]:
    return and_(table.kind == thing.kind.value, table.number == thing.number, table.name == thing.name)
