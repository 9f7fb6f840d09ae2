"""Which pages may be moved where, and by whom."""

from wiki.accounts.permissions import Person, allowed, require
from wiki.accounts.queries import user_by_name
from wiki.core.errors import N_, Refusal
from wiki.markup import Namespace, PageName
from wiki.markup.kinds import LABELS
from wiki.pages.indexes import MAIN_PAGE
from wiki.pages.models import Page
from wiki.protection.ask import require_on

ANY = "move any page"
CARED_FOR = {Namespace.HELP, Namespace.PROJECT, Namespace.TEMPLATE, Namespace.FILE, Namespace.CATEGORY}
BELOW = {Namespace.MUNICIPALITY, Namespace.COOPERATION}
OF_SOMEBODY = {"example", "plan", "followup"}  # kinds of pages that stand below the page of whoever they are of


class CannotMove(Refusal):
    """The page cannot be called that."""

    status = 422


def needs_a_gardener(name: PageName) -> bool:
    """Whether the page `name` is one that many others lean on: only gardeners move it."""
    of_municipality = name.namespace is Namespace.MUNICIPALITY and name.parent is None
    return name.namespace in CARED_FOR or of_municipality or name == MAIN_PAGE


def can_move(person: Person, name: PageName) -> bool:
    """Whether `person` may move the page `name` to somewhere."""
    return allowed(person, ANY if needs_a_gardener(name) else "move") and not _is_of_account(name)


def require_move(person: Person, page: Page, to: PageName) -> None:
    """Let only those through who may move `page` to `to`. Raises CannotMove and the refusals of `require`."""
    name = page.name
    require_on(person, "move", name)
    require_on(person, "create", to)
    away = name.namespace is Namespace.MUNICIPALITY is to.namespace and name.base != to.base
    if away or needs_a_gardener(name) or needs_a_gardener(to):
        require(person, ANY)
    _refuse_namespace(page, to)


def _refuse_namespace(page: Page, to: PageName) -> None:
    """Refuse a name that says something else of the page than it is. Raises CannotMove."""
    name = page.name
    if _is_of_account(name) or _is_of_account(to):
        raise CannotMove(N_("A user page is called like the account that it belongs to. Move a page below it instead."))
    if (name.namespace is Namespace.FILE) is not (to.namespace is Namespace.FILE):
        raise CannotMove(N_("A file keeps its prefix “Fil:”, and no other page can get it."))
    if page.kind in OF_SOMEBODY and not (to.namespace in BELOW and to.parent):
        raise CannotMove(
            N_("A page of the kind “%(kind)s” belongs below the page of a municipality or a cooperation."),
            kind=LABELS[page.kind],
        )


def _is_of_account(name: PageName) -> bool:
    return name.namespace is Namespace.USER and name.parent is None and user_by_name(name.title) is not None
