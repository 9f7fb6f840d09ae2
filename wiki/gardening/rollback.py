"""Rolling back: undoing all of one person's latest edits in a row on a page, in one go.

What is made of it is a version like any other, with the text from before those edits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import long_datetime, ngettext
from wiki.editing.save import Edit, Saved, save_page
from wiki.markup import PageName
from wiki.pages.hidden import require_text
from wiki.pages.hideable import AUTHOR, is_hidden
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, source_of
from wiki.protection.ask import require_on

RIGHT = "rollback"
SHOWN = 50  # of the edits that are undone
AT_ONCE = 50  # pages that are rolled back by one press


class CannotRollBack(Refusal):
    """There is nothing to go back to, or somebody else has written since."""

    status = 409


@dataclass(frozen=True)
class Run:
    """The latest edits in a row by one person on a page, and the version before them."""

    page: Page
    author: User
    revisions: Sequence[Revision]  # the newest first, SHOWN at most
    count: int
    before: Revision

    @property
    def newest(self) -> int:
        """The number of the last of the edits, which is the current version."""
        return self.page.current_revision_id or 0


def run_of(name: PageName) -> Run:
    """What a rollback of the page would undo. Raises NotFound, CannotRollBack and TextHidden."""
    page = find_page(name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    return _run(page)


def _run(page: Page) -> Run:
    newest = session().scalar(_with_author().where(Revision.id == page.current_revision_id))
    if newest is None or newest.author is None:
        raise CannotRollBack(
            N_("It is not known who made the latest edit, so there is nobody whose edits to roll back.")
        )
    by_others = (Revision.page_id == page.id, Revision.author_id.is_distinct_from(newest.author_id))
    before = session().scalar(_with_author().where(*by_others).order_by(Revision.id.desc()).limit(1))
    if before is None:
        raise CannotRollBack(
            N_("%(name)s alone has written this page, so there is no version to go back to."), name=newest.author.name
        )
    require_text(before.id)
    own = (Revision.page_id == page.id, Revision.id > before.id)
    count = session().scalar(select(func.count(Revision.id)).where(*own)) or 0
    shown = session().scalars(_with_author().where(*own).order_by(Revision.id.desc()).limit(SHOWN)).all()
    return Run(page, newest.author, shown, count, before)


def roll_back(name: PageName, seen: int, by: User) -> Saved:
    """Undo the latest edits of whoever made version `seen`, as long as it is the current one.

    Raises NotFound, CannotRollBack, TextHidden, and the refusals of `require_on` and `save_page`.
    """
    require_on(by, RIGHT, name)
    run = run_of(name)
    if run.newest != seen:
        raise CannotRollBack(N_("Somebody has changed the page since. Look at it again before you roll anything back."))
    return save_page(Edit(name, source_of(run.before.id), _summary(run), base=seen), by=by)


def _summary(run: Run) -> str:
    return ngettext(
        "Rolled back the latest edit by %(name)s, to the version from %(when)s",
        "Rolled back the latest %(num)s edits by %(name)s, to the version from %(when)s",
        run.count,
        name=run.author.name,
        when=long_datetime(run.before.created_at),
    )


@dataclass(frozen=True)
class Candidate:
    """A page that somebody was the last to write, with what a rollback would undo or why it cannot be done."""

    page: Page
    run: Run | None
    refusal: Refusal | None = None


def latest_by(author: User, limit: int = AT_ONCE, offset: int = 0) -> list[Candidate]:
    """The pages of which `author` made the current version, the latest change first."""
    found = session().scalars(
        _last_written_by(author).order_by(Page.changed_at.desc(), Page.id.desc()).limit(limit).offset(offset)
    )
    return [_candidate(page) for page in found.all()]


def count_latest_by(author: User) -> int:
    """How many pages `author` was the last to write."""
    return session().scalar(_last_written_by(author).with_only_columns(func.count(Page.id))) or 0


def _last_written_by(author: User) -> Select[Page]:
    return (
        select(Page)
        .join(Revision, Revision.id == Page.current_revision_id)
        .where(Revision.author_id == author.id, ~is_hidden(Revision.id, AUTHOR))
    )


def _candidate(page: Page) -> Candidate:
    try:
        return Candidate(page, _run(page))
    except Refusal as refusal:
        return Candidate(page, None, refusal)


def _with_author() -> Select[Revision]:
    return select(Revision).options(joinedload(Revision.author))
