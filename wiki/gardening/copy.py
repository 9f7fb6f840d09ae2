"""Copying a page: a new page with the same text, whose history says from which version of which page it comes."""

from dataclasses import dataclass

from wiki.accounts.models import User
from wiki.accounts.permissions import require
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext
from wiki.editing.save import MAX_SUMMARY, Conflict, Edit, Saved, save_page
from wiki.gardening.may_move import CannotMove
from wiki.markup import Namespace, PageName
from wiki.markup.summaries import link_to_version
from wiki.pages.queries import find_page, source_of
from wiki.protection.ask import require_on


@dataclass(frozen=True)
class Copy:
    """Which page is to be copied, and what the copy is called."""

    page: PageName
    to: PageName
    reason: str = ""


class CopyTaken(Refusal):
    """There is a page of that name already."""

    status = 409
    msgid = N_("There is a page called “%(name)s” already. Choose another name for the copy.")


def copy_page(wanted: Copy, by: User) -> Saved:
    """Make the copy. Raises NotFound, CopyTaken, CannotMove and the refusals of `require` and `save_page`."""
    require(by, "read")
    require_on(by, "create", wanted.to)
    page = find_page(wanted.page)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=wanted.page.full)
    if Namespace.FILE in {wanted.page.namespace, wanted.to.namespace}:
        raise CannotMove(N_("A file cannot be copied: upload it under another name instead."))
    if find_page(wanted.to):
        raise CopyTaken(name=wanted.to.full)
    number = page.current_revision_id
    said = gettext("copied from %(page)s, version %(number)s", page=link_to_version(page.name, number), number=number)
    summary = (f"{said}: {wanted.reason}" if wanted.reason else said)[:MAX_SUMMARY]
    try:
        saved = save_page(Edit(wanted.to, source_of(number), summary), by)
    except Conflict as conflict:
        raise CopyTaken(name=wanted.to.full) from conflict
    return saved
