"""Which pages still name pages that have moved, and writing those names anew: each page by an ordinary edit."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import String, and_, cast, or_, select

from wiki.accounts.models import User
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.core.i18n import gettext, sentence
from wiki.editing.save import Edit, save_page
from wiki.gardening.move import subpages_of
from wiki.markup import Namespace, PageName
from wiki.markup.relinking import relinked
from wiki.markup.renamed_fields import names_in_fields
from wiki.pages.models import Link, Page
from wiki.pages.queries import find_page, source_of

AT_ONCE = 40  # pages that one press of the button changes; then the reader hears how it goes

Moved = Sequence[tuple[PageName, PageName]]


class NotMoved(Refusal):
    """The names do not tell of a move."""

    status = 409
    msgid = N_("“%(old)s” has not been moved to “%(new)s”, or has been written anew since.")


class NotFoundInText(Refusal):
    """The page leads there, but no link in its text could be told apart from the rest."""

    status = 422
    msgid = N_("The link could not be found in the text. Open the page and change it by hand.")


@dataclass(frozen=True)
class Done:
    """What came of one page: `why` it was left as it was, "" where it was changed."""

    page: PageName
    why: str = ""


def moved_to(old: PageName, new: PageName) -> Moved:
    """The old and new names of a page that was moved, and of those that came along. Raises NotMoved."""
    if find_page(new) is None or old == new or not _gave_up(old, new):
        raise NotMoved(old=old.full, new=new.full)
    pairs = [(old, new)]
    for page in subpages_of(new) if old.namespace.has_subpages else ():
        before = PageName(old.namespace, old.title + page.title[len(new.title) :])
        if _gave_up(before, page.name):
            pairs.append((before, page.name))
    return pairs


def _gave_up(old: PageName, new: PageName) -> bool:
    """Whether nothing is called `old` now but a redirect to `new`."""
    page = find_page(old)
    return page is None or (page.redirect_to or "").partition("#")[0] == new.full


def naming(moved: Moved) -> list[PageName]:
    """The pages that link to an old name or name it in their fields, in the order of their names."""
    olds = [old for old, _new in moved]
    linked = or_(*(and_(Link.target_namespace == old.namespace.value, Link.target_title == old.title) for old in olds))
    linking = select(Page.namespace, Page.title).join(Link, Link.page_id == Page.id).where(linked)
    linking = linking.where(Link.kind != "redirect")
    found = {PageName(Namespace(space), title) for space, title in session().execute(linking.distinct())}
    return sorted(found | _naming_in_fields(olds))


def _naming_in_fields(olds: Sequence[PageName]) -> set[PageName]:
    """Fields are stored as JSON: the title is looked for as it stands there, and then read as it is meant."""
    text = cast(Page.fields, String)
    said = or_(*(text.contains(json.dumps(old.title)[1:-1], autoescape=True) for old in olds))
    rows = session().execute(select(Page.namespace, Page.title, Page.fields).where(said))
    wanted = set(olds)
    return {
        PageName(Namespace(space), title)
        for space, title, fields in rows
        if not wanted.isdisjoint(names_in_fields(fields))
    }


def write_anew(pages: Iterable[PageName], moved: Moved, by: User) -> list[Done]:
    """Let the links on `pages` lead to the new names, each page by an edit of `by`; what came of each."""
    return [_write(name, moved, by) for name in pages]


def _write(name: PageName, moved: Moved, by: User) -> Done:
    page = find_page(name)
    base = page.current_revision_id if page else None
    before = source_of(base)
    source = relinked(before, name, moved)
    old, new = moved[0]
    summary = gettext("links lead to “%(new)s”, which was called “%(old)s”", new=new.full, old=old.full)
    try:
        if source == before:
            raise NotFoundInText
        save_page(Edit(name, source, summary, minor=True, base=base), by)
    except Refusal as refusal:
        return Done(name, sentence(refusal))
    return Done(name)
