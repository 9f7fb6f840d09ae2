"""What gardeners do with many pages at once. Each page is an act of its own: in the log by itself, undone by itself.

A page that refuses does not stop the others. What will happen to each is told before anything does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wiki.accounts.models import Role, User
from wiki.accounts.permissions import require
from wiki.core.db import session
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.editing.save import Edit, save_page
from wiki.gardening.delete import delete_page
from wiki.gardening.log_words import until_in_words
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
class Said:
    """What an act is told besides the pages: a category or a prefix, why, and until when it lasts (None: no end)."""

    told: str = ""
    reason: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class BulkAct:
    """Something that can be done with many pages; `label` is a msgid.

    `plan` says in words what would happen to a page, and raises Refusal where nothing would; `do` does it. It `asks`
    for a category or a prefix, `why` for a reason, `lasting` until when, or nothing happens.
    """

    key: str
    label: str
    plan: Callable[[Page, Said, User], str]
    do: Callable[[Page, Said, User], object]
    asks: bool = False
    why: bool = False
    lasting: bool = False


def planned(act: BulkAct, names: Iterable[PageName], said: Said, by: User) -> list[Told]:
    """What `act` would do to each of the pages."""
    require(by, RIGHT)
    return [_try(name, lambda page: act.plan(page, said, by)) for name in names]


def done(act: BulkAct, names: Iterable[PageName], said: Said, by: User) -> list[Told]:
    """Do it with each of the pages; what came of each."""
    require(by, RIGHT)

    def one(page: Page) -> str:
        words = act.plan(page, said, by)
        act.do(page, said, by)
        return words

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


def _plan_move(page: Page, said: Said, by: User) -> str:
    new = _new_name(page, said.told)
    require_move(by, page, new)
    refuse_taken(page, new)
    return gettext("is moved to “%(name)s”", name=new.full)


def _move(page: Page, said: Said, by: User) -> None:
    move_page(Move(page.name, _new_name(page, said.told), said.reason), by)


def _category(said: Said) -> PageName:
    return parse_name(said.told.strip().removeprefix(":"), Namespace.CATEGORY)


def _is_in(page: Page, category: PageName) -> bool:
    links = select(Link.page_id).where(Link.page_id == page.id, Link.kind == "category")
    links = links.where(Link.target_namespace == category.namespace.value, Link.target_title == category.title)
    return session().scalar(links.limit(1)) is not None


def _plan_putting(page: Page, said: Said, by: User) -> str:
    require_on(by, "edit", page.name)
    category = _category(said)
    if _is_in(page, category):
        raise NothingToDo
    return gettext("is put into “%(name)s”", name=category.full)


def _put(page: Page, said: Said, by: User) -> None:
    category = _category(said)
    summary = gettext("put into “%(name)s”", name=category.full)
    _save(page, with_category(source_of(page.current_revision_id), category), summary, said.reason, by)


def _plan_taking(page: Page, said: Said, by: User) -> str:
    require_on(by, "edit", page.name)
    category = _category(said)
    if not _is_in(page, category):
        raise NothingToDo
    return gettext("is taken out of “%(name)s”", name=category.full)


def _take(page: Page, said: Said, by: User) -> None:
    category = _category(said)
    summary = gettext("taken out of “%(name)s”", name=category.full)
    source = without_category(source_of(page.current_revision_id), page.name, category)
    _save(page, source, summary, said.reason, by)


def _save(page: Page, source: str, summary: str, reason: str, by: User) -> None:
    summary = f"{summary}: {reason}" if reason else summary
    saved = save_page(Edit(page.name, source, summary, base=page.current_revision_id), by)
    if not saved.changed:
        raise NothingToDo


def _protection(page: Page, said: Said) -> Wanted:
    """What comes of protecting the page: what protects it already, and however long, is never taken away."""
    present = Wanted.of(protection_of(page.name))
    levels = {act: max(Role.GARDENER, present.levels.get(act, Role.MEMBER)) for act in ("edit", "move")}
    ends = [said.until, present.until] if present.levels else [said.until]
    known = [each for each in ends if each]
    until = max(known) if len(known) == len(ends) else None
    return Wanted({**present.levels, **levels}, until, present.cascades)


def _plan_protecting(page: Page, said: Said, by: User) -> str:
    require(by, "protect", on=page.name)
    wanted = _protection(page, said)
    if wanted == Wanted.of(protection_of(page.name)):
        raise NothingToDo
    return gettext("is protected %(until)s: only gardeners change and move it", until=until_in_words(wanted.until))


def _protect(page: Page, said: Said, by: User) -> None:
    protect(page.name, _protection(page, said), said.reason, by)


def _plan_opening(page: Page, _said: Said, by: User) -> str:
    require(by, "protect", on=page.name)
    if protection_of(page.name) is None:
        raise NothingToDo
    return gettext("is no longer protected")


def _open(page: Page, said: Said, by: User) -> None:
    protect(page.name, Wanted(), said.reason, by)


def _delete(page: Page, said: Said, by: User) -> None:
    delete_page(page.name, said.reason, by)


def _plan_deleting(page: Page, _said: Said, by: User) -> str:
    require_on(by, "delete", page.name)
    return gettext("is deleted, and can be undeleted")


ACTS: Sequence[BulkAct] = (
    BulkAct("move", N_("Move to names that begin so"), _plan_move, _move, asks=True),
    BulkAct("put", N_("Put into the category"), _plan_putting, _put, asks=True),
    BulkAct("take", N_("Take out of the category"), _plan_taking, _take, asks=True),
    BulkAct(
        "protect",
        N_("Protect: only gardeners change and move them"),
        _plan_protecting,
        _protect,
        why=True,
        lasting=True,
    ),
    BulkAct("unprotect", N_("End their protection"), _plan_opening, _open, why=True),
    BulkAct("delete", N_("Delete them"), _plan_deleting, _delete, why=True),
)
