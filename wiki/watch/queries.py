"""Reading what somebody watches."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, String, bindparam, func, literal, select

from wiki.accounts.models import User
from wiki.core.db import Look, glance, session
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import by_code
from wiki.pages.models import Page
from wiki.talk.models import Topic
from wiki.watch.models import Kind, Watch
from wiki.watch.things import Thing

PER_PAGE = 100


@dataclass(frozen=True)
class Watched:
    """One thing that somebody watches, as the list shows it: the number of its row, its title, and where it is."""

    number: int
    thing: Thing
    title: str
    url: str
    at: datetime
    language: str | None = None


_STAR = (
    select(literal(1))
    .where(
        Watch.user_id == bindparam("user_id", type_=Integer),
        Watch.kind == bindparam("kind", type_=String),
        Watch.number == bindparam("number", type_=Integer),
        Watch.name == bindparam("name", type_=String),
    )
    .limit(1)
)


def watches(user_id: int, thing: Thing, look: Look = glance) -> bool:
    """Whether somebody watches `thing`, by one small question."""
    found = look(_STAR, user_id=user_id, kind=thing.kind.value, number=thing.number, name=thing.name)
    return found is not None


def count_all(user: User, kind: Kind | None = None) -> int:
    """How many things `user` watches."""
    return session().scalar(select(func.count(Watch.id)).where(*_of(user, kind))) or 0


def counts_by_kind(user: User) -> dict[Kind, int]:
    """How many of each kind, of those that there are any of."""
    rows = session().execute(select(Watch.kind, func.count()).where(Watch.user_id == user.id).group_by(Watch.kind))
    found = {Kind(kind): number for kind, number in rows}
    return {kind: found[kind] for kind in Kind if kind in found}


def all_watched(user: User, kind: Kind | None = None, limit: int = PER_PAGE, offset: int = 0) -> list[Watched]:
    """A part of what `user` watches, what came last first."""
    chosen = select(Watch).where(*_of(user, kind)).order_by(Watch.at.desc(), Watch.id.desc())
    return _described(session().scalars(chosen.limit(limit).offset(offset)).all())


def _of(user: User, kind: Kind | None) -> list[ColumnElement[bool]]:
    return [Watch.user_id == user.id, *([Watch.kind == kind.value] if kind else [])]


def _described(rows: Sequence[Watch]) -> list[Watched]:
    """Their titles, by one question for the pages and one for the topics. What is gone is left out."""
    in_topics = [row.number for row in rows if row.kind == Kind.TOPIC.value]
    titles = session().execute(select(Topic.id, Topic.title).where(Topic.id.in_(in_topics)))
    topics = {number: title for number, title in titles}  # noqa: C416 - rows are not quite tuples
    on_pages = [row.number for row in rows if row.kind in {Kind.PAGE.value, Kind.SUBPAGES.value}]
    found = session().execute(select(Page.id, Page.namespace, Page.title, Page.language).where(Page.id.in_(on_pages)))
    pages = {number: (PageName(Namespace(space), title), said) for number, space, title, said in found}
    return [each for row in rows if (each := _watched(row, pages, topics))]


def _watched(row: Watch, pages: dict[int, tuple[PageName, str | None]], topics: dict[int, str]) -> Watched | None:
    thing = Thing(Kind(row.kind), row.number, row.name)
    if thing.kind is Kind.TOPIC:
        title = topics.get(row.number)
        return Watched(row.id, thing, title, f"/topic/{row.number}", row.at) if title else None
    if thing.kind in {Kind.PAGE, Kind.SUBPAGES}:
        if row.number not in pages:
            return None
        name, language = pages[row.number]
        return Watched(row.id, thing, name.full, name.path, row.at, language)
    name = named_page(thing)
    return Watched(row.id, thing, name.title, name.path, row.at)


def named_page(thing: Thing) -> PageName:
    """The page of a theme, a category or a municipality, whether it is there or not."""
    if thing.kind is Kind.MUNICIPALITY:
        place = by_code(thing.name)
        return PageName(Namespace.MUNICIPALITY, place.name if place else thing.name)
    return PageName(Namespace.THEME if thing.kind is Kind.THEME else Namespace.CATEGORY, thing.name)


def watched_themes(user: User) -> list[str]:
    """The themes that somebody watches, by title."""
    mine = select(Watch.name).where(Watch.user_id == user.id, Watch.kind == Kind.THEME.value)
    return list(session().scalars(mine.order_by(Watch.name).limit(PER_PAGE)))
