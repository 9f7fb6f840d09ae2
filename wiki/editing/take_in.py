"""Taking in what was written elsewhere: several revisions of a page at once, with their own times and authors."""

from collections.abc import Sequence
from dataclasses import replace

from wiki.accounts.models import User
from wiki.core.db import transaction
from wiki.core.errors import Refusal
from wiki.editing.derive import replace_derived
from wiki.editing.save import BaseMoved, Edit, append_edit, tidy
from wiki.markup import Document
from wiki.pages.models import Page
from wiki.pages.queries import find_page, source_of


class ChangedMeanwhile(Refusal):
    """The page is not as it was when it was decided what to take in."""

    status = 409
    msgid = "Somebody has changed the page at this very moment."


def take_in(edits: Sequence[tuple[Edit, User]], document: Document) -> Page:
    """Append `edits`, oldest first, to one page; only the last of them, whose rendering is `document`, is derived from.

    The first edit's `base` is the revision that the page has (None: there is no page); those of the others follow from
    it. Asks for no rights: that is for whoever decides to take in what others wrote. Raises TooLarge, ChangedMeanwhile.
    """
    tidied = [(tidy(edit), by) for edit, by in edits]
    first = tidied[0][0]
    with transaction():
        page = find_page(first.name)
        base = page.current_revision_id if page else None
        if base != first.base:
            raise ChangedMeanwhile
        size = len(source_of(base)) if base else 0
        try:
            for edit, by in tidied:
                page, revision = append_edit(page, replace(edit, base=base), by, size)
                base, size = revision.id, revision.size
        except BaseMoved as moved:
            raise ChangedMeanwhile from moved
        assert page is not None
        replace_derived(page, revision, document)
    return page
