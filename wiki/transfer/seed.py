"""The pages a new wiki begins with."""

from sqlalchemy import select

from wiki.core.db import session
from wiki.core.errors import Refusal
from wiki.core.places import folder
from wiki.pages.models import Page
from wiki.transfer.bring_in import Outcome, Progress, bring_in


class NotEmpty(Refusal):
    """The wiki has pages of its own."""

    status = 409
    msgid = "The wiki has pages already. With --force, those of the first pages that are missing are added."


def is_empty() -> bool:
    """Whether the wiki has no page at all."""
    return session().scalar(select(Page.id).limit(1)) is None


def seed(*, force: bool = False, progress: Progress | None = None) -> Outcome:
    """Fill an empty wiki with its first pages. Raises NotEmpty, unless with `force`."""
    if not force and not is_empty():
        raise NotEmpty
    return bring_in(folder("seed_pages"), progress=progress)
