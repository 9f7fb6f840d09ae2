"""Taking back: the text a page would have without one edit, or as it was in an earlier version.

Neither saves anything. The text is offered in the editor, with its difference shown, and published like any other.
"""

from wiki.core.errors import N_, Refusal
from wiki.markup.merge import merge
from wiki.pages.hidden import require_text
from wiki.pages.models import Page, Revision
from wiki.pages.queries import revision, source_of


class CannotUndo(Refusal):
    """Later edits have changed the same lines."""

    status = 409
    msgid = N_(
        "This edit cannot be undone by itself, because later edits have changed the same lines. "
        "Open the page and change the text by hand, or restore an older version."
    )


def text_without(page: Page, number: int) -> tuple[str, Revision]:
    """The current text of `page` without the edit that made revision `number`, and that revision.

    Raises CannotUndo where later edits stand in the way, NotFound for a revision of another page, and TextHidden.
    """
    undone = _revision_of(page, number)
    require_text(undone.parent_id)
    outcome = merge(undone.source, source_of(undone.parent_id), source_of(page.current_revision_id))
    if outcome.text is None or undone.parent_id is None:
        raise CannotUndo
    return outcome.text, undone


def text_of(page: Page, number: int) -> tuple[str, Revision]:
    """The text of an earlier version of `page`, to be made current again. Raises NotFound and TextHidden."""
    earlier = _revision_of(page, number)
    return earlier.source, earlier


def _revision_of(page: Page, number: int) -> Revision:
    found = revision(number)
    if found.page_id != page.id:
        raise CannotUndo(N_("That version belongs to another page."))
    require_text(number)
    return found
