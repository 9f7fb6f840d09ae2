"""Double redirects: what led to a page that has moved leads to where it is now. MediaWiki calls this fixing them."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import Refusal
from wiki.core.i18n import gettext
from wiki.editing.save import Edit, save_page
from wiki.markup import PageName
from wiki.markup.relinking import relinked
from wiki.pages.models import Link, Page
from wiki.pages.queries import source_of

MOST = 200  # redirects that are mended at once; the report of double redirects shows the rest


def mend_double_redirects(moved: Sequence[tuple[PageName, PageName]], by: User) -> int:
    """Let the redirects to the old names lead to the new ones, each by an edit of its own; how many that were.

    What `by` may not edit stays as it is: it goes on leading there, by way of the redirect that was left.
    """
    return sum(_mend(page, old, new, by) for old, new in moved for page in _leading_to(old, new))


def _leading_to(old: PageName, new: PageName) -> Iterator[Page]:
    leading = (
        select(Page)
        .join(Link, Link.page_id == Page.id)
        .where(Link.kind == "redirect", Link.target_namespace == old.namespace.value, Link.target_title == old.title)
        .order_by(Page.id)
        .limit(MOST)
    )
    return (page for page in session().scalars(leading).all() if page.name != new)


def _mend(page: Page, old: PageName, new: PageName, by: User) -> bool:
    name, base = page.name, page.current_revision_id
    source = relinked(source_of(base), name, [(old, new)])
    summary = gettext("leads to “%(new)s” since “%(old)s” was moved there", new=new.full, old=old.full)
    try:
        return save_page(Edit(name, source, summary, minor=True, base=base), by).changed
    except Refusal:
        return False
