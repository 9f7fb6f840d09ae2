"""Text that stands on another page already."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import func, select

from wiki.advice.models import Shingle
from wiki.advice.shingles import in_parts, shingles
from wiki.core.db import session
from wiki.markup import Namespace, PageName
from wiki.pages.models import Page

ALIKE = 0.5  # of a paragraph's shingles stand on the other page
MANY = 20  # pages: what stands on more is a turn of phrase, or belongs on all of them
PRIVATE = {Namespace.USER.value, Namespace.TEMPLATE.value}  # where texts are tried out, and made to be copied


def pages_that_say(paragraphs: Sequence[str], name: PageName) -> list[PageName | None]:
    """For each of the plain `paragraphs` of the page `name`, the other page on which most of it stands, if any does."""
    traces = [shingles(paragraph) for paragraph in paragraphs]
    holders = _holders(set().union(*traces))
    likely = [_likely(trace, holders) for trace in traces]
    names = _names({page_id for each in likely for page_id in each}, name)
    return [next((names[page_id] for page_id in each if page_id in names), None) for each in likely]


def _holders(numbers: set[int]) -> dict[int, list[int]]:
    """The pages that have each number, but for the numbers that many pages have."""
    found: dict[int, list[int]] = {}
    for some in in_parts(numbers):
        rare = (
            select(Shingle.hash)
            .where(Shingle.hash.in_(some))
            .group_by(Shingle.hash)
            .having(func.count(Shingle.page_id) <= MANY)
        )
        rows = session().execute(select(Shingle.hash, Shingle.page_id).where(Shingle.hash.in_(rare)))
        for number, page_id in rows:
            found.setdefault(number, []).append(page_id)
    return found


def _likely(trace: set[int], holders: dict[int, list[int]]) -> list[int]:
    """The pages that have enough of the numbers in `trace`, those with most of them first."""
    shared = Counter(page_id for number in trace for page_id in holders.get(number, ()))
    alike = [(-count, page_id) for page_id, count in shared.items() if count >= ALIKE * len(trace)]
    return [page_id for _, page_id in sorted(alike)]


def _names(page_ids: set[int], but: PageName) -> dict[int, PageName]:
    """The names of those pages that can be pointed to from the page `but`."""
    found: dict[int, PageName] = {}
    for some in in_parts(page_ids):
        rows = session().execute(
            select(Page.id, Page.namespace, Page.title).where(
                Page.id.in_(some), Page.redirect_to.is_(None), Page.namespace.not_in(PRIVATE)
            )
        )
        found |= {page_id: PageName(Namespace(namespace), title) for page_id, namespace, title in rows}
    return {page_id: name for page_id, name in found.items() if name != but}
