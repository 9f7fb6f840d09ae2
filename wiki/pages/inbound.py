"""How many pages link to others: the search lets those rise that many link to."""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, not_, select
from sqlalchemy.orm import aliased

from wiki.core.db import session
from wiki.pages.models import Link, Page

_PAGE = "page:"  # keys of search documents that are pages begin so
_Linking = aliased(Page)


def inbound_links(keys: Sequence[str]) -> Mapping[str, int]:
    """How many other pages link to each of the pages that are found under `keys`; none stands for those without.

    A page's own subpages are not counted: all that a municipality does leads back to its page, and tells nothing of how
    much others make of it.
    """
    numbers = [int(key.removeprefix(_PAGE)) for key in keys if key.startswith(_PAGE)]
    leads = and_(Link.target_namespace == Page.namespace, Link.target_title == Page.title)
    others = and_(Link.kind.not_in(("category", "redirect", "template")), Link.page_id != Page.id)
    own = func.substr(_Linking.title, 1, func.length(Page.title) + 1) == Page.title + "/"
    below = and_(_Linking.namespace == Page.namespace, own)
    counts = select(Page.id, func.count(Link.page_id.distinct())).join(Link, and_(leads, others))
    counts = counts.join(_Linking, and_(_Linking.id == Link.page_id, not_(below)))
    rows = session().execute(counts.where(Page.id.in_(numbers)).group_by(Page.id))
    return {f"{_PAGE}{number}": count for number, count in rows}
