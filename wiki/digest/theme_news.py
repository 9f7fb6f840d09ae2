"""What has happened in some themes since a moment: who has come further, what is new, and which questions are open."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from wiki.core.db import session
from wiki.examples.models import Example, ExampleTheme
from wiki.examples.read import first_word
from wiki.examples.taxonomy import status_written
from wiki.examples.theme_page import guidance_of
from wiki.markup import Namespace, PageName, frontmatter
from wiki.pages.hideable import TEXT, shown
from wiki.pages.models import Page, Revision
from wiki.talk.listing import OPEN
from wiki.talk.models import Topic, TopicKind
from wiki.watch.models import Kind, Watch

AT_MOST = 10  # lines of each sort
BEGINNING = 3000  # letters of a source; nearly every front matter ends within them


@dataclass(frozen=True)
class Moved:
    """An example that has come to another step of the ladder; keys of it."""

    owner: PageName
    title: str
    url: str
    old: str
    new: str
    language: str | None


@dataclass(frozen=True)
class Told:
    """An example that is new."""

    owner: PageName
    title: str
    url: str
    language: str | None


@dataclass(frozen=True)
class Asked:
    """A question that nobody has answered."""

    title: str
    page: PageName
    at: datetime
    url: str


@dataclass(frozen=True)
class ThemeNews:
    """All of that. `open_questions` counts those too that are not shown."""

    moved: list[Moved] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    open_questions: int = 0

    @property
    def is_news(self) -> bool:
        """Whether something has happened. That old questions are open still is no reason for a letter."""
        return bool(self.moved or self.told or self.asked)


def themes_watched_by(user_id: int) -> list[str]:
    """The titles of the themes that somebody watches."""
    wanted = select(Watch.name).where(Watch.user_id == user_id, Watch.kind == Kind.THEME.value)
    return list(session().scalars(wanted.order_by(Watch.name)))


def theme_news(titles: Collection[str], since: datetime) -> ThemeNews:
    """What has happened in the themes called `titles` after `since`."""
    if not titles:
        return ThemeNews()
    questions = _questions(titles)
    return ThemeNews(
        moved=_moved(titles, since)[:AT_MOST],
        told=_told(titles, since),
        asked=[each for each in questions if each.at > since][:AT_MOST],
        open_questions=len(questions),
    )


def _moved(titles: Collection[str], since: datetime) -> list[Moved]:
    """Examples whose status is another than before `since`; the latest changed first."""
    rows = session().execute(
        select(Example, Page)
        .join(Page, Page.id == Example.page_id)
        .where(Example.id.in_(_of_themes(titles)), Example.anchor == "", Example.status != "")
        .where(Page.changed_at > since, Page.created_at <= since)
        .order_by(Page.changed_at.desc())
    )
    found = {page.id: (example, page) for example, page in rows}
    before = _statuses_before(list(found), since)
    return [
        Moved(example.owner, example.title, page.name.path, before[page.id], example.status, page.language)
        for example, page in found.values()
        if before.get(page.id) and before[page.id] != example.status
    ]


def _statuses_before(page_ids: list[int], moment: datetime) -> dict[int, str]:
    last = (
        select(func.max(Revision.id))
        .where(Revision.page_id.in_(page_ids), Revision.created_at <= moment)
        .group_by(Revision.page_id)
    )
    start = func.substr(shown(Revision.id, TEXT, Revision.source), 1, BEGINNING)
    rows = session().execute(select(Revision.page_id, start).where(Revision.id.in_(last))) if page_ids else ()
    said = {number: status_written(first_word(frontmatter.read(source).fields.get("läge"))) for number, source in rows}
    return {number: status.key for number, status in said.items() if status}


def _told(titles: Collection[str], since: datetime) -> list[Told]:
    rows = session().execute(
        select(Example, Page)
        .join(Page, Page.id == Example.page_id)
        .where(Example.id.in_(_of_themes(titles)), Example.created_at > since)
        .order_by(Example.created_at.desc(), Example.id.desc())
        .limit(AT_MOST)
    )
    return [
        Told(each.owner, each.title, page.name.path + (f"#{each.anchor}" if each.anchor else ""), each.language)
        for each, page in rows
    ]


def _of_themes(titles: Collection[str]) -> Select[int]:
    return select(ExampleTheme.example_id).where(ExampleTheme.title.in_(titles))


def _questions(titles: Collection[str]) -> list[Asked]:
    """The questions on the pages of the themes that nobody has answered, the newest first."""
    guidance = {page.id for title in titles for page in guidance_of(PageName(Namespace.THEME, title))}
    examples = select(Example.page_id).where(Example.id.in_(_of_themes(titles)))
    themes = select(Page.id).where(Page.namespace == Namespace.THEME.value, Page.title.in_(titles))
    topics = session().scalars(
        select(Topic)
        .where(Topic.kind == TopicKind.QUESTION, OPEN)
        .where(or_(Topic.page_id.in_(guidance), Topic.page_id.in_(examples), Topic.page_id.in_(themes)))
        .order_by(Topic.created_at.desc(), Topic.id.desc())
        .options(joinedload(Topic.page))
    )
    return [Asked(each.title, each.page.name, each.created_at, f"/topic/{each.id}") for each in topics]
