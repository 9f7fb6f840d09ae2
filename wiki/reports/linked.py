"""Reports of what links lead to, and do not: wanted pages, orphans, dead ends, the most linked."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import and_, func, literal, not_, or_, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.files.models import File
from wiki.markup import Namespace, PageName
from wiki.municipalities.naming import official_names, short_name
from wiki.pages.indexes import CONTENT, LINKED_OTHERWISE, MAIN_PAGE
from wiki.pages.models import Link, Page
from wiki.pages.named import is_one_of
from wiki.pages.queries import AT_ONCE, existing
from wiki.reports.facts import BACKLINKS, CREATE, DELETE, DISCUSS, EDIT, LINKING, SEARCH, UPLOAD, USING
from wiki.reports.report import AT_MOST, Report, Row, lines, of_kinds, row_of

READ_FOR_THEMSELVES = tuple(each for each in Namespace if each not in LINKED_OTHERWISE)
_LEADS_ON = Page.redirect_to.is_not(None)  # where a file was before it was moved, pages still show it
_IS_MAIN_PAGE = and_(Page.namespace == MAIN_PAGE.namespace.value, Page.title == MAIN_PAGE.title)


def wanted(kinds: Sequence[Namespace], link_kinds: Sequence[str]) -> list[Row]:
    """Pages of some kinds that do not exist and that links lead to: those first that most pages want."""
    target = (Link.target_namespace, Link.target_title)
    leads = (Link.kind.in_(link_kinds), Link.target_namespace.in_([each.value for each in kinds]))
    there = select(Page.id).where(Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    number = func.count(Link.page_id.distinct())
    red = select(*target, number).where(*leads, not_(there.exists())).group_by(*target)
    rows = session().execute(red.order_by(number.desc(), Link.target_title).limit(AT_MOST))
    return [Row(PageName(Namespace(namespace), title), number=count) for namespace, title, count in rows]


def wanted_pages() -> list[Row]:
    """Pages to read that are linked to and do not exist, not even by the official name of a municipality."""
    found = wanted([*READ_FOR_THEMSELVES, Namespace.USER], ("link",))
    there = existing(row.name for row in found if short_name(row.name))
    return [row for row in found if row.name.full not in there]


def wanted_files() -> list[Row]:
    """Files that pages show or link to, and that nobody has put in."""
    number = func.count(Link.page_id.distinct())
    leads = (Link.target_namespace == Namespace.FILE.value, Link.kind == "file")
    there = select(File.id).where(File.title == Link.target_title).exists()
    moved = select(Page.id).where(Page.namespace == Namespace.FILE.value, Page.title == Link.target_title)
    lacking = select(Link.target_title, number).where(*leads, not_(there), not_(moved.where(_LEADS_ON).exists()))
    lacking = lacking.group_by(Link.target_title)
    rows = session().execute(lacking.order_by(number.desc(), Link.target_title).limit(AT_MOST))
    return [Row(PageName(Namespace.FILE, title), number=count) for title, count in rows]


def orphans() -> list[Row]:
    """Pages to read that no other page links to, not even by the official name of a municipality."""
    linking = (  # one index look-up a page; EXISTS would make PostgreSQL sort all links
        select(Link.page_id)
        .where(Link.target_namespace == Page.namespace, Link.target_title == Page.title)
        .where(Link.kind != "category", Link.page_id != Page.id)
        .limit(1)
        .scalar_subquery()
    )
    lonely = lines().where(Page.redirect_to.is_(None), of_kinds(READ_FOR_THEMSELVES), linking.is_(None))
    found = in_order(lonely.where(not_(_IS_MAIN_PAGE)))
    linked = _linked({official for row in found for official in official_names(row.name)})
    return [row for row in found if linked.isdisjoint(official_names(row.name))]


def in_order(asked: Any) -> list[Row]:
    """The rows of a question about pages, kind by kind in Swedish order."""
    rows = session().execute(asked.order_by(Page.namespace, Page.sort_key, Page.title).limit(AT_MOST))
    return sorted((row_of(each) for each in rows), key=lambda row: row.name)


def _linked(names: Iterable[PageName]) -> set[PageName]:
    """Those among `names` that are linked to."""
    asked, found = [(name.namespace.value, name.title) for name in names], set()
    target = (Link.target_namespace, Link.target_title)
    for start in range(0, len(asked), AT_ONCE):
        some = select(*target).where(is_one_of(*target, asked[start : start + AT_ONCE]), Link.kind != "category")
        found |= {PageName(Namespace(namespace), title) for namespace, title in session().execute(some.distinct())}
    return found


def dead_ends() -> list[Row]:
    """Pages to read that link to no other page."""
    leads_on = select(Link.page_id).where(Link.page_id == Page.id, Link.kind == "link")
    elsewhere = or_(Link.target_namespace != Page.namespace, Link.target_title != Page.title)
    return in_order(
        lines().where(Page.redirect_to.is_(None), of_kinds(CONTENT), not_(leads_on.where(elsewhere).exists()))
    )


def most_linked(link_kinds: Sequence[str] = ("link", "redirect"), kinds: Sequence[Namespace] = ()) -> list[Row]:
    """Pages that most others link to in one of some ways; `kinds` narrows to some kinds of page."""
    number = func.count(Link.page_id.distinct())
    target = (Link.target_namespace, Link.target_title)
    many = select(*target, number.label("number")).where(Link.kind.in_(link_kinds)).group_by(*target)
    if kinds:
        many = many.where(Link.target_namespace.in_([each.value for each in kinds]))
    most = many.order_by(number.desc()).limit(AT_MOST).subquery()
    here = and_(Page.namespace == most.c.target_namespace, Page.title == most.c.target_title)
    rows = session().execute(lines(number=most.c.number).join(most, here).order_by(most.c.number.desc(), Page.id))
    return [row_of(each) for each in rows]


def unused_files() -> list[Row]:
    """Files that no page shows or links to."""
    leads = (Link.target_namespace == Namespace.FILE.value, Link.target_title == File.title)
    shown = select(Link.page_id).where(*leads, Link.kind != "category").exists()
    own = and_(Page.namespace == Namespace.FILE.value, Page.title == File.title)
    columns = (Page.id, File.title, File.created_at)
    asked = select(*columns).outerjoin(Page, own).where(not_(shown), File.current_version_id.is_not(None))
    rows = session().execute(asked.order_by(File.title).limit(AT_MOST))
    return [Row(PageName(Namespace.FILE, title), page_id, at=at) for page_id, title, at in rows]


def unused(kind: Namespace, link_kinds: Sequence[str]) -> list[Row]:
    """Pages of a kind that nothing but themselves uses."""
    leads = (Link.target_namespace == Page.namespace, Link.target_title == Page.title, Link.page_id != Page.id)
    used = select(Link.page_id).where(*leads, Link.kind.in_(link_kinds))
    return in_order(lines(number=literal(0)).where(of_kinds([kind]), Page.redirect_to.is_(None), not_(used.exists())))


REPORTS = (
    Report(
        "wanted",
        N_("Wanted pages"),
        N_("Pages that others link to but nobody has written yet. The most wanted come first."),
        N_("Every link leads to a page. Nothing is wanted just now."),
        "lacking",
        "pen",
        (LINKING,),
        (CREATE, SEARCH),
        (*READ_FOR_THEMSELVES, Namespace.USER),
        finds=wanted_pages,
        missing=True,
    ),
    Report(
        "wanted-categories",
        N_("Wanted categories"),
        N_("Categories that gather pages without having a page of their own, where it would say what belongs there."),
        N_("Every category in use has a page of its own."),
        "lacking",
        "tag",
        (USING,),
        (CREATE, BACKLINKS),
        finds=lambda: wanted([Namespace.CATEGORY], ("category",)),
        missing=True,
    ),
    Report(
        "wanted-templates",
        N_("Wanted templates"),
        N_("Templates that pages use or link to, and that do not exist."),
        N_("Every template that pages use exists."),
        "lacking",
        "code",
        (USING,),
        (CREATE, BACKLINKS),
        finds=lambda: wanted([Namespace.TEMPLATE], ("link", "template")),
        missing=True,
    ),
    Report(
        "wanted-files",
        N_("Wanted files"),
        N_("Pictures and documents that pages show, and that nobody has put in."),
        N_("Every file that pages show is there."),
        "lacking",
        "image",
        (USING,),
        (UPLOAD, BACKLINKS),
        finds=wanted_files,
        missing=True,
    ),
    Report(
        "orphans",
        N_("Orphaned pages"),
        N_("Pages that no other page links to. They are found only by searching, until somebody links to them."),
        N_("No page is alone: something links to each of them."),
        "links",
        "link",
        acts=(SEARCH, EDIT, DISCUSS, DELETE),
        kinds=READ_FOR_THEMSELVES,
        finds=orphans,
    ),
    Report(
        "dead-ends",
        N_("Dead-end pages"),
        N_("Pages from which no link leads on. Whoever has read one has to search anew."),
        N_("From every page some link leads on."),
        "links",
        "right",
        acts=(EDIT, DISCUSS),
        kinds=CONTENT,
        finds=dead_ends,
    ),
    Report(
        "most-linked",
        N_("Most linked pages"),
        N_("What others build upon: take special care with these."),
        N_("No page links to another yet."),
        "measures",
        "link",
        (LINKING,),
        (EDIT, DISCUSS),
        tuple(Namespace),
        finds=most_linked,
    ),
    Report(
        "unused-files",
        N_("Unused files"),
        N_("Files that no page shows or links to. They may be needed somewhere, or not at all."),
        N_("Every file is used on some page."),
        "unused",
        "image",
        acts=(SEARCH, EDIT, DELETE),
        finds=unused_files,
    ),
    Report(
        "unused-templates",
        N_("Unused templates"),
        N_("Templates that no page uses."),
        N_("Every template is used on some page."),
        "unused",
        "code",
        acts=(EDIT, DISCUSS, DELETE),
        finds=lambda: unused(Namespace.TEMPLATE, ("template",)),
    ),
    Report(
        "unused-categories",
        N_("Unused categories"),
        N_("Categories with a page of their own that no page is in."),
        N_("There is some page in every category."),
        "unused",
        "tag",
        acts=(EDIT, DISCUSS, DELETE),
        finds=lambda: unused(Namespace.CATEGORY, ("category",)),
    ),
)
