"""Questions that wait for an answer, across the whole wiki."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from wiki.core.clock import now
from wiki.core.db import session
from wiki.examples.models import Example, ExampleTheme
from wiki.examples.theme_page import guidance_of
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, all_municipalities, by_code, by_name
from wiki.pages.models import Page
from wiki.talk.listing import OPEN
from wiki.talk.models import HIDDEN_TITLE, HiddenReply, Reply, Topic, TopicKind

_Opening = aliased(Reply)
_FIRST = select(func.min(Reply.id)).where(Reply.topic_id == Topic.id).correlate(Topic).scalar_subquery()
_IS_OPENING = and_(_Opening.topic_id == Topic.id, _Opening.id == _FIRST)
_Said = aliased(Reply, flat=True)
_HIDDEN = select(HiddenReply.reply_id).where(HiddenReply.reply_id == _Said.id).exists()
_BY_OTHERS = and_(_Said.topic_id == Topic.id, _Said.author_id.is_distinct_from(Topic.author_id), ~_HIDDEN)
_HEARD = select(_Said.id).where(_BY_OTHERS).correlate(Topic).exists()


@dataclass(frozen=True)
class QuestionFilter:
    """Which questions are asked for. `heard`: whether somebody has said something about them. None is all."""

    theme: str | None = None
    municipality: Municipality | None = None
    heard: bool | None = None


@dataclass(frozen=True)
class Question:
    """A question as a row in a list."""

    topic: Topic
    asked_at: datetime
    municipality: Municipality | None  # the asker's, at that time
    replies: int  # by others

    @property
    def days(self) -> int:
        """How long it has waited."""
        return max(0, (now() - self.asked_at).days)

    @property
    def page(self) -> PageName:
        """The page that it is about."""
        return self.topic.page.name


def questions(chosen: QuestionFilter, limit: int, offset: int = 0) -> list[Question]:
    """The questions asked for, with those who ask: the one that has waited longest comes first."""
    said = select(func.count()).where(_BY_OTHERS).correlate(Topic).scalar_subquery()
    order = (Topic.created_at, Topic.id)
    some = _chosen(select(Topic.id), chosen).order_by(*order).offset(offset).limit(limit)
    wanted = (
        select(Topic, _Opening.municipality_code, said)
        .join(_Opening, _IS_OPENING)
        .where(Topic.id.in_(some))
        .order_by(*order)
        .options(joinedload(Topic.page), joinedload(Topic.author))
    )
    rows = session().execute(wanted)
    return [Question(topic, topic.created_at, by_code(code), number) for topic, code, number in rows]


def question_counts(chosen: QuestionFilter) -> dict[bool, int]:
    """How many questions there are of those asked for: of which somebody has said something, and nobody."""
    heard = case((_HEARD, 1), else_=0).label("heard")
    each = _chosen(select(heard).select_from(Topic), chosen).subquery()
    rows = session().execute(select(each.c.heard, func.count()).group_by(each.c.heard))
    return {False: 0, True: 0} | {bool(is_heard): number for is_heard, number in rows}


def municipalities_asking() -> list[Municipality]:
    """The municipalities that ask, and those about whose pages somebody asks, by name."""
    opening = select(_Opening.municipality_code).select_from(Topic).join(_Opening, _IS_OPENING)
    asking = _waiting(opening.where(_Opening.municipality_code.is_not(None))).distinct()
    pages = select(Page.title).select_from(Topic).join(Page, Page.id == Topic.page_id)
    about = _waiting(pages.where(Page.namespace == Namespace.MUNICIPALITY.value)).distinct()
    found = {by_name(title.partition("/")[0]) for title in session().scalars(about)}
    found |= {by_code(code) for code in session().scalars(asking)}
    return [each for each in all_municipalities() if each in found]


def questions_on(page_ids: Sequence[int], limit: int = 5) -> Sequence[Topic]:
    """The questions on these pages that have waited longest, with their pages."""
    wanted = _waiting(select(Topic)).where(Topic.page_id.in_(page_ids)).order_by(Topic.created_at, Topic.id)
    return session().scalars(wanted.limit(limit).options(joinedload(Topic.page))).all()


def _chosen(wanted: Any, chosen: QuestionFilter) -> Any:
    """A select from the topics, narrowed to the questions asked for."""
    wanted = _waiting(wanted)
    if chosen.theme:
        wanted = wanted.where(_of_theme(chosen.theme))
    if chosen.municipality:
        wanted = wanted.where(_concerns(chosen.municipality))
    if chosen.heard is not None:
        wanted = wanted.where(_HEARD if chosen.heard else ~_HEARD)
    return wanted


def _waiting(wanted: Any) -> Any:
    return wanted.where(Topic.kind == TopicKind.QUESTION, OPEN, Topic.title != HIDDEN_TITLE)


def _of_theme(title: str) -> ColumnElement[bool]:
    """The theme's own page, the guidance that belongs to it, and the pages of its examples."""
    name = PageName(Namespace.THEME, title)
    guidance = [each.id for each in guidance_of(name)]
    examples = select(Example.page_id).join(ExampleTheme).where(ExampleTheme.title == title)
    own = and_(Page.namespace == name.namespace.value, Page.title == name.title)
    return or_(Topic.page_id.in_(select(Page.id).where(own)), Topic.page_id.in_(guidance), Topic.page_id.in_(examples))


def _concerns(place: Municipality) -> ColumnElement[bool]:
    """Asked from the municipality, or about one of its pages."""
    below = Page.title.startswith(f"{place.name}/", autoescape=True)
    own = and_(Page.namespace == Namespace.MUNICIPALITY.value, or_(Page.title == place.name, below))
    asked = select(_Opening.id).where(_IS_OPENING, _Opening.municipality_code == place.code)
    return or_(Topic.page_id.in_(select(Page.id).where(own)), asked.correlate(Topic).exists())
