"""Taking away all that derives from a page: it goes when the page does, and can be derived anew when it comes back."""

from sqlalchemy import delete

from wiki import search
from wiki.advice.models import Shingle
from wiki.core.db import session
from wiki.editing.synonyms import withdraw_synonyms
from wiki.examples.models import Example
from wiki.pages.models import Link, Page, Rendering


def withdraw_derived(page: Page) -> None:
    """Forget the links, the rendering, the examples, the shingles and the search documents of `page`.

    For acts, within their transaction: the opposite of `replace_derived`.
    """
    for table in (Link, Rendering, Example, Shingle):
        session().execute(delete(table).where(table.page_id == page.id))
    search.drop(f"page:{page.id}")
    withdraw_synonyms(page)
