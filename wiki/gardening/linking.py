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
from wiki.journal.models import Entry
from wiki.markup import Namespace, PageName
from wiki.markup.relinking import below, relinked, spelled_out
from wiki.markup.renamed_fields import names_in_fields
from wiki.pages.models import Link, Page
from wiki.pages.queries import existing, find_page, source_of

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
    there = find_page(new)
    if there is None or old == new or not _gave_up(old, there):
        raise NotMoved(old=old.full, new=new.full)
    pairs = [(old, new)]
    for page in subpages_of(new) if old.namespace.has_subpages else ():
        before = PageName(old.namespace, old.title + page.title[len(new.title) :])
        if _gave_up(before, page):
            pairs.append((before, page.name))
    return pairs


def _gave_up(old: PageName, page: Page) -> bool:
    """Whether `page` was moved from `old`, and nothing is called so now but a redirect to it."""
    there = find_page(old)
    if there and (there.redirect_to or "").partition("#")[0] != page.name.full:
        return False
    told = session().scalars(select(Entry.details).where(Entry.page_id == page.id, Entry.kind == "move"))
    return any((details or {}).get("from") == old.full for details in told)


def naming(moved: Moved) -> list[PageName]:
    """The pages that link to an old name or name it in their fields, in the order of their names."""
    olds = [old for old, _new in moved]
    linked = or_(*(and_(Link.target_namespace == old.namespace.value, Link.target_title == old.title) for old in olds))
    linking = select(Page.namespace, Page.title).join(Link, Link.page_id == Page.id).where(linked)
    linking = linking.where(Link.kind != "redirect")
    found = {PageName(Namespace(space), title) for space, title in session().execute(linking.distinct())}
    return sorted(found | _naming_in_fields(olds) | {new for new, _old, _targets in led_below(moved)})


def led_below(moved: Moved) -> list[tuple[PageName, PageName, set[PageName]]]:
    """The moved pages that link to pages below their old name by a slash ("[[/Part]]"), where those have stayed.

    Each with its new name, its old one, and the pages that such links led to and lead to no more.
    """
    olds = {old for old, _new in moved}
    found = []
    for old, new in moved:
        page = find_page(new)
        if page and (stayed := _stayed(page, old) - olds):
            found.append((new, old, stayed))
    return found


def _stayed(page: Page, old: PageName) -> set[PageName]:
    """The pages below `old` that links on `page` would lead to if it were called so, where there are such pages."""
    source = source_of(page.current_revision_id)
    would = below(source, old)
    leading = select(Link.target_title).where(Link.page_id == page.id, Link.target_namespace == page.namespace)
    led_to = set(session().scalars(leading)) if would else set()
    would = {each for each in would if page.title + each.title[len(old.title) :] in led_to}
    there = existing(would)
    return {each for each in would if each.full in there}


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
    led = {new: (old, targets) for new, old, targets in led_below(moved)}
    return [_write(name, moved, by, *led.get(name, (name, set()))) for name in pages]


def _write(name: PageName, moved: Moved, by: User, called: PageName, led_to: set[PageName]) -> Done:
    """Write the links on one page anew; on one that was `called` otherwise, those too that began with a slash."""
    page = find_page(name)
    base = page.current_revision_id if page else None
    before = source_of(base)
    source = relinked(spelled_out(before, called, led_to) if led_to else before, name, moved)
    old, new = moved[0]
    summary = gettext("links lead to “%(new)s”, which was called “%(old)s”", new=new.full, old=old.full)
    if led_to:
        summary = gettext("links lead where they did when the page was called “%(old)s”", old=called.full)
    try:
        if source == before:
            raise NotFoundInText
        save_page(Edit(name, source, summary, minor=True, base=base), by)
    except Refusal as refusal:
        return Done(name, sentence(refusal))
    return Done(name)
