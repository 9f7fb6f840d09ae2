"""Reading drafts: always those of one person, and that person is who asks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, select

from wiki.accounts.models import User
from wiki.core.clock import now
from wiki.core.db import session
from wiki.drafts.models import Draft
from wiki.markup import PageName, frontmatter
from wiki.pages.models import Page

KEPT_DAYS = 90
BEGINNING = 200  # characters
_LINE_SIGNS = re.compile(r"^[ \t]*(?:[#>|*+-]+[ \t]+)+", re.MULTILINE)


def draft_of(who: User, name: PageName, section: str = "") -> Draft | None:
    """The draft that `who` has of a page or a section and has not thrown away."""
    here = (Draft.namespace == name.namespace.value, Draft.title == name.title, Draft.section == section)
    return session().scalar(select(Draft).where(Draft.user_id == who.id, *here, Draft.thrown_at.is_(None)))


def offered(who: User, name: PageName, section: str = "") -> Draft | None:
    """The draft that `who` can go on with."""
    draft = draft_of(who, name, section)
    fresh = draft and draft.changed_at > now() - timedelta(days=KEPT_DAYS)
    return draft if fresh else None


def draft_by_number(number: int, who: User) -> Draft | None:
    """The draft with that number, if it is one that `who` wrote."""
    return session().scalar(select(Draft).where(Draft.id == number, Draft.user_id == who.id))


def drafts_of(who: User) -> Select[Draft]:
    """All drafts of `who`, the latest first."""
    fresh = (Draft.thrown_at.is_(None), Draft.changed_at > now() - timedelta(days=KEPT_DAYS))
    return select(Draft).where(Draft.user_id == who.id, *fresh).order_by(Draft.changed_at.desc(), Draft.id)


@dataclass(frozen=True)
class Listed:
    """A draft in the list, and which revision its page has now."""

    draft: Draft
    current: int | None

    @property
    def is_behind(self) -> bool:
        """Whether the page has been changed since the draft was begun."""
        return self.current is not None and self.current != self.draft.base

    @property
    def beginning(self) -> str:
        """How the text begins, to be recognised by: without the signs that begin its lines."""
        text = self.draft.text[len(frontmatter.read(self.draft.text).raw) :]
        words = " ".join(_LINE_SIGNS.sub("", text[: 2 * BEGINNING]).split())
        return words if len(words) <= BEGINNING else words[:BEGINNING].rsplit(" ", 1)[0] + " …"


def listed(who: User, limit: int, offset: int) -> Sequence[Listed]:
    """A part of one's drafts, with how it stands with their pages."""
    here = (Page.namespace == Draft.namespace) & (Page.title == Draft.title)
    asked = drafts_of(who).add_columns(Page.current_revision_id).outerjoin(Page, here)
    rows = session().execute(asked.limit(limit).offset(offset)).all()
    return [Listed(draft, current) for draft, current in rows]
