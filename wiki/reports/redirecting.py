"""Reports of redirects that lead to another redirect, or nowhere; and where each ought to lead."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName, frontmatter
from wiki.markup.wikilinks import read_redirect
from wiki.municipalities.naming import short_name
from wiki.pages.models import Link, Page, Revision
from wiki.pages.named import is_one_of
from wiki.pages.queries import source_of
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


def true_targets(pages: Sequence[Page]) -> dict[int, PageName]:
    """The pages that these redirects ought to lead to, by the redirects' numbers, where that can be told.

    That is the end of the chain of redirects that each begins; where the chain ends in nothing, the page that was
    called so and has been moved since, or the last page that an earlier version led to and that is still there.
    """
    ends = _ends({page.id: page.redirect_to or "" for page in pages})
    lost = [page for page in pages if page.id not in ends]
    return ends | {page.id: target for page in lost if (target := _earlier_target(page))}


def true_target(page: Page) -> PageName | None:
    """The same for one redirect."""
    return true_targets([page]).get(page.id)


def _ends(targets: Mapping[int, str]) -> dict[int, PageName]:
    """Where the chains of redirects end that begin with the pages `targets`, each step one question for all of them."""
    found: dict[int, PageName] = {}
    passed = {number: {number} for number in targets}
    at = {number: name for number, target in targets.items() if (name := named(target))}
    for _step in range(LONGEST):
        pages = _pages_called(set(at.values()))
        following: dict[int, PageName] = {}
        for number, name in at.items():
            page = pages.get(name)
            if page is None or page.id in passed[number]:
                continue
            passed[number].add(page.id)
            onwards = named(page.redirect_to) if page.redirect_to else None
            if onwards:
                following[number] = onwards
            elif not page.redirect_to:
                found[number] = page.name
        at = following
        if not at:
            break
    return found


def _pages_called(names: Iterable[PageName]) -> dict[PageName, Page]:
    """The pages that are called so: now, by the short name of a municipality, or before they were moved."""
    found = _pages_now(names)
    short = {name: other for name in names if name not in found and (other := short_name(name))}
    by_short = _pages_now(short.values())
    found |= {name: by_short[other] for name, other in short.items() if other in by_short}
    return found | {name: page for name in names if name not in found and (page := _moved(name))}


def _pages_now(names: Iterable[PageName]) -> dict[PageName, Page]:
    wanted = [(name.namespace.value, name.title) for name in names]
    pages = session().scalars(select(Page).where(is_one_of(Page.namespace, Page.title, wanted))) if wanted else ()
    return {page.name: page for page in pages}


def _moved(name: PageName) -> Page | None:
    """The page that the journal knew by this name, under the name that it has now."""
    known = select(Entry.page_id).where(Entry.name == name.full, Entry.page_id.is_not(None))
    number = session().scalar(known.order_by(Entry.at.desc(), Entry.id.desc()).limit(1))
    return session().scalar(select(Page).where(Page.id == number)) if number else None


def _earlier_target(page: Page) -> PageName | None:
    earlier = select(Revision.id).where(Revision.page_id == page.id, Revision.id != page.current_revision_id)
    for number in session().scalars(earlier.order_by(Revision.id.desc()).limit(LOOKED_AT)):
        redirect, _rest = read_redirect(frontmatter.read(source_of(number)).body)
        if redirect and redirect.page and (found := _ends({page.id: redirect.page.full})):
            return found[page.id]
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
