"""What gardeners do with many pages at once. Each page is an act of its own: in the log by itself, undone by itself.

A page that refuses does not stop the others. What will happen to each is told before anything does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from wiki.accounts.models import Role, User
from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.editing.save import Edit, save_page
from wiki.gardening.delete import delete_page
from wiki.gardening.may_move import require_move
from wiki.gardening.move import Move, move_page, refuse_taken
from wiki.gardening.protect import Wanted, protect
from wiki.markup import Namespace, PageName, parse_name
from wiki.markup.categorising import with_category, without_category
from wiki.pages.models import Link, Page
from wiki.pages.queries import find_page, source_of
from wiki.protection.ask import require_on
from wiki.protection.queries import protection_of

RIGHT = "change many pages"


class NothingToDo(Refusal):
    """The page is as it shall be already."""

    status = 409
    msgid = N_("Nothing needs to be done: it is so already.")


@dataclass(frozen=True)
class Told:
    """What is going to happen or has happened to one page: `said` in words; `refused` when nothing will or has."""

    page: PageName
    said: str
    refused: bool = False


@dataclass(frozen=True)
class BulkAct:
    """Something that can be done with many pages; `label` is a msgid.

    `plan` says in words what would happen to a page, and raises Refusal where nothing would; `do` does it. Both hear
    what the act is told besides (a category, a prefix), if it `asks` for anything; `do` hears the reason too, without
    which nothing is done where `why` is asked for.
    """

    key: str
    label: str
    plan: Callable[[Page, str, User], str]
    do: Callable[[Page, str, str, User], object]
    asks: bool = True
    why: bool = False


def planned(act: BulkAct, names: Iterable[PageName], told: str, by: User) -> list[Told]:
    """What `act` would do to each of the pages."""
    require(by, RIGHT)
    return [_try(name, lambda page: act.plan(page, told, by)) for name in names]


def done(act: BulkAct, names: Iterable[PageName], told: str, reason: str, by: User) -> list[Told]:
    """Do it with each of the pages; what came of each."""
    require(by, RIGHT)

    def one(page: Page) -> str:
        said = act.plan(page, told, by)
        act.do(page, told, reason, by)
        return said

    return [_try(name, one) for name in names]


def _try(name: PageName, what: Callable[[Page], str]) -> Told:
    try:
        page = find_page(name)
        if page is None:
            raise NotFound
        return Told(name, what(page))
    except Refusal as refusal:
        return Told(name, sentence(refusal), refused=True)


def _new_name(page: Page, prefix: str) -> PageName:
    """What a page is called under a prefix: "Kommun:Ale/" takes the last step of its name, "Verktyg:" all of it."""
    last = page.name.leaf if prefix.rstrip().endswith("/") else page.title
    return parse_name(f"{prefix.strip()}{last}")


def _plan_move(page: Page, prefix: str, by: User) -> str:
    new = _new_name(page, prefix)
    require_move(by, page, new)
    refuse_taken(page, new)
    return gettext("is moved to “%(name)s”", name=new.full)


def _move(page: Page, prefix: str, reason: str, by: User) -> None:
    move_page(Move(page.name, _new_name(page, prefix), reason), by)


def _category(told: str) -> PageName:
    return parse_name(told.strip().removeprefix(":"), Namespace.CATEGORY)


def _is_in(page: Page, category: PageName) -> bool:
    links = select(Link.page_id).where(Link.page_id == page.id, Link.kind == "category")
    links = links.where(Link.target_namespace == category.namespace.value, Link.target_title == category.title)
    return session().scalar(links.limit(1)) is not None


def _plan_putting(page: Page, told: str, by: User) -> str:
    require_on(by, "edit", page.name)
    category = _category(told)
    if _is_in(page, category):
        raise NothingToDo
    return gettext("is put into “%(name)s”", name=category.full)


def _put(page: Page, told: str, reason: str, by: User) -> None:
    category = _category(told)
    summary = gettext("put into “%(name)s”", name=category.full)
    _save(page, with_category(source_of(page.current_revision_id), category), summary, reason, by)


def _plan_taking(page: Page, told: str, by: User) -> str:
    require_on(by, "edit", page.name)
    category = _category(told)
    if not _is_in(page, category):
        raise NothingToDo
    return gettext("is taken out of “%(name)s”", name=category.full)


def _take(page: Page, told: str, reason: str, by: User) -> None:
    category = _category(told)
    summary = gettext("taken out of “%(name)s”", name=category.full)
    _save(page, without_category(source_of(page.current_revision_id), page.name, category), summary, reason, by)


def _save(page: Page, source: str, summary: str, reason: str, by: User) -> None:
    summary = f"{summary}: {reason}" if reason else summary
    saved = save_page(Edit(page.name, source, summary, base=page.current_revision_id), by)
    if not saved.changed:
        raise NothingToDo


def _plan_protecting(page: Page, _told: str, by: User) -> str:
    require(by, "protect")
    present = protection_of(page.name)
    if present and present.level("edit") >= Role.GARDENER:
        raise NothingToDo
    return gettext("is protected: only gardeners change and move it")


def _protect(page: Page, _told: str, reason: str, by: User) -> None:
    protect(page.name, Wanted({"edit": Role.GARDENER, "move": Role.GARDENER}), reason, by)


def _delete(page: Page, _told: str, reason: str, by: User) -> None:
    delete_page(page.name, reason, by)


def _plan_deleting(page: Page, _told: str, by: User) -> str:
    require_on(by, "delete", page.name)
    return gettext("is deleted, and can be undeleted")


ACTS: Sequence[BulkAct] = (
    BulkAct("move", N_("Move to names that begin so"), _plan_move, _move),
    BulkAct("put", N_("Put into the category"), _plan_putting, _put),
    BulkAct("take", N_("Take out of the category"), _plan_taking, _take),
    BulkAct(
        "protect", N_("Protect: only gardeners change and move them"), _plan_protecting, _protect, asks=False, why=True
    ),
    BulkAct("delete", N_("Delete them"), _plan_deleting, _delete, asks=False, why=True),
)
