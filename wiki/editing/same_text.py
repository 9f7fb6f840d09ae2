"""Changes of a template that no page shows: what stands within `noinclude`, its own categories, its fields.

Whatever derives from the pages that take it in stays as it is. Only which version they were made of is written anew,
for all of them together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select, update

from wiki.core.db import Base, session, transaction
from wiki.markup import frontmatter
from wiki.markup.source import normalise
from wiki.markup.transclusion.include import included
from wiki.pages.models import Link, Page, Rendering, Revision

AT_ONCE = 400
_LINKS, _RENDERINGS = (Base.metadata.tables[each.__tablename__] for each in (Link, Rendering))
_NOTE_LINK = (
    update(_LINKS)
    .where(_LINKS.c.page_id == bindparam("page"), _LINKS.c.number == bindparam("nth"), _LINKS.c.kind == "template")
    .where(_LINKS.c.revision_id == bindparam("old"))
    .values(revision_id=bindparam("new"))
)
_NOTE_RENDERING = (
    update(_RENDERINGS)
    .where(_RENDERINGS.c.page_id == bindparam("page"), _RENDERINGS.c.revision_id == bindparam("revision"))
    .values(made_of=bindparam("versions"))
)


class Moved(NamedTuple):
    """A template that a page was made of in a version that is no longer current."""

    page: int
    place: int
    namespace: str
    title: str
    old: int
    new: int


def pass_over_same(ids: Sequence[int]) -> set[int]:
    """Write down the new versions for those of the pages that show the same as before; which they were."""
    done: set[int] = set()
    for start in range(0, len(ids), AT_ONCE):
        done |= _pass_over(ids[start : start + AT_ONCE])
    return done


def _pass_over(ids: Sequence[int]) -> set[int]:
    with transaction():
        moved: dict[int, list[Moved]] = defaultdict(list)
        for each in _moved(ids):
            moved[each.page].append(each)
        shown = _shown({version for some in moved.values() for each in some for version in (each.old, each.new)})
        same = {page: some for page, some in moved.items() if all(_is_same(each, shown) for each in some)}
        if same:
            _note(same)
    return set(same)


def _moved(ids: Sequence[int]) -> Iterable[Moved]:
    current = (Page.namespace == Link.target_namespace, Page.title == Link.target_title)
    asked = select(
        Link.page_id, Link.number, Link.target_namespace, Link.target_title, Link.revision_id, Page.current_revision_id
    ).outerjoin(Page, current[0] & current[1])
    stale = func.coalesce(Page.current_revision_id, 0) != func.coalesce(Link.revision_id, 0)
    rows = session().execute(asked.where(Link.page_id.in_(ids), Link.kind == "template", stale))
    return [Moved(page, place, space, title, old or 0, new or 0) for page, place, space, title, old, new in rows]


def _shown(versions: Iterable[int]) -> Mapping[int, str]:
    """What pages that take in each of these versions get of it."""
    asked = select(Revision.id, Revision.source).where(Revision.id.in_(sorted(versions)))
    return {number: included(frontmatter.read(normalise(source)).body) for number, source in session().execute(asked)}


def _is_same(each: Moved, shown: Mapping[int, str]) -> bool:
    return each.old in shown and each.new in shown and shown[each.old] == shown[each.new]


def _note(same: Mapping[int, Sequence[Moved]]) -> None:
    rows = [
        {"page": each.page, "nth": each.place, "old": each.old, "new": each.new}
        for some in same.values()
        for each in some
    ]
    session().connection().execute(_NOTE_LINK, rows)
    columns = (Rendering.page_id, Rendering.revision_id, Rendering.made_of)
    renderings = []
    for page, revision, made_of in session().execute(select(*columns).where(Rendering.page_id.in_(list(same)))):
        new = {(each.namespace, each.title, each.old): each.new for each in same[page]}
        versions = [[space, title, new.get((space, title, old), old)] for space, title, old in made_of or ()]
        renderings.append({"page": page, "revision": revision, "versions": versions or None})
    if renderings:
        session().connection().execute(_NOTE_RENDERING, renderings)
