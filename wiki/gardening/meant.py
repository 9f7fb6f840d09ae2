"""The page that somebody meant when they opened a form: names change hands, numbers do not."""

from wiki.core.errors import N_, Refusal
from wiki.pages.models import Page


class AnotherPage(Refusal):
    """The name is that of another page by now: of a redirect, say, since the page was moved."""

    status = 409
    msgid = N_("Somebody has moved or deleted the page since you opened the form. Look at what is called so now.")


def refuse_another(page: Page, number: int | None) -> None:
    """Raises AnotherPage where the page with another `number` was meant; with none, whatever is called so is."""
    if number is not None and page.id != number:
        raise AnotherPage
