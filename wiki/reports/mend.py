"""Mending a redirect: it leads straight to the page at the end."""

import re

from sqlalchemy import delete

from wiki.accounts.models import User
from wiki.core.db import transaction
from wiki.core.errors import N_, NotFound, Refusal
from wiki.core.i18n import gettext
from wiki.editing.save import Edit, save_page
from wiki.markup import PageName
from wiki.pages.queries import find_page, source_of
from wiki.protection.ask import require_on
from wiki.reports.models import Counted
from wiki.reports.redirecting import REPORTS, true_target

_BRACKETS = re.compile(r"\[\[([^\[\]\n]*)\]\]")

MENDED = [report.name for report in REPORTS]


class NothingToMend(Refusal):
    """The page is no redirect any more, or nobody can tell where it ought to lead."""

    status = 409
    msgid = N_("“%(name)s” cannot be mended by itself: open it and say where it shall lead.")


def mend_redirect(name: PageName, by: User) -> PageName:
    """Let the redirect `name` lead to the page at the end of its chain; which page that is.

    Raises NotFound, NothingToMend, and the refusals of `require_on` and `save_page`.
    """
    require_on(by, "edit", name)
    page = find_page(name)
    if page is None:
        raise NotFound(N_("There is no page called %(name)s."), name=name.full)
    target = true_target(page) if page.redirect_to else None
    if target is None:
        raise NothingToMend(name=name.full)
    source = source_of(page.current_revision_id)
    new = _BRACKETS.sub(lambda _found: f"[[{target.full}]]", source, count=1)
    summary = gettext("The redirect leads to %(name)s again", name=target.full)
    save_page(Edit(name, new, summary, minor=True, base=page.current_revision_id), by)
    with transaction() as current:  # where it was counted it is no longer wrong
        current.execute(delete(Counted).where(Counted.page_id == page.id, Counted.report.in_(MENDED)))
    return target
