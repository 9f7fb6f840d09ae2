"""What is shown as similar to a page, and what those who know better have said is not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.accounts.permissions import allowed, require
from wiki.core.clock import now
from wiki.core.db import session, take_turn, transaction
from wiki.core.errors import NotFound
from wiki.examples.likeness import Candidate, ranked
from wiki.examples.said_models import HiddenLikeness
from wiki.examples.speaking import NotYours, is_spoken_for, may_tend, speaks_for
from wiki.journal.record import record
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page

SHOWN = 5
OF_ONE = 2  # at most so many of one municipality, so that more of them are met
REASONS = 2


@dataclass(frozen=True)
class Similar:
    """An example like the page, and why, in words."""

    page: PageName
    page_id: int
    anchor: str
    title: str
    owner: PageName
    status: str
    lead: str
    language: str | None
    reasons: Sequence[str]

    @property
    def path(self) -> str:
        """Where it is read."""
        return self.page.path + (f"#{self.anchor}" if self.anchor else "")


@dataclass(frozen=True)
class Alikeness:
    """What is like a page, what is said not to be, and whether whoever reads may say so."""

    shown: Sequence[Similar]
    hidden: Sequence[Similar]
    theme: PageName | None  # the rarest of its own, for more of the kind
    may: bool


def similar_to(page: Page) -> Alikeness | None:
    """The examples of others that are most like those of `page`; None where it has none itself, or there are none."""
    found = ranked(page) if is_spoken_for(page) else None
    if found is None:
        return None
    subject, candidates = found
    hidden = _hidden(page)
    of_one = OF_ONE if page.kind == "example" else 1
    shown = _shown(_few_of_each([each for each in candidates if each.key not in hidden], of_one))
    taken_away = _shown([each for each in candidates if each.key in hidden])
    if not (shown or taken_away):
        return None
    rarest = max(subject.themes, key=lambda name: (subject.themes[name], name), default=None)
    return Alikeness(shown, taken_away, rarest, may_tend(page))


def hide_likeness(page: Page, other: Page, anchor: str, by: User) -> None:
    """Say that an example on `other` is not like `page`. Raises SignInNeeded, NotYours, NotFound."""
    with transaction():
        _require_knowing(by, page, other)
        if not (is_spoken_for(page) and is_spoken_for(other)) or page.id == other.id:
            raise NotFound
        put_hidden(page, other, anchor[:600], by, by.municipality_code, now())


def put_hidden(page: Page, other: Page, anchor: str, by: User, code: str | None, at: datetime) -> bool:
    """Store that two are not alike, for acts within their transaction. Whether that was news."""
    take_turn()
    if session().get(HiddenLikeness, (page.id, other.id, anchor)):
        return False
    session().add(
        HiddenLikeness(page_id=page.id, other_id=other.id, anchor=anchor, municipality_code=code, user_id=by.id, at=at)
    )
    _note(page, by)
    return True


def show_likeness(page: Page, other: Page, anchor: str, by: User) -> None:
    """Take back what `hide_likeness` said. Raises SignInNeeded, NotYours."""
    with transaction():
        _require_knowing(by, page, other)
        take_turn()
        if row := session().get(HiddenLikeness, (page.id, other.id, anchor[:600])):
            session().delete(row)
            _note(page, by)


def _require_knowing(by: User, page: Page, other: Page) -> None:
    """Both municipalities know best whether they do the same."""
    for each in (page, other):
        require(by, "speak for one’s municipality", on=each.name)
    if not (allowed(by, "speak for any municipality") or speaks_for(by, page) or speaks_for(by, other)):
        raise NotYours(owner=page.name.base.title)


def _note(page: Page, by: User) -> None:
    record("unlike", by, page_id=page.id, namespace=page.namespace, name=page.name.full)


def _hidden(page: Page) -> set[tuple[int, str]]:
    rows = select(HiddenLikeness.other_id, HiddenLikeness.anchor).where(HiddenLikeness.page_id == page.id)
    return {(other_id, anchor) for other_id, anchor in session().execute(rows)}


def _few_of_each(candidates: Sequence[Candidate], most: int) -> list[Candidate]:
    numbers: Counter[object] = Counter()
    chosen = []
    for each in candidates:
        owner = (each.example.owner_namespace, each.example.owner_title)
        numbers[owner] += 1
        if numbers[owner] <= most:
            chosen.append(each)
    return chosen[:SHOWN]


def _shown(candidates: Sequence[Candidate]) -> list[Similar]:
    ids = {each.example.page_id for each in candidates}
    rows = session().execute(select(Page.id, Page.namespace, Page.title).where(Page.id.in_(ids))) if ids else ()
    names = {number: PageName(Namespace(space), title) for number, space, title in rows}
    return [
        Similar(
            page=names[each.example.page_id],
            page_id=each.example.page_id,
            anchor=each.example.anchor,
            title=each.example.title,
            owner=PageName(Namespace(each.example.owner_namespace), each.example.owner_title),
            status=each.example.status,
            lead=each.example.lead,
            language=each.example.language,
            reasons=each.told(REASONS),
        )
        for each in candidates
    ]
