"""Reports of redirects that lead to another redirect, or nowhere; and where each ought to lead."""

from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.markup import Namespace, PageName, frontmatter
from wiki.markup.wikilinks import read_redirect
from wiki.pages.models import Link, Page, Revision
from wiki.pages.queries import find_page, short_name, source_of
from wiki.reports.facts import DELETE, EDIT, HISTORY, LEADS_TO, READ, named
from wiki.reports.report import AT_MOST, Report, Row, lines, row_of

LONGEST = 20  # redirects in a row
LOOKED_AT = 20  # versions of a redirect in which an earlier target is looked for
_Target = aliased(Page)


def _redirects() -> Select[Any]:
    """Redirects with the pages that they lead to, if there are any."""
    leads = and_(Link.page_id == Page.id, Link.kind == "redirect")
    here = and_(_Target.namespace == Link.target_namespace, _Target.title == Link.target_title)
    return lines(other=Page.redirect_to).join(Link, leads).outerjoin(_Target, here).where(Page.redirect_to.is_not(None))


def double_redirects() -> list[Row]:
    """Redirects that lead to a redirect."""
    return _first(_redirects().where(_Target.redirect_to.is_not(None), _Target.id != Page.id))


def broken_redirects() -> list[Row]:
    """Redirects that lead to no page, or to themselves."""
    return _first(_redirects().where(or_(_Target.id.is_(None), _Target.id == Page.id)))


def _first(asked: Select[Any]) -> list[Row]:
    return [row_of(each) for each in session().execute(asked.order_by(Page.id).limit(AT_MOST))]


def true_target(page: Page) -> PageName | None:
    """The page that the redirect `page` ought to lead to, if that can be told.

    That is the end of the chain of redirects that it begins; or, where the chain ends in nothing, the last page that
    one of its earlier versions led to and that is still there.
    """
    return _end_of(page.redirect_to or "", page) or _earlier_target(page)


def _end_of(target: str, page: Page) -> PageName | None:
    passed = {page.id}
    for _step in range(LONGEST):
        name = named(target)
        found = find_page(name) if name else None
        if found is None and name and (short := short_name(name)):
            found = find_page(short)
        if found is None or found.id in passed:
            return None
        if not found.redirect_to:
            return found.name
        passed.add(found.id)
        target = found.redirect_to
    return None


def _earlier_target(page: Page) -> PageName | None:
    earlier = select(Revision.id).where(Revision.page_id == page.id, Revision.id != page.current_revision_id)
    for number in session().scalars(earlier.order_by(Revision.id.desc()).limit(LOOKED_AT)):
        redirect, _rest = read_redirect(frontmatter.read(source_of(number)).body)
        if redirect and redirect.page and (found := _end_of(redirect.page.full, page)):
            return found
    return None


REPORTS = (
    Report(
        "broken-redirects",
        N_("Broken redirects"),
        N_("Redirects to a page that does not exist, or to themselves: whoever follows them stands before nothing."),
        N_("Every redirect leads to a page."),
        "mend",
        "warn",
        (LEADS_TO,),
        (READ, EDIT, HISTORY, DELETE),
        tuple(Namespace),
        finds=broken_redirects,
        mends=True,
    ),
    Report(
        "double-redirects",
        N_("Double redirects"),
        N_("Redirects that lead to another redirect, where the reader is stopped halfway."),
        N_("No redirect leads to another."),
        "mend",
        "redo",
        (LEADS_TO,),
        (READ, EDIT, HISTORY, DELETE),
        tuple(Namespace),
        finds=double_redirects,
        mends=True,
    ),
)
