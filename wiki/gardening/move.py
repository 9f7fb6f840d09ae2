"""Moving a page to another name, with all that belongs to it.

The page stays the same row, so what is stored by its number (versions, topics, watches, what municipalities say of it)
comes along by itself. What is stored by its name is carried over here: drafts, who is writing, watches of a theme or a
category, the file of a file's page. What derives from the text is derived anew under the new name.

A line in the history tells of the move: a version that says the same. At the old name a redirect is left. Where nothing
but a redirect back stands at the new name, the two change places, so nothing is ever overwritten; and where none is to
be left, it is deleted like any page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from wiki.accounts.hidden import MAX_REASON
from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.db import session, transaction
from wiki.core.errors import N_, NotFound, Unavailable
from wiki.core.i18n import gettext
from wiki.editing.begin import leading_to
from wiki.editing.derive import replace_derived
from wiki.editing.rendering import with_documents
from wiki.editing.save import ATTEMPTS, MAX_SUMMARY, BaseMoved, Edit, append_revision, new_page
from wiki.files.keep import rename_file
from wiki.gardening.carry_over import carry_over
from wiki.gardening.delete import remove
from wiki.gardening.double_redirects import mend_double_redirects
from wiki.gardening.may_move import CannotMove, require_move
from wiki.gardening.meant import refuse_another
from wiki.journal.models import Entry
from wiki.journal.record import record
from wiki.markup import Document, Namespace, PageName, frontmatter, parse_name, render_safely
from wiki.markup.wikilinks import read_redirect
from wiki.pages.models import Page, Revision
from wiki.pages.queries import find_page, source_of
from wiki.pages.transcluding import expanded

MOST_SUBPAGES = 200  # moved at once: others wait while they are written
MOST_VERSIONS = 50  # of a redirect that gives way
WITHOUT_REDIRECT = "move without a redirect"


@dataclass(frozen=True)
class Move:
    """What is to be called what. Without `redirect` nothing is left at the old names.

    `number` is the page's that is meant: by now the name may be that of a redirect, since somebody has moved the page.
    """

    page: PageName
    to: PageName
    reason: str = ""
    subpages: bool = True
    redirect: bool = True
    number: int | None = None


@dataclass(frozen=True)
class Step:
    """One page that is moved, with its text rendered under its new name, and the redirect that is left."""

    page_id: int
    base: int
    old: PageName
    new: PageName
    source: str
    document: Document
    left: str
    left_document: Document


class Taken(CannotMove):
    """Another page is called so. Nothing has been moved."""

    status = 409
    msgid = N_("There is a page called “%(name)s” already. Choose another name, or merge the two pages by hand.")


def subpages_of(name: PageName) -> list[Page]:
    """The pages below `name`, redirects too, in the order of their names."""
    if not name.namespace.has_subpages:
        return []
    below = Page.title.startswith(f"{name.title}/", autoescape=True)
    found = session().scalars(select(Page).where(Page.namespace == name.namespace.value, below).order_by(Page.title))
    return [page for page in found if page.title.startswith(f"{name.title}/")]  # not every database minds the case


def move_page(move: Move, by: User) -> list[tuple[PageName, PageName]]:
    """Do as `move` says; the old and the new name of each page that was moved, the page itself first.

    All of them are moved or none. Raises NotFound, CannotMove, Unavailable and the refusals of `require`.
    """
    for _attempt in range(ATTEMPTS):
        steps = list(_prepared(move))
        try:
            _do(move, steps, by)
        except BaseMoved:
            continue  # somebody has saved one of the pages meanwhile
        moved = [(step.old, step.new) for step in steps]
        mend_double_redirects(moved, by)
        return moved
    raise Unavailable


def _prepared(move: Move) -> Iterator[Step]:
    """The steps, with what takes time done: before the lock. Raises NotFound and CannotMove."""
    pages = _pages(move)
    texts = [(page, source_of(page.current_revision_id), _new_name(move, page.name)) for page in pages]
    rendered = with_documents(texts, lambda each: (expanded(each[1], each[2]), each[2]), len(texts))
    for (page, source, new), document in rendered:
        assert document is not None
        assert page.current_revision_id is not None
        left = leading_to(new.full)
        yield Step(
            page.id, page.current_revision_id, page.name, new, source, document, left, render_safely(left, page.name)
        )


def _pages(move: Move) -> list[Page]:
    page = find_page(move.page)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=move.page.full)
    refuse_another(page, move.number)
    if move.to == move.page:
        raise CannotMove(N_("The page is called that already."))
    below = [each for each in subpages_of(move.page) if each.current_revision_id] if move.subpages else []
    if len(below) > MOST_SUBPAGES:
        raise CannotMove(
            N_("There are %(number)s pages below this one, and at most %(most)s can be moved at once."),
            number=len(below),
            most=MOST_SUBPAGES,
        )
    return [page, *below]


def _new_name(move: Move, name: PageName) -> PageName:
    """What `name`, the page itself or one below it, is to be called. Raises BadName."""
    return parse_name(f":{move.to.full}{name.title[len(move.page.title) :]}")


def _do(move: Move, steps: Sequence[Step], by: User) -> None:
    """Move all pages in one transaction. Raises BaseMoved when one of them has changed since it was prepared."""
    with transaction():
        if not move.redirect:
            require(by, WITHOUT_REDIRECT)
        for step in steps:
            page = _as_prepared(step)
            require_move(by, page, step.new)
            _move_one(page, step, move, by)


def _as_prepared(step: Step) -> Page:
    page = session().scalar(select(Page).where(Page.id == step.page_id).with_for_update())
    if page is None or page.name != step.old or page.current_revision_id != step.base:
        raise BaseMoved(None)
    return page


def _move_one(page: Page, step: Step, move: Move, by: User) -> None:
    redirect = _giving_way(page, step.new)
    _rename(page, step, redirect)
    if step.new.namespace is Namespace.FILE:
        rename_file(step.old.title, step.new.title)
        uploaded = update(Entry).where(Entry.kind == "upload", Entry.name == step.old.full, Entry.page_id.is_(None))
        session().execute(uploaded.values(page_id=page.id), execution_options={"synchronize_session": False})
    summary = _summary(step, move)
    revision = append_revision(page, Edit(step.new, step.source, summary, base=step.base), by, len(step.source))
    record(
        "move",
        by,
        page_id=page.id,
        revision_id=revision.id,
        namespace=page.namespace,
        name=step.new.full,
        summary=move.reason,
        details={"from": step.old.full, "to": step.new.full, "redirect": move.redirect},
    )
    replace_derived(page, revision, step.document)
    carry_over(page, step.old)
    if move.redirect:
        _leave_redirect(redirect, step, summary, by)
    elif redirect:
        remove(redirect, _said(step)[:MAX_REASON], by)  # why is said once, where it can be hidden


def refuse_taken(page: Page, new: PageName) -> None:
    """Raises Taken where `page` cannot be called `new`, because another page is; CannotMove where it is called so."""
    if page.name == new:
        raise CannotMove(N_("The page is called that already."))
    _giving_way(page, new)


def _giving_way(page: Page, new: PageName) -> Page | None:
    """The page at the new name, where it is and was nothing but a redirect to `page`. Raises Taken for any other."""
    there = session().scalar(select(Page).where(Page.namespace == new.namespace.value, Page.title == new.title))
    if there is None:
        return None
    leads_here = there.redirect_to and parse_name(there.redirect_to.partition("#")[0]) == page.name
    if not leads_here or not _only_led(there):
        raise Taken(name=new.full)
    return there


def _only_led(page: Page) -> bool:
    """Whether no version of `page` is anything but a redirect."""
    versions = select(Revision.source).where(Revision.page_id == page.id).limit(MOST_VERSIONS + 1)
    sources = session().scalars(versions).all()
    return len(sources) <= MOST_VERSIONS and all(read_redirect(frontmatter.read(each).body)[0] for each in sources)


def _rename(page: Page, step: Step, redirect: Page | None) -> None:
    """Give `page` its new name, and its old one to the redirect that stands there."""
    if redirect:
        redirect.title = f"|{redirect.id}"  # nobody can be called that, and nobody sees it
        session().flush()
    _call(page, step.new)
    if redirect:
        _call(redirect, step.old)


def _call(page: Page, name: PageName) -> None:
    page.namespace, page.title, page.sort_key = name.namespace.value, name.title, name.sort_key
    try:
        session().flush()
    except IntegrityError as error:  # somebody has begun a page of that name at this very moment
        raise BaseMoved(None) from error


def _leave_redirect(redirect: Page | None, step: Step, summary: str, by: User) -> None:
    """Let the old name lead to the new one: by the redirect that has changed places, or by a page of its own."""
    size = redirect.size if redirect else 0
    edit = Edit(step.old, step.left, summary, base=redirect.current_revision_id if redirect else None)
    page = redirect or new_page(edit)
    revision = append_revision(page, edit, by, size)
    replace_derived(page, revision, step.left_document)


def _summary(step: Step, move: Move) -> str:
    """What the history says of the move."""
    return (f"{_said(step)}: {move.reason}" if move.reason else _said(step))[:MAX_SUMMARY]


def _said(step: Step) -> str:
    return gettext("moved the page from “%(old)s” to “%(new)s”", old=step.old.full, new=step.new.full)
