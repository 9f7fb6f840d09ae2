"""Requests (efterlysningar): questions that municipalities ask each other, and the examples that answer them.

A request is a page like any other. Its fields say which theme it is about, until when an answer helps, and whether it
is solved. Answers are examples that link to it or say so in a field, and those that it lists under its own heading.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from flask_login import current_user
from sqlalchemy import and_, select

from wiki.accounts.belonging import speaks_later
from wiki.accounts.models import User
from wiki.accounts.permissions import allowed
from wiki.core.clock import local, now
from wiki.core.db import session
from wiki.examples.how import Entry, entries_of
from wiki.examples.models import Example
from wiki.examples.queries import theme_redirects
from wiki.examples.read import first_word, themes_named
from wiki.markup import Namespace, PageName
from wiki.municipalities.register import Municipality, by_code
from wiki.pages.facts import municipality_of
from wiki.pages.hidden import hidden_in
from wiki.pages.hideable import AUTHOR, shown
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries import existing

KIND = "request"
LAST_DAY, SOLVED, SOLUTION = "sista dag", "löst", "lösning"
YES = {"ja", "yes", "true", "löst", "1"}
ANSWERS = ("svar", "answers")  # the headings under which a request lists answers itself
AT_MOST = 2000  # requests in the list; nobody reads further
NOON = time(12)
ON_A_PAGE = 5  # requests that a theme's or a municipality's page shows


@dataclass(frozen=True)
class Request:
    """A request as a row in a list."""

    page: PageName
    lead: str
    themes: tuple[str, ...]
    last_day: date | None
    solved: bool
    asked_at: datetime
    language: str | None
    by: Municipality | None

    @property
    def last_moment(self) -> datetime | None:
        """The last day, as dates are shown."""
        return datetime.combine(self.last_day, NOON, UTC) if self.last_day else None

    @property
    def overdue(self) -> bool:
        """Whether the day has passed until which an answer helps."""
        return not self.solved and self.last_day is not None and self.last_day < local(now()).date()


@dataclass(frozen=True)
class ShownRequest:
    """What the page of a request shows besides its text."""

    request: Request
    answers: Sequence[Entry]
    homes: Iterable[str]  # those of the answering municipalities that have a page
    may_solve: bool
    solution: str = ""  # what solved it, in a line


def requests(theme: str | None = None, solved: bool | None = None, by: str | None = None) -> list[Request]:
    """The requests of a theme, `solved` or open, asked `by` a municipality: the open ones first, the newest first."""
    first = and_(Revision.page_id == Page.id, Revision.parent_id.is_(None))
    code = shown(Revision.id, AUTHOR, Revision.municipality_code)  # whoever is hidden is of no municipality
    columns = (Page.title, Page.fields, Page.lead, Page.created_at, Page.language, code)
    asked = select(*columns).outerjoin(Revision, first).where(Page.kind == KIND, Page.redirect_to.is_(None))
    if by:
        asked = asked.where(code == by)
    rows = session().execute(asked.order_by(Page.created_at.desc(), Page.id.desc()).limit(AT_MOST)).all()
    now_called = _now_called() if rows else {}
    found = [_request(now_called, *row) for row in rows]
    wanted = now_called.get(theme, theme) if theme else None
    chosen = [each for each in found if wanted in (None, *each.themes) and solved in (None, each.solved)]
    return sorted(chosen, key=lambda each: each.solved)


def theme_numbers(found: Iterable[Request]) -> list[tuple[str, int]]:
    """The themes of some requests, the one with most of them first."""
    numbers = Counter(theme for each in found for theme in each.themes)
    return sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))


def open_requests_on(page: Page) -> list[Request]:
    """The open requests that the page of a theme, or of the municipality that asks, shows."""
    if page.kind == "theme" and not page.redirect_to:
        return requests(theme=page.title, solved=False)[:ON_A_PAGE]
    place = municipality_of(page)
    return requests(solved=False, by=place.code)[:ON_A_PAGE] if place else []


def shown_request(page: Page) -> ShownRequest | None:
    """The request that `page` is, if it is one."""
    if page.kind != KIND or page.redirect_to:
        return None
    asker = first_revision(page)
    is_hidden = asker is not None and AUTHOR in hidden_in([asker.id]).get(asker.id, {})
    code = asker.municipality_code if asker and not is_hidden else ""
    told = _request(_now_called(), page.title, page.fields, page.lead, page.created_at, page.language, code)
    found = answers_to(page)
    homes = existing(each.page.base for each in found)
    solution = first_word(page.fields.get(SOLUTION)) if told.solved else ""
    return ShownRequest(told, found, homes, may_solve=_is_offered(code), solution=solution)


def answers_to(page: Page) -> list[Entry]:
    """The examples that answer: those that lead here by themselves, then those that the page lists."""
    leading, _places = entries_of(page.name)
    known = {each.page for each in leading}
    return [*leading, *(each for each in _listed(page) if each.page not in known)]


def may_solve(by: User, page: Page) -> bool:
    """Whether `by` may say that the request is solved: who asked, their municipality, and gardeners."""
    asker = first_revision(page)
    if allowed(by, "speak for any municipality"):
        return True
    if asker is None:
        return False
    same = by.municipality_code is not None and by.municipality_code == asker.municipality_code
    return asker.author_id == by.id or (same and not speaks_later(by))


def first_revision(page: Page) -> Revision | None:
    """The revision by which the page came to be."""
    first = select(Revision).where(Revision.page_id == page.id).order_by(Revision.id).limit(1)
    return session().scalar(first)


def last_day_in(fields: Mapping[str, Any]) -> date | None:
    """The last day that the fields say, if it is one."""
    try:
        return date.fromisoformat(first_word(fields.get(LAST_DAY)))
    except ValueError:
        return None


def is_solved(fields: Mapping[str, Any]) -> bool:
    """Whether the fields say that the request is solved."""
    return first_word(fields.get(SOLVED)).casefold() in YES


def _is_offered(code: str | None) -> bool:
    """Whether those who see the same page as the present reader are offered to solve it; the act asks again, whom."""
    if not current_user.is_authenticated:
        return False
    if allowed(current_user, "speak for any municipality"):
        return True
    return bool(current_user.municipality_code == code and not speaks_later(current_user))


def _request(now_called: Mapping[str, str], title: str, fields: Mapping[str, Any], lead: str, *rest: Any) -> Request:
    asked_at, language, code = rest
    return Request(
        page=PageName(Namespace.REQUEST, title),
        lead=lead,
        themes=tuple(dict.fromkeys(now_called.get(each, each) for each in themes_named(fields.get("tema")))),
        last_day=last_day_in(fields),
        solved=is_solved(fields),
        asked_at=asked_at,
        language=language,
        by=by_code(code),
    )


def _now_called() -> dict[str, str]:
    """The themes whose pages redirect, and where to."""
    return dict(tuple(row) for row in session().execute(select(theme_redirects())))


def _listed(page: Page) -> list[Entry]:
    """What the page itself links to under its heading for answers: examples, or pages of municipalities."""
    municipal = (Namespace.MUNICIPALITY.value, Namespace.COOPERATION.value)
    there = and_(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    rows = session().execute(
        select(Link, Page.lead, Page.language, Example.status, Example.lesson)
        .join(Page, there)
        .outerjoin(Example, and_(Example.page_id == Page.id, Example.anchor == Link.fragment))
        .where(Link.page_id == page.id, Link.kind == "link", Link.target_namespace.in_(municipal))
        .order_by(Link.number)
    )
    found: dict[PageName, Entry] = {}
    for link, lead, language, status, lesson in rows:
        name = link.target
        if link.heading.strip().casefold() in ANSWERS and name not in found:
            said = (name, link.fragment, name.leaf, "", name.leaf, "", status or "", lead, lesson or "")
            found[name] = Entry(*said, language=language)
    return list(found.values())
