"""What is hidden of versions: for lists of them, and for acts that need a text which can be read."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from wiki.accounts.hidden import hidden_parts
from wiki.core.db import session
from wiki.core.errors import N_, Refusal
from wiki.pages.hideable import TEXT
from wiki.pages.models import HiddenRevision

Hidden = Mapping[str, HiddenRevision]
"""The parts of a version that are hidden, by name; see `hideable.PARTS`."""


class TextHidden(Refusal):
    """The text of a version may not be read, so nothing can be made of it."""

    status = 409
    msgid = N_("The text of that version is hidden, so it cannot be used.")


def hidden_in(numbers: Iterable[int | None]) -> dict[int, Hidden]:
    """What is hidden of those versions, by number, with who did it; those of which nothing is are left out."""
    return dict(hidden_parts(HiddenRevision, HiddenRevision.revision_id, numbers))


def without_text(numbers: Iterable[int | None]) -> set[int]:
    """Those of the versions whose text is hidden."""
    wanted = {number for number in numbers if number}
    chosen = select(HiddenRevision.revision_id)
    chosen = chosen.where(HiddenRevision.revision_id.in_(wanted), HiddenRevision.part == TEXT)
    return set(session().scalars(chosen)) if wanted else set()


def require_text(*numbers: int | None) -> None:
    """Go on only where the texts of all those versions can be read. Raises TextHidden."""
    if without_text(numbers):
        raise TextHidden
