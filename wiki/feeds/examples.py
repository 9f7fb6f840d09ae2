"""Examples as items of a feed, the latest changed first."""

from collections.abc import Iterable

from wiki.core.i18n import gettext
from wiki.examples.queries import ExampleRow
from wiki.examples.taxonomy import BY_KEY
from wiki.feeds.atom import Item


def items_of(rows: Iterable[ExampleRow]) -> list[Item]:
    """Examples as items: who does it, how far they have come, and what they say first."""
    return [
        Item(
            key=f"example:{row.page_id}:{row.anchor}",
            title=row.title,
            path=row.path,
            updated=row.changed_at,
            author=row.owner.title,
            author_path=row.owner.path,
            summary=" – ".join(filter(None, (row.owner.title, _status(row), row.lead))),
            language=row.language,
            categories=row.themes,
        )
        for row in rows
    ]


def _status(row: ExampleRow) -> str:
    return gettext(BY_KEY[row.status].label) if row.status in BY_KEY else ""
