"""Reports by size, age and number: the longest and the shortest pages, the oldest and the newest, the most revised."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Select, func, not_, select

from wiki.core.db import session
from wiki.core.errors import N_
from wiki.markup import Namespace
from wiki.pages.indexes import CONTENT
from wiki.pages.models import Link, Page, Revision
from wiki.reports.facts import CATEGORIES, CHANGED, CHARACTERS, CREATED, DISCUSS, EDIT, VERSIONS
from wiki.reports.linked import READ_FOR_THEMSELVES, in_order
from wiki.reports.report import AT_MOST, Report, Row, lines, of_kinds, row_of, walking


def _by(*order: Any, **columns: Any) -> Callable[[Sequence[Namespace]], Select[Any]]:
    """A question for pages that are no redirects, in an order that an index has."""
    asked = lines(**columns).where(Page.redirect_to.is_(None)).order_by(*order)
    return lambda kinds: asked.where(walking(kinds))


def uncategorised(*kinds: Namespace) -> list[Row]:
    """Pages of some kinds that are in no category."""
    categorised = select(Link.page_id).where(Link.page_id == Page.id, Link.kind == "category").exists()
    return in_order(lines().where(Page.redirect_to.is_(None), of_kinds(kinds), not_(categorised)))


def by_versions(*, most: bool) -> list[Row]:
    """Pages by how many versions they have."""
    each = select(Revision.page_id, func.count().label("number")).group_by(Revision.page_id).subquery()
    order = each.c.number.desc() if most else each.c.number
    asked = lines(number=each.c.number).join(each, each.c.page_id == Page.id)
    asked = asked.where(Page.redirect_to.is_(None), of_kinds(READ_FOR_THEMSELVES))
    return [row_of(found) for found in session().execute(asked.order_by(order, Page.id).limit(AT_MOST))]


def most_categories() -> list[Row]:
    """Pages by how many categories they are in."""
    number = func.count().label("number")
    each = select(Link.page_id, number).where(Link.kind == "category").group_by(Link.page_id).subquery()
    asked = lines(number=each.c.number).join(each, each.c.page_id == Page.id)
    return [row_of(f) for f in session().execute(asked.order_by(each.c.number.desc(), Page.id).limit(AT_MOST))]


REPORTS = (
    Report(
        "uncategorised",
        N_("Uncategorised pages"),
        N_("Pages that are in no category."),
        N_("Every page is in some category."),
        "order",
        "tag",
        acts=(EDIT, DISCUSS),
        kinds=CONTENT,
        finds=lambda: uncategorised(*CONTENT),
    ),
    Report(
        "uncategorised-categories",
        N_("Uncategorised categories"),
        N_("Categories that are in no other category. The topmost ones belong here."),
        N_("Every category is in some other."),
        "order",
        "tag",
        acts=(EDIT, DISCUSS),
        finds=lambda: uncategorised(Namespace.CATEGORY),
    ),
    Report(
        "uncategorised-files",
        N_("Uncategorised files"),
        N_("Pictures and documents whose pages are in no category."),
        N_("Every file is in some category."),
        "order",
        "image",
        acts=(EDIT,),
        finds=lambda: uncategorised(Namespace.FILE),
    ),
    Report(
        "uncategorised-templates",
        N_("Uncategorised templates"),
        N_("Templates that are in no category."),
        N_("Every template is in some category."),
        "order",
        "code",
        acts=(EDIT,),
        finds=lambda: uncategorised(Namespace.TEMPLATE),
    ),
    Report(
        "longest",
        N_("Longest pages"),
        N_("Pages that may be easier to read if they were divided."),
        N_("There is no page of this kind yet."),
        "measures",
        "up",
        (CHARACTERS,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        select=_by(Page.size.desc(), Page.id.desc(), number=Page.size),
    ),
    Report(
        "shortest",
        N_("Shortest pages"),
        N_("Pages that were begun and may need more, or be better off as a part of another."),
        N_("There is no page of this kind yet."),
        "measures",
        "down",
        (CHARACTERS,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        select=_by(Page.size, Page.id, number=Page.size),
    ),
    Report(
        "oldest",
        N_("Pages unchanged for longest"),
        N_("Pages that nobody has changed for the longest time. Are they still true?"),
        N_("There is no page of this kind yet."),
        "measures",
        "clock",
        (CHANGED,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        select=_by(Page.changed_at, Page.id, at=Page.changed_at),
    ),
    Report(
        "newest",
        N_("Newest pages"),
        N_("Pages that have been created last. New pages are glad of a link from others."),
        N_("There is no page of this kind yet."),
        "measures",
        "plus",
        (CREATED,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        select=_by(Page.created_at.desc(), Page.id.desc(), at=Page.created_at),
    ),
    Report(
        "most-revised",
        N_("Most revised pages"),
        N_("Pages with most versions: what people care about, or cannot agree upon."),
        N_("There is no page of this kind yet."),
        "measures",
        "pen",
        (VERSIONS,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        finds=lambda: by_versions(most=True),
    ),
    Report(
        "fewest-revisions",
        N_("Pages with fewest revisions"),
        N_("Pages that hardly anybody has looked over."),
        N_("There is no page of this kind yet."),
        "measures",
        "pen",
        (VERSIONS,),
        (EDIT, DISCUSS),
        READ_FOR_THEMSELVES,
        finds=lambda: by_versions(most=False),
    ),
    Report(
        "most-categories",
        N_("Pages with most categories"),
        N_("A page in very many categories is often in some too many."),
        N_("No page is in a category yet."),
        "measures",
        "tag",
        (CATEGORIES,),
        (EDIT, DISCUSS),
        tuple(Namespace),
        finds=most_categories,
    ),
)
