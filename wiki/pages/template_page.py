"""Templates as people see them: which ones a page uses, and on the page of a template what it wants and who uses it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.markup.transclusion import Wanted, parameters_of
from wiki.pages.models import Link, Page
from wiki.pages.queries import existing, source_of

PAGES_SHOWN = 50


@dataclass(frozen=True)
class TemplatePage:
    """What the page of a template shows beside its text; of the pages that use it the first ones."""

    name: PageName
    wanted: Sequence[Wanted]
    used_on: Sequence[PageName]
    used_in_all: int

    @property
    def wikitext(self) -> str:
        """What to write in order to use it."""
        values = [f"{each.name}=…" if not each.name.isdecimal() else "…" for each in self.wanted]
        return "{{" + "|".join([self.name.title, *values]) + "}}"


def template_page(page: Page) -> TemplatePage:
    """What there is to tell of the template that stands on `page`."""
    target = (Link.target_namespace == page.namespace, Link.target_title == page.title, Link.kind == "template")
    using = select(Page.namespace, Page.title).join(Link, Link.page_id == Page.id).where(*target)
    first = session().execute(using.order_by(Page.sort_key, Page.id).limit(PAGES_SHOWN))
    count = session().scalar(select(func.count()).select_from(Link).where(*target)) or 0
    names = [PageName(Namespace(namespace), title) for namespace, title in first]
    return TemplatePage(page.name, parameters_of(source_of(page.current_revision_id)), names, count)


def templates_of(page: Page | None) -> list[tuple[PageName, bool]]:
    """What a page takes in, in order of the names, and whether each exists."""
    if page is None:
        return []
    links = session().scalars(select(Link).where(Link.page_id == page.id, Link.kind == "template"))
    names = sorted(link.target for link in links)
    there = existing(names) if names else set()
    return [(name, name.full in there) for name in names]
